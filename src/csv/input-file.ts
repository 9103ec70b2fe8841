import { readFile, stat } from 'node:fs/promises';
import { findErrorCode } from '../text/errors.ts';
import { cut } from '../text/escape.ts';

/** A CSV file that a user gives, and the input that names it. */
export type InputFile = { input: 'accounts-csv' | 'exceptions-csv'; path: string };

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

const READ_ERRORS = new Map([
  ['ENOENT', 'does not exist: check the path, and that an earlier step puts the file there'],
  ['ENOTDIR', 'does not exist: a part of the path is a file'],
  ['EISDIR', 'is a folder: give the path of a file in it'],
]);

/** Reads a whole file as text. Throws an error that says what to do when it cannot be read or is not text. */
export async function readInputText(file: InputFile): Promise<InputText> {
  const bytes = await readBytes(file);
  const start = bytes.toString('latin1', 0, 32);
  const other = OTHER_FORMATS.find((format) => start.startsWith(format.start));
  if (other) throw createFileError(file, other.found);
  const encoding = detectEncoding(bytes);
  const text = new TextDecoder(encoding).decode(bytes);
  if (text.includes('\0')) throw createFileError(file, 'is binary, not text: save it as CSV in UTF-8');
  return { text: text.replace(/\r\n?/g, '\n'), encoding, replaced: text.includes('\ufffd') };
}

/** Creates an error about a file as a whole. */
export function createFileError({ input, path }: InputFile, found: string, options?: ErrorOptions): Error {
  return new Error(`${input}: ${JSON.stringify(cut(path, 80))} ${found}`, options);
}

/** Refuses pipes and devices first: they may never end. */
async function readBytes(file: InputFile): Promise<Buffer> {
  try {
    const stats = await stat(file.path);
    if (stats.isFile() || stats.isDirectory()) return await readFile(file.path);
  } catch (cause) {
    const code = findErrorCode(cause);
    const found = READ_ERRORS.get(code) ?? `cannot be read (${code}): check its permissions`;
    throw createFileError(file, found, { cause });
  }
  throw createFileError(file, 'is a pipe or a device: save it as a file first');
}

/** Reads the byte order mark; UTF-8 without one. */
function detectEncoding(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}
