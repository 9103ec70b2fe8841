import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findErrorCode } from '../text/errors.ts';
import {
  BASELINE_FILES,
  type BaselineFile,
  type BaselineFound,
  type ReadOptions,
  readBaseline,
} from './baseline.ts';

/** Reads an earlier run from a folder. A folder that is missing or empty makes this the first run. Never rejects. */
export async function readBaselineFolder(folder: string, options: ReadOptions): Promise<BaselineFound> {
  try {
    const missing = await findMissingReason(folder);
    if (missing) return { kind: 'first-run', why: `${options.run} ${missing}` };
    const baseline = await readBaseline((name) => readWhole(folder, name), options);
    return { kind: 'read', baseline };
  } catch (error) {
    return { kind: 'unusable', why: `${options.run}: ${error instanceof Error ? error.message : error}` };
  }
}

async function findMissingReason(folder: string): Promise<string | undefined> {
  try {
    return (await readdir(folder)).length === 0 ? 'is an empty folder' : undefined;
  } catch (error) {
    // Any other error also occurs, and is reported, when the first file is read.
    return findErrorCode(error) === 'ENOENT' ? 'does not exist' : undefined;
  }
}

async function readWhole(folder: string, name: BaselineFile): Promise<Buffer> {
  const path = join(folder, name);
  try {
    // Not the file that a committed link names, which may be outside the workspace.
    const stats = await lstat(path);
    if (!stats.isFile())
      throw new Error(`${name} is ${stats.isSymbolicLink() ? 'a symbolic link' : 'not a file'}`);
    if (stats.size > BASELINE_FILES[name]) throw createSizeError(name);
    return await readFile(path);
  } catch (error) {
    const code = findErrorCode(error);
    if (code === 'unknown') throw error;
    const found = ['ENOENT', 'ENOTDIR'].includes(code) ? 'does not exist' : `cannot be read (${code})`;
    throw new Error(`${name} ${found}`, { cause: error });
  }
}

/** Creates the error for a file of an earlier run that is too large. */
export function createSizeError(name: BaselineFile): Error {
  return new Error(`${name} is larger than ${BASELINE_FILES[name] / 1024 / 1024} MiB`);
}
