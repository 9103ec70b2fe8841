import { resolve } from 'node:path';
import type { BaselineFound, ReadOptions } from '../baseline/baseline.ts';
import { readBaselineFolder } from '../baseline/baseline-files.ts';
import { describeCauses } from '../text/errors.ts';
import { createMask } from '../text/mask.ts';
import { readArtifact } from './artifact-download.ts';
import { onCancel } from './cancellation.ts';
import { isEnterpriseServer, type RunContext } from './context.ts';
import { createGitHubApi } from './github-api.ts';
import { readEarlierRuns, readNewestArtifact } from './run-list.ts';

export type BaselineRequest = Omit<ReadOptions, 'run'> & {
  context: RunContext;
  githubToken: string;
  artifactName: string;
  /** Once aborted, the search ends. */
  cancel: AbortSignal;
  times?: Partial<SearchTimes>;
};

/** For the whole search, for one request, and before a request is tried again; in milliseconds. */
type SearchTimes = { totalMs: number; requestMs: number; retryMs: number };

/** The artifact client takes 35 s until it tries a download again that stalled. */
const TIMES: SearchTimes = { totalMs: 120_000, requestMs: 10_000, retryMs: 1_000 };

/**
 * Reads what this run is compared with: the folder that the input `baseline` names or, with `auto`, the files of the
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
  const { totalMs } = { ...TIMES, ...request.times };
  const limit = createTimeLimit(request.cancel, totalMs);
  try {
    const unsupported = findUnsupportedReason(request);
    return unsupported ? { kind: 'unusable', why: unsupported } : await searchRuns(request, limit.signal);
  } catch (error) {
    const cause: unknown = limit.signal.aborted ? limit.signal.reason : error;
    const why = createMask(request.githubToken)(describeCauses(cause));
    return { kind: 'unusable', why: `The earlier runs could not be looked up: ${why}.` };
  } finally {
    limit.clear();
  }
}

async function searchRuns(request: BaselineRequest, signal: AbortSignal): Promise<BaselineFound> {
  const { context, githubToken, artifactName } = request;
  const { requestMs: timeoutMs, retryMs } = { ...TIMES, ...request.times };
  const api = createGitHubApi({ apiUrl: context.githubApiUrl, githubToken, timeoutMs, retryMs, signal });
  const unusable: string[] = [];
  for (const run of await readEarlierRuns(api, context)) {
    const artifact = await readNewestArtifact(api, context, run, artifactName);
    const found = 'why' in artifact ? artifact : await readArtifact({ ...request, run, artifact, signal });
    if ('baseline' in found) return { kind: 'read', baseline: found.baseline };
    unusable.push(found.why);
  }
  return renderNone(context, unusable);
}

/** Returns why earlier runs cannot be looked up, if so, and what to do instead. */
function findUnsupportedReason({ context, githubToken }: BaselineRequest): string | undefined {
  const { onGitHub, repository, workflowFile, branch } = context;
  if (!onGitHub) return 'Earlier runs are found on GitHub only: give baseline the folder of an earlier run.';
  if (isEnterpriseServer(context))
    return 'GitHub Enterprise Server does not give artifacts to this action: fetch the files of an earlier run with a step of your own, and give baseline their folder.';
  if (githubToken === '')
    return "There is no github-token to look up earlier runs with: leave the input out, and the run's own token is used.";
  if (branch === '')
    return 'A run for a pull request has no earlier run on its branch: run the workflow on a branch.';
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository) || workflowFile === '')
    return 'This run does not name a workflow file of this repository, so its earlier runs cannot be found: give baseline the folder of an earlier run.';
  return undefined;
}

/** Says that no run can be compared with, and counts the reasons. */
function renderNone({ workflowFile, branch }: RunContext, reasons: string[]): BaselineFound {
  const where = `of ${workflowFile} on ${branch}`;
  const next = 'The next run can compare with this one, if its files are uploaded.';
  if (reasons.length === 0) return { kind: 'first-run', why: `There is no earlier run ${where}. ${next}` };
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const list = [...counts].map(([reason, count]) => `${count} ${reason}`).join(', ');
  return {
    kind: 'unusable',
    why: `None of the newest ${reasons.length} earlier runs ${where} can be compared with: ${list}. ${next}`,
  };
}

/** A signal that is aborted, with the reason, when the time is up or the run is cancelled. */
function createTimeLimit(cancel: AbortSignal, totalMs: number) {
  const limit = new AbortController();
  const end = (reason: string) => limit.abort(new Error(reason));
  const timer = setTimeout(() => end(`it took longer than ${totalMs / 1000} s: run it again`), totalMs);
  onCancel(cancel, () => end('the run was cancelled'));
  return { signal: limit.signal, clear: () => clearTimeout(timer) };
}
