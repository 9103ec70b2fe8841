import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { findErrorCode } from '../text/errors.ts';

/** The path and size of a file in an earlier run's folder. Throws when there is none to read. */
export async function checkFile(folder: string, name: string): Promise<{ path: string; size: number }> {
  const path = join(folder, name);
  const stats = await stat(path).catch((cause: unknown) => {
    throw createReadError(name, cause);
  });
  if (!stats.isFile()) throw new Error(`${name} is no file`);
  return { path, size: stats.size };
}

/** An error that says why a file could not be read. */
export function createReadError(name: string, cause: unknown): Error {
  const code = findErrorCode(cause);
  const found = ['ENOENT', 'ENOTDIR'].includes(code) ? 'does not exist' : `cannot be read (${code})`;
  return new Error(`${name} ${found}`, { cause });
}
