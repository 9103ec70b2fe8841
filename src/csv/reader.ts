import { isUtf8 } from 'node:buffer';
import { CsvError, type Info, parse } from 'csv-parse/sync';
import { unescapeCell } from '../text/escape.ts';
import type { Mask } from '../text/mask.ts';
import type { InputFile } from './input-file.ts';

/** One record of a CSV text and the lines it stands on, counted from 1. */
export type CsvRecord = { cells: string[]; line: number; lastLine: number };

/** The first records of a text as one delimiter reads them. */
export type Head = { delimiter: string; records: CsvRecord[] };

/** How the rows of a user's file are found. */
export type Table = {
  delimiter: string;
  /** The cells of the record with the headings; none for a plain list. */
  headings: string[];
  /** How many records stand above the first row. */
  recordsAbove: number;
  /** The index of the column by which a row is recognised. */
  keyPlace: number;
  /** Whether a text in that place proves that a line is a row. */
  isKey(text: string): boolean;
};

type OwnCsv = { name: string; columns: readonly string[]; mask: Mask };

const DELIMITERS = [',', ';', '\t'];
/** Excel's own first line, which names the delimiter of the rest. */
const SEPARATOR_LINE = /^sep=([^"\n])(?:\n|$)/i;
/** Records that are read to find the headings. */
const HEAD_RECORDS = 100;
const MAX_RECORD_MIB = 1;
/** Enough for a first record of the greatest size: a large file would be copied for every delimiter. */
const HEAD_CHARS = 2 * MAX_RECORD_MIB * 1024 * 1024;
/** A row holds texts of API answers, which are never longer. */
const MAX_OWN_RECORD_BYTES = 16 * 1024 * 1024;

const LENIENT = {
  // The text has one kind of line end: csv-parse counts a CR LF inside quotes as two lines.
  record_delimiter: '\n',
  max_record_size: MAX_RECORD_MIB * 1024 * 1024,
  relax_column_count: true,
  // Else the blank in `a, "b"` makes the quote an error.
  ltrim: true,
};

/**
 * Reads the first records with every delimiter that the text may have: comma, semicolon, tab, or the one that Excel's
 * `sep=` line names. Throws when all of them fail.
 */
export function parseHeads(text: string, file: InputFile): Head[] {
  const head = text.slice(0, HEAD_CHARS);
  const separator = SEPARATOR_LINE.exec(head)?.[1];
  const failures: unknown[] = [];
  const heads = (separator === undefined ? DELIMITERS : [separator]).flatMap((delimiter) => {
    const records: CsvRecord[] = [];
    try {
      parseRecords(head, file, delimiter, (record) => records.push(record), HEAD_RECORDS);
    } catch (error) {
      failures.push(error);
      if (records.length === 0) return [];
    }
    return [{ delimiter, records }];
  });
  if (heads.length === 0) throw failures[0];
  return heads;
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
  let records = 0;
  parseRecords(text, file, table.delimiter, (record) => {
    const { cells, line, lastLine } = record;
    if (lastLine > line && hasSwallowedRow(cells, table))
      throw new Error(
        `${file.input}: lines ${line} to ${lastLine}: rows stand inside a cell, because a quote is opened there and closed some lines later; remove the stray quote, or export the file again`,
      );
    records += 1;
    const isHeadings =
      cells.length === table.headings.length && cells.every((cell, at) => cell === table.headings[at]);
    if (records > table.recordsAbove && !isHeadings) onRow(record);
  });
}

/** Whether a line of a record is a row of its own. */
function hasSwallowedRow(cells: string[], { delimiter, headings, keyPlace, isKey }: Table): boolean {
  // The record's own key is left out. It may stand below a line break in its cell.
  const hide = (cell: string) => (cell.trim().includes('\n') ? cell : cell.replace(cell.trim(), ''));
  const others = cells.map((cell, at) => (at === keyPlace ? hide(cell) : cell));
  const inside = others.flatMap((cell) => cell.split('\n').slice(1));
  const [first = '', ...below] = others.join(delimiter).split('\n');
  // A row that ends outside the quotes leaves more cells than headings. Line breaks in a cell do not.
  const lines = cells.length > headings.length ? [...inside, ...below] : inside;
  return [first, ...lines].some((line) => isKey(line.replaceAll('"', '').split(delimiter)[keyPlace] ?? ''));
}

/** Hands over every record that is not blank. */
function parseRecords(
  text: string,
  { input, mask }: InputFile,
  delimiter: string,
  onRecord: (record: CsvRecord) => void,
  records = -1,
): void {
  let lines = 0;
  const on_record = (cells: string[], { lines: lastLine }: Info) => {
    const line = lines + 1;
    lines = lastLine;
    if (cells.some((cell) => cell.trim() !== ''))
      onRecord({ cells: cells.map((cell) => mask(cell)), line, lastLine });
    return null;
  };
  try {
    // The first line stays as an empty one, so that lines are counted as an editor counts them.
    parse(text.replace(SEPARATOR_LINE, '\n'), { ...LENIENT, delimiter, to: records, on_record });
  } catch (error) {
    // Not as the cause: csv-parse's error quotes the cell, and logs may be public.
    if (!(error instanceof CsvError)) throw error;
    const found = describeCsvError(error, lines + 1);
    throw new Error(`${input}: ${found}; write a quote inside a cell twice (""), or export the file again`);
  }
}

function describeCsvError({ code, lines }: CsvError, start: number): string {
  if (code === 'CSV_QUOTE_NOT_CLOSED') return `line ${start}: a quote is opened and never closed`;
  if (code === 'CSV_MAX_RECORD_SIZE')
    return `line ${start}: a row of more than ${MAX_RECORD_MIB} MiB, perhaps because a quote is not closed`;
  return `${lines === start ? `line ${start}` : `lines ${start} to ${lines}`}: a quote where none may stand`;
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
    else places = findPlaces(name, columns, cells);
    return null;
  };
  try {
    parse(bytes, { record_delimiter: '\r\n', max_record_size: MAX_OWN_RECORD_BYTES, on_record });
  } catch (error) {
    throw error instanceof CsvError ? new Error(describeOwnCsvError(name, error)) : error;
  }
}

function findPlaces(name: string, columns: readonly string[], header: string[]): number[] {
  const missing = columns.find((column) => !header.includes(column));
  if (missing !== undefined)
    throw new Error(`${name} has no column ${missing}: another program has saved it`);
  return columns.map((column) => header.indexOf(column));
}

/** Counts rows as a spreadsheet does: csv-parse takes a CR LF inside quotes for two lines. */
function describeOwnCsvError(name: string, { code, records }: CsvError): string {
  const row = Number(records) + 1;
  if (code === 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH')
    return `${name} has a row of another length than its header: row ${row}`;
  return `${name} is no CSV as it was written: row ${row}`;
}
