import assert from 'node:assert/strict';
import { test } from 'node:test';
import { computeJobs, parseLog } from '../act/run-act.ts';

test('jobs, their outputs and summaries are read from the log of act', () => {
  const log = `{"msg":"starting"}
not JSON
{"jobID":"a","matrix":{},"command":"set-output","name":"result","arg":"clean"}
{"jobID":"a","matrix":{},"stepResult":"failure","msg":"allowed to fail"}
{"jobID":"a","matrix":{},"command":"summary","content":"# Clean"}
{"jobID":"a","matrix":{},"jobResult":"success"}`;
  assert.deepEqual(computeJobs(parseLog(log)), [
    { id: 'a', matrix: {}, result: 'success', outputs: { result: 'clean' }, summary: '# Clean' },
  ]);
});

test('jobs of a matrix are told apart, and end as their own steps do', () => {
  const log = `{"jobID":"a","matrix":{"n":1,"m":2},"stepResult":"success"}
{"jobID":"a","matrix":{"n":2,"m":2},"stepResult":"failure"}
{"jobID":"a","matrix":{"n":2,"m":2},"stepResult":"success"}
{"jobID":"a","matrix":{"n":2,"m":2},"jobResult":"failure"}
{"jobID":"a","matrix":{"m":2,"n":1},"jobResult":"failure"}`;
  const jobs = computeJobs(parseLog(log));
  assert.deepEqual(
    jobs.map(({ matrix, result }) => [matrix.n, result]),
    [
      [1, 'success'],
      [2, 'failure'],
    ],
  );
});
