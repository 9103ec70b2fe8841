import { text as readAll } from 'node:stream/consumers';
import { createFileError, type InputFile, readEncoding, readText, readVersion } from '../csv/input-file.ts';
import { findListColumn, isSeparatorLine } from '../csv/layout.ts';
import { type CsvRecord, parseRecords } from '../csv/records.ts';
import { parseTimestamp } from '../text/dates.ts';
import { parseAccountId } from './account-id.ts';
import { type Layout, parseLayout } from './accounts-columns.ts';

/** A row of the accounts file, its cells trimmed; '' where the file has no such column. */
export type Account = Readonly<{ id: string; name: string; email: string; status: string }>;

/** A row that holds no account ID. `line` is the line it starts on, counted from 1. */
export type RejectedRow = { line: number; cell: string; name: string; email: string };

export type AccountsRow =
  | { kind: 'account'; account: Account; lastActive: string }
  | { kind: 'rejected'; row: RejectedRow };

/** The accounts file, read whole. */
export type AccountsFile = Layout &
  InputFile & {
    encoding: string;
    /** Distinct accounts. */
    accounts: number;
    duplicates: number;
    rejected: number;
    firstRejected: RejectedRow[];
    /** The rows in the file's order; of equal account IDs only the first. */
    rows: readonly AccountsRow[];
    /** The newest time of activity in the file, in milliseconds since 1970; absent where it has none. */
    newestActivity: number | undefined;
    /** Some bytes were no text in this encoding, so that names may look wrong. */
    replaced: boolean;
  };

/** Empty cells at most, whatever the delimiter. */
const EMPTY = /^(sep=.)?[\s,;"]*$/i;
const HEAD_BYTES = 1024 * 1024;
const FIRST_REJECTED = 5;
const CHANGED = 'changed while it was read: run again';

/**
 * Reads the whole file to check it and to count its accounts. Throws an error that names the input and says what to do
 * for a file that cannot be read, changes, holds no text, no rows, or no column of account IDs, or is no CSV. Without
 * `showCells` it shows no heading, which may be a row. The headings it knows are those of Atlassian's own exports.
 */
export async function readAccountsFile(
  path: string,
  idColumn: string | undefined,
  showCells = true,
): Promise<AccountsFile> {
  const at: InputFile = { input: 'accounts-csv', path };
  const encoding = await readEncoding(at);
  const version = await readVersion(at);
  const head = await readAll(readText(at, encoding, HEAD_BYTES));
  if (EMPTY.test(head)) throw createFileError(at, 'is empty: export the accounts again');
  const layout = parseLayout(head, idColumn, showCells);
  const seen = { replaced: false };
  const text = noteReplaced(readText(at, encoding), seen);
  const counts = await countRows(parseRows({ ...at, ...layout }, text));
  if ((await readVersion(at)) !== version) throw createFileError(at, CHANGED);
  if (counts.accounts + counts.rejected === 0)
    throw createFileError(at, 'has headings but no rows: export the accounts again');
  return { ...at, ...layout, encoding, ...counts, ...seen };
}

async function countRows(pieces: AsyncIterable<AccountsRow[]>) {
  const isNew = createNewcomerTest();
  const counts = { accounts: 0, duplicates: 0, rejected: 0, firstRejected: [] as RejectedRow[] };
  const kept: AccountsRow[] = [];
  let newest = Number.NEGATIVE_INFINITY;
  for await (const rows of pieces)
    for (const row of rows) {
      const isFirst = row.kind === 'rejected' || isNew(row.account.id);
      if (isFirst) kept.push(row);
      if (row.kind === 'account') {
        counts[isFirst ? 'accounts' : 'duplicates'] += 1;
        newest = Math.max(newest, parseTimestamp(row.lastActive) ?? newest);
      } else if (++counts.rejected <= FIRST_REJECTED) counts.firstRejected.push(row.row);
    }
  return { ...counts, rows: kept, newestActivity: Number.isFinite(newest) ? newest : undefined };
}

/** By the IDs themselves: two accounts with one hash would be one account unread. */
function createNewcomerTest(): (id: string) => boolean {
  const seen = new Set<string>();
  return (id) => seen.size < seen.add(id).size;
}

/** Yields the rows of the file, those that end in the same piece of text together. */
async function* parseRows(
  file: InputFile & Layout,
  text: AsyncIterable<string>,
): AsyncGenerator<AccountsRow[]> {
  let parseRow: ((record: CsvRecord) => AccountsRow) | undefined;
  for await (const records of parseRecords(text, file.delimiter, file.input)) {
    if (!parseRow) {
      if (isSeparatorLine(records[0]?.cells)) records.shift();
      const [first] = records;
      if (!first) continue;
      parseRow = createRowParser(file, first.cells);
      if (file.columns.id !== '') records.shift();
    }
    yield records.map(parseRow);
  }
}

function createRowParser(file: InputFile & Layout, first: string[]): (record: CsvRecord) => AccountsRow {
  const { columns } = file;
  const find = (heading: string | undefined) => (heading === undefined ? -1 : first.indexOf(heading));
  const id = columns.id === '' ? findListColumn(first) : find(columns.id);
  if (id === -1) throw createFileError(file, CHANGED);
  const [name, email, status] = [find(columns.name), find(columns.email), find(columns.status)];
  const lastActive = find(columns.lastActive);
  return ({ cells, line }) => {
    const cell = cells[id] ?? '';
    const person = { name: cells[name]?.trim() ?? '', email: cells[email]?.trim() ?? '' };
    const accountId = parseAccountId(cell);
    if (accountId === undefined) return { kind: 'rejected', row: { line, cell: cell.trim(), ...person } };
    const account = { id: accountId, ...person, status: cells[status]?.trim() ?? '' };
    return { kind: 'account', account, lastActive: cells[lastActive] ?? '' };
  };
}

async function* noteReplaced(text: AsyncIterable<string>, seen: { replaced: boolean }) {
  for await (const piece of text) {
    if (piece.includes('\ufffd')) seen.replaced = true;
    yield piece;
  }
}
