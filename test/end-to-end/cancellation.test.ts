import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAccounts, type Play, play } from '../harness/scenario.ts';
import { ORG_ID } from '../simulator/organization-scenario.ts';

const skip = process.platform === 'win32' && 'Windows has no such signals';

/** Sends the signal once so many requests have come; `took` is from the signal to the end. */
async function playAndKill(signal: NodeJS.Signals, requests: number, options: Play) {
  let killedAt = Number.POSITIVE_INFINITY;
  const act = (child: { kill(signal: NodeJS.Signals): void }) => {
    killedAt = performance.now();
    child.kill(signal);
  };
  const run = await play({ ...options, when: { requests, act } });
  return { ...run, took: performance.now() - killedAt };
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test(`${signal}: whole files, the rest skipped, summary and artifact, incomplete, within 5 seconds`, {
    skip,
  }, async () => {
    const accounts = createAccounts(5_000, 1);
    const run = await playAndKill(signal, 300, {
      accounts,
      server: { latencyMs: 20 },
      inputs: { 'max-failed-accounts': '100%' },
    });
    assert.ok(run.took < 5_000, `${run.took} ms`);
    assert.equal(run.exitCode, 1);
    assert.equal(run.outputs.result, 'incomplete', run.log);
    assert.equal(run.accounts.length, 5_000);
    const { checked = [], skipped = [], ...others } = Object.groupBy(run.accounts, (row) => row.Status ?? '');
    assert.ok(checked.length > 10 && skipped.length > 10);
    assert.deepEqual(Object.keys(others), []);
    assert.equal(run.output.length, checked.length);
    assert.match(run.summary, /^# 🟠 Incomplete.*\n[\s\S]*cancelled/);
    assert.equal(run.simulator.artifacts.length, 1);
    assert.match(run.log, /::error::Incomplete: .*The run was cancelled/);
  });
}

test('SIGINT in the middle of the organization-wide list ends the same way', { skip }, async () => {
  const server = { latencyMs: 50, organizationApi: { pageSizeLimit: 20, scopes: ['read:tokens:admin'] } };
  const inputs = { 'org-id': ORG_ID };
  const run = await playAndKill('SIGINT', 8, {
    accounts: createAccounts(2_000, 1),
    withFile: false,
    server,
    inputs,
  });
  assert.ok(run.took < 5_000, `${run.took} ms`);
  assert.equal(run.outputs.result, 'incomplete', run.log);
  assert.ok(run.output.length > 20 && run.output.length < 2_000);
  assert.ok(run.accounts.every((row) => row.Status === 'skipped'));
});

test('an artifact service that does not answer does not hold up the end', { skip }, async () => {
  const artifactService = { step: 'create', answer: { kind: 'stall-headers' } } as const;
  const options = { accounts: createAccounts(5_000, 0), server: { latencyMs: 20, artifactService } };
  const run = await playAndKill('SIGINT', 300, options);
  assert.ok(run.took < 5_000, `${run.took} ms`);
  assert.equal(run.outputs.result, 'error');
  assert.match(run.log, /cancelled/);
});

test('an answer to the wait of a rate limit is not awaited', { skip }, async () => {
  const limit = {
    kind: 'fixed-window',
    limit: 5,
    windowMs: 600_000,
    headers: { retryAfter: 'seconds' },
  } as const;
  const run = await playAndKill('SIGINT', 6, { accounts: createAccounts(50, 1), server: { limit } });
  assert.ok(run.took < 5_000, `${run.took} ms`);
  assert.equal(run.outputs.result, 'incomplete');
});

test('whatever is killed harder leaves readable files: every row whole', { skip }, async () => {
  const run = await playAndKill('SIGKILL', 2_000, {
    accounts: createAccounts(20_000, 1),
    server: { latencyMs: 2 },
  });
  assert.equal(run.exitCode, null);
  assert.ok(run.accounts.length > 10);
  for (const name of ['output.csv', 'accounts.csv']) assert.match(run.files[name] ?? '', /\r\n$/);
  assert.ok(run.accounts.every((row) => Object.values(row).length === 7 && row.Status === 'checked'));
});

test('a signal that comes while the accounts file is still read is not forgotten', { skip }, async () => {
  const accounts = createAccounts(1, 1);
  const row = 'x,"a name that makes the file take its time to read"\n';
  const csv = `Atlassian ID,Name\n${accounts[0]?.id},A\n${row.repeat(400_000)}`;
  let isSent = false;
  const onStart: Play['onStart'] = (child) =>
    child.stdout.once('data', () => {
      isSent = true;
      child.kill('SIGINT');
    });
  const run = await play({ accounts, csv, onStart, inputs: { 'max-failed-accounts': '100%' } });
  assert.ok(isSent);
  assert.equal(run.outputs.result, 'incomplete', run.log.slice(-500));
  assert.equal(run.simulator.requests.length, 0);
});
