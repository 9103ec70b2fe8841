import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, test } from 'node:test';
import { defaults } from '../../src/action.ts';
import { readInputs } from '../../src/actions/inputs.ts';
import { createRunContext } from '../harness/entries.ts';
import { giveInputs } from '../harness/give-inputs.ts';

const workspace = realpathSync(mkdtempSync(join(tmpdir(), 'inputs-')));
const context = createRunContext({ workspace });
const KEY = 'ATCTT3xFfGN0-a-key-for-tests';
after(() => rmSync(workspace, { recursive: true }));
afterEach(() => giveInputs({}));

test('three lines are enough: all else is the default of action.yml', async () => {
  const { settings: _, request, ...inputs } = await read({ 'accounts-csv': 'a.csv', 'max-tokens': '0' });
  assert.equal(request.mask(KEY), '***');
  assert.deepEqual(
    { ...inputs, request: { ...request, mask: undefined } },
    {
      source: { kind: 'accounts', accountsCsv: 'a.csv' },
      orgId: '',
      idColumn: undefined,
      request: {
        orgToken: KEY,
        mask: undefined,
        apiUrl: new URL('https://api.atlassian.com/'),
        concurrency: 32,
        requestsPerSecond: undefined,
        timeoutMs: 30_000,
        maxRetries: 5,
        maxDurationMs: 330 * 60_000,
      },
      keyWasTrimmed: false,
      orgTokenExpires: undefined,
      limits: {
        'max-tokens': 0,
        'max-tokens-per-account': undefined,
        'max-age-days': undefined,
        'max-idle-days': undefined,
        'max-lifetime-days': undefined,
        'expires-within-days': undefined,
        'max-new-tokens': undefined,
      },
      exceptionsCsv: undefined,
      warnOnly: false,
      tolerance: { kind: 'count', count: 0 },
      compareWith: undefined,
      dryRun: false,
      outputDir: join(workspace, 'token-audit'),
      upload: { isWanted: true, artifactName: 'token-audit', retentionDays: 0 },
      redact: false,
      allowPublic: false,
    },
  );
});

test('an empty input is one that is not given, and white space around one does not count', async () => {
  const empty = Object.fromEntries(Object.keys(defaults).map((name) => [name, '']));
  const { settings: _, ...expected } = await read({ 'accounts-csv': 'a.csv' });
  const { settings: __, ...inputs } = await read({
    ...empty,
    'org-token': KEY,
    'accounts-csv': ' a.csv\n',
  });
  assert.deepEqual(inputs, expected);
});

const GIVEN = {
  'org-token': ` ${KEY}\n`,
  'accounts-csv': 'a.csv',
  'id-column': 'Key',
  'org-token-expires': '2027-03-31',
  'max-tokens': '1',
  'max-tokens-per-account': '2',
  'max-age-days': '3',
  'max-idle-days': '4',
  'max-lifetime-days': '5',
  'expires-within-days': '6',
  'max-new-tokens': '7',
  'exceptions-csv': 'e.csv',
  'warn-only': 'true',
  'max-failed-accounts': '2%',
  baseline: 'auto',
  'output-dir': 'out',
  'upload-artifact': 'false',
  'artifact-name': 'name',
  'retention-days': '90',
  redact: 'true',
  'allow-public': 'TRUE',
  concurrency: '8',
  'requests-per-second': '3.33',
  'request-timeout-seconds': '1.5',
  'max-retries': '0',
  'max-duration-minutes': '0.5',
  'api-url': 'http://127.0.0.1:8080',
};

test('every input arrives where it belongs', async () => {
  const { settings: _, request, ...inputs } = await read(GIVEN);
  assert.equal(request.mask(KEY), '***');
  assert.deepEqual(
    { ...inputs, request: { ...request, mask: undefined } },
    {
      source: { kind: 'accounts', accountsCsv: 'a.csv' },
      orgId: '',
      idColumn: 'Key',
      request: {
        orgToken: KEY,
        mask: undefined,
        apiUrl: new URL('http://127.0.0.1:8080/'),
        concurrency: 8,
        requestsPerSecond: 3.33,
        timeoutMs: 1500,
        maxRetries: 0,
        maxDurationMs: 30_000,
      },
      keyWasTrimmed: true,
      orgTokenExpires: Date.UTC(2027, 2, 31),
      limits: {
        'max-tokens': 1,
        'max-tokens-per-account': 2,
        'max-age-days': 3,
        'max-idle-days': 4,
        'max-lifetime-days': 5,
        'expires-within-days': 6,
        'max-new-tokens': 7,
      },
      exceptionsCsv: 'e.csv',
      warnOnly: true,
      tolerance: { kind: 'share', percent: 2 },
      compareWith: 'auto',
      dryRun: false,
      outputDir: join(workspace, 'out'),
      upload: { isWanted: false, artifactName: 'name', retentionDays: 90 },
      redact: true,
      allowPublic: true,
    },
  );
});

for (const [name, text] of [
  ['accounts-csv', ''],
  ['source', 'acounts'],
  ['max-tokens', '99abc'],
  ['max-tokens-per-account', '-1'],
  ['warn-only', 'yes'],
  ['max-failed-accounts', '101%'],
  ['output-dir', '../elsewhere'],
  ['upload-artifact', 'no'],
  ['artifact-name', 'a/b'],
  ['retention-days', '401'],
  ['allow-public', '1'],
  ['concurrency', '0'],
  ['concurrency', '65'],
  ['requests-per-second', '0'],
  ['request-timeout-seconds', '0'],
  ['max-retries', '101'],
  ['max-duration-minutes', '1e3'],
  ['api-url', 'http://api.atlassian.com'],
] as const) {
  test(`${name}: ${JSON.stringify(text)} is an error that names the input`, async () => {
    await assert.rejects(read({ 'accounts-csv': 'a.csv', [name]: text }), new RegExp(`^Error: ${name}: `));
  });
}

test('without a file the error says where to get one', async () => {
  await assert.rejects(
    read({}),
    /accounts-csv: not given, and org-id neither.*Export .*Managed accounts → Export accounts/,
  );
});

test('the settings for the report are all inputs but the secrets', async () => {
  const { settings } = await read({
    'accounts-csv': 'a.csv',
    'github-token': 'ghs_16C7e42F292c6912E7710c838347',
    concurrency: '8',
  });
  const { 'org-token': _, 'github-token': __, ...names } = defaults;
  assert.deepEqual(settings, { ...names, 'accounts-csv': 'a.csv', concurrency: '8' });
});

function read(inputs: Record<string, string>) {
  giveInputs({ 'org-token': KEY, ...inputs });
  return readInputs(context);
}
