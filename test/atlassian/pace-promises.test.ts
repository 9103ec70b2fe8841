import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type PacedResult, playPaced } from '../harness/paced-run.ts';
import type { Limit, LimitHeaders } from '../simulator/limits.ts';

/** What is promised: at least this share of what the limit allows, at most that share of requests refused. */
type Promised = { used: number; refused: number };

const TOLD: Promised = { used: 0.92, refused: 0.05 };
const UNTOLD: Promised = { used: 0.8, refused: 0.1 };

const LATENCIES_MS = [20, 100, 300];

type Case = { name: string; limit: Limit; durationMs: number; allowed: number };

const bucket = (perSecond: number, burst: number, seconds: number): Case => ({
  name: `a bucket of ${burst} that refills by ${perSecond.toFixed(2)} a second`,
  limit: { kind: 'token-bucket', perSecond, burst },
  durationMs: seconds * 1000,
  allowed: burst + perSecond * seconds,
});

const minutes = (limit: number, count: number, aligned = false): Case => ({
  name: `${limit} in each ${aligned ? "minute of the server's" : 'minute'}`,
  limit: { kind: 'fixed-window', limit, windowMs: 60_000, aligned },
  durationMs: count * 60_000,
  allowed: limit * count,
});

const SLOW_BUCKET = bucket(10 / 3, 10, 180);
const BUCKETS = [SLOW_BUCKET, bucket(20, 20, 40), bucket(50, 100, 40)];
const WINDOWS = [minutes(200, 3), minutes(200, 3, true), minutes(600, 2)];

const RETRY_AFTER: LimitHeaders = { retryAfter: 'seconds' };
const RETRY_DATE: LimitHeaders = { retryAfter: 'date' };
const RESET: LimitHeaders = { reset: 'iso-seconds' };
const RESET_MINUTE: LimitHeaders = { reset: 'iso-minute' };

for (const [name, headers, cases] of [
  ['Retry-After in seconds', RETRY_AFTER, [...BUCKETS, ...WINDOWS]],
  ['Retry-After as a date', RETRY_DATE, [SLOW_BUCKET, bucket(20, 20, 40), ...WINDOWS]],
  ['Retry-After and a reset', { ...RETRY_AFTER, ...RESET }, [...BUCKETS, ...WINDOWS]],
  ['a reset with seconds', RESET, WINDOWS],
  ['a reset with seconds and what remains', { ...RESET, remaining: true }, [...BUCKETS, ...WINDOWS]],
  ['a reset without seconds', RESET_MINUTE, [minutes(200, 3, true), minutes(600, 2, true)]],
  [
    'a reset without seconds and what remains',
    { ...RESET_MINUTE, remaining: true },
    [...BUCKETS, ...WINDOWS],
  ],
] as const)
  for (const played of cases) promise(name, headers, played, TOLD);

for (const [name, headers, cases] of [
  ['no header', {}, [...BUCKETS, ...WINDOWS]],
  ['a reset that is over', { reset: 'iso-past' }, [...BUCKETS, ...WINDOWS]],
  ['what remains and no time', { remaining: true }, [...BUCKETS, ...WINDOWS]],
  ["a reset without seconds that is not the limit's", RESET_MINUTE, [SLOW_BUCKET, minutes(200, 3)]],
] as const)
  for (const played of cases) promise(name, headers, played, UNTOLD);

/** Times are told in whole seconds, so how well they can be learned from depends on where in a second it starts. */
// From 16,970 a refusal comes right after a pause: from so short a cycle alone it learned half the pace.
const STARTS_MS = [16_970, 17_000, 17_300, 17_730];

for (const [name, headers, played] of [
  ['a reset with seconds', RESET, bucket(20, 20, 40)],
  ['a reset with seconds', RESET, bucket(50, 100, 40)],
  ['a reset with seconds', RESET, bucket(20, 40, 40)],
  ['Retry-After as a date', RETRY_DATE, bucket(20, 20, 40)],
  ['Retry-After as a date', RETRY_DATE, bucket(50, 100, 40)],
  // Of 143 requests, 7 refusals: up to 5 when the limit is first met, one or two at the next pace, and one later.
  ['Retry-After in seconds', RETRY_AFTER, bucket(10 / 3, 10, 40)],
] as const)
  promise(`${name}, wherever in a second it starts`, headers, played, TOLD, STARTS_MS);

test('200 a minute, the only limit that people report: at most 5 % refused, whatever the answers take', async () => {
  const limit: Limit = { kind: 'fixed-window', limit: 200, windowMs: 60_000, headers: RETRY_AFTER };
  for (const latencyMs of LATENCIES_MS)
    for (let seed = 1; seed <= 12; seed += 1)
      for (const concurrency of [32, 64]) {
        const result = await playPaced({ limit, durationMs: 180_000, latencyMs, seed, concurrency });
        const refused = computeRefused(result);
        assert.ok(refused <= TOLD.refused, `${refused} of ${concurrency} at ${latencyMs} ms, seed ${seed}`);
      }
});

