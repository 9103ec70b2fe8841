// `npm run lint:actions` checks action.yml, the workflows and the examples in the documents with GitHub's own language
// service, actionlint and zizmor. It skips a linter that is not installed; on GitHub that is an error.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Example, readExamples, renderWorkflow } from './examples.ts';
import { createToolEnv } from './tools.ts';

// The service is written for bundlers: it imports JSON without the attribute that Node requires.
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

/** Runs GitHub's language service, then actionlint, which accepts only workflows. */
async function lint(...files: string[]): Promise<void> {
  for (const file of files) await lintFile(file);
  runLinter(
    'actionlint',
    files.filter((file) => file !== 'action.yml'),
  );
}

// Blank lines above make line numbers those of the document.
function writeExample(example: Example, folder: string): string {
  const { file, line, kind } = example;
  const path = join(folder, `${file.replaceAll('/', '-')}-${line}.yml`);
  const above = kind === 'workflow' ? '\n'.repeat(line - 1) : '';
  writeFileSync(path, above + renderWorkflow(example));
  return path;
}

async function lintFile(file: string): Promise<void> {
  const text = readFileSync(file, 'utf8');
  // The service uses only the address and the text of a document.
  const diagnostics = await validate({ uri: file, getText: () => text } as Document);
  for (const diagnostic of diagnostics) printDiagnostic(file, diagnostic);
  if (diagnostics.some(({ severity }) => (severity ?? 1) <= severityOfWarning)) process.exitCode = 1;
}

function printDiagnostic(file: string, { range, message }: Diagnostic): void {
  console.error(`${file}:${range.start.line + 1}:${range.start.character + 1}: ${message}`);
}

// The service logs its own failures and then reports no findings.
function failOnSwallowedErrors(): void {
  const fail = (message: string) => {
    throw new Error(message);
  };
  registerLogger({ error: fail, warn: fail, info: () => {}, log: () => {} });
}

function runLinter(name: string, args: string[]): void {
  const { error, status } = spawnSync(name, args, { env: createToolEnv(), stdio: 'inherit' });
  if (error) console.error(`SKIPPED: ${name} did not start (${error.message}).`);
  else if (status === 0) console.log(`${name}: no findings`);
  // On GitHub a skipped linter is an error.
  if (error ? process.env.GITHUB_ACTIONS === 'true' : status !== 0) process.exitCode = 1;
}
