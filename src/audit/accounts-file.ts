import { quoteHeading } from '../csv/headings.ts';
import { createFileError, type InputFile, readInputText } from '../csv/input-file.ts';
import { type CsvRecord, parseHeads, parseTable } from '../csv/reader.ts';
import { isLikeAccountId, parseAccountId } from './account-id.ts';
import { type Columns, findLayout, type Layout } from './accounts-columns.ts';
import { type Activity, createActivityReader } from './activity-dates.ts';

/** A row of the accounts file, its cells trimmed; '' where the file has no such column. */
export type Account = Readonly<{ id: string; name: string; email: string; status: string }>;

/** A row that holds no account ID. `line` is the line it starts on, counted from 1. */
export type RejectedRow = { line: number; cell: string; name: string; email: string };

export type AccountsRow =
  | { kind: 'account'; account: Account; line: number }
  | { kind: 'rejected'; row: RejectedRow };

/** The accounts file, read whole. */
export type AccountsFile = Activity & {
  path: string;
  encoding: string;
  delimiter: string;
  columns: Columns;
  /** Distinct accounts. */
  accounts: number;
  duplicates: number;
  rejected: number;
  firstRejected: RejectedRow[];
  /** The rows in the file's order; only the first of equal account IDs. */
  rows: readonly AccountsRow[];
  /** Whether some bytes were not text in this encoding, so that names may look wrong. */
  replaced: boolean;
};

export type AccountsFileOptions = Pick<InputFile, 'showCells' | 'mask'> & {
  /** The heading of the column of account IDs, where it is none of the known ones. */
  idColumn: string | undefined;
};

/** Empty cells at most, whatever the delimiter. */
const EMPTY = /^(sep=.)?[\s,;"]*$/i;
const FIRST_REJECTED = 5;

/**
 * Reads the whole file. Throws an error that names the input and says what to do for a file that cannot be read, is not
 * CSV, or has no rows, no column of account IDs, or rows inside a cell.
 */
export async function readAccountsFile(
  path: string,
  { idColumn, ...options }: AccountsFileOptions,
): Promise<AccountsFile> {
  const file: InputFile = { input: 'accounts-csv', path, ...options };
  const { text, encoding, replaced } = await readInputText(file);
  if (EMPTY.test(text)) throw createFileError(file, 'is empty: export the accounts again');
  const layout = findLayout(file, parseHeads(text, file), idColumn);
  const { delimiter, columns, activityPlaces } = layout;
  const table = { ...layout, keyPlace: layout.idPlace, isKey: isLikeAccountId };
  const activity = createActivityReader();
  const collector = createCollector();
  parseTable(text, file, table, (record) => {
    collector.add(parseRow(record, layout));
    for (const place of activityPlaces) activity.add(record.cells[place] ?? '');
  });
  const found = collector.finish();
  if (found.rows.length === 0)
    throw createFileError(file, 'has headings but no rows: export the accounts again');
  if (idColumn !== undefined && holdsMailAddresses(found.rows))
    throw new Error(
      `id-column: the column ${quoteHeading(columns.id)} contains e-mail addresses: give the one with the account IDs`,
    );
  return { path, encoding, replaced, delimiter, columns, ...found, ...activity.finish() };
}

function createCollector() {
  const ids = new Set<string>();
  const rows: AccountsRow[] = [];
  const firstRejected: RejectedRow[] = [];
  let rowsWithId = 0;
  return {
    add(row: AccountsRow) {
      if (row.kind === 'rejected') {
        rows.push(row);
        if (firstRejected.length < FIRST_REJECTED) firstRejected.push(row.row);
        return;
      }
      rowsWithId += 1;
      if (!ids.has(row.account.id)) rows.push(row);
      ids.add(row.account.id);
    },
    finish: () => ({
      accounts: ids.size,
      duplicates: rowsWithId - ids.size,
      rejected: rows.length - ids.size,
      firstRejected,
      rows,
    }),
  };
}

function parseRow({ cells, line }: CsvRecord, layout: Layout): AccountsRow {
  const read = (place: number) => cells[place]?.trim() ?? '';
  const cell = cells[layout.idPlace] ?? '';
  // Headings of another export below these, where two files were put together.
  const id = cell === layout.columns.id ? undefined : parseAccountId(cell);
  const person = { name: read(layout.namePlace), email: read(layout.emailPlace) };
  return id === undefined
    ? { kind: 'rejected', row: { line, cell: cell.trim(), ...person } }
    : { kind: 'account', account: { id, ...person, status: parseStatus(read(layout.statusPlace)) }, line };
}

/** A column `active` says yes or no. */
function parseStatus(cell: string): string {
  if (/^(?:yes|true)$/i.test(cell)) return 'active';
  return /^(?:no|false)$/i.test(cell) ? 'inactive' : cell;
}

function holdsMailAddresses(rows: AccountsRow[]): boolean {
  const filled = rows.filter((row) => row.kind === 'account' || row.row.cell !== '');
  return filled.length > 0 && filled.every((row) => row.kind === 'rejected' && row.row.cell.includes('@'));
}
