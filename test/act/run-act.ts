import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { createToolEnv } from '../../scripts/tools.ts';

/** A job as act saw it end; `outputs` are those of all its steps. */
export type ActJob = {
  id: string;
  matrix: Record<string, unknown>;
  result: string;
  outputs: Record<string, string>;
  summary: string;
};

export type ActRun = { exitCode: number | null; jobs: ActJob[]; log: string };

type LogLine = {
  jobID?: string;
  matrix?: Record<string, unknown>;
  msg?: string;
  jobResult?: string;
  stepResult?: string;
  command?: string;
  name?: string;
  arg?: string;
  content?: string;
};

const TIME_LIMIT_MS = 180_000;

/** Throws when there is no act, saying how to get it. */
export function checkAct(): void {
  const { error } = spawnSync('act', ['--version'], { env: createToolEnv() });
  if (error)
    throw new Error(
      `act, which runs workflows as GitHub's runner does, did not start (${error.message}): nothing was run. Get it with
  go install github.com/nektos/act@v0.2.89
and then again: npm run test:act`,
      { cause: error },
    );
}

/** Runs act in a folder until it ends, or for three minutes. */
export async function runAct(cwd: string, args: string[]): Promise<ActRun> {
  // The job's node is the first on the path: this one.
  const child = spawn('act', ['--json', ...args], { cwd, env: createToolEnv(), timeout: TIME_LIMIT_MS });
  const ended = once(child, 'close');
  const [log, trouble] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [exitCode] = await ended;
  const lines = parseLog(log);
  return { exitCode, jobs: computeJobs(lines), log: renderLog(lines) + trouble };
}

/** What act's log (`--json`) says of each job: one of a matrix is told from the others by its values. */
export function computeJobs(lines: LogLine[]): ActJob[] {
  const jobs = new Map<string, ActJob>();
  for (const line of lines) {
    const { jobID: id, matrix = {} } = line;
    if (id === undefined) continue;
    const key = JSON.stringify([id, Object.entries(matrix).sort()]);
    const job = jobs.get(key) ?? { id, matrix, result: 'none', outputs: {}, summary: '' };
    jobs.set(key, job);
    addLine(job, line);
  }
  return [...jobs.values()];
}

function addLine(job: ActJob, line: LogLine): void {
  const { jobResult, stepResult, command, name = '', arg = '', content = '' } = line;
  const isOfMatrix = Object.keys(job.matrix).length > 0;
  // act gives all jobs of a matrix one result, so there it is its steps that tell how one ended.
  if (isOfMatrix && job.result !== 'failure') job.result = stepResult ?? job.result;
  if (!isOfMatrix) job.result = jobResult ?? job.result;
  if (command === 'set-output') job.outputs[name] = arg;
  if (command === 'summary') job.summary += content;
}

/** The lines of a log that are JSON objects. */
export function parseLog(log: string): LogLine[] {
  return log.split('\n').flatMap((line) => {
    if (!line.startsWith('{')) return [];
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? [value] : [];
  });
}

// Summaries are long, and stand in the artifact.
function renderLog(lines: LogLine[]): string {
  const shown = lines.filter(({ command }) => command !== 'summary');
  return shown.map(({ jobID = 'act', msg = '' }) => `${jobID}: ${msg.trim()}\n`).join('');
}
