import { finished } from 'node:stream/promises';
import { CsvError, type Info, type Parser, parse } from 'csv-parse';
import { parse as parseSync } from 'csv-parse/sync';
import type { InputName } from '../action.ts';

/** One record of a CSV text and the line it starts on, counted from 1. */
export type CsvRecord = { cells: string[]; line: number };

const MAX_RECORD_MIB = 1;

const OPTIONS = {
  // The text comes with one kind of line end: csv-parse counts a CR LF inside quotes as two lines.
  record_delimiter: '\n',
  max_record_size: MAX_RECORD_MIB * 1024 * 1024,
  relax_column_count: true,
  skip_empty_lines: true,
  // Else the blank in `a, "b"` makes the quote an error. No `rtrim`: its cells are slices that keep all they are cut from.
  ltrim: true,
};

/** How many records the first with something in it is looked for in. */
const FIRST_RECORDS = 100;

/**
 * Reads CSV text, its line ends all \n, and yields for each piece the records that end in it, but those without any
 * text. Throws an error that names the input and the line for a stray quote, one that is not closed, and a record over 1 MiB.
 */
export async function* parseRecords(
  text: AsyncIterable<string>,
  delimiter: string,
  input: InputName,
): AsyncGenerator<CsvRecord[]> {
  const lines = createLineTracker();
  let records: CsvRecord[] = [];
  // Collected here and not read from the parser, one by one: that takes twice the time.
  const on_record = (cells: string[], info: Info) => {
    const line = lines.next(info);
    if (!isBlank(cells)) records.push({ cells, line });
    return null;
  };
  const parser = parse({ ...OPTIONS, delimiter, on_record });
  parser.on('error', () => {}); // It reaches the catch below by way of what is awaited.
  try {
    for await (const piece of text) {
      await write(parser, piece);
      yield records;
      records = [];
    }
    parser.end();
    await finished(parser.resume());
    yield records;
  } catch (error) {
    throw error instanceof CsvError ? createRecordError(error, lines, input) : error;
  }
}

/** The cells of the first record that holds any text, of none when there is no such record. Throws as above. */
export function parseFirstRecord(text: string, delimiter: string, input: InputName): string[] {
  // Nearly always it is the very first: to read a hundred takes many times as long.
  const find = (among: number) => findFirstRecord(text, delimiter, input, among);
  return find(1) ?? find(FIRST_RECORDS) ?? [];
}

function findFirstRecord(
  text: string,
  delimiter: string,
  input: InputName,
  among: number,
): string[] | undefined {
  const lines = createLineTracker();
  let first: string[] | undefined;
  const on_record = (cells: string[], info: Info) => {
    lines.next(info);
    if (!isBlank(cells)) first ??= cells;
    return null;
  };
  try {
    parseSync(text, { ...OPTIONS, delimiter, to: among, on_record });
  } catch (error) {
    if (!first) throw error instanceof CsvError ? createRecordError(error, lines, input) : error;
  }
  return first;
}

function write(parser: Parser, piece: string): Promise<void> {
  return new Promise((resolve, reject) => {
    parser.write(piece, (error) => (error ? reject(error) : resolve()));
  });
}

function isBlank(cells: string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}

/** csv-parse tells on which line a record ends; wanted is the one it starts on. */
function createLineTracker() {
  let filled = 0;
  const computeStart = (emptyLines: number) => filled + emptyLines + 1;
  return {
    computeStart,
    next(ended: Info): number {
      const line = computeStart(ended.empty_lines);
      filled = ended.lines - ended.empty_lines;
      return line;
    },
  };
}

/** Without csv-parse's own error as the cause: that one quotes the cell, and logs may be public. */
function createRecordError(
  error: CsvError,
  lines: ReturnType<typeof createLineTracker>,
  input: InputName,
): Error {
  const start = lines.computeStart(Number(error.empty_lines));
  const found = describeCsvError(error, start);
  return new Error(`${input}: ${found}; write a quote inside a cell twice (""), or export the file again`);
}

function describeCsvError(error: CsvError, start: number): string {
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') return `line ${start}: a quote is opened and never closed`;
  if (error.code === 'CSV_MAX_RECORD_SIZE')
    return `line ${start}: a row of more than ${MAX_RECORD_MIB} MiB, perhaps because a quote is not closed`;
  const place = error.lines === start ? `line ${start}` : `lines ${start} to ${error.lines}`;
  return `${place}: a quote where none may stand`;
}
