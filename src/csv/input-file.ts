import { readFile, stat } from 'node:fs/promises';
import { findErrorCode } from '../text/errors.ts';
import { cut } from '../text/escape.ts';
import type { Mask } from '../text/mask.ts';

/** A CSV file that a user gives, by its input. `showCells` permits cells in errors; `mask` takes secrets out of them. */
export type InputFile = {
  input: 'accounts-csv' | 'exceptions-csv';
  path: string;
  showCells: boolean;
  mask: Mask;
};

type InputText = { text: string; encoding: string; replaced: boolean };

/** Texts that people give in place of CSV: how they start, what they are, and what to do if not what `ADVICE` says. */
const OTHER_FORMATS: [RegExp, string, string?][] = [
  [/^version https:\/\/git-lfs/, 'a Git LFS pointer', 'check it out with `lfs: true`'],
  [/^\s*(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|body)\b/is, 'an HTML error page'],
  [/^\s*<(?:\?xml|[a-z]+(?: xmlns[^>]*)?>)/i, 'an XML error page'],
  [/^\s*\{\s*["}]/, 'a JSON error page'],
  [/^\s*\[\s*[[{"\]]/, 'a JSON document'],
];

const ADVICE = {
  'accounts-csv': 'the download link lives 24 hours, export again',
  'exceptions-csv': 'check the step that puts it there',
};

/** Encodings by the byte order mark. */
const ENCODINGS: Record<string, string> = { fffe: 'utf-16le', feff: 'utf-16be' };

const SHOWN_HEADINGS = 12;

/**
 * Reads a whole file as text, each line end a `\n`. `replaced`: some bytes were no characters in its encoding, so that
 * names may look wrong. Throws an error that says what to do when the file cannot be read or is not CSV.
 */
export async function readInputText(file: InputFile): Promise<InputText> {
  const bytes = await readBytes(file);
  const encoding = ENCODINGS[bytes.toString('hex', 0, 2)] ?? 'utf-8';
  const text = new TextDecoder(encoding).decode(bytes);
  if (text.includes('\0'))
    throw createFileError(
      file,
      'is binary, perhaps an Excel workbook or a zip file: save it as CSV in UTF-8',
    );
  for (const [start, format, advice = ADVICE[file.input]] of OTHER_FORMATS)
    if (start.test(text.slice(0, 1000))) throw createFileError(file, `is ${format}, not a CSV: ${advice}`);
  return { text: text.replace(/\r\n?/g, '\n'), encoding, replaced: text.includes('\ufffd') };
}

/** Creates an error about a file as a whole. */
export function createFileError({ input, path }: InputFile, found: string, options?: ErrorOptions): Error {
  return new Error(`${input}: ${JSON.stringify(cut(path, 80))} ${found}`, options);
}

/** Renders headings for a message: the first twelve, quoted. */
export function listHeadings(headings: string[]): string {
  const named = headings.filter((heading) => heading.trim() !== '');
  const more = named.length > SHOWN_HEADINGS ? ` and ${named.length - SHOWN_HEADINGS} more` : '';
  return named.slice(0, SHOWN_HEADINGS).map(quoteHeading).join(', ') + more;
}

/** Renders a heading for a message. */
export function quoteHeading(heading: string): string {
  return JSON.stringify(cut(heading, 80));
}

/** Reads the bytes of a file. Refuses pipes and devices, which may never end. */
async function readBytes(file: InputFile): Promise<Buffer> {
  const fail = (cause: unknown) => {
    const code = findErrorCode(cause);
    const found = ['ENOENT', 'ENOTDIR'].includes(code)
      ? 'does not exist: check the path, and that an earlier step puts the file there'
      : `cannot be read (${code}): check its permissions`;
    throw createFileError(file, found, { cause });
  };
  const stats = await stat(file.path).catch(fail);
  if (stats.isFile()) return await readFile(file.path).catch(fail);
  const found = stats.isDirectory() ? 'is a folder' : 'is a pipe or a device';
  throw createFileError(file, `${found}: give the path of a file`);
}
