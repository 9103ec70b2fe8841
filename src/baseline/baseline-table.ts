import { isUtf8 } from 'node:buffer';
import { CsvError, parse } from 'csv-parse/sync';

/** No row is longer: its texts came in answers of the API, which are never larger. */
const MAX_ROW_CHARS = 16 * 1024 * 1024;

/**
 * Reads a CSV file that this action wrote, to the letter of RFC 4180, and calls back with the cells of these columns,
 * row by row. Throws at anything the writer would not have written, naming the file and the row, never a cell.
 * https://www.rfc-editor.org/rfc/rfc4180
 */
export function parseTable(
  bytes: Buffer,
  name: string,
  columns: readonly string[],
  onRow: (cells: string[]) => void,
): void {
  if (!isUtf8(bytes)) throw new Error(`${name} is not UTF-8: it was saved by another program`);
  if (bytes.subarray(-2).toString() !== '\r\n')
    throw new Error(`${name} is cut off, or another program (or git) has changed its line ends`);
  let places: number[] | undefined;
  const on_record = (cells: string[]) => {
    if (places) onRow(places.map((place) => cells[place] ?? ''));
    else places = findColumns(name, columns, cells);
    return null;
  };
  try {
    parse(bytes, { record_delimiter: '\r\n', max_record_size: MAX_ROW_CHARS, on_record });
  } catch (error) {
    // Without csv-parse's own error as the cause: that one quotes the cell, and logs may be public.
    throw error instanceof CsvError ? new Error(describeCsvError(name, error)) : error;
  }
}

function findColumns(name: string, columns: readonly string[], header: string[]): number[] {
  const missing = columns.find((column) => !header.includes(column));
  if (missing !== undefined)
    throw new Error(`${name} has no column ${missing}: another program has saved it`);
  return columns.map((column) => header.indexOf(column));
}

/** Names the row as a spreadsheet counts it: csv-parse counts a CR LF inside quotes as two lines. */
function describeCsvError(name: string, { code, records }: CsvError): string {
  const row = Number(records) + 1;
  if (code === 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH')
    return `${name} has a row of another length than its header: row ${row}`;
  return `${name} is not the CSV that this action writes: row ${row}`;
}
