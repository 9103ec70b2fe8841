// `npm run lint:actions` checks action.yml and the workflows: GitHub's own language service for their form, then
// actionlint and zizmor where they are installed.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

// The service imports JSON without the attribute that Node asks for: it is written for bundlers.
registerHooks({
  load: (url, context, nextLoad) =>
    nextLoad(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context),
});
const { registerLogger, validate } = await import('@actions/languageservice');

type Document = Parameters<typeof validate>[0];
type Diagnostic = Awaited<ReturnType<typeof validate>>[number];

const severityOfWarning = 2; // DiagnosticSeverity.Warning; Error is 1, hints and information are above
const workflows = readdirSync('.github/workflows').map((file) => `.github/workflows/${file}`);
const files = ['action.yml', ...workflows.filter((file) => /\.ya?ml$/.test(file))];

failOnSwallowedErrors();
for (const file of files) await lintFile(file);
runLinter('actionlint', files.slice(1));
runLinter('zizmor', ['--offline', '--no-progress', '--persona', 'pedantic', ...files]);

async function lintFile(file: string): Promise<void> {
  const text = readFileSync(file, 'utf8');
  // The service asks a document for no more than its address and its text.
  const diagnostics = await validate({ uri: file, getText: () => text } as Document);
  for (const diagnostic of diagnostics) printDiagnostic(file, diagnostic);
  if (diagnostics.some(({ severity }) => (severity ?? 1) <= severityOfWarning)) process.exitCode = 1;
  console.log(`${file}: ${diagnostics.length} findings of @actions/languageservice`);
}

function printDiagnostic(file: string, { range, message }: Diagnostic): void {
  console.error(`${file}:${range.start.line + 1}:${range.start.character + 1}: ${message}`);
}

// Its own failures the service only logs, and then finds nothing.
function failOnSwallowedErrors(): void {
  const fail = (message: string) => {
    throw new Error(message);
  };
  registerLogger({ error: fail, warn: fail, info: () => {}, log: () => {} });
}

function runLinter(name: string, args: string[]): void {
  const goBin = join(process.env.GOPATH ?? join(homedir(), 'go'), 'bin');
  const env = { ...process.env, PATH: [process.env.PATH, goBin].join(delimiter) };
  const { error, status } = spawnSync(name, args, { env, stdio: 'inherit' });
  if (error)
    console.error(`SKIPPED: ${name} did not start (${error.message}). What only it sees is unchecked.`);
  else if (status === 0) console.log(`${name}: no findings`);
  else process.exitCode = 1;
}
