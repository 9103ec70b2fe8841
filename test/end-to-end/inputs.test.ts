import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAccounts, type Play, play } from '../harness/scenario.ts';

/** What is wrong, how the step is given, and what the one error must say. */
const WRONG: [string, Play, RegExp][] = [
  ['no key', { inputs: { 'org-token': '' } }, /org-token: not given.*fork.*Dependabot/],
  ['a key with a space inside', { inputs: { 'org-token': 'abcd efgh' } }, /org-token: .*inside the key/],
  [
    'a key with a line break inside',
    { inputs: { 'org-token': 'abcd\nefgh' } },
    /org-token: .*inside the key/,
  ],
  ['a key with its scheme', { inputs: { 'org-token': 'Bearer abcdefgh' } }, /org-token: .*Bearer/],
  [
    "a user's API token",
    { inputs: { 'org-token': `ATATT3${'x'.repeat(180)}` } },
    /org-token: begins with ATATT/,
  ],
  ['half a key', { inputs: { 'org-token': 'ATCTT3xFfGN0' } }, /org-token: has only 12 characters/],
  [
    'a committed link out of the workspace',
    { links: { 'planted.csv': '/etc/hostname' }, inputs: { 'accounts-csv': 'planted.csv' } },
    /accounts-csv: planted\.csv leads out of the workspace/,
  ],
  [
    'another one for the exceptions',
    { links: { planted: '/etc' }, inputs: { 'exceptions-csv': 'planted/hostname' } },
    /exceptions-csv: planted\/hostname leads out of the workspace/,
  ],
  [
    'another one for the baseline',
    { links: { planted: '/etc' }, inputs: { baseline: 'planted' } },
    /baseline: planted leads out of the workspace/,
  ],
  ['no accounts file', { inputs: { 'accounts-csv': '' } }, /accounts-csv: not given.*Export accounts/],
  ['a file that is not there', { inputs: { 'accounts-csv': 'gone.csv' } }, /accounts-csv: .*gone\.csv/],
  ['a folder', { inputs: { 'accounts-csv': '.' } }, /accounts-csv: .*folder/],
  ['an empty file', { csv: '' }, /accounts-csv: .*empty/],
  ['a header without rows', { csv: 'Atlassian ID,Name\n' }, /accounts-csv: .*no rows/],
  ['no known column', { csv: 'Person,Mail\na,b\n' }, /accounts-csv: .*"Person".*id-column/],
  ['a column that is not there', { inputs: { 'id-column': 'Key' } }, /id-column: .*"Key".*"Atlassian ID"/],
  [
    'binary data',
    { csv: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]) },
    /accounts-csv: .*binary|no text/,
  ],
  ['an Excel workbook', { csv: Buffer.from('PK\u0003\u0004\u0014\u0000') }, /accounts-csv: .*Excel/],
  ['an unclosed quote', { csv: 'Atlassian ID,Name\n557058:a,"A\n557058:b,B\n' }, /accounts-csv: .*line 2/],
  [
    'rows inside a cell',
    { csv: 'Atlassian ID,Name\n712020:a,"A\n5b10a2844c20165700ede21g,B\n712020:c,C"\n' },
    /accounts-csv: lines 2 to 4: rows stand inside a cell/,
  ],
  [
    'an expired download link',
    { csv: '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code></Error>' },
    /accounts-csv: .* is an XML error page, not a CSV: the download link lives 24 hours, export again/,
  ],
  [
    'a file of something else with a colon in it',
    { csv: '//registry.example/:_authToken=npm_secret\n' },
    /accounts-csv: no column of account IDs recognised: the first line looks like data/,
  ],
  [
    'letters after a number',
    { inputs: { 'max-tokens': '99abc' } },
    /max-tokens: expected a whole number of at least 0, or off, got "99abc"/,
  ],
  [
    'a negative number',
    { inputs: { 'max-tokens-per-account': '-1' } },
    /max-tokens-per-account: expected .*"-1"/,
  ],
  ['a fraction of a token', { inputs: { 'max-tokens': '1.5' } }, /max-tokens: expected a whole number/],
  ['no boolean', { inputs: { 'warn-only': 'yes' } }, /warn-only: expected true or false, got "yes"/],
  ['no share', { inputs: { 'max-failed-accounts': '101%' } }, /max-failed-accounts: expected/],
  [
    'too much at a time',
    { inputs: { concurrency: '65' } },
    /concurrency: expected a whole number from 1 to 64/,
  ],
  ['no rate', { inputs: { 'requests-per-second': '0' } }, /requests-per-second: expected/],
  ['no retention', { inputs: { 'retention-days': 'long' } }, /retention-days: expected/],
  [
    'an http address elsewhere',
    { inputs: { 'api-url': 'http://example.com' } },
    /api-url: expected an https address/,
  ],
  ['no address', { inputs: { 'api-url': 'api.atlassian.com' } }, /api-url: expected/],
  ['a name no artifact has', { inputs: { 'artifact-name': 'a/b' } }, /artifact-name: expected/],
  [
    'an output folder that is a file',
    { workspace: { taken: '' }, inputs: { 'output-dir': 'taken' } },
    /output-dir: .*file/,
  ],
  [
    'a folder below a file',
    { workspace: { taken: '' }, inputs: { 'output-dir': 'taken/in' } },
    /output-dir: .*file/,
  ],
  [
    "the repository's own files in the way",
    { workspace: { 'summary.md': 'ours' }, inputs: { 'output-dir': '.' } },
    /output-dir: \. is the workspace itself/,
  ],
  [
    'an output folder elsewhere',
    { inputs: { 'output-dir': '../../elsewhere' } },
    /output-dir: .*outside the workspace/,
  ],
  [
    'the file to read among those to write',
    {
      workspace: { 'token-audit/accounts.csv': 'Atlassian ID\n557058:a\n' },
      inputs: { 'accounts-csv': 'token-audit/accounts.csv' },
    },
    /accounts-csv: .*would write/,
  ],
];

