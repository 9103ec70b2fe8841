import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type HistoryRun, joinHistories, parseHistory } from '../../src/baseline/baseline-report.ts';

const OWN = createRun(50, { new: 3 });

test("a report's runs are those that it lists and its own, oldest first", () => {
  const history = [createRun(48, { new: null }), createRun(49, { result: 'incomplete', complete: false })];
  assert.deepEqual(parseHistory(createReport(OWN, history)), [...history, OWN]);
});

test('a report without a history starts one, whatever stands in its place', () => {
  for (const history of [undefined, null, {}, 'x', []])
    assert.deepEqual(parseHistory(createReport(OWN, history)), [OWN]);
});

test('a run without a baseline has no number of new tokens', () => {
  const { changes: _, ...report } = createReport(OWN, []);
  assert.deepEqual(parseHistory({ ...report, changes: null }), [{ ...OWN, new: null }]);
});

test('at most 104 runs are kept, the newest', () => {
  const history = Array.from({ length: 200 }, (_, week) => createRun(week - 200));
  const runs = parseHistory(createReport(OWN, history));
  assert.equal(runs.length, 104);
  assert.deepEqual([runs[0], runs.at(-1)], [history[97], OWN]);
});

test('runs out of order are sorted, and those that did not start before the report are left out', () => {
  const history = [createRun(49), createRun(51), createRun(48), createRun(50, { tokens: 9 })];
  assert.deepEqual(parseHistory(createReport(OWN, history)), [createRun(48), createRun(49), OWN]);
});

test('a run with a field that no run writes is left out', () => {
  for (const change of [
    { startedAt: 'Monday' },
    { startedAt: 7 },
    { result: 'constructor' },
    { result: undefined },
    { accounts: -1 },
    { tokens: 1.5 },
    { active: '7' },
    { findings: 1e15 },
    { people: null },
    { new: undefined },
  ])
    assert.deepEqual(parseHistory(createReport(OWN, [{ ...createRun(1), ...change }])), [OWN]);
  assert.deepEqual(parseHistory(createReport({ ...OWN, result: 'x' as 'clean' }, [createRun(1)])), []);
});

test('an older history is put before a newer one, without what does not fit before it', () => {
  const older = [createRun(1), createRun(2), createRun(7)];
  assert.deepEqual(joinHistories(older, [createRun(5), createRun(6)]).map(weekOf), [1, 2, 5, 6]);
  assert.deepEqual(joinHistories([], [createRun(5)]).map(weekOf), [5]);
  assert.deepEqual(joinHistories(older, []).map(weekOf), [1, 2, 7]);
});

test('whatever JSON comes, the runs are few, sound, in order, and written to be read again', () => {
  const fields = Object.entries(createRun(1)).map(([name, value]) => [
    name,
    fc.oneof({ weight: 9, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: fc.jsonValue() }),
  ]);
  const week = fc.integer({ min: -300, max: 60 }).map((number) => createRun(number));
  const run = fc.oneof(fc.record(Object.fromEntries(fields)), week, fc.jsonValue());
  fc.assert(
    fc.property(fc.array(run, { maxLength: 150 }), (history) => {
      const runs = parseHistory(createReport(OWN, history));
      assert.ok(runs.length <= 104);
      assert.deepEqual(runs.at(-1), OWN);
      for (const [index, { startedAt }] of runs.entries())
        assert.ok(index === 0 || startedAt >= (runs[index - 1]?.startedAt ?? ''));
      assert.deepEqual(parseHistory(createReport(OWN, runs.slice(0, -1))), runs);
    }),
  );
});

function createRun(week: number, change: Partial<HistoryRun> = {}): HistoryRun {
  const startedAt = new Date(Date.UTC(2026, 0, 5 + 7 * week, 6)).toISOString();
  const counts = { accounts: 5, tokens: 7, active: 6, findings: 2, people: 1, new: 0 };
  return { startedAt, result: 'findings', complete: true, ...counts, ...change };
}

/** The report of a run that lists this history. */
function createReport({ startedAt, result, complete, ...run }: HistoryRun, history: unknown) {
  return {
    startedAt,
    verdict: { result, complete },
    counts: {
      accounts: { total: run.accounts },
      tokens: { total: run.tokens, active: run.active },
      people: run.people,
    },
    findings: { total: run.findings },
    changes: { new: { total: run.new, listed: [] } },
    history,
  };
}

function weekOf({ startedAt }: HistoryRun): number {
  return Math.round((Date.parse(startedAt) - Date.UTC(2026, 0, 5, 6)) / (7 * 86_400_000));
}
