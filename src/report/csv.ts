import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import { escapeCell } from '../escape.ts';

/** A CSV file that is being written. Both promises reject with what the file system said. */
export type CsvFile = { write(cells: string[]): Promise<void>; close(): Promise<void> };

/** Line breaks of any kind, and what other locales' spreadsheets take for a delimiter. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: some of them are control characters
const QUOTED = /[\r\n\v\f\u001c-\u001e\u0085\u2028\u2029;\t]/;

/**
 * Creates the file and writes its header. Rows are RFC 4180 (comma, CRLF, UTF-8), no cell can be a formula or
 * break its row, whatever parser reads it. `conceal` takes the key out of each cell.
 * https://www.rfc-editor.org/rfc/rfc4180
 */
export function createCsvFile(
  path: string,
  columns: readonly string[],
  conceal: (text: string) => string = (text) => text,
): CsvFile {
  const rows = stringify({ record_delimiter: 'windows', quoted_match: [QUOTED] });
  const written = pipeline(rows, createWriteStream(path, { flags: 'wx' })).catch((cause: unknown) => {
    throw new Error(`${path} could not be written: make room, or give another output-dir`, { cause });
  });
  // The failure is told by `write` or `close`; until then it must not count as unhandled.
  written.catch(() => {});

  async function write(cells: readonly string[]): Promise<void> {
    if (rows.destroyed) return written;
    if (!rows.write(cells.map((cell) => escapeCell(conceal(cell)))))
      await Promise.race([once(rows, 'drain'), written]);
  }

  rows.write(columns);
  return {
    write,
    close: () => {
      rows.end();
      return written;
    },
  };
}
