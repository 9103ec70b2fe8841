import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createActivityReader } from '../../src/audit/activity-dates.ts';

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

for (const cell of [
  '2024-01-03',
  '2024-01-03T10:00:00.000Z',
  '2024/01/03',
  '3 Jan 2024',
  '03-Jan-24',
  '3 January 2024, 10:22 PM',
  'Jan 3, 2024',
  'January 3rd, 2024',
  '03.01.2024',
  '3.1.24 10:00',
])
  test(`${cell} is the third of January`, () => {
    const { newestActivity, hasUnreadableActivity } = read(cell);
    assert.equal(new Date(newestActivity ?? 0).toISOString().slice(0, 10), '2024-01-03');
    assert.equal(hasUnreadableActivity, false);
  });

test('slashes: read where day and month cannot be confused, also by the other cells of the file', () => {
  const day = (...cells: string[]) => {
    const { newestActivity, hasUnreadableActivity } = read(...cells);
    if (hasUnreadableActivity) return 'unreadable';
    return new Date(newestActivity ?? 0).toISOString().slice(0, 10);
  };
  assert.equal(day('1/1/24'), '2024-01-01');
  assert.equal(day('1/31/2024'), '2024-01-31');
  assert.equal(day('31/1/2024'), '2024-01-31');
  assert.equal(day('3/4/24', '1/31/24'), '2024-03-04');
  assert.equal(day('31/1/24', '3/4/24 9:15 AM'), '2024-04-03');
  assert.equal(day('3/4/24'), 'unreadable');
  assert.equal(day('31/1/24', '1/31/24'), 'unreadable');
  assert.equal(day('2/30/24'), 'unreadable');
});

test('no activity is no date, and anything else makes the age unknown', () => {
  const none = { newestActivity: undefined, hasUnreadableActivity: false };
  assert.deepEqual(read(), none);
  assert.deepEqual(read('', ' ', '-', 'Never accessed', 'never', 'N/A'), none);
  for (const cell of [
    '45292',
    'yesterday',
    '3. Mai 2024',
    '2024',
    '32.01.2024',
    '3 Foo 2024',
    'x'.repeat(100_000),
  ]) {
    const found = read('2024-01-03', cell, '');
    assert.deepEqual(
      found,
      { newestActivity: Date.UTC(2024, 0, 3), hasUnreadableActivity: true },
      cell.slice(0, 20),
    );
  }
});

test('of many dates in one form the newest is found', () => {
  const forms: ((date: Date) => string)[] = [
    (date) => date.toISOString(),
    (date) => `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]?.slice(0, 3)} ${date.getUTCFullYear()}`,
    (date) => `${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()}, ${date.getUTCFullYear()}`,
    (date) => `${date.getUTCDate()}.${date.getUTCMonth() + 1}.${date.getUTCFullYear()}`,
    (date) => `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${String(date.getUTCFullYear()).slice(2)}`,
    (date) => `${date.getUTCDate()}/${date.getUTCMonth() + 1}/${date.getUTCFullYear()}`,
  ];
  const days = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1 });
  fc.assert(
    fc.property(days, fc.constantFrom(...forms), (days, write) => {
      const times = days.map((day) => Date.UTC(2001, 0, 1 + day));
      const { newestActivity, hasUnreadableActivity } = read(...times.map((time) => write(new Date(time))));
      if (!hasUnreadableActivity) assert.equal(newestActivity, Math.max(...times));
      else assert.ok(newestActivity === undefined, 'only slashes can be ambiguous');
    }),
    { numRuns: 2000 },
  );
});

function read(...cells: string[]) {
  const reader = createActivityReader();
  for (const cell of cells) reader.add(cell);
  return reader.finish();
}
