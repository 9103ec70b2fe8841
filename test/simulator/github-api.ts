import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Answer, json, text } from './answers.ts';
import {
  BRANCH,
  COMMIT,
  EARLIER_COMMIT,
  REPOSITORY,
  renderArtifact,
  renderRun,
  type SimulatedRun,
  WORKFLOW_FILE,
} from './earlier-run.ts';
import { sendAnswer } from './send.ts';

/** A request for the list of runs, a run's artifacts, two commits, an artifact's address, or its bytes in the blob store. */
export type GitHubStep = 'runs' | 'artifacts' | 'compare' | 'zip' | 'blob';

export type GitHubOptions = {
  /** Earlier runs of the workflow. */
  runs?: SimulatedRun[];
  /** Replaces the ordinary answer; `count` is the number of requests of that step, this one included. */
  respond?: (step: GitHubStep, count: number) => Answer | undefined;
};

export type GitHubApi = {
  /** The environment of a job's step. */
  env: Record<string, string>;
  /** The token that it accepts. */
  token: string;
  requests: { step: GitHubStep; url: string }[];
  answer(request: IncomingMessage, response: ServerResponse): void;
};

type Call = { step: GitHubStep; id: number; query: URLSearchParams; base?: string };

const BASE = '/github';
const BLOBS = '/artifact-blobs/';
const REPOS = `${BASE}/repos/${REPOSITORY}`;
const ACTIONS = `${REPOS}/actions`;
/** Only by their SHA, and without the list of changed files, which is on page 1. */
const COMPARE = new RegExp(`^${REPOS}/compare/([0-9a-f]{40})\\.\\.\\.${COMMIT}\\?per_page=1&page=2$`);
/** In pieces, so that secret scanners ignore it. */
const FAKE_TOKEN = `gh${'s'}_${'not/a+real=token'.repeat(2)}`;

/** Whether a path belongs to GitHub's REST API or its blob store. */
export function isGitHubPath(url: string): boolean {
  return url.startsWith(`${BASE}/`) || url.startsWith(BLOBS);
}

/**
 * Plays the part of GitHub's REST API that finds an earlier run's artifact, and the blob store that it redirects to.
 * Violations: other requests than the allowed GETs, a wrong token, two requests at once.
 */
export function createGitHubApi(
  baseUrl: string,
  { runs = [], respond }: GitHubOptions,
  violate: (what: string) => void,
): GitHubApi {
  const requests: GitHubApi['requests'] = [];
  let inFlight = 0;

  function answer(request: IncomingMessage, response: ServerResponse): void {
    inFlight++;
    response.once('close', () => inFlight--);
    sendAnswer(response, reply(request));
  }

  function reply({ method, url = '', headers }: IncomingMessage): Answer {
    const call = parseCall(new URL(url, baseUrl));
    if (method !== 'GET' || !call) {
      violate(`${method} ${url}: no such request to GitHub`);
      return json(404, { message: 'Not Found' });
    }
    if (inFlight > 1) violate(`GET ${url}: while another request was in flight`);
    if (!isCredentialRight(call.step, headers.authorization))
      violate(`GET ${url}: a wrong Authorization header`);
    requests.push({ step: call.step, url });
    const count = requests.filter(({ step }) => step === call.step).length;
    return respond?.(call.step, count) ?? replyTo(call, runs, baseUrl);
  }

  return { env: createEnv(baseUrl), token: FAKE_TOKEN, requests, answer };
}

function createEnv(baseUrl: string): Record<string, string> {
  return {
    GITHUB_API_URL: `${baseUrl}${BASE}`,
    GITHUB_REPOSITORY: REPOSITORY,
    GITHUB_WORKFLOW_REF: `${REPOSITORY}/.github/workflows/${WORKFLOW_FILE}@refs/heads/${BRANCH}`,
    GITHUB_REF: `refs/heads/${BRANCH}`,
    GITHUB_REF_NAME: BRANCH,
    GITHUB_RUN_ID: '4711',
    GITHUB_SHA: COMMIT,
  };
}

/** Blob addresses are signed: a header would send the token to the wrong host. */
function isCredentialRight(step: GitHubStep, authorization: string | undefined): boolean {
  if (step === 'blob') return authorization === undefined;
  return authorization === `Bearer ${FAKE_TOKEN}` || authorization === `token ${FAKE_TOKEN}`;
}

function parseCall({ pathname, search, searchParams: query }: URL): Call | undefined {
  const base = COMPARE.exec(pathname + search)?.[1];
  if (base) return { step: 'compare', id: 0, query, base };
  const path = pathname.startsWith(ACTIONS) ? pathname.slice(ACTIONS.length) : pathname;
  if (path === `/workflows/${WORKFLOW_FILE}/runs`) return { step: 'runs', id: 0, query };
  const [, folder, id, rest] = /^\/([a-z-]+)\/(\d+)(\/artifacts|\/zip|\.zip)$/.exec(path) ?? [];
  const step = {
    'runs/artifacts': 'artifacts',
    'artifacts/zip': 'zip',
    'artifact-blobs.zip': 'blob',
  } as const;
  const found = Object.entries(step).find(([name]) => name === `${folder}${rest}`)?.[1];
  return found && { step: found, id: Number(id), query };
}

function replyTo({ step, id, query, base }: Call, runs: SimulatedRun[], baseUrl: string): Answer {
  if (step === 'runs') return listRuns(runs, query);
  if (step === 'compare') return compareCommits(base);
  const run = runs.find((candidate) => candidate.id === id);
  if (step === 'artifacts') return run ? listArtifacts(run, query) : json(404, { message: 'Not Found' });
  const artifact = runs.flatMap(({ artifacts }) => artifacts).find((candidate) => candidate.id === id);
  if (!artifact) return json(404, { message: 'Not Found' });
  if (artifact.expired) return json(410, { message: 'Artifact has expired' });
  return step === 'zip'
    ? { kind: 'redirect', location: `${baseUrl}${BLOBS}${id}.zip?sig=simulated%2B${id}` }
    : text(200, artifact.zip, { 'Content-Type': 'application/zip' });
}

/** https://docs.github.com/en/rest/commits/commits#compare-two-commits */
function compareCommits(base: string | undefined): Answer {
  const status = base === COMMIT ? 'identical' : base === EARLIER_COMMIT ? 'ahead' : 'diverged';
  return json(200, { status, ahead_by: 1, behind_by: 0, total_commits: 1, commits: [], files: [] });
}

/** The branch filter matches by name alone, forks included; runs are sorted by ID. */
function listRuns(runs: SimulatedRun[], query: URLSearchParams): Answer {
  const size = Number(query.get('per_page') ?? 30);
  const start = (Number(query.get('page') ?? 1) - 1) * size;
  const onBranch = runs.filter(({ branch }) => branch === query.get('branch')).sort((a, b) => b.id - a.id);
  const listed = onBranch.slice(start, start + size).map(renderRun);
  return json(200, { total_count: onBranch.length, workflow_runs: listed });
}

function listArtifacts({ artifacts }: SimulatedRun, query: URLSearchParams): Answer {
  const named = artifacts.filter(({ name }) => name === query.get('name'));
  const listed = named.sort((a, b) => b.id - a.id).map(renderArtifact);
  return json(200, { total_count: named.length, artifacts: listed });
}
