import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAccounts, play } from '../harness/scenario.ts';
import type { LimitHeaders } from '../simulator/limits.ts';

const FORMS: [string, LimitHeaders][] = [
  ['Retry-After in seconds', { retryAfter: 'seconds' }],
  ['Retry-After as a date', { retryAfter: 'date' }],
  ['a reset time with seconds', { reset: 'iso-seconds' }],
  ['a reset time with what remains', { reset: 'iso-seconds', remaining: true }],
  ['a reset time in the past', { reset: 'iso-past' }],
  ['no header at all', {}],
];

for (const [name, headers] of FORMS) {
  test(`a rate limit that tells ${name} is waited out: every account is read, no retry is used up`, async () => {
    const accounts = createAccounts(30);
    const limit = { kind: 'fixed-window', limit: 20, windowMs: 1000, headers } as const;
    const run = await play({ accounts, server: { limit }, inputs: { 'max-retries': '0' } });
    assert.equal(run.exitCode, 0, run.log);
    assert.equal(run.outputs['accounts-checked'], '30');
  });
}

test('requests-per-second is a hard upper bound', async () => {
  const run = await play({ accounts: createAccounts(30), inputs: { 'requests-per-second': '20' } });
  const times = run.simulator.requests.map(({ at }) => at);
  assert.ok(
    (times.at(-1) ?? 0) - (times[0] ?? 0) >= 29 * 50 - 20,
    'thirty requests take 29 twentieths of a second',
  );
});

test('no more requests are in flight than concurrency allows, and all of it is used', async () => {
  const run = await play({
    accounts: createAccounts(120),
    server: { latencyMs: 20 },
    inputs: { concurrency: '8' },
  });
  assert.equal(Math.max(...run.simulator.requests.map(({ inFlight }) => inFlight)), 8);
});

test('a pause that would outlast the run ends it at once', async () => {
  const limit = {
    kind: 'fixed-window',
    limit: 5,
    windowMs: 3_600_000,
    headers: { retryAfter: 'seconds' },
  } as const;
  const run = await play({
    accounts: createAccounts(20),
    server: { limit },
    inputs: { 'max-duration-minutes': '5' },
  });
  assert.equal(run.exitCode, 1);
  assert.equal(run.outputs.result, 'incomplete');
  assert.ok(run.ms < 20_000);
  assert.match(run.log, /wait for longer than max-duration-minutes/);
});
