import { describeCauses } from '../text/errors.ts';
import { createMask } from '../text/mask.ts';
import { downloadFiles } from './artifact-download.ts';
import { onCancel } from './cancellation.ts';
import { isEnterpriseServer, type RunContext } from './context.ts';
import { createGitHubApi, type GitHubApi } from './github-api.ts';
import { type EarlierRun, readEarlierRuns, readNewestArtifact } from './run-list.ts';

/** The files of an earlier run with the address of its page, or why there are none, in sentences. */
export type BaselineFiles = { kind: 'found'; folder: string; run: string } | { kind: 'none'; why: string };

export type BaselineSearch = {
  context: RunContext;
  githubToken: string;
  artifactName: string;
  /** Where the files are put, in a new folder of their own. */
  folder: string;
  /** Once aborted the search ends. */
  cancel: AbortSignal;
  times?: Partial<SearchTimes>;
};

/** For the whole search, for one request, and before a request is tried again; in milliseconds. */
type SearchTimes = { totalMs: number; requestMs: number; retryMs: number };

/** The artifact client takes 35 s until it tries a download again that stalled. */
const TIMES: SearchTimes = { totalMs: 120_000, requestMs: 10_000, retryMs: 1_000 };

/**
 * Finds the newest earlier run of this workflow and branch whose audit was complete, or within its own tolerance, and
 * downloads its files. Reads only, one request at a time, at most 20 runs and two minutes. Never rejects.
 */
export async function findBaseline(search: BaselineSearch): Promise<BaselineFiles> {
  const { totalMs } = { ...TIMES, ...search.times };
  const limit = createLimit(search.cancel, totalMs);
  try {
    const obstacle = findUnsupportedReason(search);
    return obstacle ? { kind: 'none', why: obstacle } : await searchRuns(search, limit.signal);
  } catch (error) {
    const cause: unknown = limit.signal.aborted ? limit.signal.reason : error;
    const why = createMask(search.githubToken)(describeCauses(cause));
    return { kind: 'none', why: `The earlier runs could not be looked up: ${why}.` };
  } finally {
    limit.clear();
  }
}

async function searchRuns(search: BaselineSearch, signal: AbortSignal): Promise<BaselineFiles> {
  const { context, githubToken } = search;
  const { requestMs: timeoutMs, retryMs } = { ...TIMES, ...search.times };
  const api = createGitHubApi({ apiUrl: context.githubApiUrl, githubToken, timeoutMs, retryMs, signal });
  const unusable: string[] = [];
  for (const run of await readEarlierRuns(api, context)) {
    const files = await readFilesOf(run, search, api, signal);
    if ('folder' in files) return { kind: 'found', folder: files.folder, run: run.url };
    unusable.push(files.why);
  }
  return { kind: 'none', why: renderNone(context, unusable) };
}

async function readFilesOf(run: EarlierRun, search: BaselineSearch, api: GitHubApi, signal: AbortSignal) {
  const artifact = await readNewestArtifact(api, search.context, run, search.artifactName);
  if ('why' in artifact) return artifact;
  const { context, githubToken, folder } = search;
  return downloadFiles({ run, artifact, context, githubToken, folder, signal });
}

/** Why there is nothing to ask, if so, and what to do instead. */
function findUnsupportedReason({ context, githubToken }: BaselineSearch): string | undefined {
  const { onGitHub, repository, workflowFile, branch } = context;
  if (!onGitHub) return 'Earlier runs are found on GitHub only: give baseline the folder of an earlier run.';
  if (isEnterpriseServer(context))
    return 'GitHub Enterprise Server hands no artifacts to this action: fetch the files of an earlier run with a step of your own, and give baseline their folder.';
  if (githubToken === '')
    return 'There is no github-token to look up earlier runs with: leave the input out, and the token of the run is used.';
  if (branch === '')
    return 'A run for a pull request has no earlier run on its branch: run the workflow on a branch.';
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository) || workflowFile === '')
    return 'This run does not name a workflow file of this repository, so its earlier runs are not known: give baseline the folder of an earlier run.';
  return undefined;
}

/** Says how many runs were looked at, and what was wrong with how many of them. */
function renderNone({ workflowFile, branch }: RunContext, unusable: string[]): string {
  const where = `of ${workflowFile} on ${branch}`;
  const next = 'The next run can compare with this one, if its files are uploaded.';
  if (unusable.length === 0) return `There is no earlier run ${where}. ${next}`;
  const counts = new Map<string, number>();
  for (const why of unusable) counts.set(why, (counts.get(why) ?? 0) + 1);
  const reasons = [...counts].map(([why, count]) => `${count} ${why}`).join(', ');
  return `None of the newest earlier runs ${where} (${unusable.length} looked at) can be compared with: ${reasons}. ${next}`;
}

/** A signal that is aborted, with the reason, when the time is up or the run is cancelled. */
function createLimit(cancel: AbortSignal, totalMs: number) {
  const limit = new AbortController();
  const timer = setTimeout(
    () => limit.abort(new Error(`it took longer than ${totalMs / 1000} s: run it again`)),
    totalMs,
  );
  onCancel(cancel, () => limit.abort(new Error('the run was cancelled')));
  return { signal: limit.signal, clear: () => clearTimeout(timer) };
}
