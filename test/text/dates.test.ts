import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatDay, parseTimestamp } from '../../src/text/dates.ts';

for (const [text, iso] of [
  ['2026-01-02T03:04:05.678Z', '2026-01-02T03:04:05.678Z'],
  ['2023-10-27T16:17:45.125421997Z', '2023-10-27T16:17:45.125Z'],
  ['2023-10-27T16:17:45.0003000000Z', '2023-10-27T16:17:45.000Z'],
  ['2026-03-26T16:00Z', '2026-03-26T16:00:00.000Z'],
  ['2026-03-26T16:00:59', '2026-03-26T16:00:59.000Z'],
  ['2026-03-26', '2026-03-26T00:00:00.000Z'],
  ['2026-03-26 16:00:01 z', '2026-03-26T16:00:01.000Z'],
  ['2026-03-26t16:00:01,5Z', '2026-03-26T16:00:01.500Z'],
  ['2026-03-26T16:00:01+0000', '2026-03-26T16:00:01.000Z'],
  ['2026-03-26T00:30:00+05:30', '2026-03-25T19:00:00.000Z'],
  ['2026-03-26T23:30:00-0330', '2026-03-27T03:00:00.000Z'],
  ['2026-03-26T16:00:00-08', '2026-03-27T00:00:00.000Z'],
  [' 2026-03-26T16:00Z\n', '2026-03-26T16:00:00.000Z'],
  ['2024-02-29', '2024-02-29T00:00:00.000Z'],
  ['2026-12-31T24:00:00Z', '2027-01-01T00:00:00.000Z'],
  ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z'],
  ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
] as const) {
  test(`${JSON.stringify(text)} is an instant`, () => {
    assert.equal(parseTimestamp(text), Date.parse(iso));
  });
}

test('what is not a date is none', () => {
  for (const text of [
    '',
    'null',
    'never',
    '0',
    '1767225600',
    '1767225600000',
    '2026',
    '2026-03',
    '20260326',
    '26-03-2026',
    '03/26/2026',
    'Thu, 26 Mar 2026 16:00:00 GMT',
    '2026-00-10',
    '2026-13-01',
    '2026-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-01-00',
    '2026-01-32',
    '2026-01-01T25:00:00Z',
    '2026-01-01T24:30:00Z',
    '2026-01-01T00:60:00Z',
    '2026-01-01T00:00:61Z',
    '2026-01-01T00:00:00ZZ',
    '2026-01-01T00:00:00 Europe/Berlin',
    '+002026-01-01T00:00:00Z',
  ])
    assert.equal(parseTimestamp(text), undefined, text);
});

const dates = fc.date({
  min: new Date('0000-01-01T00:00:00Z'),
  max: new Date('9999-12-31T23:59:59.999Z'),
  noInvalidDate: true,
});

test('every date of four digits is read as `Date` reads it', () => {
  fc.assert(fc.property(dates, (date) => assert.equal(parseTimestamp(date.toISOString()), date.getTime())));
});

test('decimals beyond the milliseconds are cut, whatever their number', () => {
  fc.assert(
    fc.property(dates, fc.stringMatching(/^\d{0,30}$/), (date, more) => {
      assert.equal(parseTimestamp(date.toISOString().replace('Z', `${more}Z`)), date.getTime());
    }),
  );
});

test('an offset is taken off', () => {
  fc.assert(
    fc.property(dates, fc.integer({ min: -14 * 60, max: 14 * 60 }), (date, minutes) => {
      const [hour, minute] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
      const offset = `${minutes < 0 ? '-' : '+'}${pad(hour)}:${pad(minute)}`;
      const wanted = date.getTime() - minutes * 60_000;
      assert.equal(parseTimestamp(date.toISOString().replace('Z', offset)), wanted);
    }),
  );
});

test('a day is one exactly when the calendar has it', () => {
  const days = fc.tuple(fc.nat(9999), fc.nat(14), fc.nat(33));
  fc.assert(
    fc.property(days, ([year, month, day]) => {
      const text = `${String(year).padStart(4, '0')}-${pad(month)}-${pad(day)}`;
      const time = new Date(0).setUTCFullYear(year, month - 1, day);
      const exists = new Date(time).toISOString().startsWith(text);
      assert.equal(parseTimestamp(text), exists ? time : undefined);
    }),
    { numRuns: 2000, examples: [[[1, 13, 13]]] },
  );
});

test('no text makes it throw, and what it tells is a finite number or nothing', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?[.,]?\d*[Zz+-]?[\d:]*$/),
  );
  fc.assert(
    fc.property(text, (text) => assert.ok(Number.isFinite(parseTimestamp(text) ?? 0))),
    { numRuns: 1000 },
  );
});

test('a day is that of the time in UTC, before 1970 too, asked for again or not', () => {
  const anyTime = fc.integer({ min: -8_640_000_000_000_000, max: 8_640_000_000_000_000 });
  const nearTime = fc.integer({ min: -200_000_000, max: 200_000_000 });
  fc.assert(
    fc.property(fc.oneof(anyTime, nearTime), (time) => {
      assert.equal(formatDay(time), new Date(time).toISOString().slice(0, 10));
    }),
  );
});

function pad(number: number): string {
  return String(number).padStart(2, '0');
}
