import { resolve } from 'node:path';
import {
  type Baseline,
  type BaselineFound,
  type ReadOptions,
  readBaseline,
  readBaselineReport,
} from '../baseline/baseline.ts';
import { readBaselineFolder } from '../baseline/baseline-files.ts';
import { type HistoryRun, joinHistories } from '../baseline/baseline-report.ts';
import { describeCauses } from '../text/errors.ts';
import { cut } from '../text/escape.ts';
import { createMask } from '../text/mask.ts';
import { downloadArtifact } from './artifact-download.ts';
import { onCancel } from './cancellation.ts';
import { isEnterpriseServer, type RunContext } from './context.ts';
import { createGitHubApi, type GitHubApi, type RequestTimes } from './github-api.ts';
import {
  type EarlierArtifact,
  type EarlierRun,
  type EarlierRuns,
  isAncestor,
  isCommit,
  readEarlierRuns,
  readNewestArtifact,
} from './run-list.ts';

export type BaselineRequest = Omit<ReadOptions, 'run'> & {
  context: RunContext;
  githubToken: string;
  artifactName: string;
  /** Once aborted, the search ends. */
  cancel: AbortSignal;
  times?: Partial<SearchTimes>;
};

/** The time for the whole search, and those of its requests; in milliseconds. */
type SearchTimes = RequestTimes & { totalMs: number };

/** How many artifacts are downloaded for their history alone. */
const HISTORY_DOWNLOADS = 3;
const TIMES: SearchTimes = { totalMs: 120_000, callMs: 10_000, downloadMs: 50_000, retryMs: 1_000 };

/**
 * Reads the baseline: the folder that the input `baseline` names or, with `auto`, the files of the
 * newest usable earlier run. Undefined without the input. Never rejects: an audit needs no baseline.
 */
export async function loadBaseline(
  input: string | undefined,
  request: BaselineRequest,
): Promise<BaselineFound | undefined> {
  if (input === undefined) return undefined;
  if (input === 'auto') return findBaseline(request);
  return readBaselineFolder(resolve(request.context.workspace, input), { ...request, run: input });
}

/**
 * Finds the newest earlier run of this workflow and branch whose audit was complete, or within its own tolerance, and
 * reads its files. Sends one GET at a time, for at most 20 runs and two minutes. Never rejects.
 */
async function findBaseline(request: BaselineRequest): Promise<BaselineFound> {
  const { context, githubToken } = request;
  const times = { ...TIMES, ...request.times };
  const limit = createTimeLimit(request.cancel, times.totalMs);
  try {
    const unsupported = findUnsupportedReason(request);
    if (unsupported) return { kind: 'unusable', why: unsupported };
    const { signal } = limit;
    const api = createGitHubApi({ apiUrl: context.githubApiUrl, githubToken, times, signal });
    return await searchRuns(api, request, signal);
  } catch (error) {
    const cause: unknown = limit.signal.aborted ? limit.signal.reason : error;
    const why = createMask(githubToken)(describeCauses(cause));
    return { kind: 'unusable', why: `The earlier runs could not be looked up: ${why}.` };
  } finally {
    limit.clear();
  }
}

async function searchRuns(
  api: GitHubApi,
  request: BaselineRequest,
  signal: AbortSignal,
): Promise<BaselineFound> {
  const earlier = await readEarlierRuns(api, request.context);
  const reasons: string[] = [];
  for (const [index, run] of earlier.runs.entries()) {
    const artifact = await readNewestArtifact(api, request.context, run, request.artifactName);
    if (!artifact) continue;
    const found = await tryRun(api, request, run, artifact);
    if (typeof found === 'object') {
      const older = earlier.runs.slice(index + 1);
      const { report } = found;
      const history = report.continuesHistory ? [] : await findHistory(api, request, older);
      report.history = joinHistories(history, report.history);
      return { kind: 'read', baseline: found };
    }
    signal.throwIfAborted();
    reasons.push(found);
  }
  return explainNone(request, earlier, reasons);
}

/** Reads the baseline in a run's artifact, or returns why it cannot be compared with. */
async function tryRun(
  api: GitHubApi,
  request: BaselineRequest,
  run: EarlierRun,
  artifact: EarlierArtifact | 'expired',
): Promise<Baseline | string> {
  if (!(await isAncestor(api, request.context, run.commit)))
    return 'whose commit is not in the history of this branch (if the branch was rewritten, the next run compares again)';
  if (artifact === 'expired') return 'whose artifact has expired';
  try {
    const readFile = await downloadArtifact(api, request.context, artifact);
    const baseline = await readBaseline(readFile, { ...request, run: run.url });
    return baseline.report.isUsable ? { ...baseline, run: run.url } : 'whose audit was not complete';
  } catch (error) {
    const why = createMask(request.githubToken)(describeCauses(error));
    return `whose artifact cannot be compared with (${cut(why, 200)})`;
  }
}

/** Returns why earlier runs cannot be looked up, if so, and what to do instead. */
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

/**
 * Returns the history of the newest older run that continues one: a run without a baseline has no
 * history, and must not end a trend of years. Looks at three artifacts at most. Returns an empty history when no run
 * continues one.
 */
async function findHistory(
  api: GitHubApi,
  request: BaselineRequest,
  runs: EarlierRun[],
): Promise<HistoryRun[]> {
  let left = HISTORY_DOWNLOADS;
  for (const run of runs) {
    try {
      const artifact = await readNewestArtifact(api, request.context, run, request.artifactName);
      if (!artifact || artifact === 'expired' || !(await isAncestor(api, request.context, run.commit)))
        continue;
      const readFile = await downloadArtifact(api, request.context, artifact);
      const report = await readBaselineReport(readFile, { ...request, run: run.url });
      if (report.isUsable && report.continuesHistory) return report.history;
    } catch {
      // The comparison does not need it: no trend is worth losing the baseline.
    }
    left -= 1;
    if (left === 0) break;
  }
  return [];
}

/** Explains that there is nothing to compare with. Only the first run of all needs no baseline. */
function explainNone(
  { context, artifactName }: BaselineRequest,
  { runs, isAll }: EarlierRuns,
  reasons: string[],
): BaselineFound {
  const where = `of ${context.workflowFile} on ${context.branch}`;
  const next = 'The next run can compare with this one, if its files are uploaded.';
  if (reasons.length === 0 && isAll)
    return { kind: 'first-run', why: `No earlier run ${where} has an artifact "${artifactName}". ${next}` };
  if (runs.length === 0) {
    const why = `The newest runs ${where} are all of pull requests or forks, and older ones were not looked at.`;
    return { kind: 'unusable', why: `${why} ${next}` };
  }
  const without = Array.from(
    { length: runs.length - reasons.length },
    () => `without an artifact "${artifactName}"`,
  );
  const counts = new Map<string, number>();
  for (const reason of [...reasons, ...without]) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const list = [...counts].map(([reason, count]) => `${count} ${reason}`).join(', ');
  const rest = isAll ? '' : '; older ones were not looked at';
  const why = `None of the newest ${runs.length} earlier runs ${where} can be compared with: ${list}${rest}. ${next}`;
  return { kind: 'unusable', why };
}

/** Creates a signal that is aborted, with the reason, when the time is up or the run is cancelled. */
function createTimeLimit(cancel: AbortSignal, totalMs: number) {
  const limit = new AbortController();
  const end = (reason: string) => limit.abort(new Error(reason));
  const timer = setTimeout(() => end(`it took longer than ${totalMs / 1000} s: run it again`), totalMs);
  onCancel(cancel, () => end('the run was cancelled'));
  return { signal: limit.signal, clear: () => clearTimeout(timer) };
}
