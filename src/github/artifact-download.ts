import { createHash } from 'node:crypto';
import type { RunContext } from '../actions/context.ts';
import { BASELINE_FILES, type ReadFile } from '../baseline/baseline.ts';
import { createSizeError } from '../baseline/baseline-files.ts';
import type { GitHubApi } from './github-api.ts';
import type { EarlierArtifact } from './run-list.ts';
import { parseZip } from './zip.ts';

/** Packed: several times what a run of a million tokens uploads. */
const MAX_BYTES = 256 * 1024 * 1024;

/**
 * Downloads an artifact and returns a reader of its files. Nothing reaches the disk, and only the file that is read is
 * unpacked. Rejects when the artifact is too large, or not what was uploaded.
 */
export async function downloadArtifact(
  api: GitHubApi,
  { repository }: RunContext,
  { id, size, digest }: EarlierArtifact,
): Promise<ReadFile> {
  if (size > MAX_BYTES) throw new Error('larger than 256 MiB');
  const zip = await api.download(`/repos/${repository}/actions/artifacts/${id}/zip`, MAX_BYTES);
  const downloaded = `sha256:${createHash('sha256').update(zip).digest('hex')}`;
  if (digest !== undefined && digest !== downloaded) throw new Error('its digest is not that of the upload');
  const entries = parseZip(zip);
  return async (name) => {
    const entry = entries.get(name);
    if (!entry) throw new Error(`${name} does not exist`);
    if (entry.size > BASELINE_FILES[name]) throw createSizeError(name);
    try {
      return entry.unpack();
    } catch (cause) {
      throw new Error(`${name} does not unpack`, { cause });
    }
  };
}
