import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAccounts, play } from '../harness/scenario.ts';
import {
  forbidden,
  forbiddenAction,
  insufficientScope,
  targetUnverified,
  text,
} from '../simulator/answers.ts';

test('a refused key stops the run at once, with advice, and no number is claimed', async () => {
  const run = await play({
    accounts: createAccounts(200),
    server: { keyScenario: 'unauthorized', latencyMs: 5 },
    inputs: { concurrency: '2' },
  });
  assert.equal(run.exitCode, 1);
  assert.equal(run.outputs.result, 'error');
  assert.equal(run.outputs['accounts-checked'], '');
  assert.match(run.log, /::error::Error: .*does not accept the key in org-token \(401\)[\s\S]*API keys/);
  assert.ok(run.simulator.requests.length <= 4, `${run.simulator.requests.length} requests`);
  assert.equal(run.accounts.length, 200);
  const statuses = Object.groupBy(run.accounts, (row) => row.Status ?? '');
  assert.ok((statuses.failed?.length ?? 0) >= 1);
  assert.equal((statuses.failed?.length ?? 0) + (statuses.skipped?.length ?? 0), 200);
});

test('a key with scopes stops the run, and the advice says which key this call needs', async () => {
  const run = await play({ accounts: createAccounts(200), server: { keyScenario: 'scoped', latencyMs: 5 } });
  assert.equal(run.outputs.result, 'error');
  assert.match(run.log, /created without scopes/);
  assert.ok(run.simulator.requests.length < 40, `${run.simulator.requests.length} requests`);
});

test('one account refused for want of a scope stops the run as well', async () => {
  const run = await play({
    accounts: createAccounts(200, 1, (index) => (index === 0 ? { always: insufficientScope() } : {})),
    server: { latencyMs: 5 },
  });
  assert.equal(run.outputs.result, 'error');
});

test('25 plain refusals and nothing read: the key is at fault', async () => {
  const run = await play({
    accounts: createAccounts(200),
    server: { keyScenario: 'plain-forbidden', latencyMs: 5 },
  });
  assert.equal(run.exitCode, 1);
  assert.equal(run.outputs.result, 'error');
  assert.match(run.log, /refused every account asked so far \(403\)/);
  assert.ok(run.simulator.requests.length < 25 + 32, `${run.simulator.requests.length} requests`);
});

test('fewer accounts than that, all refused plainly: the same advice', async () => {
  const run = await play({ accounts: createAccounts(3), server: { keyScenario: 'plain-forbidden' } });
  assert.equal(run.outputs.result, 'error');
  assert.match(run.log, /refused every account asked so far \(403\)/);
});

test('a plain refusal among accounts that are read is that account alone, with advice', async () => {
  const refusals = [forbidden(), forbiddenAction()];
  const accounts = createAccounts(60, 1, (index) =>
    index < 40 && index > 0 ? { always: refusals[index % 2] ?? forbidden() } : {},
  );
  const run = await play({ accounts, inputs: { concurrency: '1', 'max-failed-accounts': '39' } });
  assert.equal(run.outputs.result, 'clean', run.log);
  assert.equal(run.outputs['accounts-failed'], '39');
  assert.match(run.accounts[1]?.Detail ?? '', /Managed accounts export.*max-failed-accounts/);
});

test('an unverified account is not managed', async () => {
  const accounts = createAccounts(12, 1, (index) => (index === 5 ? { always: targetUnverified() } : {}));
  const run = await play({ accounts });
  assert.equal(run.outputs.result, 'clean');
  assert.equal(run.accounts[5]?.Status, 'not-managed');
});

test('the same page of HTML for every account: the log says what answered and does not blame the key alone', async () => {
  for (const status of [401, 403, 404]) {
    const page = text(status, '<title>Access denied</title>', { 'Content-Type': 'text/html' });
    const accounts = createAccounts(30, 1, () => ({ always: page }));
    const run = await play({ accounts, inputs: { 'max-retries': '0' } });
    assert.equal(run.outputs.result, 'error');
    assert.match(
      run.log,
      new RegExp(`::error::Error: .*HTTP ${status}: not JSON but text/html, "Access denied"`),
    );
    assert.match(run.log, /a proxy, a sign-in page or an IP allowlist .*or the key was refused/);
    assert.doesNotMatch(run.log, /without scopes|does not accept the key|not managed/);
    assert.ok(run.accounts.every((row) => row.Status === 'failed'));
  }
});

test('a single page of HTML with 401 ends no run', async () => {
  const page = text(401, '<title>Sign in</title>', { 'Content-Type': 'text/html' });
  const accounts = createAccounts(40, 1, (index) => (index === 3 ? { always: page } : {}));
  const run = await play({ accounts, inputs: { 'max-retries': '0' } });
  assert.deepEqual([run.outputs['accounts-checked'], run.outputs.result], ['39', 'incomplete'], run.log);
  assert.match(run.log, /HTTP 401: not JSON but text\/html, "Sign in" \(1 account\)/);
});

test('a network that is dead is named with its cause and what helps', async () => {
  const accounts = createAccounts(3);
  const run = await play({ accounts, inputs: { 'api-url': 'http://127.0.0.1:9', 'max-retries': '0' } });
  assert.equal(run.outputs.result, 'error');
  assert.match(run.log, /::error::Error: no account could be read: ECONNREFUSED 127\.0\.0\.1:9/);
  assert.match(run.log, /HTTPS_PROXY/);
});
