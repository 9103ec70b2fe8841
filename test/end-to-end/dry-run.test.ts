import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAccounts, play } from '../harness/scenario.ts';
import * as answers from '../simulator/answers.ts';
import type { CredentialScenario } from '../simulator/credential-routes.ts';
import { ORG_ID } from '../simulator/organization-scenario.ts';

const DRY = { 'dry-run': 'true' };

test('a dry run sends one request, writes the summary, and no file, and leaves an earlier run alone', async () => {
  const workspace = { 'token-audit/output.csv': 'an earlier run' };
  const run = await play({ accounts: createAccounts(6), workspace, inputs: { ...DRY, 'max-tokens': '0' } });
  assert.equal(run.exitCode, 0, run.log);
  assert.equal(run.outputs.result, 'dry-run');
  assert.equal(run.outputs['tokens-total'], '');
  assert.equal(run.simulator.requests.length, 1);
  assert.deepEqual(run.files, { 'output.csv': 'an earlier run' });
  assert.equal(run.simulator.artifacts.length, 0);
  assert.match(run.summary, /^# 🧪 Dry run/);
  for (const told of [
    /6 accounts; IDs in the column "Atlassian ID"/,
    /Source: accounts/,
    /about 6 calls/,
    /200 calls a minute/,
    /read:tokens:admin/,
  ])
    assert.match(run.log, told);
});

test('a large file without org-id is told what it costs and what an org-id would save', async () => {
  const accounts = createAccounts(10_000, 0);
  const run = await play({ accounts, inputs: DRY });
  assert.match(run.log, /about 10,000 calls: .*50 min 0 s at 200 calls a minute/);
  assert.match(run.log, /::notice::With org-id, a key with .*instead of 10,000 calls/);
});

test('the organization-wide source tells its calls from the count', async () => {
  const server = { organizationApi: { scopes: ['read:tokens:admin'] } };
  const run = await play({
    accounts: createAccounts(30, 100),
    withFile: false,
    server,
    inputs: { ...DRY, 'org-id': ORG_ID },
  });
  assert.equal(run.exitCode, 0, run.log);
  assert.equal(run.simulator.requests.length, 1);
  assert.match(run.log, /Source: organization/);
  assert.match(run.log, /about 6 calls/);
});

test('a key that is refused turns a dry run red, with the advice', async () => {
  const accounts = createAccounts(3);
  const bad = await play({ accounts, server: { keyScenario: 'unauthorized' }, inputs: DRY });
  assert.equal(bad.exitCode, 1);
  assert.equal(bad.outputs.result, 'error');
  assert.match(bad.log, /does not accept the key/);
  const scoped = await play({ accounts, server: { keyScenario: 'scoped' }, inputs: DRY });
  assert.match(scoped.log, /created without scopes/);
  const server = { organizationApi: { scopes: [] } };
  const noScope = await play({ accounts, server, inputs: { ...DRY, 'org-id': ORG_ID } });
  assert.match(noScope.log, /read:tokens:admin/);
  assert.equal(noScope.outputs.result, 'error');
});

test('a public repository is told so', async () => {
  const run = await play({
    accounts: createAccounts(3),
    event: { repository: { private: false } },
    inputs: DRY,
  });
  assert.match(run.log, /::warning::This repository is public/);
  assert.doesNotMatch(run.log + run.summary, /712020/);
});

test('a dry run that reaches nothing is red, with the cause and what helps', async () => {
  for (const [inputs, told] of [
    [{ 'api-url': 'http://127.0.0.1:9' }, /ECONNREFUSED 127\.0\.0\.1:9\. .*HTTPS_PROXY/],
    [{ 'api-url': 'http://127.0.0.1:9', 'org-id': ORG_ID }, /ECONNREFUSED 127\.0\.0\.1:9\. .*HTTPS_PROXY/],
  ] as const) {
    const run = await play({ accounts: createAccounts(3), inputs: { ...DRY, ...inputs } });
    assert.deepEqual([run.exitCode, run.outputs.result], [1, 'error']);
    assert.match(run.log, told);
  }
  const denied = answers.text(403, '<title>Access denied</title>', { 'Content-Type': 'text/html' });
  const accounts = createAccounts(3, 1, () => ({ always: denied }));
  const run = await play({ accounts, inputs: DRY });
  assert.deepEqual([run.exitCode, run.outputs.result], [1, 'error']);
  assert.match(run.log, /HTTP 403, not JSON but text\/html, "Access denied"\. .*proxy.*key was refused/);
});

test('each kind of include is checked with one more request', async () => {
  const include = 'api-keys service-accounts oauth-clients';
  const inputs = { ...DRY, include, 'org-id': ORG_ID };
  const scopes = ['read:tokens:admin', 'read:keys:admin', 'read:service-accounts-tokens:admin'];
  const run = await play({ withFile: false, server: { organizationApi: { scopes } }, inputs });
  assert.equal(run.exitCode, 0, run.log);
  assert.equal(run.simulator.requests.length, 4);
  const server = { organizationApi: { scopes: ['read:tokens:admin', 'read:keys:admin'] } };
  const refused = await play({ withFile: false, server, inputs });
  assert.equal(refused.outputs.result, 'error');
  for (const told of [/service account tokens were not read \(403\)/, /OAuth clients were not read \(403\)/])
    assert.match(refused.log, told);
  const unserved = { organizationApi: { credentials: { tokensIn: 'unserved' as const } } };
  const doubtful = await play({ withFile: false, server: unserved, inputs });
  assert.equal(doubtful.exitCode, 0, doubtful.log);
  assert.match(doubtful.log, /::warning::Atlassian does not serve the list of service account tokens here/);
});

for (const [list, shape] of [
  ['api-keys', (items: unknown[]) => items],
  ['oauth-clients', (items: unknown[]) => ({ items })],
] as const)
  test(`a dry run takes ${list} only in the shape in which an audit reads them`, async () => {
    const pages: CredentialScenario['pages'] = (asked, _, { data }) =>
      asked === list ? answers.json(200, shape(data)) : undefined;
    const scene = { accounts: createAccounts(1), server: { organizationApi: { credentials: { pages } } } };
    const inputs = { include: list, 'org-id': ORG_ID };
    const dry = await play({ ...scene, inputs: { ...DRY, ...inputs } });
    const run = await play({ ...scene, inputs });
    assert.deepEqual([dry.outputs.result, run.outputs.result], ['error', 'incomplete'], dry.log);
  });
