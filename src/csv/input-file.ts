import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { findErrorCode } from '../text/errors.ts';
import { cut } from '../text/escape.ts';
import type { Mask } from '../text/mask.ts';

/** A CSV file that a user gives, by the input that names it. */
export type InputFile = {
  input: 'accounts-csv' | 'exceptions-csv';
  path: string;
  /** Whether errors may show what stands in the file and beside it. */
  showCells: boolean;
  /** Takes secrets out of every cell. */
  mask: Mask;
};

/** The text of a file without its byte order mark, every line end a `\n`. */
export type InputText = {
  text: string;
  /** As `TextDecoder` spells it. */
  encoding: string;
  /** Whether some bytes were no characters in this encoding, so that names may look wrong. */
  replaced: boolean;
};

/** Formats that people give in place of CSV, by their first bytes. */
const OTHER_FORMATS = [
  { start: 'PK\x03\x04', found: 'is an Excel workbook or a zip file: save it as CSV, or unpack it' },
  { start: '\xd0\xcf\x11\xe0', found: 'is an Excel workbook: save it as CSV' },
  { start: 'version https://git-lfs', found: 'is a Git LFS pointer: check it out with `lfs: true`' },
];

/** Formats of error pages, by the start of the text. */
const PAGES = [
  { start: /^\s*<(?:!doctype html|html|head|body)\b/i, page: 'an HTML error page' },
  { start: /^\s*<(?:\?xml|[a-z]+(?: xmlns[^>]*)?>)/i, page: 'an XML error page' },
  { start: /^\s*\{\s*["}]/, page: 'a JSON error page' },
  { start: /^\s*\[\s*[[{"\]]/, page: 'a JSON document' },
];

const PAGE_ADVICE = {
  'accounts-csv': 'the download link lives 24 hours, export again',
  'exceptions-csv': 'check the step that puts it there',
};

const READ_ERRORS = new Map([
  ['ENOTDIR', 'does not exist: a part of the path is a file'],
  ['EISDIR', 'is a folder: give the path of a file in it'],
]);
const SHOWN_FILES = 5;

/** Reads a whole file as text. Throws an error that says what to do when it cannot be read or is not CSV. */
export async function readInputText(file: InputFile): Promise<InputText> {
  const bytes = await readBytes(file);
  const start = bytes.toString('latin1', 0, 32);
  const other = OTHER_FORMATS.find((format) => start.startsWith(format.start));
  if (other) throw createFileError(file, other.found);
  const encoding = detectEncoding(bytes);
  const text = new TextDecoder(encoding).decode(bytes);
  if (text.includes('\0')) throw createFileError(file, 'is binary, not text: save it as CSV in UTF-8');
  const page = PAGES.find((format) => format.start.test(text.slice(0, 1000)))?.page;
  if (page) throw createFileError(file, `is ${page}, not a CSV: ${PAGE_ADVICE[file.input]}`);
  return { text: text.replace(/\r\n?/g, '\n'), encoding, replaced: text.includes('\ufffd') };
}

/** Creates an error about a file as a whole. */
export function createFileError(
  { input, path }: Pick<InputFile, 'input' | 'path'>,
  found: string,
  options?: ErrorOptions,
): Error {
  return new Error(`${input}: ${JSON.stringify(cut(path, 80))} ${found}`, options);
}

/** Refuses pipes and devices, which may never end. */
async function readBytes(file: InputFile): Promise<Buffer> {
  try {
    const stats = await stat(file.path);
    if (stats.isFile() || stats.isDirectory()) return await readFile(file.path);
  } catch (cause) {
    const code = findErrorCode(cause);
    if (code === 'ENOENT') throw createFileError(file, await describeMissingFile(file), { cause });
    const found = READ_ERRORS.get(code) ?? `cannot be read (${code}): check its permissions`;
    throw createFileError(file, found, { cause });
  }
  throw createFileError(file, 'is a pipe or a device: save it as a file first');
}

/** Names the nearest folder that exists and the CSV files in it. */
async function describeMissingFile({ path, showCells }: InputFile): Promise<string> {
  const found = 'does not exist: check the path, and that an earlier step puts the file there';
  if (!showCells) return found;
  let folder = dirname(resolve(path));
  let names = await listNames(folder);
  while (!names && folder !== dirname(folder)) {
    folder = dirname(folder);
    names = await listNames(folder);
  }
  const files = (names ?? []).filter((name) => /\.csv$/i.test(name)).sort();
  const shown = files.slice(0, SHOWN_FILES).map((name) => JSON.stringify(cut(name, 80)));
  const list = files.length > SHOWN_FILES ? `${shown.join(', ')}, …` : shown.join(', ');
  return `${found}. The folder ${JSON.stringify(cut(folder, 80))} has ${list === '' ? 'no CSV file' : list}`;
}

function listNames(folder: string): Promise<string[] | undefined> {
  return readdir(folder).catch(() => undefined);
}

/** Reads the byte order mark; UTF-8 without one. */
function detectEncoding(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}
