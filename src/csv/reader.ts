import { isUtf8 } from 'node:buffer';
import { CsvError, type Info, parse } from 'csv-parse/sync';
import { unescapeCell } from '../text/escape.ts';
import type { Mask } from '../text/mask.ts';
import { createFileError, type InputFile } from './input-file.ts';

/** One record of a CSV text and the lines it stands on, counted from 1. */
export type CsvRecord = { cells: string[]; line: number; lastLine: number };

/** How to recognise a table by its key, a column that every row fills. */
export type TableForm = {
  /** Returns the index of the key; -1 where the cells are not the headings. */
  findKey(cells: string[]): number;
  /** Whether a cell is certainly a key, so that its line is a row. */
  isKey(cell: string): boolean;
};

/** How to read the rows of a user's file. */
export type Table = {
  delimiter: string;
  headings: string[];
  /** How many records stand above the first row. */
  recordsAbove: number;
  keyPlace: number;
  isKey: TableForm['isKey'];
};

type Head = { delimiter: string; records: CsvRecord[] };
type OwnCsv = { name: string; columns: readonly string[]; mask: Mask };

const DELIMITERS = [',', ';', '\t'];
/** Excel's own first line, which names the delimiter of the rest. */
const SEPARATOR_LINE = /^sep=([^"\n])(?:\n|$)/i;
/** Line ends of some program, not all of which end a record. */
const LINE_BREAK = /[\n\v\f\u0085\u2028\u2029]/;
/** Lines such as `Exported: 2026-09-01` or `#TYPE System.Object` may stand above the headings, and blank ones. */
const HEAD_RECORDS = 20;
const MAX_RECORD_MIB = 1;
/** A row holds texts of API answers, which are never longer. */
const MAX_OWN_RECORD_BYTES = 16 * 1024 * 1024;

const LENIENT = {
  // The text has one kind of line end: csv-parse counts a CR LF inside quotes as two lines.
  record_delimiter: '\n',
  max_record_size: MAX_RECORD_MIB * 1024 * 1024,
  relax_column_count: true,
  // Without this, the blank in `a, "b"` makes the quote an error.
  ltrim: true,
};

/** Faults to report with the line on which the row starts. The parser notices them further down. */
const ROW_FAULTS = new Map([
  ['CSV_QUOTE_NOT_CLOSED', 'a quote is opened and never closed'],
  ['CSV_MAX_RECORD_SIZE', `a row of more than ${MAX_RECORD_MIB} MiB, perhaps because a quote is not closed`],
]);

/**
 * Finds the delimiter (comma, semicolon, tab, or the one that Excel's `sep=` line names) with which one of the first
 * records is the headings. Where no delimiter does, the headings are the first record, read with the delimiter that
 * gives the most cells, and the key's place is -1. An empty file has no headings.
 */
export function findTable(text: string, file: InputFile, form: TableForm): Table {
  const tables = parseHeads(text, file)
    .map((head) => findHeadings(head, form))
    .sort((a, b) => b.headings.length - a.headings.length);
  const found = tables.find(({ keyPlace }) => keyPlace !== -1);
  if (found) return found;
  const [table = findHeadings({ delimiter: ',', records: [] }, form)] = tables;
  const [cell = '', ...others] = table.headings.filter((heading) => heading.trim() !== '');
  if (others.length === 0 && DELIMITERS.some((delimiter) => form.findKey(cell.split(delimiter)) !== -1))
    throw createFileError(file, 'has each row in quotes as a whole: remove the quotes, or export it again');
  return table;
}

/** Finds the headings below title lines, but not below a row. */
function findHeadings({ delimiter, records }: Head, { findKey, isKey }: TableForm): Table {
  const first = records.findIndex(({ cells }) => findKey(cells) !== -1 || cells.some(isKey));
  const keyPlace = findKey(records[first]?.cells ?? []);
  const at = keyPlace === -1 ? 0 : first;
  return { delimiter, headings: records[at]?.cells ?? [], recordsAbove: at + 1, keyPlace, isKey };
}

/** Reads the first records with every delimiter that the text may have. Throws when every one of them fails. */
function parseHeads(text: string, file: InputFile): Head[] {
  const separator = SEPARATOR_LINE.exec(text)?.[1];
  let failure: unknown;
  const heads = (separator === undefined ? DELIMITERS : [separator]).map((delimiter) => {
    const records: CsvRecord[] = [];
    try {
      parseRecords(text, file, { delimiter, to: HEAD_RECORDS }, (record) => records.push(record));
    } catch (error) {
      failure ??= error;
    }
    return { delimiter, records };
  });
  // A text of delimiters alone is blank, also when another delimiter reads them as cells.
  const readable = heads.filter(({ records }) =>
    records.some(({ cells }) => /[^\s,;"]/.test(cells.join(''))),
  );
  if (readable.length === 0 && failure !== undefined) throw failure;
  return readable;
}

/**
 * Reads a user's file and hands over its rows, without the headings and their repetitions. Throws an error that names
 * the input and the line for a stray quote, a quote that is never closed, a record over 1 MiB, and rows inside a cell:
 * these would be missing without a trace.
 */
export function parseTable(
  text: string,
  file: InputFile,
  table: Table,
  onRow: (record: CsvRecord) => void,
): void {
  const { delimiter, headings, recordsAbove } = table;
  let records = 0;
  parseRecords(text, file, { delimiter }, (record) => {
    const { cells } = record;
    if (cells.some((cell) => LINE_BREAK.test(cell)) && hasSwallowedRow(cells, table))
      throw createLineError(
        file,
        record,
        'rows stand inside a cell, because of a stray quote or an odd line break: remove it, or export the file again',
      );
    records += 1;
    const isHeadings = cells.length === headings.length && cells.every((cell, at) => cell === headings[at]);
    if (records > recordsAbove && !isHeadings) onRow(record);
  });
}

/** Creates an error about a record of a user's file. */
export function createLineError({ input }: InputFile, lines: Omit<CsvRecord, 'cells'>, found: string): Error {
  const { line, lastLine } = lines;
  return new Error(
    `${input}: ${line === lastLine ? `line ${line}` : `lines ${line} to ${lastLine}`}: ${found}`,
  );
}

/** Returns whether a line inside a record is a row of its own: it has a key in the key's column. */
function hasSwallowedRow(cells: string[], { delimiter, headings, keyPlace, isKey }: Table): boolean {
  // Leaves out the record's own key, which may stand below a line break in its cell.
  const own = cells[keyPlace]?.trim() ?? '';
  const isOwn = (at: number) => at === keyPlace && !LINE_BREAK.test(own);
  const others = cells.map((cell, at) => (isOwn(at) ? cell.replace(own, '') : cell));
  const inside = others.flatMap((cell) => cell.split(LINE_BREAK).slice(1));
  const [first = '', ...below] = others.join(delimiter).split(LINE_BREAK);
  const readKey = (line: string) => line.replaceAll('"', '').split(delimiter)[keyPlace] ?? '';
  // Below a line break, a whole cell may be another column's, unless there are more cells than headings.
  const isPart = (key: string) => cells.length > headings.length || !cells.includes(key);
  return [...[first, ...inside].map(readKey), ...below.map(readKey).filter(isPart)].some(isKey);
}

/** Hands over every record that is not blank. */
function parseRecords(
  text: string,
  file: InputFile,
  options: { delimiter: string; to?: number },
  onRecord: (record: CsvRecord) => void,
): void {
  let lines = 0;
  const on_record = (cells: string[], { lines: lastLine }: Info) => {
    const line = lines + 1;
    lines = lastLine;
    if (cells.some((cell) => cell.trim() !== ''))
      onRecord({ cells: cells.map((cell) => file.mask(cell)), line, lastLine });
    return null;
  };
  try {
    // The first line stays as an empty one, so that lines are counted as an editor counts them.
    parse(text.replace(SEPARATOR_LINE, '\n'), { ...LENIENT, ...options, on_record });
  } catch (error) {
    // Not as the cause: csv-parse's error quotes the cell, and logs may be public.
    if (!(error instanceof CsvError)) throw error;
    const line = lines + 1;
    const fault = ROW_FAULTS.get(error.code);
    const found = `${fault ?? 'a quote where none may stand'}; write a quote inside a cell twice (""), or export the file again`;
    throw createLineError(file, { line, lastLine: fault === undefined ? Number(error.lines) : line }, found);
  }
}

/**
 * Reads a CSV file that this action wrote, to the letter of RFC 4180, and hands over each row's cells of these columns
 * as they were before the writer escaped them. Throws at anything that the writer would not have written, naming the
 * file and the row, never a cell.
 * https://www.rfc-editor.org/rfc/rfc4180
 */
export function parseOwnCsv(
  bytes: Buffer,
  { name, columns, mask }: OwnCsv,
  onRow: (cells: string[]) => void,
): void {
  if (!isUtf8(bytes)) throw new Error(`${name} is not UTF-8: it was saved by another program`);
  if (bytes.toString('latin1', bytes.length - 2) !== '\r\n')
    throw new Error(`${name} is cut off, or another program (or git) has changed its line ends`);
  let places: number[] | undefined;
  const on_record = (cells: string[]) => {
    if (places) onRow(places.map((place) => mask(unescapeCell(cells[place] ?? ''))));
    else places = columns.map((column) => findPlace(name, column, cells));
    return null;
  };
  try {
    parse(bytes, { record_delimiter: '\r\n', max_record_size: MAX_OWN_RECORD_BYTES, on_record });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const found =
      error.code === 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH'
        ? 'has a row of another length than its header'
        : 'is no CSV as it was written';
    // Rows, as a spreadsheet counts them: csv-parse takes a CR LF inside quotes for two lines.
    throw new Error(`${name} ${found}: row ${Number(error.records) + 1}`);
  }
}

function findPlace(name: string, column: string, header: string[]): number {
  const place = header.indexOf(column);
  if (place === -1) throw new Error(`${name} has no column ${column}: another program has saved it`);
  return place;
}
