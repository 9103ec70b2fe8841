import assert from 'node:assert/strict';
import test from 'node:test';
import { createFaults, type Faults } from './faults.ts';
import { createLimiter, type Limit, type LimitHeaders } from './limits.ts';

const NOW = Date.parse('2026-11-16T05:17:03.400Z');

test('a fixed window takes so many, and as many again in the next', () => {
  const limiter = createLimiter({ kind: 'fixed-window', limit: 2, windowMs: 1000 });
  const taken = [0, 10, 20, 999, 1000, 1001, 1002, 5500].map((ms) => limiter.take(NOW + ms).accepted);
  assert.deepEqual(taken, [true, true, false, false, true, true, false, true]);
});

test('an aligned window ends with the minute of the clock', () => {
  const limiter = createLimiter({
    kind: 'fixed-window',
    limit: 1,
    windowMs: 60_000,
    aligned: true,
    headers: { reset: 'iso-minute', remaining: true },
  });
  assert.deepEqual(limiter.take(NOW).headers, {
    'X-RateLimit-Limit': '1',
    'X-RateLimit-Remaining': '0',
    'X-RateLimit-Reset': '2026-11-16T05:18Z',
  });
  assert.equal(limiter.take(Date.parse('2026-11-16T05:17:59.999Z')).accepted, false);
  assert.equal(limiter.take(Date.parse('2026-11-16T05:18Z')).accepted, true);
});

test('a token bucket takes its burst, then its rate, and whoever comes exactly when told', () => {
  const limiter = createLimiter({ kind: 'token-bucket', perSecond: 3, burst: 5 });
  const taken = Array.from({ length: 6 }, () => limiter.take(NOW).accepted);
  assert.deepEqual(taken, [true, true, true, true, true, false]);
  assert.equal(limiter.take(NOW + 333).accepted, false);
  assert.equal(limiter.take(NOW + 1000 / 3).accepted, true);
  const minute = Array.from({ length: 6000 }, (_, tick) => limiter.take(NOW + 400 + tick * 10).accepted);
  assert.equal(minute.filter(Boolean).length, 180);
});

for (const [headers, wanted] of [
  [{ retryAfter: 'seconds' }, { 'Retry-After': '10' }],
  [{ retryAfter: 'date' }, { 'Retry-After': 'Mon, 16 Nov 2026 05:17:14 GMT' }],
  [{ reset: 'iso-seconds' }, { 'X-RateLimit-Reset': '2026-11-16T05:17:14Z' }],
  [{ reset: 'iso-minute' }, { 'X-RateLimit-Reset': '2026-11-16T05:17Z' }],
  [{ reset: 'iso-past' }, { 'X-RateLimit-Reset': '2026-11-16T05:16:04Z' }],
  [{ remaining: true }, { 'X-RateLimit-Limit': '1', 'X-RateLimit-Remaining': '0' }],
  [{}, {}],
] as [LimitHeaders, Record<string, string>][]) {
  test(`a refusal tells ${JSON.stringify(headers)}, and nothing else`, () => {
    for (const limit of [
      { kind: 'fixed-window', limit: 1, windowMs: 10_000, headers },
      { kind: 'token-bucket', perSecond: 0.1, burst: 1, headers },
    ] satisfies Limit[]) {
      const limiter = createLimiter(limit);
      assert.equal(limiter.take(NOW).headers['Retry-After'], undefined);
      assert.deepEqual(limiter.take(NOW), { accepted: false, headers: wanted });
    }
  });
}

test('a limit changes so long after the first request', () => {
  const changes = [
    { afterMs: 1000, limit: 1 },
    { afterMs: 2000, limit: 3 },
  ];
  const limiter = createLimiter({ kind: 'fixed-window', limit: 2, windowMs: 500, changes });
  const acceptedAt = (ms: number) => [1, 2, 3, 4].filter(() => limiter.take(NOW + ms).accepted).length;
  assert.deepEqual([0, 500, 1000, 1500, 2000].map(acceptedAt), [2, 2, 1, 1, 3]);
});

test('faults hit their share of the answers, and an account three times at most', () => {
  const faults = createFaults({ seed: 1, share: 0.2 });
  const hits = Array.from({ length: 5000 }, (_, account) => faults.next(`account ${account}`, [])).filter(
    Boolean,
  );
  assert.ok(hits.length > 900 && hits.length < 1100, `${hits.length} of 5000`);
  const always = createFaults({ seed: 1, share: 1 });
  assert.deepEqual(
    [1, 2, 3, 4, 5].map(() => always.next('one', []) !== undefined),
    [true, true, true, false, false],
  );
});

test('the same seed gives each account the same faults, in whatever order requests come', () => {
  const play = (faults: Faults, ids: string[]) => {
    const source = createFaults(faults);
    return Object.fromEntries(ids.map((id) => [id, source.next(id, [])]));
  };
  const ids = Array.from({ length: 100 }, (_, index) => `account ${index}`);
  const once = play({ seed: 7, share: 0.5 }, ids);
  assert.deepEqual(play({ seed: 7, share: 0.5 }, ids.toReversed()), once);
  assert.notDeepEqual(play({ seed: 8, share: 0.5 }, ids), once);
});