for (const headers of [RETRY_AFTER, RESET_MINUTE, { ...RESET_MINUTE, remaining: true }]) {
  const told = Object.keys(headers).join(' and ');
  test(`minutes that ${told} tells, entered after they began: all of each is used`, async () => {
    const limit: Limit = { kind: 'fixed-window', limit: 200, windowMs: 60_000, aligned: true, headers };
    for (const startMs of [5000, 17_300, 42_700]) {
      const { accepted } = await playPaced({ limit, durationMs: 180_000 - startMs, latencyMs: 100, startMs });
      for (const endMs of [60_000, 120_000, 180_000])
        assert.equal(count(accepted, endMs - 60_000 - startMs, endMs - startMs), 200);
    }
  });
}

for (const headers of [RETRY_AFTER, {}, { ...RESET, remaining: true }]) {
  const told = Object.keys(headers).join(' and ') || 'no header';
  for (const kind of ['bucket', 'window'] as const) {
    test(`a ${kind} that ${told} tells, lowered to a quarter: refusals do not pile up`, async () => {
      const result = await playPaced({
        limit: createChanged(kind, headers, 5),
        durationMs: 120_000,
        latencyMs: 100,
      });
      assert.ok(count(result.refused, 60_000, 70_000) <= 15);
      assert.ok(count(result.refused, 70_000, 120_000) <= 15);
      assert.ok(count(result.accepted, 70_000, 120_000) >= 0.8 * 250);
    });

    test(`a ${kind} that ${told} tells, doubled: used within a minute`, async () => {
      for (const latencyMs of [20, 100]) {
        const result = await playPaced({
          limit: createChanged(kind, headers, 40),
          durationMs: 150_000,
          latencyMs,
        });
        assert.ok(count(result.accepted, 120_000, 150_000) >= 0.8 * 1200, `at ${latencyMs} ms`);
      }
    });
  }
}

test('without a limit 2,000 accounts take at most 1.15 of latency × accounts ÷ concurrency', async () => {
  const { accepted, endedMs } = await playPaced({ requests: 2000, latencyMs: 100 });
  assert.equal(accepted.length, 2000);
  assert.ok(endedMs <= (1.15 * 100 * 2000) / 32, `${endedMs} ms`);
});

test('60,000 accounts at 200 a minute, told to the minute: all are read, in the 300 minutes that it takes', async () => {
  const headers = { ...RESET_MINUTE, remaining: true };
  const limit: Limit = { kind: 'fixed-window', limit: 200, windowMs: 60_000, aligned: true, headers };
  const result = await playPaced({ requests: 60_000, latencyMs: 200, startMs: 17_300, limit });
  assert.equal(result.accepted.length, 60_000);
  assert.ok(result.refused.length <= 0.01 * 60_000, `${result.refused.length} refused`);
  assert.ok(result.endedMs <= 301 * 60_000, `${result.endedMs} ms`);
});

/** At each latency, from each start. The server's clock stands at 9:00:17.3, where minutes are not its own. */
function promise(
  told: string,
  headers: LimitHeaders,
  played: Case,
  promised: Promised,
  startsMs: readonly number[] = [isAligned(played.limit) ? 0 : 17_300],
): void {
  const { name, limit, durationMs, allowed } = played;
  const text = `${promised.used * 100} % are used and at most ${promised.refused * 100} % of requests refused`;
  test(`${name}, told by ${told}: ${text}`, async () => {
    for (const latencyMs of LATENCIES_MS)
      for (const startMs of startsMs) {
        const result = await playPaced({ limit: { ...limit, headers }, durationMs, latencyMs, startMs });
        const [used, refused] = [result.accepted.length / allowed, computeRefused(result)];
        const where = `at ${latencyMs} ms from ${startMs} ms`;
        assert.ok(used >= promised.used && used <= 1.01, `${used} used ${where}`);
        assert.ok(refused <= promised.refused, `${refused} refused ${where}`);
      }
  });
}

function isAligned(limit: Limit): boolean {
  return limit.kind === 'fixed-window' && limit.aligned === true;
}

function computeRefused({ accepted, refused }: PacedResult): number {
  return refused.length / (accepted.length + refused.length);
}

/** Twenty a second for a minute, from then on so many. */
function createChanged(kind: 'bucket' | 'window', headers: LimitHeaders, perSecond: number): Limit {
  const change = (limit: number) => ({ headers, changes: [{ afterMs: 60_000, limit }] });
  return kind === 'bucket'
    ? { kind: 'token-bucket', perSecond: 20, burst: 20, ...change(perSecond) }
    : { kind: 'fixed-window', limit: 100, windowMs: 5000, ...change(perSecond * 5) };
}

function count(times: number[], fromMs: number, toMs: number): number {
  return times.filter((time) => time >= fromMs && time < toMs).length;
}
