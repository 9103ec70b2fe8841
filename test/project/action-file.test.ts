import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import {
  fillBlock,
  parseActionFile,
  renderActionModule,
  renderInputsTables,
  renderOutputsTable,
} from '../../scripts/action-file.ts';
import { defaults, outputNames } from '../../src/action.ts';

const text = readFileSync('action.yml', 'utf8');
const action = parseActionFile(text);

/** The five tables of README. */
const groups = {
  Source: [
    'org-token',
    'org-id',
    'accounts-csv',
    'source',
    'id-column',
    'include',
    'org-token-expires',
    'dry-run',
  ],
  Limits: [
    'policy',
    'max-tokens',
    'max-tokens-per-account',
    'max-age-days',
    'max-idle-days',
    'max-lifetime-days',
    'expires-within-days',
    'max-new-tokens',
    'exceptions-csv',
    'warn-rules',
    'warn-only',
    'max-failed-accounts',
  ],
  Comparison: ['baseline', 'github-token'],
  'Output and privacy': [
    'output-dir',
    'upload-artifact',
    'artifact-name',
    'retention-days',
    'redact',
    'allow-public',
  ],
  Tuning: [
    'concurrency',
    'requests-per-second',
    'request-timeout-seconds',
    'max-retries',
    'max-duration-minutes',
    'api-url',
  ],
};
const inputs = Object.values(groups).flat();
const outputs = [
  'result',
  'complete',
  'accounts-total',
  'accounts-checked',
  'accounts-failed',
  'accounts-not-managed',
  'accounts-with-tokens',
  'tokens-total',
  'tokens-active',
  'findings-total',
  'new-tokens',
  'removed-tokens',
  'output-csv',
  'report-json',
  'report-html',
  'summary-md',
  'owners-csv',
  'credentials-csv',
  'artifact-id',
  'artifact-url',
  'artifact-digest',
];

test('action.yml declares the public contract and what runs it', () => {
  const declared = Object.groupBy(action.inputs, ({ group }) => group);
  for (const [group, members] of Object.entries(groups))
    assert.deepEqual(names(declared[group] ?? []), members);
  assert.deepEqual(names(action.inputs), inputs);
  assert.deepEqual(names(action.outputs), outputs);
  assert.deepEqual(names(action.inputs.filter((input) => input.required)), ['org-token']);
  assert.match(text, /^runs:\n {2}using: node24\n {2}main: dist\/index\.js$/m);
  assert.ok(existsSync('dist/index.js'), 'dist/index.js is missing: run `npm run build`');
});

test('src/action.ts is what action.yml and package.json make it', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  assert.equal(readFileSync('src/action.ts', 'utf8'), renderActionModule(action, version));
  assert.deepEqual(Object.keys(defaults), inputs);
  assert.deepEqual([...outputNames], outputs);
});

test('the tables of README.md are what action.yml makes them', () => {
  const readme = readFileSync('README.md', 'utf8');
  assert.equal(fillBlock(readme, 'inputs', renderInputsTables(action)), readme, 'run `npm run generate`');
  assert.equal(fillBlock(readme, 'outputs', renderOutputsTable(action)), readme, 'run `npm run generate`');
});

test('src/actions reads every input', () => {
  // The inputs of the limits are named after the rules.
  const code = readSources('src/actions') + readFileSync('src/policy/limits.ts', 'utf8');
  assert.deepEqual(
    inputs.filter((name) => !code.includes(`'${name}'`)),
    [],
  );
});

test('the code sets every output', () => {
  const code = readSources('src').replace(readFileSync('src/action.ts', 'utf8'), '');
  const isSet = (name: string) => code.includes(`'${name}'`) || new RegExp(`\\b${name}[:,]`).test(code);
  assert.deepEqual(
    outputs.filter((name) => !isSet(name)),
    [],
  );
});

test('a block is filled between its markers, again and again, and only there', () => {
  const filled = fillBlock('a\n<!-- x -->old<!-- /x -->\nb', 'x', '$& | t');
  assert.equal(filled, 'a\n<!-- x -->\n\n$& | t\n\n<!-- /x -->\nb');
  assert.equal(fillBlock(filled, 'x', '$& | t'), filled);
  assert.equal(fillBlock('<!-- /x --> <!-- x -->', 'x', 't'), undefined);
});

test('a table cell keeps its row: no pipe, no line break', () => {
  const [input] = parseActionFile(
    'inputs:\n  a: { description: "b | c\\nd", default: 5 }\noutputs: {}',
  ).inputs;
  assert.ok(input);
  assert.match(renderInputsTables({ inputs: [input], outputs: [] }), /^\| `a` +\| `5` +\| b \\\| c d \|$/m);
});

function names(entries: { name: string }[]): string[] {
  return entries.map(({ name }) => name);
}

function readSources(folder: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  return files.map((file) => readFileSync(`${folder}/${file}`, 'utf8')).join('\n');
}
