import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAccounts, type Play, type Played, play } from '../harness/scenario.ts';
import { createOrganization } from '../simulator/organization.ts';
import { ORG_ID } from '../simulator/organization-scenario.ts';
import { createCredentials } from '../simulator/sample-credentials.ts';

const INCLUDE = 'api-keys, service-accounts, oauth-clients';
const TOKEN_SCOPES = ['read:tokens:admin', 'read:accounts:admin'];
const CREDENTIAL_SCOPES = [
  'read:keys:admin',
  'read:service-accounts:admin',
  'read:service-accounts-tokens:admin',
];
const SCOPES = [...TOKEN_SCOPES, ...CREDENTIAL_SCOPES];
const ADMIN = { id: '712020:admin-0', name: 'Admin 0', email: 'admin0@example.com', tokens: [] };

type Scene = Partial<Play> & { apiKeys?: number; scopes?: string[] };

/** Audits an organization with three users, and all other credentials; the creator of the second key is gone. */
function audit({ apiKeys = 2, scopes = SCOPES, inputs, ...scene }: Scene = {}): Promise<Played> {
  const organization = {
    ...createOrganization([...createAccounts(3), ADMIN]),
    credentials: createCredentials({ apiKeys }),
  };
  return play({
    organization,
    withFile: false,
    ...scene,
    server: { organizationApi: { scopes } },
    inputs: { 'org-id': ORG_ID, include: INCLUDE, ...inputs },
  });
}

function toBaseline({ files }: Played): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [`earlier/${name}`, text]));
}

test('all kinds are in one report: files, outputs, page and summary', async () => {
  const run = await audit({ inputs: { 'max-age-days': '30', 'max-tokens': '3' } });
  assert.deepEqual(
    run.credentials.map((row) => [row.Kind, row.ID, row['Owner ID'], row.Active]),
    [
      ['api-key', 'key-0', '712020:admin-0', 'true'],
      ['api-key', 'key-1', '712020:admin-1', 'true'],
      ['service-account-token', 'sat-0-0', '712020:robot-0', 'true'],
      ['service-account-token', 'sat-1-0', '712020:robot-1', 'true'],
      ['oauth-client', 'client-0', '', 'true'],
      ['oauth-client', 'client-1', '', 'true'],
    ],
  );
  const kinds = run.findings.map((row) => row.Kind);
  assert.deepEqual(
    ['user-token', 'api-key', 'service-account-token', 'oauth-client'].map(
      (kind) => kinds.filter((found) => found === kind).length,
    ),
    [3, 2, 2, 2],
    'other credentials do not count for max-tokens',
  );
  const owners = new Map(run.owners.map((row) => [row.Name, row.Findings]));
  assert.equal(owners.get('Admin 0'), '1');
  assert.equal(owners.get('organization admins'), '5');
  assert.match(run.outputs['credentials-csv'] ?? '', /credentials\.csv$/);
  assert.equal(run.outputs['tokens-total'], '3');
  assert.deepEqual(JSON.parse(run.files['report.json'] ?? '').counts.credentials, {
    'api-key': { total: 2, active: 2, complete: true },
    'service-account-token': { total: 2, active: 2, complete: true },
    'oauth-client': { total: 2, active: 2, complete: true },
  });
  for (const text of [run.summary, run.files['report.html'] ?? '']) {
    assert.match(text, /Other credentials/);
    for (const words of ['2 organization API keys', '2 service account tokens', '2 OAuth clients', 'Robot 1'])
      assert.ok(text.includes(words), words);
    assert.match(text, /deactivated or not managed/);
    assert.doesNotMatch(text, /see the input/, 'nothing of include is out of sight');
  }
  const uploaded = run.simulator.artifacts.flatMap(({ files }) => [...files.keys()]);
  assert.ok(uploaded.includes('credentials.csv'));
});

test('a new organization API key is the first change; the other kinds are compared, too', async () => {
  const before = await audit();
  const run = await audit({ apiKeys: 3, workspace: toBaseline(before), inputs: { baseline: 'earlier' } });
  assert.deepEqual(
    run.changes.map((row) => [row.Change, row.Kind, row['Token ID']]),
    [['new', 'api-key', 'key-2']],
  );
  assert.equal(run.outputs['new-tokens'], '0');
  for (const text of [run.summary, run.files['report.html'] ?? ''])
    assert.match(
      text,
      /What changed<?[^<]*(<\/h2>)?\s*<p><b>1 new organization API key<\/b>[^<]*Key 2[^<]*Admin 2/,
    );
  const back = await audit({ workspace: toBaseline(run), inputs: { baseline: 'earlier' } });
  assert.deepEqual(
    back.changes.map((row) => [row.Change, row['Token ID']]),
    [['removed', 'key-2']],
  );
});

test('a kind that the baseline did not read makes no changes, only a notice', async () => {
  const before = await audit({ inputs: { include: 'oauth-clients' } });
  const run = await audit({ workspace: toBaseline(before), inputs: { baseline: 'earlier' } });
  assert.deepEqual(run.changes, []);
  const { notices } = JSON.parse(run.files['report.json'] ?? '').verdict;
  assert.match(notices.join(), /did not read them all: organization API keys, service account tokens\./);
});

for (const scope of CREDENTIAL_SCOPES)
  test(`without ${scope} the run is incomplete, and says which key it takes`, async () => {
    const run = await audit({ scopes: SCOPES.filter((other) => other !== scope) });
    assert.equal(run.outputs.result, 'incomplete', run.log);
    assert.equal(run.outputs.complete, 'false');
    const { verdict } = JSON.parse(run.files['report.json'] ?? '');
    assert.equal(verdict.comparable, true, 'the tokens of users are whole');
    const lines = [verdict.headline, verdict.advice, ...verdict.problems].join('\n');
    assert.ok(lines.includes(scope), lines);
    assert.doesNotMatch(lines, /lower bound/);
    const next = await audit({
      workspace: toBaseline(run),
      inputs: { baseline: 'earlier', 'max-new-tokens': '0' },
    });
    assert.deepEqual([next.outputs.result, next.changes], ['clean', []], next.log);
  });

test('redacted or in a public repository, no name, address or label of a credential is shown', async () => {
  const before = await audit();
  const compare = { apiKeys: 3, workspace: toBaseline(before) };
  const inputs = { baseline: 'earlier', 'max-age-days': '30' };
  const hidden = await audit({ ...compare, inputs: { ...inputs, redact: 'true' } });
  const files = Object.values(hidden.files);
  const event = { repository: { private: false, visibility: 'public' } };
  const open = await audit({ ...compare, inputs, event });
  assert.match(open.summary, /1 new organization API key/);
  for (const bytes of [...files, hidden.log, hidden.summary, open.log, open.summary])
    assert.doesNotMatch(bytes, /Admin \d|admin\d@|Robot \d|robot\d@|Robot token|Key \d|Client \d/);
  assert.doesNotMatch(open.summary + open.log, /key-\d|client-\d|712020/);
});
