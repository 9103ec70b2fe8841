import { type FileHandle, open } from 'node:fs/promises';
import { stringify } from 'csv-stringify/sync';
import { escapeCell } from '../text/escape.ts';

/** A CSV file that is being written. Both promises reject when it could not be written. */
export type CsvFile = { write(rows: string[][]): Promise<void>; close(): Promise<void> };

const OPTIONS = {
  record_delimiter: 'windows' as const,
  // Line breaks of any kind, and delimiters of spreadsheets in other locales.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: some of them are control characters
  quoted_match: [/[\r\n\v\f\u001c-\u001e\u0085\u2028\u2029;\t]/],
};

const BATCH_CHARS = 16 * 1024;
/** Rows are on disk after this time, so that they survive a killed process. */
const MAX_WAIT_MS = 1000;

/**
 * Creates the file, which must not exist yet, and writes its header. Rows are RFC 4180 (comma, CRLF, UTF-8), and no
 * cell can be a formula or break its row, whatever parser reads it.
 * https://www.rfc-editor.org/rfc/rfc4180
 */
export function createCsvFile(path: string, columns: readonly string[]): CsvFile {
  const opened = open(path, 'wx');
  let batch = stringify([[...columns]], OPTIONS);
  let timer: NodeJS.Timeout | undefined = setTimeout(flush, MAX_WAIT_MS);
  let failure: Error | undefined;
  let written = attempt(async () => {});

  async function attempt(act: (file: FileHandle) => Promise<void>): Promise<void> {
    try {
      await act(await opened);
    } catch (cause) {
      failure ??= new Error(`${path} could not be written: make room, or give another output-dir`, { cause });
    }
  }

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const text = batch;
    batch = '';
    written = written.then(() => attempt((file) => file.appendFile(text)));
    return written;
  }

  return {
    async write(rows) {
      const escaped = rows.map((cells) => cells.map(escapeCell));
      batch += stringify(escaped, OPTIONS);
      if (batch.length >= BATCH_CHARS) await flush();
      else timer ??= setTimeout(flush, MAX_WAIT_MS);
      if (failure) throw failure;
    },
    async close() {
      await flush();
      await attempt((file) => file.close());
      if (failure) throw failure;
    },
  };
}
