// `npm run test:act` runs the workflows of README.md, docs/ and test/workflows as users have them: by act, which
// plays GitHub's runner on this machine, on the committed state, against the simulated organization.
import { execFileSync } from 'node:child_process';
import { checkRun } from '../test/act/check-run.ts';
import { type ExpectedJob, expectations } from '../test/act/expectations.ts';
import { type Places, withPlaces } from '../test/act/places.ts';
import { type ActJob, type ActRun, checkAct, runAct } from '../test/act/run-act.ts';
import { createOrganization } from '../test/simulator/organization.ts';
import { createSampleOrganization } from '../test/simulator/sample-organization.ts';
import { createSampleJoiners } from '../test/simulator/sample-week.ts';
import { type Simulator, startSimulator } from '../test/simulator/simulator.ts';
import { computeName, type Example, readExamples, renderWorkflow } from './examples.ts';

// Nobody listens there: whatever does not go to this machine is refused.
const NO_PROXY_AT = 'http://127.0.0.1:9';

try {
  checkAct();
  if (execFileSync('git', ['status', '--porcelain'], { encoding: 'utf8' }) !== '')
    console.log('What is not committed is not part of it: the action is cloned.');
  for (const example of readExamples()) await tryExample(example);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function tryExample(example: Example): Promise<void> {
  const name = computeName(example);
  const expected = expectations[name];
  if (expected === undefined) return;
  if ('skip' in expected) {
    console.log(`SKIPPED: ${name}: ${expected.skip}`);
    return;
  }
  try {
    console.log(`${name}\n${renderJobs(await runWorkflow(renderWorkflow(example), expected))}`);
  } catch (error) {
    console.error(`FAILED: ${name}\n${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}

/** Runs a workflow. Throws, with act's log, when it does not do what is expected or sends what it must not. */
async function runWorkflow(workflow: string, expected: ExpectedJob[]): Promise<ActRun> {
  const simulator = await startSample();
  try {
    const run = await withPlaces(workflow, simulator.apiUrl, (places) => actSchedule(places, simulator));
    checkRun(run, expected, simulator);
    return run;
  } finally {
    await simulator.close();
  }
}

/** The organization that `npm start` audits. */
async function startSample(): Promise<Simulator> {
  const now = new Date();
  const accounts = [...createSampleOrganization(now).accounts, ...createSampleJoiners(now)];
  return startSimulator({ organization: createOrganization(accounts), latencyMs: 5 });
}

// act's own artifact server does not take uploads of today's client; the simulator's does.
function actSchedule({ action, repository, event, cache }: Places, simulator: Simulator): Promise<ActRun> {
  const proxies = { HTTPS_PROXY: NO_PROXY_AT, HTTP_PROXY: NO_PROXY_AT, NO_PROXY: '127.0.0.1' };
  const env = Object.entries({ ...simulator.artifactEnv, ...proxies });
  return runAct(repository, [
    'schedule',
    '--platform=ubuntu-latest=-self-hosted',
    `--local-repository=org/token-audit@v1=${action}`,
    `--action-cache-path=${cache}`,
    `--eventpath=${event}`,
    `--secret=ATLASSIAN_ORG_TOKEN=${simulator.orgToken}`,
    ...env.map(([name, value]) => `--env=${name}=${value}`),
  ]);
}

function renderJobs({ jobs }: ActRun): string {
  return jobs.map((job) => `  ${renderJob(job)}`).join('\n');
}

function renderJob({ id, matrix, result, outputs }: ActJob): string {
  const read = `${outputs['accounts-checked']} of ${outputs['accounts-total']} accounts read`;
  const active = `${outputs['tokens-active']} of ${outputs['tokens-total']} tokens active`;
  const findings = `${outputs['findings-total']} findings`;
  const counts = outputs['accounts-total'] ? `${read}, ${active}, ${findings}` : 'no counts';
  const artifact = outputs['artifact-id'] || 'none';
  return `job ${[id, ...Object.values(matrix)].join(' ')}: ${result}, result=${outputs.result}, ${counts}, artifact ${artifact}`;
}
