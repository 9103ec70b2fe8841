import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, test } from 'node:test';
import { defaults } from '../../src/action.ts';
import { readInputs } from '../../src/actions/inputs.ts';
import { maskSecretsInLog, readOrgToken } from '../../src/actions/secrets.ts';
import { createRunContext } from '../harness/entries.ts';
import { captureStdout } from '../harness/stdout.ts';

const workspace = realpathSync(mkdtempSync(join(tmpdir(), 'inputs-')));
const context = createRunContext({ workspace });
after(() => rmSync(workspace, { recursive: true }));
afterEach(() => give({}));

test('three lines are enough: all else is the default of action.yml', async () => {
  const inputs = await read({ 'accounts-csv': 'a.csv', 'max-tokens': '0' });
  assert.deepEqual(
    { ...inputs, apiUrl: inputs.apiUrl.href, settings: undefined },
    {
      source: { kind: 'accounts', accountsCsv: 'a.csv' },
      orgId: '',
      dryRun: false,
      idColumn: undefined,
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
      baseline: undefined,
      orgTokenExpires: undefined,
      warnOnly: false,
      tolerance: { kind: 'count', count: 0 },
      outputDir: join(workspace, 'token-audit'),
      uploadArtifact: true,
      artifactName: 'token-audit',
      retentionDays: 0,
      redact: false,
      allowPublic: false,
      concurrency: 32,
      requestsPerSecond: undefined,
      timeoutMs: 30_000,
      maxRetries: 5,
      maxDurationMs: 330 * 60_000,
      apiUrl: 'https://api.atlassian.com/',
      settings: undefined,
    },
  );
});

test('an empty input is one that is not given, and white space around one does not count', async () => {
  const names = Object.keys(defaults);
  const empty = Object.fromEntries(names.map((name) => [name, '']));
  const { settings: _, ...expected } = await read({ 'accounts-csv': 'a.csv' });
  const { settings: __, ...inputs } = await read({ ...empty, 'accounts-csv': ' a.csv\n' });
  assert.deepEqual(inputs, expected);
});

const GIVEN_LIMITS = {
  'max-tokens': '1',
  'max-tokens-per-account': '2',
  'max-age-days': '3',
  'max-idle-days': '4',
  'max-lifetime-days': '5',
  'expires-within-days': '6',
  'max-new-tokens': '7',
  'exceptions-csv': 'e.csv',
  baseline: 'auto',
  'org-token-expires': '2027-03-31',
};
const READ_LIMITS = {
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
  baseline: 'auto',
  orgTokenExpires: Date.UTC(2027, 2, 31),
};

test('every input arrives where it belongs', async () => {
  const inputs = await read({
    'accounts-csv': 'a.csv',
    'id-column': 'Key',
    ...GIVEN_LIMITS,
    'warn-only': 'true',
    'max-failed-accounts': '2%',
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
  });
  assert.deepEqual(
    { ...inputs, apiUrl: inputs.apiUrl.href, settings: undefined },
    {
      source: { kind: 'accounts', accountsCsv: 'a.csv' },
      orgId: '',
      dryRun: false,
      idColumn: 'Key',
      ...READ_LIMITS,
      warnOnly: true,
      tolerance: { kind: 'share', percent: 2 },
      outputDir: join(workspace, 'out'),
      uploadArtifact: false,
      artifactName: 'name',
      retentionDays: 90,
      redact: true,
      allowPublic: true,
      concurrency: 8,
      requestsPerSecond: 3.33,
      timeoutMs: 1500,
      maxRetries: 0,
      maxDurationMs: 30_000,
      apiUrl: 'http://127.0.0.1:8080/',
      settings: undefined,
    },
  );
});

for (const [name, text] of [
  ['accounts-csv', ''],
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
  const secrets = { 'org-token': 's3cr3t', 'github-token': 's3cr3t' };
  const { settings } = await read({ 'accounts-csv': 'a.csv', ...secrets, concurrency: '8' });
  const { 'org-token': _, 'github-token': __, ...names } = defaults;
  assert.deepEqual(settings, { ...names, 'accounts-csv': 'a.csv', concurrency: '8' });
  assert.doesNotMatch(JSON.stringify(settings), /s3cr3t/);
});

test('each secret is masked by one line on GitHub, and not printed elsewhere', () => {
  give({ 'org-token': ' s3cr3t\n', 'github-token': 'ghs_1' });
  assert.equal(readOrgToken(), ' s3cr3t\n');
  assert.equal(
    captureStdout(() => maskSecretsInLog(context)),
    '::add-mask::s3cr3t\n::add-mask::ghs_1\n',
  );
  assert.equal(
    captureStdout(() => maskSecretsInLog({ ...context, onGitHub: false })),
    '',
  );
  give({ 'org-token': ' ' });
  assert.equal(
    captureStdout(() => maskSecretsInLog(context)),
    '',
  );
});

function read(inputs: Record<string, string>) {
  give(inputs);
  return readInputs(context);
}

/** Gives these inputs, and no others, as the runner does. */
function give(inputs: Record<string, string>): void {
  for (const name of Object.keys(process.env)) if (name.startsWith('INPUT_')) delete process.env[name];
  for (const [name, value] of Object.entries(inputs)) process.env[`INPUT_${name.toUpperCase()}`] = value;
}
