import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAccounts, play } from '../harness/scenario.ts';

for (const seed of [1, 2, 3, 4, 5]) {
  test(`a fifth of all answers is faulty (seed ${seed}): every account is read, nothing is lost`, async () => {
    const accounts = createAccounts(150, 2);
    const run = await play({ accounts, server: { faults: { seed, share: 0.2 } } });
    assert.equal(run.exitCode, 0, run.log);
    assert.equal(run.outputs.complete, 'true');
    assert.equal(run.accounts.length, 150);
    assert.deepEqual(
      run.output.map((row) => row.ID),
      accounts.flatMap(({ tokens }) => (tokens as { id: string }[]).map(({ id }) => id)),
    );
    assert.ok(run.simulator.requests.length > 160, 'there were faults');
  });
}

test('bodies that stall or drip for ever are failures that can heal, not a hang', async () => {
  const stalls = ['stall-headers', 'stall-body'] as const;
  const accounts = createAccounts(8, 1, (index) => {
    const kind = stalls[index % 2];
    return kind && index < 4 ? { answers: [{ kind }] } : {};
  });
  const run = await play({ accounts, inputs: { 'request-timeout-seconds': '0.3' } });
  assert.equal(run.exitCode, 0, run.log);
  assert.equal(run.outputs['accounts-checked'], '8');
});

test('an answer that never ends within the time is that account, with the time that was allowed', async () => {
  const accounts = createAccounts(3, 1, (index) =>
    index === 1 ? { always: { kind: 'drip', everyMs: 100, body: `[${' '.repeat(500)}]` } } : {},
  );
  const run = await play({ accounts, inputs: { 'request-timeout-seconds': '0.3', 'max-retries': '1' } });
  assert.equal(run.outputs.result, 'incomplete');
  assert.match(run.accounts[1]?.Detail ?? '', /no whole answer within 0\.3 s/);
});

test('max-retries is how often an account is asked again', async () => {
  const accounts = createAccounts(2, 1, (index) => (index === 1 ? { always: { kind: 'reset-before' } } : {}));
  const run = await play({ accounts, inputs: { 'max-retries': '2' } });
  assert.equal(run.simulator.requests.filter(({ accountId }) => accountId === accounts[1]?.id).length, 3);
  assert.equal(run.outputs.result, 'incomplete');
});

test('a server that is not there is an error that names the cause', async () => {
  const run = await play({
    accounts: createAccounts(2),
    inputs: { 'api-url': 'http://127.0.0.1:9', 'max-retries': '0' },
  });
  assert.equal(run.exitCode, 1);
  assert.equal(run.outputs.result, 'error');
  assert.match(run.accounts[0]?.Detail ?? '', /ECONNREFUSED/);
});
