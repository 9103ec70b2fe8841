import { isObject, type JsonObject, toText } from '../text/json.ts';
import type { RunContext } from './context.ts';
import type { GitHubApi } from './github-api.ts';

/** A run of this workflow that may serve as a baseline. */
export type EarlierRun = { id: number; url: string };

/** What of an earlier run can be downloaded; without a digest where GitHub tells none. */
export type EarlierArtifact = { id: number; digest: string | undefined };

/** How many runs are looked at. */
const MOST_RUNS = 20;
const RUNS_PER_PAGE = 50;
/** Runs that do not count, of pull requests say, must not hide those that do. */
const MOST_PAGES = 4;
/** Packed; what takes longer to come than a baseline is worth. */
const MOST_BYTES = 1024 ** 3;

/**
 * Runs of this workflow on this branch that are over, red or green, newest first, at most 20. Only those of this
 * repository itself and never of a pull request: the branch filter also matches a fork's branch of the same name.
 * https://docs.github.com/en/rest/actions/workflow-runs#list-workflow-runs-for-a-workflow
 */
export async function readEarlierRuns(api: GitHubApi, context: RunContext): Promise<EarlierRun[]> {
  const { repository, workflowFile, branch } = context;
  const base = `/repos/${repository}/actions/workflows/${encodeURIComponent(workflowFile)}/runs` as const;
  const found: Dated[] = [];
  for (let page = 1; page <= MOST_PAGES && found.length < MOST_RUNS; page += 1) {
    const query = `branch=${encodeURIComponent(branch)}&per_page=${RUNS_PER_PAGE}&page=${page}`;
    const runs = parseList(await api.get(`${base}?${query}`), 'workflow_runs');
    found.push(...runs.flatMap(parseDated).filter((run) => isTrusted(run, context)));
    if (runs.length < RUNS_PER_PAGE) break;
  }
  return found
    .sort(byNewest)
    .slice(0, MOST_RUNS)
    .map(({ id, value }) => ({ id, url: toText(value.html_url) }));
}

/**
 * The newest artifact of that name in a run, or why there is none to download.
 * https://docs.github.com/en/rest/actions/artifacts#list-workflow-run-artifacts
 */
export async function readNewestArtifact(
  api: GitHubApi,
  { repository }: RunContext,
  run: EarlierRun,
  name: string,
): Promise<EarlierArtifact | { why: string }> {
  const query = `name=${encodeURIComponent(name)}&per_page=100` as const;
  const answer = await api.get(`/repos/${repository}/actions/runs/${run.id}/artifacts?${query}`);
  const named = parseList(answer, 'artifacts').filter((artifact) => artifact.name === name);
  // What does not say that it is there still is not asked for.
  const [newest] = named
    .filter(({ expired }) => expired === false)
    .flatMap(parseDated)
    .sort(byNewest);
  if (!newest)
    return { why: named.length > 0 ? 'whose artifact has expired' : `without an artifact "${name}"` };
  const { size_in_bytes: size, digest } = newest.value;
  if (typeof size === 'number' && size > MOST_BYTES) return { why: 'whose artifact is larger than 1 GiB' };
  return { id: newest.id, digest: typeof digest === 'string' && digest !== '' ? digest : undefined };
}

function isTrusted({ id, value: run }: Dated, { runId, branch, repository }: RunContext): boolean {
  const head = isObject(run.head_repository) ? run.head_repository.full_name : undefined;
  return (
    run.status === 'completed' &&
    String(id) !== runId &&
    run.head_branch === branch &&
    // Also `pull_request_target` and the reviews of one: a fork can start them.
    typeof run.event === 'string' &&
    !run.event.startsWith('pull_request') &&
    typeof head === 'string' &&
    head.toLowerCase() === repository.toLowerCase()
  );
}

type Dated = { id: number; createdAt: number; value: JsonObject };

/** IDs are not ordered: only the time of creation tells which is newer. */
function parseDated(value: JsonObject): Dated[] {
  const { id, created_at: createdAt } = value;
  const time = typeof createdAt === 'string' ? Date.parse(createdAt) : Number.NaN;
  if (typeof id !== 'number' || !Number.isSafeInteger(id) || id < 0 || Number.isNaN(time)) return [];
  return [{ id, createdAt: time, value }];
}

function byNewest(a: Dated, b: Dated): number {
  return b.createdAt - a.createdAt;
}

function parseList(answer: JsonObject, name: string): JsonObject[] {
  const list = answer[name];
  if (!Array.isArray(list)) throw new Error(`GitHub's answer has no list "${name}": run it again`);
  return list.filter(isObject);
}
