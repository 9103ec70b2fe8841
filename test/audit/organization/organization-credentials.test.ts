import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { CREDENTIAL_KINDS, type CredentialKind } from '../../../src/atlassian/tokens.ts';
import type { AccountsFile } from '../../../src/audit/accounts-file.ts';
import type { AuditRecord } from '../../../src/audit/records.ts';
import { createSourceReport } from '../../../src/audit/source.ts';
import { type AuditTarget, createSource } from '../../../src/audit/target.ts';
import { createAccount } from '../../harness/entries.ts';
import { createAccounts } from '../../harness/scenario.ts';
import type { CredentialScenario, SimulatedCredentials } from '../../simulator/credential-routes.ts';
import { createOrganization, type SimulatedAccount } from '../../simulator/organization.ts';
import { invalidPageCursor } from '../../simulator/organization-answers.ts';
import { ORG_ID } from '../../simulator/organization-scenario.ts';
import { createCredentials } from '../../simulator/sample-credentials.ts';
import { startSimulator } from '../../simulator/simulator.ts';

const ALL_SCOPES = [
  'read:tokens:admin',
  'read:accounts:admin',
  'read:keys:admin',
  'read:service-accounts:admin',
  'read:service-accounts-tokens:admin',
];

test('all kinds are read, each with its owner and the dates that it has', async (t) => {
  const { credentials, report } = await read(t, {});
  assert.deepEqual(
    credentials.map(({ credentialKind, token, account }) => [credentialKind, token.id, account.name]),
    [
      ['api-key', 'key-0', 'Admin 0'],
      ['api-key', 'key-1', 'Admin 1'],
      ['service-account-token', 'sat-0-0', 'Robot 0'],
      ['service-account-token', 'sat-1-0', 'Robot 1'],
      ['oauth-client', 'client-0', ''],
      ['oauth-client', 'client-1', ''],
    ],
  );
  assert.equal(credentials[2]?.account.id, '712020:robot-0');
  assert.equal(credentials[4]?.token.createdAt.text, '2025-12-02T02:36:20.899Z');
  assert.deepEqual([report.gaps, report.credentialGaps], [[], new Map()]);
});

test('only the kinds that are asked for are read', async (t) => {
  const { credentials, simulator } = await read(t, { include: ['oauth-client'] });
  assert.deepEqual(
    new Set(credentials.map(({ credentialKind }) => credentialKind)),
    new Set(['oauth-client']),
  );
  const others = /api-keys|service-accounts|oauth-clients/;
  assert.equal(simulator.requests.filter(({ url }) => others.test(url)).length, 1);
});

test('credentials come last, whatever the source', async (t) => {
  const [account = assert.fail()] = createAccounts(1);
  const rows = [{ account: createAccount({ id: account.id }), line: 2, cell: account.id }];
  const file = { rows } as unknown as AccountsFile;
  for (const target of [undefined, { kind: 'accounts', file } as const]) {
    const { records, report } = await read(t, { scopes: undefined, ...(target ? { target } : {}) });
    assert.deepEqual(
      records.map(({ kind }) => kind),
      ['token', 'outcome', ...Array.from({ length: 6 }, () => 'credential')],
    );
    assert.match(report.warnings.join(), /not managed: 2\./);
  }
});

test('no credentials at all is an answer', async (t) => {
  for (const tokensIn of ['array', 'data', 'items', 'unserved'] as const) {
    const { credentials, report } = await read(t, { credentials: {}, scenario: { tokensIn } });
    assert.deepEqual([credentials, report.credentialGaps], [[], new Map()]);
  }
});

test('thousands over many pages are read, each once', async (t) => {
  const credentials = createCredentials({
    apiKeys: 2500,
    serviceAccounts: 50,
    tokens: 60,
    oauthClients: 1001,
  });
  const run = await read(t, { credentials });
  const count = (kind: CredentialKind) =>
    run.credentials.filter(({ credentialKind }) => credentialKind === kind).length;
  assert.deepEqual(CREDENTIAL_KINDS.map(count), [2500, 3000, 1001]);
  assert.deepEqual(run.report.credentialGaps, new Map());
});

