import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  computeMedian,
  countBetween,
  listMissed,
  type Measurement,
  renderTable,
  renderVerdict,
} from '../../bench/measurement.ts';

const kept = createMeasurement('Start', true);
const missed = createMeasurement('Memory of a large organization', false);
const unmeasured = createMeasurement('Limits', undefined);

test('the table says of every promise whether it was kept, in columns that line up', () => {
  const lines = renderTable([kept, missed, unmeasured]).split('\n');
  assert.equal(lines.length, 5);
  assert.match(lines[0] ?? '', /^Promise +Measured +Target +Beside it$/);
  assert.match(lines[2] ?? '', /^Start .* kept$/);
  assert.match(lines[3] ?? '', /MISSED$/);
  assert.match(lines[4] ?? '', /reported$/);
  const columns = [lines[0], ...lines.slice(2)].map((line) => line?.search(/Measured|1 s/));
  assert.equal(new Set(columns).size, 1);
});

test('what was measured and not kept is missed; what was not measured is not', () => {
  assert.deepEqual(listMissed([kept, missed, unmeasured]), ['Memory of a large organization']);
  assert.deepEqual(listMissed([kept, unmeasured]), []);
});

test('the verdict counts and names', () => {
  assert.equal(renderVerdict([kept]), '1 kept, 0 missed');
  assert.equal(renderVerdict([kept, missed, unmeasured]), '1 kept, 1 missed; Memory of a large organization');
});

test('the median is the middle value, or the mean of the two in the middle', () => {
  assert.equal(computeMedian([5, 1, 30]), 5);
  assert.equal(computeMedian([4, 1, 2, 30]), 3);
  assert.equal(computeMedian([7]), 7);
  assert.throws(() => computeMedian([]), /no median/);
});

test('times are counted from a moment on and before another', () => {
  assert.equal(countBetween([0, 10, 20, 30], 10, 30), 2);
  assert.equal(countBetween([], 0, 1), 0);
});

function createMeasurement(promise: string, ok: boolean | undefined): Measurement {
  return { promise, measured: '1 s', target: '2 s', peer: 'none', ok };
}
