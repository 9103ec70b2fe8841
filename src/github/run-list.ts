import type { RunContext } from '../actions/context.ts';
import { isObject, type JsonObject, toText } from '../text/json.ts';
import { type GitHubApi, PERMISSIONS } from './github-api.ts';

/** A run of this workflow that may serve as a baseline, and the commit that it ran on. */
export type EarlierRun = { id: number; url: string; commit: string };

/** An artifact of an earlier run. Older ones have no digest. */
export type EarlierArtifact = { id: number; size: number; digest: string | undefined };

export type Search = { api: GitHubApi; context: RunContext; artifactName: string };

type Dated = JsonObject & { id: number; created_at: string };

const MOST_RUNS = 20;
const RUNS_PER_PAGE = 100;
/** Runs of pull requests can fill whole pages. */
const MOST_PAGES = 4;

/**
 * Reads the ended runs of this workflow on this branch, newest first, except those for pull requests. `noneOlder`: no
 * other run may serve. All this rests on names, which a tag or a fork can share: see `isAncestor`.
 * https://docs.github.com/en/rest/actions/workflow-runs#list-workflow-runs-for-a-workflow
 */
export async function readEarlierRuns({ api, context }: Search) {
  const { repository, workflowFile, branch } = context;
  const base = `/repos/${repository}/actions/workflows/${encodeURIComponent(workflowFile)}/runs` as const;
  const found: Dated[] = [];
  let isLastPage = false;
  for (let page = 1; page <= MOST_PAGES && found.length < MOST_RUNS && !isLastPage; page += 1) {
    const query = `branch=${encodeURIComponent(branch)}&per_page=${RUNS_PER_PAGE}&page=${page}`;
    const listed = parseList(await api.get(`${base}?${query}`), 'workflow_runs');
    found.push(...listed.filter(isDated).filter((run) => isCandidate(run, context)));
    isLastPage = listed.length < RUNS_PER_PAGE;
  }
  const newest = found.sort(byNewest).slice(0, MOST_RUNS);
  const runs = newest.map((run) => ({ id: run.id, url: toText(run.html_url), commit: toText(run.head_sha) }));
  return { runs, noneOlder: isLastPage && found.length <= MOST_RUNS };
}

/**
 * Reads the newest artifact of a run; undefined when it never had one.
 * https://docs.github.com/en/rest/actions/artifacts#list-workflow-run-artifacts
 */
export async function readNewestArtifact(
  { api, context, artifactName }: Search,
  run: EarlierRun,
): Promise<EarlierArtifact | 'expired' | undefined> {
  const query = `name=${encodeURIComponent(artifactName)}&per_page=100` as const;
  const answer = await api.get(`/repos/${context.repository}/actions/runs/${run.id}/artifacts?${query}`);
  const named = parseList(answer, 'artifacts').filter(({ name }) => name === artifactName);
  // An artifact that does not say that it is still there counts as expired.
  const there = named.filter(({ expired }) => expired === false);
  const [newest] = there.filter(isDated).sort(byNewest);
  if (!newest) return named.length > 0 ? 'expired' : undefined;
  const { id, size_in_bytes: size, digest } = newest;
  return { id, size: typeof size === 'number' ? size : 0, digest: toText(digest) || undefined };
}

/**
 * Returns whether a commit belongs to the history of this run's commit: a tag can have the name of the branch, and
 * point at an unreviewed commit. Asks for page 2, since page 1 lists the changed files.
 * https://docs.github.com/en/rest/commits/commits#compare-two-commits
 */
export async function isAncestor({ api, context }: Search, commit: string): Promise<boolean> {
  if (!isCommit(commit)) return false;
  if (commit === context.commit) return true;
  const range = `${commit}...${context.commit}` as const;
  const answer = await api.get(`/repos/${context.repository}/compare/${range}?per_page=1&page=2`);
  return answer?.status === 'ahead' || answer?.status === 'identical';
}

/** Returns whether a text is a commit's SHA, and no name that Git could take for something else. */
export function isCommit(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}

function isCandidate(run: Dated, { runId, branch, repository }: RunContext): boolean {
  const head = isObject(run.head_repository) ? toText(run.head_repository.full_name) : '';
  return (
    run.status === 'completed' &&
    String(run.id) !== runId &&
    run.head_branch === branch &&
    head.toLowerCase() === repository.toLowerCase() &&
    // Also `pull_request_target` and the reviews of one: a fork can start them.
    typeof run.event === 'string' &&
    !run.event.startsWith('pull_request')
  );
}

function isDated(value: JsonObject): value is Dated {
  const { id, created_at: createdAt } = value;
  const hasId = typeof id === 'number' && Number.isSafeInteger(id) && id >= 0;
  return hasId && typeof createdAt === 'string' && !Number.isNaN(Date.parse(createdAt));
}

/** IDs are not ordered, so only the time shows which is newer. */
function byNewest(a: Dated, b: Dated): number {
  return Date.parse(b.created_at) - Date.parse(a.created_at);
}

function parseList(answer: JsonObject | undefined, name: string): JsonObject[] {
  if (!answer)
    throw new Error(`GitHub does not show this github-token the list "${name}" (404): ${PERMISSIONS}`);
  const list = answer[name];
  if (!Array.isArray(list)) throw new Error(`GitHub's answer has no list "${name}": run it again`);
  return list.filter(isObject);
}
