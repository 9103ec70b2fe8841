import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { findErrorCode } from '../text/errors.ts';
import type { RunContext } from './context.ts';

/**
 * Returns the absolute path of the folder for the files, which need not exist yet. Throws when it is a file, cannot be
 * written to, or, on GitHub, lies outside the workspace and the runner's temp folder, symbolic links followed.
 */
export async function resolveOutputDir(text: string, context: RunContext): Promise<string> {
  const path = resolve(context.workspace, text);
  const existing = await findExisting(path);
  const info = await stat(existing);
  if (!info.isDirectory()) throw new Error(`output-dir: ${existing} is a file: give the path of a folder`);
  const real = join(await realpath(existing), relative(existing, path));
  if (context.onGitHub && !(await isAllowed(real, context)))
    throw new Error(
      `output-dir: ${text} lies outside the workspace and the runner's temp folder: give a path inside one of them`,
    );
  await access(existing, constants.W_OK | constants.X_OK).catch((cause: unknown) => {
    throw new Error(`output-dir: ${existing} cannot be written to: give another folder`, { cause });
  });
  return path;
}

/** Returns the path itself, or the nearest folder above it that exists. */
async function findExisting(path: string): Promise<string> {
  try {
    await stat(path);
    return path;
  } catch (cause) {
    const code = findErrorCode(cause);
    if (code === 'ENOTDIR')
      throw new Error(`output-dir: a part of ${path} is a file: give the path of a folder`, { cause });
    if (code !== 'ENOENT' || dirname(path) === path)
      throw new Error(`output-dir: ${path} cannot be reached (${code}): give another folder`, { cause });
    return findExisting(dirname(path));
  }
}

async function isAllowed(path: string, { workspace, temp }: RunContext): Promise<boolean> {
  const roots = await Promise.all(
    [workspace, temp].filter((root) => root !== undefined).map((root) => realpath(root).catch(() => root)),
  );
  return roots.some((root) => {
    const inside = relative(root, path);
    return inside.split(sep)[0] !== '..' && !isAbsolute(inside);
  });
}
