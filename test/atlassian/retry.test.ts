import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { classifyStatus, computeBackoff, computeNext, parseRateHeaders } from '../../src/atlassian/retry.ts';

const NOW = Date.UTC(2026, 10, 16, 9, 0, 20);
const DATE = 'Mon, 16 Nov 2026 09:00:20 GMT';

test('408 and 5xx can heal, 429 is a limit, every other status is the last word', () => {
  for (let status = 200; status < 600; status += 1) {
    const wanted = status === 429 ? 'limited' : status === 408 || status >= 500 ? 'healing' : 'final';
    assert.equal(classifyStatus(status), wanted, `${status}`);
  }
});

test('what can heal is tried again max-retries times and no more', () => {
  for (const maxRetries of [0, 1, 5]) {
    const kinds = [0, 1, 5, 6].map((attempt) => computeNext('healing', attempt, maxRetries, 0.5).kind);
    assert.deepEqual(
      kinds,
      [0, 1, 5, 6].map((attempt) => (attempt < maxRetries ? 'again' : 'done')),
    );
  }
});

test('a rate limit uses up no retry and leaves the waiting to the pacer', () => {
  assert.deepEqual(computeNext('limited', 7, 0, 0.5), { kind: 'paused' });
  assert.deepEqual(computeNext('final', 0, 5, 0.5), { kind: 'done' });
});

test('backoff has full jitter below 0.5 s, doubled with each attempt, up to 30 s', () => {
  const longest = [0, 1, 2, 5, 6, 7, 100, 5000].map((attempt) => computeBackoff(attempt, 1));
  assert.deepEqual(longest, [500, 1000, 2000, 16_000, 30_000, 30_000, 30_000, 30_000]);
  const random = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.nat(10_000), random, (attempt, share) => {
      assert.equal(computeBackoff(attempt, share), share * computeBackoff(attempt, 1));
    }),
  );
});

for (const [name, headers, waitMs] of [
  ['Retry-After in seconds', { 'retry-after': '7' }, 7000],
  ['Retry-After in seconds with decimals', { 'retry-after': ' 1.5 ' }, 1500],
  ['Retry-After as an HTTP date', { 'retry-after': 'Mon, 16 Nov 2026 09:00:50 GMT' }, 30_000],
  ['Retry-After as a date of RFC 850', { 'retry-after': 'Monday, 16-Nov-26 09:00:50 GMT' }, 30_000],
  ['Retry-After as a date of asctime', { 'retry-after': 'Mon Nov 16 09:00:50 2026' }, 30_000],
  ['a reset with seconds', { 'x-ratelimit-reset': '2026-11-16T09:00:31Z' }, 11_000],
  ['a reset without seconds', { 'x-ratelimit-reset': '2026-11-16T09:01Z' }, 40_000],
  ['a reset with an offset', { 'x-ratelimit-reset': '2026-11-16T10:01+01:00' }, 40_000],
  ['Retry-After before a reset', { 'retry-after': '3', 'x-ratelimit-reset': '2026-11-16T09:01Z' }, 3000],
  [
    'a reset, when Retry-After is odd',
    { 'retry-after': 'soon', 'x-ratelimit-reset': '2026-11-16T09:01Z' },
    40_000,
  ],
  ['nothing, when the reset is over', { 'x-ratelimit-reset': '2026-11-16T09:00Z' }, undefined],
  ['nothing, when Retry-After is over', { 'retry-after': 'Mon, 16 Nov 2026 09:00:20 GMT' }, undefined],
  ['nothing of Retry-After: 0', { 'retry-after': '0' }, undefined],
  ['nothing of a negative Retry-After', { 'retry-after': '-5' }, undefined],
  ['nothing of seconds beyond all numbers', { 'retry-after': '9'.repeat(400) }, undefined],
  ['nothing of words and a year', { 'retry-after': 'around 2100' }, undefined],
  ['nothing of epoch seconds', { 'x-ratelimit-reset': '1794733200' }, undefined],
  ['nothing without headers', {}, undefined],
] as const) {
  test(`the wait: ${name}`, () => {
    inTimeZone('America/New_York', () =>
      assert.equal(parseRateHeaders({ date: DATE, ...headers }, 0).waitMs, waitMs),
    );
  });
}

