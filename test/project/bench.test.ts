import assert from 'node:assert/strict';
import { test } from 'node:test';
import { computeRefusedShare, computeUsedShare } from '../../bench/limits/use.ts';
import { computeMedian, type Measurement } from '../../bench/measurement.ts';
import { listMissed, renderTable, renderVerdict } from '../../bench/table.ts';

const kept = createMeasurement('Start', true);
const missed = createMeasurement('Memory of a large organization', false);
const unmeasured = createMeasurement('Limits', undefined);

test('the table says of every promise whether it was kept, in columns that line up', () => {
  const lines = renderTable([kept, missed, unmeasured]).split('\n');
  assert.equal(lines.length, 5);
  assert.match(lines[0] ?? '', /^Promise +Measured +Target +Peer$/);
  assert.match(lines[2] ?? '', /^Start .* kept$/);
  assert.match(lines[3] ?? '', /MISSED$/);
  assert.match(lines[4] ?? '', /not measured$/);
  const columns = [lines[0], ...lines.slice(2)].map((line) => line?.search(/Measured|1 s/));
  assert.equal(new Set(columns).size, 1);
});

test('what was measured and not kept is missed; what was not measured is not', () => {
  assert.deepEqual(listMissed([kept, missed, unmeasured]), ['Memory of a large organization']);
  assert.deepEqual(listMissed([kept, unmeasured]), []);
});

test('the verdict counts and names', () => {
  assert.equal(renderVerdict([kept]), '1 kept, 0 missed');
  assert.equal(
    renderVerdict([kept, missed, unmeasured]),
    '1 kept, 1 not measured, 1 missed: Memory of a large organization',
  );
});

test('the median is the middle value, or the mean of the two in the middle', () => {
  assert.equal(computeMedian([5, 1, 30]), 5);
  assert.equal(computeMedian([4, 1, 2, 30]), 3);
  assert.equal(computeMedian([7]), 7);
  assert.throws(() => computeMedian([]), /no median/);
});

test('a limit’s use is counted from a moment on and before another', () => {
  const times = { accepted: [0, 10, 20, 30], refusals: [10, 40] };
  assert.equal(computeUsedShare(times, 0, 30, 4), 0.75);
  assert.equal(computeRefusedShare(times), 2 / 6);
  assert.equal(computeRefusedShare(times, 0, 20), 1 / 3);
  assert.equal(computeRefusedShare(times, 50), 0);
});

function createMeasurement(promise: string, ok: boolean | undefined): Measurement {
  return { promise, measured: '1 s', target: '2 s', peer: 'none', ok };
}
