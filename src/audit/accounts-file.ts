import { createFileError, type InputFile, readInputText } from '../csv/input-file.ts';
import { type CsvRecord, parseHeads, parseUserCsv } from '../csv/reader.ts';
import { parseTimestamp } from '../text/dates.ts';
import { parseAccountId } from './account-id.ts';
import { findLayout, type Layout } from './accounts-columns.ts';

/** A row of the accounts file, its cells trimmed; '' where the file has no such column. */
export type Account = Readonly<{ id: string; name: string; email: string; status: string }>;

/** A row that holds no account ID. `line` is the line it starts on, counted from 1. */
export type RejectedRow = { line: number; cell: string; name: string; email: string };

export type AccountsRow =
  | { kind: 'account'; account: Account; line: number }
  | { kind: 'rejected'; row: RejectedRow };

/** The accounts file, read whole. */
export type AccountsFile = Omit<Layout, 'places'> &
  InputFile & {
    encoding: string;
    /** Distinct accounts. */
    accounts: number;
    duplicates: number;
    rejected: number;
    firstRejected: RejectedRow[];
    /** The rows in the file's order; only the first of equal account IDs. */
    rows: readonly AccountsRow[];
    /** The newest time of activity in the file, in milliseconds since 1970; absent where it has none. */
    newestActivity: number | undefined;
    /** Whether some bytes were not text in this encoding, so that names may look wrong. */
    replaced: boolean;
  };

export type AccountsFileOptions = {
  /** The heading of the column of account IDs, where it is none of Atlassian's own exports. */
  idColumn: string | undefined;
  /** Whether errors may show cells; a heading may be one. */
  showCells: boolean;
  mask: (text: string) => string;
};

/** Empty cells at most, whatever the delimiter. */
const EMPTY = /^(sep=.)?[\s,;"]*$/i;
const FIRST_REJECTED = 5;

/**
 * Reads the whole file. Throws an error that names the input and says what to do for a file that cannot be read or
 * holds no text, no rows, or no column of account IDs, or is not CSV.
 */
export async function readAccountsFile(path: string, options: AccountsFileOptions): Promise<AccountsFile> {
  const file: InputFile = { input: 'accounts-csv', path };
  const { text, ...decoded } = await readInputText(file);
  if (EMPTY.test(text)) throw createFileError(file, 'is empty: export the accounts again');
  const parse = { ...file, mask: options.mask };
  const { places, ...layout } = findLayout(parseHeads(text, parse), options.idColumn, options.showCells);
  const collector = createCollector();
  let isFirst = layout.columns.id !== '';
  parseUserCsv(text, { ...parse, ...layout }, (record) => {
    if (!isFirst) collector.add(parseRow(record, places), record.cells[places.lastActive] ?? '');
    isFirst = false;
  });
  const found = collector.finish();
  if (found.rows.length === 0)
    throw createFileError(file, 'has headings but no rows: export the accounts again');
  return { ...file, ...layout, ...decoded, ...found };
}

function createCollector() {
  const ids = new Set<string>();
  const rows: AccountsRow[] = [];
  const firstRejected: RejectedRow[] = [];
  let [rowsWithId, newest] = [0, Number.NEGATIVE_INFINITY];
  return {
    add(row: AccountsRow, lastActive: string) {
      if (row.kind === 'rejected') {
        rows.push(row);
        if (firstRejected.length < FIRST_REJECTED) firstRejected.push(row.row);
        return;
      }
      rowsWithId += 1;
      newest = Math.max(newest, parseTimestamp(lastActive) ?? newest);
      if (!ids.has(row.account.id)) rows.push(row);
      ids.add(row.account.id);
    },
    finish: () => ({
      accounts: ids.size,
      duplicates: rowsWithId - ids.size,
      rejected: rows.length - ids.size,
      firstRejected,
      rows,
      newestActivity: Number.isFinite(newest) ? newest : undefined,
    }),
  };
}

function parseRow({ cells, line }: CsvRecord, places: Layout['places']): AccountsRow {
  const read = (place: number) => cells[place]?.trim() ?? '';
  const cell = cells[places.id] ?? '';
  const id = parseAccountId(cell);
  const person = { name: read(places.name), email: read(places.email) };
  return id === undefined
    ? { kind: 'rejected', row: { line, cell: cell.trim(), ...person } }
    : { kind: 'account', account: { id, ...person, status: read(places.status) }, line };
}
