import { mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describeCauses } from '../text/errors.ts';
import { cut } from '../text/escape.ts';
import { isObject, tryParse } from '../text/json.ts';
import { createMask } from '../text/mask.ts';
import type { RunContext } from './context.ts';
import type { EarlierArtifact, EarlierRun } from './run-list.ts';

type DownloadRequest = {
  run: EarlierRun;
  artifact: EarlierArtifact;
  context: RunContext;
  githubToken: string;
  /** A new folder is made in it for each download. */
  folder: string;
  /** Once aborted the download is given up. */
  signal: AbortSignal;
};

const MOST_REPORT_BYTES = 64 * 1024 * 1024;

/**
 * Downloads an earlier run's files and gives their folder, or why they cannot be compared with; then nothing of them
 * stays. Throws the signal's reason once that is aborted; what came until then stays, since the client cannot be stopped.
 */
export async function downloadFiles(request: DownloadRequest): Promise<{ folder: string } | { why: string }> {
  await mkdir(request.folder, { recursive: true });
  const folder = await mkdtemp(join(request.folder, 'baseline-'));
  const why = await tryDownload(request, folder);
  if (why === undefined) return { folder };
  await rm(folder, { recursive: true, force: true });
  return { why };
}

async function tryDownload(request: DownloadRequest, folder: string): Promise<string | undefined> {
  try {
    if (await downloadOnce(request, folder)) return 'whose artifact is not what was uploaded';
  } catch (error) {
    request.signal.throwIfAborted();
    const message = createMask(request.githubToken)(describeCauses(error));
    return `whose artifact could not be downloaded (${cut(message, 200)})`;
  }
  return findFlaw(join(folder, 'report.json'));
}

/**
 * Whether the digest differs from the one that was uploaded. The client asks GITHUB_API_URL with the token, and the
 * address that it is sent to without. It takes `..` out of the archive's names.
 */
async function downloadOnce(request: DownloadRequest, folder: string): Promise<boolean> {
  const { run, artifact, context, githubToken, signal } = request;
  const [repositoryOwner = '', repositoryName = ''] = context.repository.split('/');
  hideDeprecations();
  const { DefaultArtifactClient } = await import('@actions/artifact');
  signal.throwIfAborted();
  const download = new DefaultArtifactClient().downloadArtifact(artifact.id, {
    path: folder,
    ...(artifact.digest === undefined ? {} : { expectedHash: artifact.digest }),
    findBy: { token: githubToken, workflowRunId: run.id, repositoryOwner, repositoryName },
  });
  const { digestMismatch } = await Promise.race([download, rejectWhenAborted(signal)]);
  return digestMismatch === true;
}

/** What unpacks the archive uses `new Buffer()`, and each log would say so. https://github.com/actions/toolkit/issues/2003 */
function hideDeprecations(): void {
  process.noDeprecation = true;
}

function rejectWhenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
}

/** Why the audit that wrote this report.json is no baseline, if it is none: it must have ended within its own tolerance. */
async function findFlaw(path: string): Promise<string | undefined> {
  const report = await readJson(path);
  if (!isObject(report) || !isObject(report.verdict)) return 'without a report.json that can be read';
  const { result } = report.verdict;
  return result === 'clean' || result === 'findings' ? undefined : 'whose audit was not complete';
}

async function readJson(path: string): Promise<unknown> {
  try {
    const { size } = await stat(path);
    return size > MOST_REPORT_BYTES ? undefined : tryParse(await readFile(path, 'utf8'));
  } catch {
    // A file that is not there says the same as one that holds something else: not a report.
    return undefined;
  }
}
