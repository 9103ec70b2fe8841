import { readFile, stat } from 'node:fs/promises';
import { CsvError, type Info, type Options, parse } from 'csv-parse/sync';
import { findErrorCode } from '../text/errors.ts';
import { cut } from '../text/escape.ts';
import type { Mask } from '../text/mask.ts';
import { simplify } from '../text/suggest.ts';

/** A CSV file that a user gives, by its input. `showCells` permits cells in errors; `mask` takes secrets out of them. */
export type InputFile = {
  input: 'accounts-csv' | 'exceptions-csv';
  path: string;
  showCells: boolean;
  mask: Mask;
};

/** One record of a CSV text and the lines it stands on, counted from 1. */
export type CsvRecord = { cells: string[]; line: number; lastLine: number };
type OnRecord = (record: CsvRecord) => void;

/**
 * How to recognise a table by its key, a column that every row fills. `findKey` returns its place in the headings, -1 in
 * other cells; `isKey` returns whether a cell is certainly a key, so that its line is a row.
 */
type TableForm = { findKey(cells: string[]): number; isKey(cell: string): boolean };

/** How to read the rows of a user's file. */
export type Table = Pick<TableForm, 'isKey'> & { delimiter: string; headings: string[]; keyPlace: number };

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
const DELIMITERS = [',', ';', '\t'];
/** Excel's own first line, which names the delimiter of the rest. */
const SEPARATOR_LINE = /^sep=([^"\n])(?:\n|$)/i;
/** Line ends of some program, not all of which end a record. */
const LINE_BREAK = /[\n\v\f\u0085\u2028\u2029]/;
const SWALLOWED_ROW =
  'rows stand inside a cell, because of a stray quote or an odd line break: remove it, or export the file again';
/** Faults to report with the line on which the row starts. The parser notices them further down. */
const ROW_FAULTS = new Map([
  ['CSV_QUOTE_NOT_CLOSED', 'a quote is opened and never closed'],
  ['CSV_MAX_RECORD_SIZE', 'a row of more than 1 MiB, perhaps because a quote is not closed'],
]);

/**
 * Reads a whole file as text, each line end a `\n`. `replaced`: some bytes were no characters in its encoding, so that
 * names may look wrong. Throws an error that says what to do when the file cannot be read or is not CSV.
 */
export async function readInputText(file: InputFile) {
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

/**
 * Finds the delimiter with which one of the first records is the headings. Without one, the headings are the first
 * record, read with the delimiter that gives the most cells, and the key's place is -1.
 */
export function findTable(text: string, file: InputFile, form: TableForm): Table {
  const separator = SEPARATOR_LINE.exec(text)?.[1];
  const failures: unknown[] = [];
  const tables = (separator === undefined ? DELIMITERS : [separator]).flatMap((delimiter) => {
    const records: string[][] = [];
    try {
      // Lines such as `Exported: 2026-09-01` or `#TYPE System.Object` may stand above the headings.
      parseRecords(text, file, { delimiter, to: 20 }, ({ cells }) => records.push(cells));
    } catch (error) {
      failures.push(error);
    }
    // A text of delimiters alone is blank, also when another delimiter reads them as cells.
    const isBlank = !records.some((cells) => /[^\s,;"]/.test(cells.join('')));
    return isBlank ? [] : [findHeadings(records, delimiter, form)];
  });
  if (tables.length === 0 && failures.length > 0) throw failures[0];
  tables.sort((a, b) => b.headings.length - a.headings.length);
  const found = tables.find(({ keyPlace }) => keyPlace !== -1);
  if (found) return found;
  const [table = findHeadings([], ',', form)] = tables;
  const [cell = '', ...others] = table.headings.filter((heading) => heading.trim() !== '');
  if (others.length === 0 && DELIMITERS.some((delimiter) => form.findKey(cell.split(delimiter)) !== -1))
    throw createFileError(file, 'has each row in quotes as a whole: remove the quotes, or export it again');
  return table;
}

/** Finds the headings below title lines, but not below a row. */
function findHeadings(records: string[][], delimiter: string, { findKey, isKey }: TableForm): Table {
  const first = records.find((cells) => findKey(cells) !== -1 || cells.some(isKey)) ?? [];
  const keyPlace = findKey(first);
  const headings = keyPlace === -1 ? (records[0] ?? []) : first;
  return { delimiter, headings, keyPlace, isKey };
}

/**
 * Hands over the rows of a user's file, without headings that are repeated. Throws an error that names the line for a
 * stray quote, a record over 1 MiB, and rows inside a cell: these would be missing without a trace.
 */
export function parseTable(text: string, file: InputFile, table: Table, onRow: OnRecord): void {
  const { delimiter, headings } = table;
  let isBelowHeadings = headings.length === 0;
  parseRecords(text, file, { delimiter }, (record) => {
    const { cells } = record;
    if (cells.some((cell) => LINE_BREAK.test(cell)) && hasSwallowedRow(cells, table))
      throw createLineError(file, record, SWALLOWED_ROW);
    const isHeadings = cells.length === headings.length && cells.every((cell, at) => cell === headings[at]);
    if (isHeadings) isBelowHeadings = true;
    else if (isBelowHeadings) onRow(record);
  });
}

/** Returns whether a line inside a record is a row of its own: without quotes, it has a key in the key's place. */
function hasSwallowedRow(cells: string[], { delimiter, headings, keyPlace, isKey }: Table): boolean {
  // The record's own key does not count, but line breaks around it do. One in the midst of the cell may part two keys.
  const isOwnKey = (cell: string, place: number) => place === keyPlace && !LINE_BREAK.test(cell.trim());
  const others = cells.map((cell, place) => (isOwnKey(cell, place) ? cell.replace(cell.trim(), '') : cell));
  const readKey = (line: string) => line.replaceAll('"', '').split(delimiter)[keyPlace] ?? '';
  const linesInCells = others.flatMap((cell) => cell.split(LINE_BREAK).slice(1));
  const [firstLine = '', ...lowerLines] = others.join(delimiter).split(LINE_BREAK);
  if ([firstLine, ...linesInCells].map(readKey).some(isKey)) return true;
  // A lower line goes on with the next cells. One of another column, such as a manager's ID, may be in the key's place.
  const isWholeCell = (key: string) => cells.length <= headings.length && cells.includes(key);
  return lowerLines.map(readKey).some((key) => isKey(key) && !isWholeCell(key));
}

/** Hands over every record that is not blank. */
function parseRecords(text: string, file: InputFile, options: Options, onRecord: OnRecord): void {
  let lines = 0;
  const on_record = (cells: string[], { lines: lastLine }: Info) => {
    const line = lines + 1;
    lines = lastLine;
    if (cells.some((cell) => cell.trim() !== '')) onRecord({ cells: cells.map(file.mask), line, lastLine });
    return null;
  };
  try {
    // The first line stays as an empty one, so that lines are counted as an editor counts them.
    parse(text.replace(SEPARATOR_LINE, '\n'), {
      ...options,
      on_record,
      // The text has one kind of line end: csv-parse counts a CR LF inside quotes as two lines.
      record_delimiter: '\n',
      max_record_size: 1024 * 1024,
      relax_column_count: true,
      // Without this, the blank in `a, "b"` makes the quote an error.
      ltrim: true,
    });
  } catch (error) {
    // Not as the cause: csv-parse's error quotes the cell, and logs may be public.
    if (!(error instanceof CsvError)) throw error;
    const line = lines + 1;
    const fault = ROW_FAULTS.get(error.code);
    const found = `${fault ?? 'a quote where none may stand'}; write a quote inside a cell twice (""), or export the file again`;
    throw createLineError(file, { line, lastLine: fault === undefined ? Number(error.lines) : line }, found);
  }
}

/** Returns the index of the column with the first of these headings that is found, or -1. Prefers an exact match. */
export function findColumn(headings: string[], names: readonly string[]): number {
  const keys = headings.map(simplify);
  const places = names
    .filter((name) => simplify(name) !== '')
    .flatMap((name) => [headings.indexOf(name), keys.indexOf(simplify(name))]);
  return places.find((place) => place !== -1) ?? -1;
}

/** Creates an error about a file as a whole. */
export function createFileError({ input, path }: InputFile, found: string, options?: ErrorOptions): Error {
  return new Error(`${input}: ${JSON.stringify(cut(path, 80))} ${found}`, options);
}

/** Creates an error about a record of a user's file. */
export function createLineError({ input }: InputFile, place: Omit<CsvRecord, 'cells'>, found: string): Error {
  const { line, lastLine } = place;
  const lines = line === lastLine ? `line ${line}` : `lines ${line} to ${lastLine}`;
  return new Error(`${input}: ${lines}: ${found}`);
}

/** Renders headings for a message: the first twelve, quoted. */
export function listHeadings(headings: string[]): string {
  const named = headings.filter((heading) => heading.trim() !== '');
  const more = named.length > 12 ? ` and ${named.length - 12} more` : '';
  return named.slice(0, 12).map(quoteHeading).join(', ') + more;
}

/** Renders a heading for a message. */
export function quoteHeading(heading: string): string {
  return JSON.stringify(cut(heading, 80));
}