for (const [what, scenario, message] of WRONG) {
  test(`${what}: one clear error before the first request, nothing half-written`, async () => {
    const kept = { 'token-audit/output.csv': 'an earlier run', ...scenario.workspace };
    const run = await play({ accounts: createAccounts(2), ...scenario, workspace: kept });
    assert.equal(run.exitCode, 1);
    const errors = run.log.split('\n').filter((line) => line.startsWith('::error::'));
    assert.equal(errors.length, 1, run.log);
    assert.match(errors[0] ?? '', message);
    assert.equal(run.simulator.requests.length, 0);
    assert.equal(run.simulator.artifacts.length, 0);
    assert.equal(run.files['output.csv'], 'an earlier run');
    assert.equal(run.outputs.result, 'error');
    assert.equal(run.outputs['accounts-total'], '');
    assert.match(run.summary, /^# ❌ Error/);
    assert.doesNotMatch(run.log, /\n\s+at /);
  });
}

test('every wrong input is one error of the log and one of the summary', async () => {
  const inputs = { 'org-token': 'Bearer x', 'max-tokens': 'ten', 'warn-rules': 'max-token', 'org-id': 'a b' };
  const run = await play({ accounts: createAccounts(2), inputs });
  assert.deepEqual(
    [...run.log.matchAll(/^::error::([a-z-]+): /gm)].map(([, name]) => name),
    ['org-token', 'org-id', 'max-tokens', 'warn-rules'],
  );
  assert.match(run.log, /Did you mean max-tokens\?/);
  assert.equal(run.summary.match(/^[a-z-]+&#58; /gm)?.length, 4);
  assert.equal(run.simulator.requests.length, 0);
});

test('both files are checked, not only the first', async () => {
  const inputs = { 'accounts-csv': 'gone.csv', 'exceptions-csv': 'gone-too.csv' };
  const { log } = await play({ accounts: createAccounts(2), inputs });
  assert.match(log, /^::error::accounts-csv: .*\n::error::exceptions-csv: /m);
});

test('a wrong file or proxy is told beside wrong values of other inputs, each once', async () => {
  const run = await play({
    accounts: createAccounts(2),
    inputs: { 'max-tokens': 'ten', 'id-column': 'Key', 'exceptions-csv': 'gone.csv' },
    env: { HTTPS_PROXY: 'socks5://127.0.0.1:9' },
  });
  assert.deepEqual(
    [...run.log.matchAll(/^::error::([A-Za-z_-]+): /gm)].map(([, name]) => name),
    ['max-tokens', 'HTTPS_PROXY', 'id-column', 'exceptions-csv'],
  );
  assert.equal(run.simulator.requests.length, 0);
});

test('spaces and line breaks around the key are forgiven, and noticed', async () => {
  const key = 'ATCTT3x0fT3stKey0000000000000=1F2E';
  const server = { orgToken: key };
  const run = await play({ accounts: createAccounts(2), server, inputs: { 'org-token': `\n ${key} \r\n` } });
  assert.equal(run.exitCode, 0, run.log);
  assert.match(run.log, /::notice::org-token: /);
});

test('an input that is given empty is one that is not given', async () => {
  const names = [
    'warn-only',
    'max-failed-accounts',
    'output-dir',
    'upload-artifact',
    'artifact-name',
    'retention-days',
  ];
  const more = [
    'allow-public',
    'concurrency',
    'request-timeout-seconds',
    'max-retries',
    'max-duration-minutes',
  ];
  const inputs = Object.fromEntries([...names, ...more].map((name) => [name, '']));
  const run = await play({ accounts: createAccounts(2), inputs });
  assert.equal(run.exitCode, 0, run.log);
  assert.equal(run.simulator.artifacts[0]?.name, 'token-audit');
});

test("an output folder in the runner's temp folder is fine", async () => {
  const run = await play({ accounts: createAccounts(2), inputs: { 'output-dir': '../temp/audit' } });
  assert.equal(run.exitCode, 0, run.log);
  assert.match(run.outputs['output-csv'] ?? '', /temp\/audit\/output\.csv$/);
});
