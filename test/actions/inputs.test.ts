import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, test } from 'node:test';
import { defaults } from '../../src/action.ts';
import type { RunContext } from '../../src/actions/context.ts';
import { readFileInputs, readInputs } from '../../src/actions/inputs.ts';
import { createRunContext } from '../harness/entries.ts';
import { giveInputs } from '../harness/give-inputs.ts';

const workspace = realpathSync(mkdtempSync(join(tmpdir(), 'inputs-')));
const KEY = 'ATCTT3xFfGN0-a-key-for-tests';
after(() => rmSync(workspace, { recursive: true }));
afterEach(() => giveInputs({}));

test('three lines are enough: all else is the default of action.yml', async () => {
  const { settings: _, ...inputs } = await read({ 'accounts-csv': 'a.csv', 'max-tokens': '0' });
  const { mask } = inputs.request;
  assert.equal(mask(KEY), '***');
  assert.deepEqual(inputs, {
    source: { kind: 'accounts', accountsCsv: 'a.csv' },
    orgId: '',
    idColumn: undefined,
    include: [],
    request: {
      orgToken: KEY,
      mask,
      apiUrl: new URL('https://api.atlassian.com/'),
      concurrency: 32,
      requestsPerSecond: undefined,
      timeoutMs: 30_000,
      maxRetries: 5,
      maxDurationMs: 330 * 60_000,
    },
    keyWasTrimmed: false,
    orgTokenExpires: undefined,
    dryRun: false,
    rules: { limits: { 'max-tokens': 0 }, limitOrigins: { 'max-tokens': 'input' }, warnRules: new Set() },
    exceptionsCsv: undefined,
    tolerance: { kind: 'count', count: 0 },
    compareWith: undefined,
    outputDir: join(workspace, 'token-audit'),
    upload: { isWanted: true, artifactName: 'token-audit', retentionDays: 0 },
    redact: false,
    allowPublic: false,
  });
});

test('an empty input is one that is not given, and white space around one does not count', async () => {
  const empty = Object.fromEntries(Object.keys(defaults).map((name) => [name, '']));
  const { settings: _, ...expected } = await read({ 'accounts-csv': 'a.csv' });
  const { settings: __, ...inputs } = await read({
    ...empty,
    'org-token': KEY,
    'accounts-csv': ' a.csv\n',
  });
  assert.deepEqual({ ...inputs, request: { ...inputs.request, mask: expected.request.mask } }, expected);
});

const GIVEN = {
  'org-token': ` ${KEY}\n`,
  'accounts-csv': 'a.csv',
  'org-id': 'https://admin.atlassian.com/o/8c6f1f7a-2b3d/overview',
  source: 'organization',
  'id-column': 'Key',
  include: 'api-keys, oauth-clients',
  'org-token-expires': '2027-03-31',
  'dry-run': 'true',
  policy: 'recommended',
  'max-tokens': '1',
  'max-tokens-per-account': '2',
  'max-age-days': '3',
  'max-lifetime-days': 'off',
  'expires-within-days': '6',
  'max-new-tokens': '7',
  'exceptions-csv': 'e.csv',
  'warn-rules': 'max-tokens max-age-days',
  'max-failed-accounts': '2%',
  baseline: 'auto',
  'output-dir': 'out',
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
  const { settings: _, ...inputs } = await read(GIVEN);
  const { mask } = inputs.request;
  assert.deepEqual(inputs, {
    source: { kind: 'organization', accountsCsv: 'a.csv' },
    orgId: '8c6f1f7a-2b3d',
    idColumn: 'Key',
    include: ['api-key', 'oauth-client'],
    request: {
      orgToken: KEY,
      mask,
      apiUrl: new URL('http://127.0.0.1:8080/'),
      concurrency: 8,
      requestsPerSecond: 3.33,
      timeoutMs: 1500,
      maxRetries: 0,
      maxDurationMs: 30_000,
    },
    keyWasTrimmed: true,
    orgTokenExpires: Date.UTC(2027, 2, 31),
    dryRun: true,
    rules: {
      limits: {
        'max-tokens': 1,
        'max-tokens-per-account': 2,
        'max-age-days': 3,
        'max-idle-days': 90,
        'expires-within-days': 6,
        'max-new-tokens': 7,
      },
      limitOrigins: {
        'max-tokens': 'input',
        'max-tokens-per-account': 'input',
        'max-age-days': 'input',
        'max-idle-days': 'policy',
        'expires-within-days': 'input',
        'max-new-tokens': 'input',
      },
      warnRules: new Set(['max-tokens', 'max-age-days']),
    },
    exceptionsCsv: 'e.csv',
    tolerance: { kind: 'share', percent: 2 },
    compareWith: 'auto',
    outputDir: join(workspace, 'out'),
    upload: { isWanted: true, artifactName: 'name', retentionDays: 90 },
    redact: true,
    allowPublic: true,
  });
});

test('warn-rules replaces the rules that only warn in the preset, off means none, and warn-only means all', async () => {
  const readWarnRules = async (inputs: Record<string, string>) => [
    ...(await read({ 'accounts-csv': 'a.csv', policy: 'recommended', ...inputs })).rules.warnRules,
  ];
  assert.deepEqual(await readWarnRules({}), ['expires-within-days']);
  assert.deepEqual(await readWarnRules({ 'warn-rules': 'max-tokens' }), ['max-tokens']);
  assert.deepEqual(await readWarnRules({ 'warn-rules': 'off' }), []);
  assert.equal((await readWarnRules({ 'warn-rules': 'max-tokens', 'warn-only': 'true' })).length, 7);
});

