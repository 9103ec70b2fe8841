import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { checkFile, createReadError } from './checked-file.ts';

/** No row is longer: what is in it came in answers of the API, of which none may be. */
const MAX_ROW_CHARS = 16 * 1024 * 1024;

/**
 * Reads a CSV file that this action wrote, to the letter of RFC 4180, and hands over each row's cells of these
 * columns. Throws at anything the writer would not have written, naming the file and the row, never a cell.
 * https://www.rfc-editor.org/rfc/rfc4180
 */
export async function readTable(
  folder: string,
  name: string,
  columns: readonly string[],
  onRow: (cells: string[]) => void,
): Promise<void> {
  const { path } = await checkFile(folder, name);
  let places: number[] | undefined;
  const on_record = (cells: string[]) => {
    if (places) onRow(places.map((place) => cells[place] ?? ''));
    else places = findColumns(name, columns, cells);
    return null;
  };
  const parser = parse({ record_delimiter: '\r\n', max_record_size: MAX_ROW_CHARS, on_record });
  try {
    await pipeline(createReadStream(path), (bytes) => checkBytes(bytes, name), parser.resume());
  } catch (error) {
    // Without csv-parse's own error as the cause: that one quotes the cell, and logs may be public.
    if (error instanceof CsvError) throw new Error(describeCsvError(name, error));
    throw error instanceof Error && 'syscall' in error ? createReadError(name, error) : error;
  }
}

function findColumns(name: string, columns: readonly string[], header: string[]): number[] {
  const missing = columns.find((column) => !header.includes(column));
  if (missing !== undefined)
    throw new Error(`${name} has no column ${missing}: another program has saved it`);
  return columns.map((column) => header.indexOf(column));
}

/** Passes the bytes on if they are UTF-8 and their last row has its line end: else they were edited, or cut off. */
async function* checkBytes(pieces: AsyncIterable<Buffer>, name: string): AsyncGenerator<Buffer> {
  const decode = createDecoder(name);
  let end = '';
  for await (const piece of pieces) {
    end = (end + decode(piece)).slice(-2);
    yield piece;
  }
  if (end !== '\r\n')
    throw new Error(`${name} is cut off, or another program (or git) has changed its line ends`);
}

function createDecoder(name: string): (piece: Buffer) => string {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  return (piece) => {
    try {
      return decoder.decode(piece, { stream: true });
    } catch {
      throw new Error(`${name} is not UTF-8: it was saved by another program`);
    }
  };
}

/** By the row as a spreadsheet counts it: csv-parse takes a CR LF inside quotes for two lines. */
function describeCsvError(name: string, { code, records }: CsvError): string {
  const row = Number(records) + 1;
  if (code === 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH')
    return `${name} has a row of another length than its header: row ${row}`;
  return `${name} is no CSV as it was written: row ${row}`;
}