test("times are compared with the server's own Date, and with the clock here only where there is none", () => {
  const headers = { 'x-ratelimit-reset': '2026-11-16T09:01Z' };
  assert.equal(parseRateHeaders({ ...headers, date: DATE }, NOW + 86_400_000).waitMs, 40_000);
  assert.equal(parseRateHeaders({ ...headers, date: 'yesterday' }, NOW + 10_000).waitMs, 30_000);
  assert.equal(parseRateHeaders(headers, NOW + 10_000).waitMs, 30_000);
});

test('what remains, and of how many, is a whole number or nothing at all', () => {
  for (const [header, remaining] of [
    ['0', 0],
    ['199', 199],
    ['', undefined],
    ['-1', undefined],
    ['5, 5', undefined],
    ['many', undefined],
  ] as const)
    assert.deepEqual(
      parseRateHeaders({ 'x-ratelimit-limit': header, 'x-ratelimit-remaining': header }, NOW),
      remaining === undefined ? {} : { limit: remaining, remaining },
      header,
    );
});

test('the reset is told as the server tells it, also when it is over', () => {
  for (const [text, resetAt] of [
    ['2026-11-16T09:00Z', Date.UTC(2026, 10, 16, 9)],
    ['2026-11-16T09:01:02Z', Date.UTC(2026, 10, 16, 9, 1, 2)],
    ['soon', undefined],
  ] as const)
    assert.equal(parseRateHeaders({ date: DATE, 'x-ratelimit-reset': text }, 0).resetAt, resetAt);
});

test('no header makes it throw, and a wait that is told is positive and finite', () => {
  const value = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.date().map(String),
    fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    fc.stringMatching(/^\s?-?\d{0,400}(\.\d*)?(e\d+)?\s?$/),
  );
  const rate = ['limit', 'remaining', 'reset'].map((name) => `x-ratelimit-${name}`);
  const names = ['date', 'retry-after', ...rate];
  const headers = fc.dictionary(fc.constantFrom(...names), value);
  fc.assert(
    fc.property(headers, fc.integer(), (headers, now) => {
      const { waitMs = 1, remaining = 0 } = parseRateHeaders(headers, now);
      assert.ok(waitMs > 0 && Number.isFinite(waitMs) && remaining >= 0);
    }),
    { numRuns: 1000 },
  );
});

function inTimeZone(zone: string, work: () => void): void {
  const before = process.env.TZ;
  process.env.TZ = zone;
  try {
    work();
  } finally {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  }
}

test('a reset that is farther away than a day is a mistake', () => {
  const headers = { date: DATE, 'x-ratelimit-reset': '2027-11-16T09:01Z', 'x-ratelimit-remaining': '3' };
  assert.deepEqual(parseRateHeaders(headers, NOW), { remaining: 3, servedAt: NOW });
});

test("a wait that is told as a time keeps it, with the answer's own; one told in seconds has none", () => {
  const reset = { date: DATE, 'x-ratelimit-reset': '2026-11-16T09:01Z' };
  const { waitUntil, servedAt } = parseRateHeaders(reset, 0);
  assert.deepEqual([waitUntil, servedAt], [NOW + 40_000, NOW]);
  assert.equal(parseRateHeaders({ ...reset, 'retry-after': '3' }, 0).waitUntil, undefined);
});

test('it is told whether a wait is only that until the reset', () => {
  const reset = { date: DATE, 'x-ratelimit-reset': '2026-11-16T09:01Z' };
  for (const [retryAfter, isResetOnly] of [
    [undefined, true],
    ['soon', true],
    ['3', undefined],
    ['Mon, 16 Nov 2026 09:01:00 GMT', undefined],
  ] as const)
    assert.equal(parseRateHeaders({ ...reset, 'retry-after': retryAfter }, 0).isResetOnly, isResetOnly);
});
