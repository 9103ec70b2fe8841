import { existsSync, realpathSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { MAX_TIMER_MS } from '../atlassian/request-queue.ts';
import type { Outputs } from '../report/output-values.ts';
import { describeCauses } from '../text/errors.ts';
import { cut } from '../text/escape.ts';
import { isObject } from '../text/json.ts';
import { isEnterpriseServer, type RunContext } from './context.ts';
import type { Inputs } from './inputs.ts';
import { printCommand } from './log.ts';

/** The outcome: uploaded, not wanted or not allowed, no artifact service here, or refused by the service. */
export type Upload =
  | { kind: 'uploaded'; url: string; outputs: Outputs }
  | { kind: 'skipped' | 'unsupported' | 'refused'; why: string };

type UploadRequest = {
  inputs: Inputs;
  files: string[];
  showNames: boolean;
  cancel: AbortSignal;
  context: RunContext;
};

const CREATE_TRIES = 3;
const CREATE_WAIT_MS = 2_000;
/** The client's own limit for an upload that makes no progress. */
const STALL_MS = 300_000;
/** The runner ends a cancelled step within seconds. */
const CANCELLED_MS = 3_000;

/** Uploads those of these files that exist as an artifact. Never rejects: a failed upload must not hide the findings. */
export async function uploadArtifact(request: UploadRequest): Promise<Upload> {
  const { showNames, context } = request;
  const { upload, outputDir } = request.inputs;
  if (!upload.isWanted) return { kind: 'skipped', why: 'upload-artifact is false' };
  if (!showNames) return { kind: 'skipped', why: 'the repository is public and allow-public is not set' };
  const why = findUnsupportedReason(context);
  if (why) return { kind: 'unsupported', why: `${why} The files are in ${outputDir}.` };
  printCommand('group', 'Upload of the artifact');
  try {
    const { id = '', digest = '' } = await uploadWithRetry(request);
    const url = `${context.runUrl}/artifacts/${id}`;
    const outputs = { 'artifact-id': id, 'artifact-url': url, 'artifact-digest': digest };
    return { kind: 'uploaded', url, outputs };
  } catch (error) {
    return { kind: 'refused', why: describeFailure(error, upload.artifactName) };
  } finally {
    printCommand('endgroup', '');
  }
}

function findUnsupportedReason(context: RunContext): string | undefined {
  if (!URL.canParse(context.serverUrl))
    return 'GITHUB_SERVER_URL is not a URL, so nothing was uploaded: see what sets it.';
  if (isEnterpriseServer(context))
    return 'GitHub Enterprise Server does not take artifacts from this action: keep the files with a step that uses actions/upload-artifact@v3 with "if: always()".';
  if (process.env.ACTIONS_RUNTIME_TOKEN && process.env.ACTIONS_RESULTS_URL) return undefined;
  return 'There is no artifact service here, so nothing was uploaded; on GitHub, keep the files with a step that uses actions/upload-artifact.';
}

/** Tries again when CreateArtifact did not reach the service. Later failures leave the name taken. */
async function uploadWithRetry(request: UploadRequest) {
  for (let tries = 1; ; tries += 1) {
    try {
      return await Promise.race([uploadOnce(request), waitForTimeLimit(request.cancel)]);
    } catch (cause) {
      if (tries > 1 && isNameTaken(cause))
        throw new Error('its answer to the first try was lost, and its name is taken since', { cause });
      const isNetworkError = /Failed to CreateArtifact: Unable to make request/.test(String(cause));
      if (tries === CREATE_TRIES || request.cancel.aborted || !isNetworkError) throw cause;
      await sleep(CREATE_WAIT_MS * tries);
    }
  }
}

async function uploadOnce({ inputs, files }: UploadRequest) {
  const { DefaultArtifactClient } = await import('@actions/artifact');
  // The client refuses files outside its root folder, and does not follow symbolic links to find out.
  const paths = files.filter((file) => existsSync(file)).map((file) => realpathSync(file));
  const { artifactName, retentionDays } = inputs.upload;
  const client = new DefaultArtifactClient();
  return client.uploadArtifact(artifactName, paths, realpathSync(inputs.outputDir), { retentionDays });
}

/** Rejects when an upload takes too long: the client never settles when an answer's body is cut. */
async function waitForTimeLimit(cancel: AbortSignal): Promise<never> {
  const stalledMs = Number(process.env.ACTIONS_ARTIFACT_UPLOAD_TIMEOUT_MS) || STALL_MS;
  let limitMs = Math.min(2 * stalledMs, MAX_TIMER_MS);
  try {
    await sleep(limitMs, undefined, { signal: cancel });
  } catch {
    limitMs = CANCELLED_MS;
    await sleep(limitMs);
  }
  throw new Error(`no end of the upload within ${limitMs / 1000} s`);
}

function isNameTaken(error: unknown): boolean {
  return /conflict|already exists|\(409\)/i.test(String(error));
}

function describeFailure(error: unknown, name: string): string {
  if (isNameTaken(error))
    return `An artifact named "${name}" already exists in this run: give this step another artifact-name.`;
  const cause = (describeBlobError(error) ?? describeCauses(error)).replace(/\s+/g, ' ');
  const advice = '. Its name is taken now: run the job again, or give another artifact-name';
  return `The artifact service did not take "${name}": ${cause}${/CreateArtifact/.test(cause) ? '' : advice}`;
}

/** Describes an error of the blob store. Its message is often empty; without a `code`, something else answered. */
function describeBlobError(error: unknown): string | undefined {
  if (!isObject(error) || typeof error.statusCode !== 'number' || !isObject(error.request)) return undefined;
  const { statusCode, request, code, message } = error;
  const answer = `${statusCode} from ${URL.parse(String(request.url))?.host ?? 'the blob store'}`;
  const detail = message ? `: ${cut(String(message), 200)}` : '';
  return `${answer}${detail}${code ? '' : ' (does a proxy or firewall refuse this host?)'}`;
}
