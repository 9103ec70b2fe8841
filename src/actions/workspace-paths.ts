import { constants } from 'node:fs';
import { access, readlink, realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { InputName } from '../action.ts';
import { findErrorCode } from '../text/errors.ts';
import type { RunContext } from './context.ts';

/**
 * Throws when, on GitHub, a relative path leads out of the workspace through symbolic links, which may have been
 * committed by anyone. An absolute path is the workflow author's own decision. Reading a missing file fails later.
 */
export async function checkInputPath(name: InputName, path: string, context: RunContext): Promise<void> {
  if (!context.onGitHub || isAbsolute(path)) return;
  const real = await realpath(resolve(context.workspace, path)).catch(() => undefined);
  if (real === undefined || isInside(real, await follow(context.workspace))) return;
  throw new Error(
    `${name}: ${path} leads out of the workspace: give a path inside it, or the absolute path of a file elsewhere`,
  );
}

/**
 * Returns the absolute path of the folder for the files, which need not exist yet. Throws when it is the workspace
 * itself or a file, cannot be written to, or, on GitHub, lies outside the workspace and the runner's temp folder.
 */
export async function resolveOutputDir(text: string, context: RunContext): Promise<string> {
  const { onGitHub, workspace, temp = workspace } = context;
  const path = resolve(workspace, text);
  const existing = await findExisting(path);
  if (!(await stat(existing)).isDirectory()) throw refuse(`${existing} is a file: give the path of a folder`);
  const real = join(await realpath(existing), relative(existing, path));
  const root = await follow(workspace);
  if (real === root)
    throw refuse(
      `${text} is the workspace itself, whose own files could be replaced: give a folder in it, such as token-audit`,
    );
  if (onGitHub && !isInside(real, root) && !isInside(real, await follow(temp)))
    throw refuse(
      `${text} lies outside the workspace and the runner's temp folder: give a path inside one of them`,
    );
  await access(existing, constants.W_OK | constants.X_OK).catch((cause: unknown) => {
    throw refuse(`${existing} cannot be written to: give another folder`, cause);
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
    if (code === 'ENOTDIR') throw refuse(`a part of ${path} is a file: give the path of a folder`, cause);
    const linked = await readlink(path).catch(() => '');
    if (code === 'ENOENT' && linked !== '')
      throw refuse(`${path} is a symbolic link that leads nowhere: give another folder`, cause);
    if (code !== 'ENOENT' || dirname(path) === path)
      throw refuse(`${path} cannot be reached (${code}): give another folder`, cause);
    return findExisting(dirname(path));
  }
}

function refuse(flaw: string, cause?: unknown): Error {
  return new Error(`output-dir: ${flaw}`, { cause });
}

function follow(folder: string): Promise<string> {
  return realpath(folder).catch(() => folder);
}

function isInside(path: string, folder: string): boolean {
  const inside = relative(folder, path);
  return inside.split(sep)[0] !== '..' && !isAbsolute(inside);
}
