import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { findErrorCode } from '../text/errors.ts';
import { cut } from '../text/escape.ts';
import { decodeText, parseEncoding } from './text-decoder.ts';

/** What people give in place of a CSV file, by its first bytes. */
const OTHER_FORMATS = [
  { start: 'PK\x03\x04', found: 'is an Excel workbook or a zip file: save it as CSV, or unpack it' },
  { start: '\xd0\xcf\x11\xe0', found: 'is an Excel workbook: save it as CSV' },
  { start: 'version https://git-lfs', found: 'is a Git LFS pointer: check it out with `lfs: true`' },
];

const READ_ERRORS = {
  ENOENT: 'does not exist: check the path, and that an earlier step puts the file there',
  ENOTDIR: 'does not exist: a part of the path is a file',
  EISDIR: 'is a folder: give the path of a file in it',
};

/** A CSV file and the input that names it. */
export type InputFile = { input: 'accounts-csv' | 'exceptions-csv'; path: string };

/** Finds out the encoding of a file. Throws an error that says why when it cannot be read or holds no text. */
export async function readEncoding(file: InputFile): Promise<string> {
  await checkFile(file);
  const head = await buffer(readBytes(file, 32));
  const start = head.toString('latin1');
  const other = OTHER_FORMATS.find((format) => start.startsWith(format.start));
  if (other) throw createFileError(file, other.found);
  return parseEncoding(head);
}

/** Reads a text, or the first `bytes` of it, piece by piece, its line ends all \n. Throws when it holds NULs. */
export async function* readText(file: InputFile, encoding: string, bytes?: number): AsyncGenerator<string> {
  for await (const text of decodeText(readBytes(file, bytes), encoding)) {
    if (text.includes('\0')) throw createFileError(file, 'is binary, not text: save it as CSV in UTF-8');
    yield text;
  }
}

/** An error about a file as a whole. */
export function createFileError({ input, path }: InputFile, found: string, options?: ErrorOptions): Error {
  return new Error(`${input}: ${JSON.stringify(cut(path, 80))} ${found}`, options);
}

/** What tells whether a file was written to since: its size and the time of its last change. */
export async function readVersion(file: InputFile): Promise<string> {
  const { size, mtimeMs, ino } = await stat(file.path).catch((error: unknown) => {
    throw createReadError(file, error);
  });
  return [size, mtimeMs, ino].join(' ');
}

/** It is read more than once, so it must not be a pipe. */
async function checkFile(file: InputFile): Promise<void> {
  const stats = await stat(file.path).catch((error: unknown) => {
    throw createReadError(file, error);
  });
  if (stats.isDirectory()) throw createFileError(file, READ_ERRORS.EISDIR);
  if (!stats.isFile()) throw createFileError(file, 'is a pipe or a device: save it as a file first');
}

async function* readBytes(file: InputFile, bytes = Number.POSITIVE_INFINITY): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(file.path, { end: bytes - 1 });
  } catch (error) {
    throw createReadError(file, error);
  }
}

function createReadError(file: InputFile, error: unknown): Error {
  const code = findErrorCode(error);
  const known = Object.entries(READ_ERRORS).find(([name]) => name === code);
  return createFileError(file, known?.[1] ?? `cannot be read (${code}): check its permissions`, {
    cause: error,
  });
}
