import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeCauses } from '../text/errors.ts';
import { onCancel } from './cancellation.ts';
import type { RunContext } from './context.ts';
import { findSkipReason, findUnsupportedReason, type UploadOptions } from './upload-options.ts';

/** What became of the files: uploaded, kept here on purpose, not possible here, or refused by a service that is there. */
export type Upload =
  | { kind: 'uploaded'; id: string; url: string; digest: string }
  | { kind: 'kept' | 'unavailable' | 'refused'; why: string };

/** What is to be kept. */
type UploadRequest = UploadOptions & {
  artifactName: string;
  files: string[];
  outputDir: string;
  retentionDays: number;
  /** Once aborted there are seconds left. */
  cancel: AbortSignal;
};

const CREATE_TRIES = 3;
const CREATE_WAIT_MS = 2_000;
/** The client's own limit for an upload that makes no progress. */
const STALL_MS = 300_000;
/** What is left for an upload once the run is cancelled. */
const CANCELLED_MS = 3_000;
const LOST_ANSWER = 'its answer to the first try was lost, and its name is taken since';

/**
 * Uploads exactly these files, those of them that are there, as one workflow artifact. Never rejects: what the audit
 * found must be told even if its files cannot be kept.
 * https://github.com/actions/toolkit/tree/main/packages/artifact
 */
async function uploadFiles(request: UploadRequest, context: RunContext): Promise<Upload> {
  const obstacle = findUnsupportedReason();
  if (obstacle) return { kind: 'unavailable', why: `${obstacle} The files are in ${request.outputDir}.` };
  try {
    const { id, digest } = await tryUpload({ ...request, files: request.files.filter(existsSync) });
    return {
      kind: 'uploaded',
      id: String(id ?? ''),
      url: `${context.runUrl}/artifacts/${id}`,
      digest: digest ?? '',
    };
  } catch (error) {
    return { kind: 'refused', why: describeFailure(error, request.artifactName) };
  }
}

/** Uploads the files unless that is not wanted or not allowed. Never rejects. */
export async function uploadArtifact(request: UploadRequest, context: RunContext): Promise<Upload> {
  const why = findSkipReason(request);
  return why === undefined ? uploadFiles(request, context) : { kind: 'kept', why };
}

/** The outputs that tell where the artifact is; none when there is none. */
export function computeUploadOutputs(upload: Upload) {
  if (upload.kind !== 'uploaded') return {};
  return { 'artifact-id': upload.id, 'artifact-url': upload.url, 'artifact-digest': upload.digest };
}

/** A failure of CreateArtifact that never reached the service leaves the name free; after that it is taken. */
async function tryUpload(request: UploadRequest) {
  for (let tries = 1; ; tries += 1) {
    try {
      return await uploadOnce(request);
    } catch (error) {
      if (tries > 1 && isTaken(error)) throw new Error(LOST_ANSWER, { cause: error });
      const isLast = tries >= CREATE_TRIES || request.cancel.aborted;
      if (isLast || !isCreateNetworkError(error)) throw error;
      await sleep(CREATE_WAIT_MS * tries);
    }
  }
}

async function uploadOnce({ artifactName, files, outputDir, retentionDays, cancel }: UploadRequest) {
  const { DefaultArtifactClient } = await import('@actions/artifact');
  const options = retentionDays > 0 ? { retentionDays } : {};
  const limit = createTimeLimit(cancel);
  try {
    return await Promise.race([
      new DefaultArtifactClient().uploadArtifact(artifactName, files, outputDir, options),
      limit.passed,
    ]);
  } finally {
    limit.clear();
  }
}

/** The client does not settle at all when an answer's body is cut, so it gets a time of its own. */
function createTimeLimit(cancel: AbortSignal) {
  const end = new AbortController();
  const wait = async (ms: number) => {
    await sleep(ms, undefined, { signal: end.signal });
    throw new Error(`no end of the upload within ${ms / 1000} s`);
  };
  const cancelled = new Promise<void>((resolve) => onCancel(cancel, resolve));
  const stalledMs = Number(process.env.ACTIONS_ARTIFACT_UPLOAD_TIMEOUT_MS) || STALL_MS;
  const passed = Promise.race([wait(2 * stalledMs), cancelled.then(() => wait(CANCELLED_MS))]);
  passed.catch(() => {});
  return { passed, clear: () => end.abort() };
}

function isCreateNetworkError(error: unknown): boolean {
  return /Failed to CreateArtifact: Unable to make request/.test(String(error));
}

function isTaken(error: unknown): boolean {
  return /conflict|already exists|\(409\)/i.test(String(error));
}

function describeFailure(error: unknown, name: string): string {
  if (isTaken(error))
    return `An artifact named "${name}" already exists in this run: give this step another artifact-name.`;
  const cause = describeCauses(error);
  const taken = /CreateArtifact/.test(cause)
    ? ''
    : '. Its name is taken now: run the job again, or give another artifact-name';
  return `The artifact service did not take "${name}": ${cause}${taken}`;
}
