import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createRetryAfterReader } from '../../src/atlassian/rate-limit-headers.ts';

const NOW = Date.UTC(2026, 10, 16, 9, 0, 20);
const DATE = 'Mon, 16 Nov 2026 09:00:20 GMT';
const HOUR_MS = 3_600_000;

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
    'a reset where Retry-After is unreadable',
    { 'retry-after': 'soon', 'x-ratelimit-reset': '2026-11-16T09:01Z' },
    40_000,
  ],
  ['no wait for a reset that is over', { 'x-ratelimit-reset': '2026-11-16T09:00Z' }, undefined],
  ['no wait for a date that is over', { 'retry-after': 'Mon, 16 Nov 2026 09:00:20 GMT' }, undefined],
  ['no wait for Retry-After: 0', { 'retry-after': '0' }, undefined],
  ['no wait for a negative number', { 'retry-after': '-5' }, undefined],
  ['no wait for a number beyond all', { 'retry-after': '9'.repeat(400) }, undefined],
  ['no wait for more than a day', { 'retry-after': '86401' }, undefined],
  ['no wait for a reset in a year', { 'x-ratelimit-reset': '2027-11-16T09:01Z' }, undefined],
  ['no wait for words', { 'retry-after': 'around 2100' }, undefined],
  ['no wait for epoch seconds', { 'x-ratelimit-reset': '1794733200' }, undefined],
  ['no wait without headers', {}, undefined],
] as const)
  test(`reads ${name}`, () => {
    inTimeZone('America/New_York', () =>
      assert.equal(createReader()({ date: DATE, ...headers }, NOW), waitMs),
    );
  });

test("a time is compared with the server's clock, however wrong the clock here is", () => {
  const headers = { 'x-ratelimit-reset': '2026-11-16T09:01Z' };
  for (const errorMs of [-HOUR_MS, HOUR_MS])
    assert.equal(createReader()({ ...headers, date: DATE }, NOW + errorMs), 40_000);
  assert.equal(createReader()({ ...headers, date: 'yesterday' }, NOW + 10_000), 30_000);
  assert.equal(createReader()(headers, NOW + 10_000), 30_000);
});

test('dates are cut off to the second, so the answer whose date is furthest ahead sets the clock', () => {
  const read = createReader();
  const reset = { 'x-ratelimit-reset': '2026-11-16T09:00:30Z' };
  // The server's clock is 20.000 s at NOW.
  assert.equal(read({ date: 'Mon, 16 Nov 2026 09:00:19 GMT' }, NOW - 1), undefined);
  assert.equal(read({ date: DATE, ...reset }, NOW), 10_000);
  assert.equal(read({ date: DATE, ...reset }, NOW + 900), 9100);
});

test('a wait after another failure may be as long as it likes', () => {
  const of = (value: string) => createReader(503)({ date: DATE, 'retry-after': value }, NOW);
  assert.equal(of('5000000'), 5_000_000_000);
  assert.equal(of('Tue, 16 Nov 2027 09:00:20 GMT'), 365 * 24 * HOUR_MS);
  assert.deepEqual(['0', '-1', 'soon', 'Mon, 16 Nov 2026 08:00:20 GMT'].map(of), Array(4).fill(undefined));
  assert.equal(createReader(503)({}, NOW), undefined);
});

test('only a 429 may ask with a reset, since other answers have one, too', () => {
  const headers = { date: DATE, 'x-ratelimit-reset': '2026-11-16T09:01Z' };
  for (const status of [200, 408, 500, 503]) assert.equal(createReader(status)(headers, NOW), undefined);
});

test('no header makes it throw, and every wait is positive and at most a day', () => {
  const value = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.date().map(String),
    fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    fc.stringMatching(/^\s?-?\d{0,400}(\.\d*)?(e\d+)?\s?$/),
  );
  const headers = fc.dictionary(fc.constantFrom('date', 'retry-after', 'x-ratelimit-reset'), value);
  fc.assert(
    fc.property(headers, fc.integer(), (headers, now) => {
      const waitMs = createReader()(headers, now) ?? 1;
      assert.ok(waitMs > 0 && waitMs <= 24 * HOUR_MS);
      assert.ok((createReader(503)(headers, now) ?? 1) > 0);
    }),
    { numRuns: 1000 },
  );
});

function createReader(status = 429) {
  const read = createRetryAfterReader();
  return (headers: Record<string, string>, nowMs: number) => read({ status, headers }, nowMs);
}

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
