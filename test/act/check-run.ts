import assert from 'node:assert/strict';
import { parseTable } from '../harness/second-csv.ts';
import type { Simulator } from '../simulator/simulator.ts';
import type { ExpectedJob } from './expectations.ts';
import type { ActJob, ActRun } from './run-act.ts';

/** Throws, with act's log, where the jobs did not end as expected, or an artifact is not what its job's outputs say. */
export function checkRun(run: ActRun, expected: ExpectedJob[], simulator: Simulator): void {
  try {
    checkJobs(run, expected, simulator);
  } catch (cause) {
    throw new Error(`${run.log}\n${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

function checkJobs({ exitCode, jobs, log }: ActRun, expected: ExpectedJob[], simulator: Simulator): void {
  const { artifacts, orgToken } = simulator;
  assert.ok(!log.includes(orgToken), 'the key stands in the log');
  assert.equal(exitCode, expected.some(({ job }) => job === 'failure') ? 1 : 0, 'the exit code of act');
  assert.equal(jobs.length, expected.length, 'not the jobs that were expected');
  for (const one of expected) checkJob(findJob(jobs, one), one, artifacts);
  const names = expected.flatMap(({ artifact }) => artifact ?? []);
  assert.deepEqual(artifacts.map(({ name }) => name).sort(), names.sort());
}

function findJob(jobs: ActJob[], { where = {} }: ExpectedJob): ActJob {
  const found = jobs.find(({ matrix }) =>
    Object.entries(where).every(([name, value]) => matrix[name] === value),
  );
  assert.ok(found, `no job of ${JSON.stringify(where)}`);
  return found;
}

function checkJob(job: ActJob, expected: ExpectedJob, artifacts: Simulator['artifacts']): void {
  const { outputs } = job;
  assert.deepEqual([job.result, outputs.result], [expected.job, expected.result]);
  for (const [name, value] of Object.entries(expected.outputs ?? {}))
    assert.equal(outputs[name], value, name);
  assert.match(job.summary, /^# /, 'no job summary');
  const artifact = artifacts.find(({ name }) => name === expected.artifact);
  assert.deepEqual(
    [outputs['artifact-id'] || undefined, outputs['artifact-digest'] || undefined],
    [artifact?.id, artifact?.digest],
  );
  if (artifact) checkFiles(artifact.files, job);
}

// The files are counted anew by another CSV reader. What an error leaves unknown is empty there and none here.
function checkFiles(files: Map<string, Buffer>, { outputs, summary }: ActJob): void {
  const countRows = (name: string) => parseTable(readText(files, name)).length;
  assert.equal(countRows('accounts.csv'), Number(outputs['accounts-total']));
  assert.equal(countRows('output.csv'), Number(outputs['tokens-total']));
  const counted = parseTable(readText(files, 'findings.csv')).filter(({ Exception }) => Exception === '');
  assert.equal(counted.length, Number(outputs['findings-total']));
  assert.equal(JSON.parse(readText(files, 'report.json')).verdict.result, outputs.result);
  const [headline = ''] = summary.split('\n');
  assert.equal(readText(files, 'summary.md').split('\n')[0], headline);
}

function readText(files: Map<string, Buffer>, name: string): string {
  const file = files.get(name);
  assert.ok(file, `the artifact lacks ${name}`);
  return file.toString();
}
