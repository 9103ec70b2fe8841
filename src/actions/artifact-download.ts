import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Baseline, ReadOptions } from '../baseline/baseline.ts';
import { readBaselineFolder } from '../baseline/baseline-files.ts';
import { describeCauses } from '../text/errors.ts';
import { cut } from '../text/escape.ts';
import { createMask } from '../text/mask.ts';
import type { RunContext } from './context.ts';
import type { EarlierArtifact, EarlierRun } from './run-list.ts';

type DownloadRequest = Omit<ReadOptions, 'run'> & {
  run: EarlierRun;
  artifact: EarlierArtifact;
  context: RunContext;
  githubToken: string;
  /** Once aborted, the download is given up. */
  signal: AbortSignal;
};

/**
 * Downloads an earlier run's files and reads them, or returns why they cannot be compared with. Leaves no file behind.
 * Throws the signal's reason once that is aborted.
 */
export async function readArtifact(
  request: DownloadRequest,
): Promise<{ baseline: Baseline } | { why: string }> {
  const { context, run } = request;
  const folder = await mkdtemp(join(context.temp ?? tmpdir(), 'token-audit-baseline-'));
  try {
    if (await downloadOnce(request, folder)) return { why: 'whose artifact is not what was uploaded' };
    const found = await readBaselineFolder(folder, { ...request, run: run.url });
    if (found.kind !== 'read') return { why: `whose files cannot be read (${found.why})` };
    const baseline = { ...found.baseline, run: run.url };
    return baseline.isUsable ? { baseline } : { why: 'whose audit was not complete' };
  } catch (error) {
    request.signal.throwIfAborted();
    const message = createMask(request.githubToken)(describeCauses(error));
    return { why: `whose artifact could not be downloaded (${cut(message, 200)})` };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
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
