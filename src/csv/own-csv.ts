import { isUtf8 } from 'node:buffer';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { escapeCell, unescapeCell } from '../text/escape.ts';
import type { Mask } from '../text/mask.ts';

/** The columns of a CSV file: each heading, and the text below it. */
export type Columns<T> = readonly (readonly [heading: string, read: (entry: T) => string])[];

const OPTIONS = {
  record_delimiter: 'windows' as const,
  // Line breaks of any kind, and delimiters of spreadsheets in other locales.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: some of them are control characters
  quoted_match: [/[\r\n\v\f\u001c-\u001e\u0085\u2028\u2029;\t]/],
  cast: { string: escapeCell },
};

type OwnCsv = { name: string; columns: readonly string[]; mask: Mask };
type OnRow = (cells: string[]) => void;

/**
 * Creates the file, which must not exist yet, and writes its header. Rows are RFC 4180 (comma, CRLF, UTF-8), go to the
 * disk at once, and have no cell that is a formula or breaks its row, whatever parser reads it. Both promises reject when
 * the file could not be written.
 */
export function createCsvFile<T>(path: string, columns: Columns<T>) {
  const stream = createWriteStream(path, { flags: 'wx', highWaterMark: 16 * 1024 });
  let failure: Error | undefined;
  stream.on('error', (cause) => {
    failure = new Error(`${path} could not be written: make room, or give another output-dir`, { cause });
  });
  stream.write(stringify([columns.map(([heading]) => heading)], OPTIONS));
  return {
    async write(entries: T[]): Promise<void> {
      const rows = stringify(
        entries.map((entry) => columns.map(([, read]) => read(entry))),
        OPTIONS,
      );
      if (!failure && rows !== '' && !stream.write(rows)) await once(stream, 'drain').catch(() => {});
      if (failure) throw failure;
    },
    async close(): Promise<void> {
      await finished(stream.end()).catch(() => {});
      if (failure) throw failure;
    },
  };
}

/**
 * Reads a CSV file that this action wrote, and hands over each row's cells of these columns, unescaped. Throws at what
 * it would not have written, naming the file and the row, never a cell. https://www.rfc-editor.org/rfc/rfc4180
 */
export function parseOwnCsv(bytes: Buffer, { name, columns, mask }: OwnCsv, onRow: OnRow): void {
  if (!isUtf8(bytes)) throw new Error(`${name} is not UTF-8: it was saved by another program`);
  if (bytes.toString('latin1', bytes.length - 2) !== '\r\n')
    throw new Error(`${name} is cut off, or another program (or git) has changed its line ends`);
  let places: number[] | undefined;
  const on_record = (cells: string[]) => {
    if (places) onRow(places.map((place) => mask(unescapeCell(cells[place] ?? ''))));
    else {
      const missing = columns.find((column) => !cells.includes(column));
      if (missing) throw new Error(`${name} has no column ${missing}: another program has saved it`);
      places = columns.map((column) => cells.indexOf(column));
    }
    return null;
  };
  try {
    // A row holds texts of API answers, which are never longer than 16 MiB.
    parse(bytes, { record_delimiter: '\r\n', max_record_size: 16 * 1024 * 1024, on_record });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const isLength = error.code === 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH';
    const found = isLength ? 'has a row of another length than its header' : 'is no CSV as it was written';
    // Rows, as a spreadsheet counts them: csv-parse takes a CR LF inside quotes for two lines.
    throw new Error(`${name} ${found}: row ${Number(error.records) + 1}`);
  }
}
