import { resolve } from 'node:path';
import { isEnterpriseServer, type RunContext } from '../actions/context.ts';
import {
  type Baseline,
  type BaselineFound,
  type ReadFile,
  type ReadOptions,
  readBaseline,
  readBaselineFolder,
  readBaselineReport,
} from '../baseline/baseline.ts';
import { type HistoryRun, joinHistories } from '../baseline/baseline-report.ts';
import { describeCauses } from '../text/errors.ts';
import { cut } from '../text/escape.ts';
import { downloadArtifact } from './artifact-download.ts';
import { createGitHubApi } from './github-api.ts';
import {
  type EarlierArtifact,
  type EarlierRun,
  type EarlierRuns,
  isAncestor,
  isCommit,
  readEarlierRuns,
  readNewestArtifact,
  type Search,
} from './run-list.ts';

export type BaselineRequest = Omit<ReadOptions, 'run'> & {
  context: RunContext;
  githubToken: string;
  artifactName: string;
  cancel: AbortSignal;
  times?: Partial<typeof TIMES>;
};

type BaselineSearch = BaselineRequest & Search & { signal: AbortSignal };

const HISTORY_DOWNLOADS = 3;
const TIMES = { totalMs: 120_000, callMs: 10_000, downloadMs: 50_000, retryMs: 1_000 };

/** Reads the baseline: a folder or, with `auto`, the newest usable earlier run. Never rejects: an audit needs none. */
export async function loadBaseline(
  input: string | undefined,
  request: BaselineRequest,
): Promise<BaselineFound | undefined> {
  if (input === undefined) return undefined;
  if (input === 'auto') return findBaseline(request);
  return readBaselineFolder(resolve(request.context.workspace, input), { ...request, run: input });
}

/** Finds the newest run whose audit was complete, or within its own tolerance. Sends one request at a time. */
async function findBaseline(request: BaselineRequest): Promise<BaselineFound> {
  const { context, githubToken, cancel } = request;
  const times = { ...TIMES, ...request.times };
  const timeout = AbortSignal.timeout(times.totalMs);
  const signal = AbortSignal.any([cancel, timeout]);
  try {
    const unsupported = findUnsupportedReason(request);
    if (unsupported) return { kind: 'unusable', why: unsupported };
    const api = createGitHubApi({ apiUrl: context.githubApiUrl, githubToken, times, signal });
    return await searchRuns({ ...request, api, signal });
  } catch (error) {
    let why = request.mask(describeCauses(error));
    if (timeout.aborted) why = `it took longer than ${times.totalMs / 1000} s: run it again`;
    if (cancel.aborted) why = 'the run was cancelled';
    return { kind: 'unusable', why: `The earlier runs could not be looked up: ${why}.` };
  }
}

function findUnsupportedReason({ context, githubToken }: BaselineRequest): string | undefined {
  const { onGitHub, repository, workflowFile, branch, commit } = context;
  if (!onGitHub) return 'Earlier runs are found on GitHub only: give baseline the folder of an earlier run.';
  if (isEnterpriseServer(context))
    return 'GitHub Enterprise Server does not give artifacts to this action: fetch the files of an earlier run with a step of your own, and give baseline their folder.';
  if (githubToken === '')
    return "There is no github-token to look up earlier runs with: leave the input out, and the run's own token is used.";
  if (branch === '')
    return 'A run for a pull request or a tag has no earlier run: run the workflow on a branch.';
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository) || workflowFile === '' || !isCommit(commit))
    return 'This run does not name a workflow file of this repository, so its earlier runs cannot be found: give baseline the folder of an earlier run.';
  return undefined;
}

async function searchRuns(search: BaselineSearch): Promise<BaselineFound> {
  const earlier = await readEarlierRuns(search);
  const reasons: string[] = [];
  for (const [index, run] of earlier.runs.entries()) {
    const artifact = await findArtifact(search, run);
    if (!artifact) continue;
    const found =
      typeof artifact === 'string' ? artifact : await readArtifact(search, run, artifact, readBaseline);
    if (typeof found === 'object') {
      const { report } = found;
      const older = report.continuesHistory ? [] : await findHistory(search, earlier.runs.slice(index + 1));
      const history = joinHistories(older, report.history);
      return { kind: 'read', baseline: { ...found, run: run.url, report: { ...report, history } } };
    }
    search.signal.throwIfAborted();
    reasons.push(found);
  }
  return explainNone(search, earlier, reasons);
}

/** Returns the artifact of a run, or why it cannot be compared with; undefined when the run never had one. */
async function findArtifact(search: Search, run: EarlierRun) {
  const artifact = await readNewestArtifact(search, run);
  if (artifact && !(await isAncestor(search, run.commit)))
    return 'whose commit is not in the history of this branch (if the branch was rewritten, the next run compares again)';
  return artifact === 'expired' ? 'whose artifact has expired' : artifact;
}

/** Reads files of an artifact with `read`, or returns why they cannot be compared with. */
async function readArtifact<T extends Pick<Baseline, 'report'>>(
  search: BaselineSearch,
  run: EarlierRun,
  artifact: EarlierArtifact,
  read: (readFile: ReadFile, options: ReadOptions) => Promise<T>,
): Promise<T | string> {
  try {
    const readFile = await downloadArtifact(search, artifact);
    const found = await read(readFile, { ...search, run: run.url });
    return found.report.isUsable ? found : 'whose audit was not complete';
  } catch (error) {
    return `whose artifact cannot be compared with (${cut(search.mask(describeCauses(error)), 200)})`;
  }
}

/** Returns the history of an older run that continues one: a run without a baseline must not end a trend of years. */
async function findHistory(search: BaselineSearch, runs: EarlierRun[]): Promise<HistoryRun[]> {
  let left = HISTORY_DOWNLOADS;
  for (const run of runs) {
    try {
      const artifact = await findArtifact(search, run);
      if (typeof artifact !== 'object') continue;
      const found = await readArtifact(search, run, artifact, readBaselineReport);
      if (typeof found === 'object' && found.report.continuesHistory) return found.report.history;
    } catch {
      // No trend is worth losing the baseline.
    }
    left -= 1;
    if (left === 0) break;
  }
  return [];
}

function explainNone(
  { context, artifactName }: Search,
  { runs, isAll }: EarlierRuns,
  reasons: string[],
): BaselineFound {
  const where = `of ${context.workflowFile} on ${context.branch}`;
  const next = 'The next run can compare with this one, if its files are uploaded.';
  if (reasons.length === 0 && isAll)
    return { kind: 'first-run', why: `No earlier run ${where} has an artifact "${artifactName}". ${next}` };
  const rest = 'older ones were not looked at';
  if (runs.length === 0) {
    const why = `The newest runs ${where} are all of pull requests or forks, and ${rest}. ${next}`;
    return { kind: 'unusable', why };
  }
  const counts = [...Map.groupBy(reasons, (reason) => reason)].map(
    ([reason, all]) => `${all.length} ${reason}`,
  );
  const without = runs.length - reasons.length;
  if (without > 0) counts.push(`${without} without an artifact "${artifactName}"`);
  const list = `${counts.join(', ')}${isAll ? '' : `; ${rest}`}`;
  const why = `None of the newest ${runs.length} earlier runs ${where} can be compared with: ${list}. ${next}`;
  return { kind: 'unusable', why };
}
