import { stringify } from 'csv-stringify/sync';
import { escapeCell } from '../text/escape.ts';
import { createTextFile } from './text-file.ts';

/** A CSV file that is being written. Both promises reject with what the file system said. */
export type CsvFile = { write(rows: string[][]): Promise<void>; close(): Promise<void> };

const OPTIONS = {
  record_delimiter: 'windows' as const,
  // Line breaks of any kind, and what other locales' spreadsheets take for a delimiter.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: some of them are control characters
  quoted_match: [/[\r\n\v\f\u001c-\u001e\u0085\u2028\u2029;\t]/],
};

/**
 * Creates the file and writes its header. Rows are RFC 4180 (comma, CRLF, UTF-8), no cell can be a formula or
 * break its row, whatever parser reads it. `mask` takes the key out of each cell.
 * https://www.rfc-editor.org/rfc/rfc4180
 */
export function createCsvFile(
  path: string,
  columns: readonly string[],
  mask: (text: string) => string = (text) => text,
): CsvFile {
  const file = createTextFile(path);
  const write = (rows: readonly (readonly string[])[]) => file.append(stringify([...rows], OPTIONS));
  void write([columns]);
  return {
    write: (rows) => write(rows.map((cells) => cells.map((cell) => escapeCell(mask(cell))))),
    close: file.close,
  };
}
