import { readFile, stat } from 'node:fs/promises';
import { findErrorCode } from '../text/errors.ts';
import { cut } from '../text/escape.ts';
import type { Mask } from '../text/mask.ts';

/** A CSV file that a user gives, by the input that names it. */
export type InputFile = {
  input: 'accounts-csv' | 'exceptions-csv';
  path: string;
  /** Whether errors may show cells. */
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

/** Texts that people give in place of CSV. */
const OTHER_FORMATS = [
  {
    start: /^version https:\/\/git-lfs/,
    format: 'a Git LFS pointer',
    advice: 'check it out with `lfs: true`',
  },
  { start: /^\s*(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|body)\b/is, format: 'an HTML error page' },
  { start: /^\s*<(?:\?xml|[a-z]+(?: xmlns[^>]*)?>)/i, format: 'an XML error page' },
  { start: /^\s*\{\s*["}]/, format: 'a JSON error page' },
  { start: /^\s*\[\s*[[{"\]]/, format: 'a JSON document' },
];

const ADVICE = {
  'accounts-csv': 'the download link lives 24 hours, export again',
  'exceptions-csv': 'check the step that puts it there',
};

/** Reads a whole file as text. Throws an error that says what to do when it cannot be read or is not CSV. */
export async function readInputText(file: InputFile): Promise<InputText> {
  const bytes = await readBytes(file);
  const encoding = detectEncoding(bytes);
  const text = new TextDecoder(encoding).decode(bytes);
  if (text.includes('\0'))
    throw createFileError(
      file,
      'is binary, perhaps an Excel workbook or a zip file: save it as CSV in UTF-8',
    );
  const other = OTHER_FORMATS.find(({ start }) => start.test(text.slice(0, 1000)));
  if (other)
    throw createFileError(file, `is ${other.format}, not a CSV: ${other.advice ?? ADVICE[file.input]}`);
  return { text: text.replace(/\r\n?/g, '\n'), encoding, replaced: text.includes('\ufffd') };
}

/** Creates an error about a file as a whole. */
export function createFileError({ input, path }: InputFile, found: string, options?: ErrorOptions): Error {
  return new Error(`${input}: ${JSON.stringify(cut(path, 80))} ${found}`, options);
}

/** Reads the bytes of a file. Refuses pipes and devices, which may never end. */
async function readBytes(file: InputFile): Promise<Buffer> {
  const fail = (cause: unknown) => {
    throw createReadError(file, cause);
  };
  const stats = await stat(file.path).catch(fail);
  if (stats.isFile()) return await readFile(file.path).catch(fail);
  const found = stats.isDirectory() ? 'is a folder' : 'is a pipe or a device';
  throw createFileError(file, `${found}: give the path of a file`);
}

function createReadError(file: InputFile, cause: unknown): Error {
  const code = findErrorCode(cause);
  const found = ['ENOENT', 'ENOTDIR'].includes(code)
    ? 'does not exist: check the path, and that an earlier step puts the file there'
    : `cannot be read (${code}): check its permissions`;
  return createFileError(file, found, { cause });
}

/** Reads the byte order mark; UTF-8 without one. */
function detectEncoding(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}
