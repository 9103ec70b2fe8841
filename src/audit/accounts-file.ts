import { quoteHeading } from '../csv/headings.ts';
import { createFileError, type InputFile, readInputText } from '../csv/input-file.ts';
import { type CsvRecord, parseTable } from '../csv/reader.ts';
import { parseAccountId } from './account-id.ts';
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
  /** The heading of the column of account IDs, where no known heading matches. */
  idColumn: string | undefined;
};

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
  const layout = findLayout(text, file, idColumn);
  const { table, columns, activityPlaces } = layout;
  const activity = createActivityReader();
  const ids = new Set<string>();
  const rows: AccountsRow[] = [];
  let rowsRead = 0;
  parseTable(text, file, table, (record) => {
    rowsRead += 1;
    for (const place of activityPlaces) activity.add(record.cells[place] ?? '');
    const row = parseRow(record, layout);
    if (row.kind === 'rejected' || !ids.has(row.account.id)) rows.push(row);
    if (row.kind === 'account') ids.add(row.account.id);
  });
  if (rows.length === 0) throw createFileError(file, 'has headings but no rows: export the accounts again');
  const rejected = rows.flatMap((row) => (row.kind === 'rejected' ? row.row : []));
  if (idColumn !== undefined && ids.size === 0 && rejected.some(({ cell }) => cell.includes('@')))
    throw new Error(
      `id-column: the column ${quoteHeading(columns.id)} contains email addresses: give the one with the account IDs`,
    );
  return {
    path,
    encoding,
    replaced,
    delimiter: table.delimiter,
    columns,
    accounts: ids.size,
    duplicates: rowsRead - rows.length,
    rejected: rejected.length,
    firstRejected: rejected.slice(0, FIRST_REJECTED),
    rows,
    ...activity.finish(),
  };
}

function parseRow({ cells, line }: CsvRecord, { columns, places }: Layout): AccountsRow {
  const read = (place: number) => cells[place]?.trim() ?? '';
  const cell = cells[places.id] ?? '';
  // Two files put together have the headings again, in the middle.
  const id = cell === columns.id ? undefined : parseAccountId(cell);
  const person = { name: read(places.name), email: read(places.email) };
  return id === undefined
    ? { kind: 'rejected', row: { line, cell: cell.trim(), ...person } }
    : { kind: 'account', account: { id, ...person, status: parseStatus(read(places.status)) }, line };
}

/** Converts the yes or no of a column `active`. */
function parseStatus(cell: string): string {
  if (/^(?:yes|true)$/i.test(cell)) return 'active';
  return /^(?:no|false)$/i.test(cell) ? 'inactive' : cell;
}