for (const tokensIn of ['array', 'data', 'items'] as const)
  test(`tokens of service accounts may come in ${tokensIn}`, async (t) => {
    const { credentials, report } = await read(t, { scenario: { tokensIn } });
    assert.equal(
      credentials.filter(({ credentialKind }) => credentialKind === 'service-account-token').length,
      2,
    );
    assert.deepEqual(report.credentialGaps, new Map());
  });

test('another shape of the list is a gap that says so', async (t) => {
  const { credentials, gaps } = await read(t, { scenario: { tokensIn: 'other' } });
  assert.equal(credentials.length, 4);
  assert.match(
    gaps['service-account-token'] ?? '',
    /^The list of service account tokens was not read to its end/,
  );
  assert.equal(Object.keys(gaps).length, 1);
});

test('a list that is not served is read from each service account', async (t) => {
  const { credentials, report, simulator } = await read(t, {
    scopes: undefined,
    scenario: { tokensIn: 'unserved' },
    robots: [0, 1].map((index) => ({
      id: `712020:robot-${index}`,
      tokens: [{ id: `own-${index}`, label: 'Own', createdAt: '2026-05-01T10:00:00Z' }],
    })),
  });
  assert.equal(simulator.requests.filter(({ url }) => /^\/users\/.*robot/.test(url)).length, 2);
  const tokens = credentials.filter(({ credentialKind }) => credentialKind === 'service-account-token');
  assert.deepEqual(
    tokens.map(({ token, account }) => [token.id, account.name, account.status]),
    [
      ['own-0', 'Robot 0', 'ACTIVE'],
      ['own-1', 'Robot 1', 'ACTIVE'],
    ],
  );
  assert.deepEqual(report.credentialGaps, new Map());
});

test('a list that is not served and a key with scopes: a gap that names the key it takes', async (t) => {
  const { gaps } = await read(t, { scenario: { tokensIn: 'unserved' } });
  assert.match(
    gaps['service-account-token'] ?? '',
    /needs an organization API key that was created without scopes/,
  );
});

test('a service account whose tokens cannot be read one by one is counted', async (t) => {
  const robots = [{ id: '712020:robot-0', tokens: [] }];
  const { gaps } = await read(t, { scopes: undefined, scenario: { tokensIn: 'unserved' }, robots });
  assert.equal(gaps['service-account-token'], 'The tokens of 1 of 2 service accounts were not read.');
});

test('each scope that is missing is a gap of its kind alone, with advice', async (t) => {
  for (const [scope, kinds] of [
    ['read:keys:admin', ['api-key']],
    ['read:service-accounts:admin', ['service-account-token']],
    ['read:service-accounts-tokens:admin', ['service-account-token', 'oauth-client']],
  ] as const) {
    const { gaps, report } = await read(t, { scopes: ALL_SCOPES.filter((other) => other !== scope) });
    assert.deepEqual(Object.keys(gaps), kinds);
    for (const gap of Object.values(gaps)) {
      assert.ok(gap.includes(`(403): the key in org-token lacks the scope ${scope}.`), gap);
      assert.match(gap, /Scopes cannot be added later: make a new key/);
    }
    assert.deepEqual([report.gaps, report.errors], [[], []]);
  }
});

test('a list that is short of its count is a gap', async (t) => {
  const keys = await read(t, { scenario: { apiKeyCount: 3 } });
  assert.match(keys.gaps['api-key'] ?? '', /shows 2 organization API keys .* organization counts 3/);
  const accounts = await read(t, { scenario: { serviceAccountTotal: 5 } });
  assert.match(accounts.gaps['service-account-token'] ?? '', /shows 2 service accounts, .* counts 5/);
  const uncounted = await read(t, { scenario: { apiKeyCount: 'forbidden' } });
  assert.deepEqual(uncounted.gaps, {});
  assert.match(uncounted.report.notices.join(), /gives no count of its organization API keys/);
});

test('a page that stays missing leaves what was listed, and a gap', async (t) => {
  const credentials = createCredentials({ oauthClients: 2500 });
  const pages: CredentialScenario['pages'] = (list, asked) =>
    list === 'oauth-clients' && asked >= 2 ? invalidPageCursor() : undefined;
  const run = await read(t, { include: ['oauth-client'], credentials, scenario: { pages } });
  assert.equal(run.credentials.length, 2000);
  assert.match(run.gaps['oauth-client'] ?? '', /not read to its end: page \d: HTTP 400\./);
});

