import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createHistograms, listShown } from '../../src/result/histograms.ts';
import { createFoundToken, createToken, gatherTotals, NOW, type TokenTexts } from '../harness/entries.ts';
import { hostileText } from '../harness/hostile.ts';

const DAY = 86_400_000;

test('age: a bucket holds its upper end, to the millisecond', () => {
  const cases: [number, string, string][] = [
    [30, 'up to 30 days', '30–90 days'],
    [90, '30–90 days', '90–180 days'],
    [180, '90–180 days', '180–365 days'],
    [365, '180–365 days', '1–2 years'],
    [730, '1–2 years', 'over 2 years'],
  ];
  for (const [days, within, beyond] of cases) {
    assert.equal(findBucket(0, { createdAt: format(NOW - days * DAY) }), within);
    assert.equal(findBucket(0, { createdAt: format(NOW - days * DAY - 1) }), beyond);
  }
  assert.equal(findBucket(0, { createdAt: format(NOW) }), 'up to 30 days');
  assert.equal(findBucket(0, { createdAt: format(NOW + 5 * DAY) }), 'up to 30 days');
  for (const createdAt of ['', 'long ago', '1970-01-01T00:00:00Z'])
    assert.equal(findBucket(0, { createdAt }), 'unknown');
});

test('last use: a bucket holds its upper end, to the millisecond', () => {
  const cases: [number, string, string][] = [
    [7, 'up to 7 days', '7–30 days'],
    [30, '7–30 days', '30–90 days'],
    [90, '30–90 days', '90–180 days'],
    [180, '90–180 days', '180–365 days'],
    [365, '180–365 days', 'over a year'],
  ];
  for (const [days, within, beyond] of cases) {
    assert.equal(findBucket(1, { lastAccess: format(NOW - days * DAY) }), within);
    assert.equal(findBucket(1, { lastAccess: format(NOW - days * DAY - 1) }), beyond);
  }
  for (const lastAccess of ['', ' ', '1970-01-01T00:00:00Z'])
    assert.equal(findBucket(1, { lastAccess }), 'never used');
  assert.equal(findBucket(1, { lastAccess: 'yesterday' }), 'unreadable');
});

test('expiry: by calendar months, UTC, from the month of now, across the turn of the year', () => {
  assert.equal(new Date(NOW).toISOString().slice(0, 7), '2026-11');
  const cases = [
    ['2026-11-23T06:00:00Z', '2026-11'],
    ['2026-11-30T23:59:59.999Z', '2026-11'],
    ['2026-12-01T00:00:00Z', '2026-12'],
    ['2026-12-01T00:30:00+01:00', '2026-11'],
    ['2027-02-28T23:59:59.999Z', '2027-02'],
    ['2027-03-01', '2027-03'],
    ['2027-10-31T23:59:59.999Z', '2027-10'],
    ['2027-11-01T00:00:00Z', 'later'],
    ['9999-12-31T00:00:00Z', 'later'],
    ['', 'no expiry'],
    ['1970-01-01T00:00:00Z', 'no expiry'],
    ['never', 'unreadable'],
  ];
  for (const [expiry, label] of cases) assert.equal(findBucket(2, { expiry: expiry ?? '' }), label, expiry);
  const labels = createHistograms(Date.parse('2028-01-31T23:59:59.999Z'))[2]?.buckets.map(
    ({ label }) => label,
  );
  assert.deepEqual(labels?.slice(0, 3), ['2028-01', '2028-02', '2028-03']);
  assert.deepEqual(labels?.slice(11), ['2028-12', 'later', 'no expiry', 'unreadable']);
});

test('whatever the dates, each active token is in exactly one bucket of each histogram', () => {
  const date = fc.oneof(
    fc
      .date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true })
      .map((at) => at.toISOString()),
    fc.integer({ min: -1000, max: 1000 }).map((days) => format(NOW + days * DAY)),
    hostileText,
  );
  const token = fc.record({ createdAt: date, lastAccess: date, expiry: date, active: fc.boolean() });
  fc.assert(
    fc.property(fc.array(token), (tokens) => {
      const { histograms, activeTokens } = gatherTotals(
        tokens.map(({ active, ...dates }) => createFoundToken(dates, active)),
      );
      for (const { buckets } of histograms)
        assert.equal(
          buckets.reduce((sum, { count }) => sum + count, 0),
          activeTokens.count,
        );
    }),
  );
});

test('tokens that limits do not count are in none of them', () => {
  const { histograms } = gatherTotals([createFoundToken({}, false)]);
  assert.ok(histograms.every(({ buckets }) => buckets.every(({ count }) => count === 0)));
});

test('what cannot be read has a place only when there is something', () => {
  const [age, , expiry] = createHistograms(NOW);
  assert.ok(age && expiry);
  assert.equal(listShown(age).at(-1)?.label, 'over 2 years');
  assert.equal(listShown(expiry).at(-1)?.label, 'no expiry');
  expiry.add(createToken({ expiry: 'never' }));
  assert.deepEqual(listShown(expiry).at(-1), { label: 'unreadable', count: 1 });
});

/** In which bucket of the histogram at `index` a token with these fields is. */
function findBucket(index: number, change: Partial<TokenTexts>): string | undefined {
  const histogram = createHistograms(NOW)[index];
  histogram?.add(createToken(change));
  return histogram?.buckets.find(({ count }) => count === 1)?.label;
}

function format(at: number): string {
  return new Date(at).toISOString();
}
