// `npm run lint:actions` checks action.yml, the workflows, and those of the documents: GitHub's own language
// service for their form, then actionlint and zizmor. Where these are not installed it says so; on GitHub it fails.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Example, readExamples, renderWorkflow } from './examples.ts';
import { createToolEnv } from './tools.ts';

// The service imports JSON without the attribute that Node asks for: it is written for bundlers.
registerHooks({
  load: (url, context, nextLoad) =>
    nextLoad(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context),
});
const { registerLogger, validate } = await import('@actions/languageservice');

type Document = Parameters<typeof validate>[0];
type Diagnostic = Awaited<ReturnType<typeof validate>>[number];

const severityOfWarning = 2; // DiagnosticSeverity.Warning; Error is 1, hints and information are above
const own = readdirSync('.github/workflows').map((file) => `.github/workflows/${file}`);
const pedantic = ['--offline', '--no-progress', '--persona', 'pedantic'];

failOnSwallowedErrors();
await lint('action.yml', ...own);
runLinter('zizmor', [...pedantic, 'action.yml', '.github']);
const folder = mkdtempSync(join(tmpdir(), 'token-audit-examples-'));
try {
  const examples = readExamples().filter(({ kind }) => kind !== 'other');
  const files = examples.map((example) => writeExample(example, folder));
  await lint(...files);
  runLinter('zizmor', [...pedantic, '--config', 'test/zizmor.yml', ...files]);
} finally {
  rmSync(folder, { recursive: true });
}

/** What GitHub's language service finds, and then actionlint, which takes workflows only. */
async function lint(...files: string[]): Promise<void> {
  for (const file of files) await lintFile(file);
  runLinter(
    'actionlint',
    files.filter((file) => file !== 'action.yml'),
  );
}

// Lines are counted as in the document that the example stands in.
function writeExample(example: Example, folder: string): string {
  const { file, line, kind } = example;
  const path = join(folder, `${file.replaceAll('/', '-')}-${line}.yml`);
  const above = kind === 'workflow' ? '\n'.repeat(line - 1) : '';
  writeFileSync(path, above + renderWorkflow(example));
  return path;
}

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
  const { error, status } = spawnSync(name, args, { env: createToolEnv(), stdio: 'inherit' });
  if (error)
    console.error(`SKIPPED: ${name} did not start (${error.message}). What only it sees is unchecked.`);
  else if (status === 0) console.log(`${name}: no findings`);
  // On GitHub nothing is skipped.
  if (error ? process.env.GITHUB_ACTIONS === 'true' : status !== 0) process.exitCode = 1;
}
