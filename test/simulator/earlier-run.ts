import type { UploadedArtifact } from './artifact-store.ts';

/** An artifact of an earlier run. IDs need not be in chronological order. */
export type SimulatedArtifact = {
  id: number;
  name: string;
  createdAt: string;
  zip: Buffer;
  /** SHA-256 in hex; older artifacts have none. */
  digest?: string;
  expired?: boolean;
  /** What GitHub says instead of the archive's length. */
  size?: number;
};

/**
 * A run of the simulated workflow. `branch` is what GitHub calls its head branch: for a run that a tag started, it is
 * the tag's name. `repository` is the one of its head: a fork is another, one that is gone is `null`.
 */
export type SimulatedRun = {
  id: number;
  createdAt: string;
  status: string;
  conclusion: string | null;
  event: string;
  branch: string;
  commit: string;
  repository: string | null;
  artifacts: SimulatedArtifact[];
};

export const REPOSITORY = 'example/audits';
export const WORKFLOW_FILE = 'token-audit.yml';
export const BRANCH = 'main';
/** The commit that this run runs on, an earlier one of the same branch, and one that is not in its history. */
export const COMMIT = 'c0ffee'.padEnd(40, '0');
export const EARLIER_COMMIT = 'beef'.padEnd(40, '0');
export const STRANGE_COMMIT = 'bad'.padEnd(40, '0');

/** A scheduled run on the default branch that ended well. */
export function createEarlierRun(
  id: number,
  createdAt: string,
  change: Partial<SimulatedRun> = {},
): SimulatedRun {
  return {
    id,
    createdAt,
    status: 'completed',
    conclusion: 'success',
    event: 'schedule',
    branch: BRANCH,
    commit: EARLIER_COMMIT,
    repository: REPOSITORY,
    artifacts: [],
    ...change,
  };
}

/** Converts an uploaded artifact to one of an earlier run. */
export function createEarlierArtifact(
  { name, zip, digest }: UploadedArtifact,
  id: number,
  createdAt: string,
): SimulatedArtifact {
  return { id, name, createdAt, zip, digest };
}

/** https://docs.github.com/en/rest/actions/workflow-runs#list-workflow-runs-for-a-workflow */
export function renderRun(run: SimulatedRun) {
  return {
    id: run.id,
    name: 'Token audit',
    head_branch: run.branch,
    head_sha: run.commit,
    path: `.github/workflows/${WORKFLOW_FILE}`,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    created_at: run.createdAt,
    updated_at: run.createdAt,
    html_url: `https://github.com/${REPOSITORY}/actions/runs/${run.id}`,
    pull_requests: [],
    repository: { full_name: REPOSITORY },
    head_repository: run.repository === null ? null : { full_name: run.repository },
  };
}

/** https://docs.github.com/en/rest/actions/artifacts#list-workflow-run-artifacts */
export function renderArtifact(artifact: SimulatedArtifact) {
  const { id, name, zip, expired = false, createdAt, digest } = artifact;
  return {
    id,
    name,
    size_in_bytes: artifact.size ?? zip.length,
    expired,
    created_at: createdAt,
    expires_at: '2099-01-01T00:00:00Z',
    digest: digest === undefined ? null : `sha256:${digest}`,
  };
}