for (const [name, text] of [
  ['accounts-csv', ''],
  ['source', 'acounts'],
  ['org-id', 'a/b'],
  ['include', 'api-key'],
  ['policy', 'strict'],
  ['max-tokens', '99abc'],
  ['max-tokens-per-account', '-1'],
  ['warn-rules', 'max-age-day'],
  ['warn-only', 'yes'],
  ['max-failed-accounts', '101%'],
  ['output-dir', '../elsewhere'],
  ['output-dir', '.'],
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
  test(`${name}: ${JSON.stringify(text)} is one error that names the input`, async () => {
    const inputs = { 'accounts-csv': 'a.csv', 'org-id': name === 'include' ? 'o' : '', [name]: text };
    assert.deepEqual(
      (await readErrors(inputs)).map((message) => message.split(':')[0]),
      [name],
    );
  });
}

test('every wrong input is reported, not only the first', async () => {
  symlinkSync(tmpdir(), join(workspace, 'planted'));
  const errors = await readErrors({
    'org-token': 'Bearer s3cr3t',
    'accounts-csv': 'planted',
    'exceptions-csv': 'planted',
    baseline: 'planted',
    source: 'organisation',
    include: 'api-keys',
    'max-tokens': 'ten',
    'max-new-tokens': '1',
    'warn-only': 'yes',
    'artifact-name': 'a/b',
    concurrency: '0',
    'api-url': 'example.com',
  });
  assert.deepEqual(
    errors.map((message) => message.split(':')[0]),
    [
      'org-token',
      'api-url',
      'concurrency',
      'accounts-csv',
      'source',
      'exceptions-csv',
      'max-tokens',
      'warn-only',
      'baseline',
      'artifact-name',
      'include',
    ],
  );
  assert.match(errors[4] ?? '', /Did you mean organization\?$/);
});

const FILE = { 'accounts-csv': 'a.csv' };
const AUTO = { ...FILE, baseline: 'auto', 'max-new-tokens': '0' };

for (const [what, inputs, message, change] of [
  [
    'neither file nor organization',
    {},
    /^accounts-csv: not given, and org-id neither.*org-id.*Export accounts/,
  ],
  [
    'accounts without a file',
    { 'org-id': 'o', source: 'accounts' },
    /^accounts-csv: .*"source: accounts" needs it/,
  ],
  [
    'an organization without ID',
    { ...FILE, source: 'organization' },
    /^org-id: .*"source: organization" needs it/,
  ],
  ['a column of no file', { 'org-id': 'o', 'id-column': 'Key' }, /^id-column: given without accounts-csv/],
  [
    'other credentials of no organization',
    { ...FILE, include: 'api-keys' },
    /^include: given without org-id/,
  ],
  ['new tokens without a baseline', { ...FILE, 'max-new-tokens': '0' }, /^max-new-tokens: .*no baseline/],
  ['off GitHub', AUTO, /^max-new-tokens: .*on GitHub only/, { onGitHub: false }],
  [
    'on an enterprise server',
    AUTO,
    /^max-new-tokens: .*Enterprise/,
    { serverUrl: 'https://ghe.example.com' },
  ],
  ['for a pull request or a tag', AUTO, /^max-new-tokens: .*pull request or a tag/, { branch: '' }],
  ['without artifacts', { ...AUTO, 'upload-artifact': 'False' }, /^max-new-tokens: .*upload-artifact/],
  ['in a public repository', AUTO, /^max-new-tokens: .*allow-public/, { isPublic: true }],
] as [string, Record<string, string>, RegExp, Partial<RunContext>?][]) {
  test(`a contradiction is refused by name: ${what}`, async () => {
    const errors = await readErrors(inputs, change);
    assert.equal(errors.length, 1);
    assert.match(errors[0] ?? '', message);
  });
}

test('what only looks like a contradiction is none', async () => {
  await read(AUTO);
  await read({ ...AUTO, 'max-new-tokens': 'off', baseline: '' });
  await read({ ...AUTO, 'allow-public': 'true' }, { isPublic: true });
  await read({ ...AUTO, baseline: 'last-week', 'upload-artifact': 'false' }, { onGitHub: false, branch: '' });
  await read({ 'org-id': 'o', source: 'organization', include: 'api-keys' });
  await read({ ...FILE, 'warn-rules': 'max-tokens' });
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

function read(inputs: Record<string, string>, change: Partial<RunContext> = {}) {
  giveInputs({ 'org-token': KEY, ...inputs });
  const context = createRunContext({ workspace, ...change });
  return readInputs(context, readFileInputs(context));
}

async function readErrors(inputs: Record<string, string>, change?: Partial<RunContext>): Promise<string[]> {
  const error = await read(inputs, change).then(
    () => assert.fail('nothing was thrown'),
    (thrown: Error) => thrown,
  );
  return (error instanceof AggregateError ? error.errors : [error]).map(({ message }: Error) => message);
}