test('keys whose creator is not an active managed account are counted, where accounts can be listed', async (t) => {
  const accounts = [
    { id: '712020:admin-0', status: 'Active', tokens: [] },
    { id: '712020:admin-1', status: 'Deactivated', tokens: [] },
  ];
  const credentials = createCredentials({ apiKeys: 3 });
  const known = await read(t, { include: ['api-key'], accounts, credentials });
  assert.deepEqual(
    known.credentials.map(({ account }) => account.status),
    ['active', 'inactive', 'not-managed'],
  );
  assert.match(known.report.warnings.join(), /made by someone who is deactivated or not managed: 2\./);
  const scopes = ALL_SCOPES.filter((scope) => scope !== 'read:accounts:admin');
  const unknown = await read(t, { include: ['api-key'], accounts, credentials, scopes });
  assert.deepEqual(new Set(unknown.credentials.map(({ account }) => account.status)), new Set(['']));
  assert.doesNotMatch(unknown.report.warnings.join(), /deactivated/);
});

test('keys that no longer work are not counted, whoever made them', async (t) => {
  const credentials = createCredentials({ apiKeys: 4 });
  Object.assign(credentials.apiKeys[1] ?? {}, { status: 'REVOKED' });
  Object.assign(credentials.apiKeys[2] ?? {}, { expiresAt: '2020-01-01T00:00:00Z' });
  Object.assign(credentials.apiKeys[3] ?? {}, { expiresAt: '2999-01-01T00:00:00Z' });
  const accounts = [{ id: '712020:admin-0', tokens: [] }];
  const some = await read(t, { include: ['api-key'], accounts, credentials });
  assert.match(some.report.warnings.join(), /made by someone who is deactivated or not managed: 1\./);
  credentials.apiKeys.pop();
  const none = await read(t, { include: ['api-key'], accounts, credentials });
  assert.equal(none.credentials.length, 3);
  assert.doesNotMatch(none.report.warnings.join(), /deactivated/);
});

test('an item without an ID is listed, and a gap', async (t) => {
  const credentials = createCredentials();
  delete credentials.oauthClients[0]?.clientId;
  const run = await read(t, { credentials });
  assert.equal(run.credentials.length, 6);
  assert.equal(run.gaps['oauth-client'], 'Listed OAuth clients without an ID: 1.');
});

type Scene = {
  include?: readonly CredentialKind[];
  credentials?: SimulatedCredentials;
  scenario?: CredentialScenario;
  accounts?: SimulatedAccount[];
  /** The service accounts whose own tokens can be asked for. */
  robots?: SimulatedAccount[];
  scopes?: string[] | undefined;
  target?: AuditTarget;
};

/** Audits an organization with its credentials, with a key of all scopes unless told. */
async function read(t: TestContext, scene: Scene) {
  const { include = CREDENTIAL_KINDS, credentials = createCredentials(), scenario = {} } = scene;
  const { accounts = createAccounts(1), target = { kind: 'organization', file: undefined } } = scene;
  const scopes = 'scopes' in scene ? scene.scopes : ALL_SCOPES;
  const organization = {
    ...createOrganization(accounts),
    credentials,
    accountOf: createOrganization([...accounts, ...(scene.robots ?? [])]).accountOf,
  };
  const organizationApi = { credentials: scenario, ...(scopes ? { scopes } : {}) };
  const simulator = await startSimulator({ organization, organizationApi });
  const { orgToken } = simulator;
  const request = {
    apiUrl: new URL(simulator.apiUrl),
    orgToken,
    mask: (text: string) => text,
    concurrency: 8,
    requestsPerSecond: undefined,
    timeoutMs: 5000,
    maxRetries: 0,
    maxDurationMs: 60_000,
  };
  const report = createSourceReport();
  const controller = new AbortController();
  const source = createSource({
    target,
    inputs: { request, orgId: ORG_ID, include },
    sourceReport: report,
    controller,
  });
  t.after(async () => {
    source.close();
    await simulator.close();
  });
  const records: AuditRecord[] = [];
  for await (const batch of source.records) records.push(...batch);
  const gaps: Partial<Record<CredentialKind, string>> = Object.fromEntries(report.credentialGaps);
  const found = records.filter((record) => record.kind === 'credential');
  return { credentials: found, records, report, gaps, simulator };
}
