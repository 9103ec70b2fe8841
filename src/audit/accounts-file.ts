import type { CsvRecord, InputFile, Table } from '../csv/user-csv.ts';
import * as csv from '../csv/user-csv.ts';
import { simplify, suggest } from '../text/suggest.ts';
import { isLikeAccountId, parseAccountId } from './account-id.ts';
import { createActivityReader } from './activity-dates.ts';

/** A row's cells, trimmed; '' where the file has no such column. */
export type Account = Readonly<{ id: string; name: string; email: string; status: string }>;

/** A row, and the line it starts on, counted from 1. The ID is empty if `cell`, which should hold it, does not. */
export type AccountsRow = { account: Account; line: number; cell: string };

/** Headings as they stand in the file. `id` is empty for a plain list, which has no headings. */
type Columns = { id: string; name?: string; email?: string; status?: string; lastActive?: string };

/** `rows` are in the file's order, without duplicates; with `replaced`, some bytes were not text in this encoding. */
export type AccountsFile = Awaited<ReturnType<typeof readAccountsFile>>;

/** How to read the file. A place is a column's index in a record; -1 where the file has no such column. */
type Layout = ReturnType<typeof findLayout>;

/** The headings of exports, scripts and tools, the best first. */
const HEADINGS = {
  id: ['Atlassian ID', 'Account ID', 'User id'],
  name: ['Name', 'User name', 'Full name', 'Display name'],
  email: ['Email', 'Email address'],
  status: ['Status', 'User status', 'Account status', 'Active'],
};
const LAST_ACTIVE = /^lastactive/;
/** `Last active …`, or one column for each product, as in `Last seen in Jira - acme`. */
const ACTIVITY = /^last(?:active|seenin)/;

/** Reads the whole file. Throws an error that names the input and says what to do about a file that cannot be used. */
export async function readAccountsFile(
  path: string,
  { idColumn, ...options }: Pick<InputFile, 'showCells' | 'mask'> & { idColumn: string | undefined },
) {
  const file: InputFile = { input: 'accounts-csv', path, ...options };
  const { text, ...decoding } = await csv.readInputText(file);
  const layout = findLayout(text, file, idColumn);
  const { table, columns, activityPlaces } = layout;
  const activity = createActivityReader();
  const ids = new Set<string>();
  const rows: AccountsRow[] = [];
  let duplicates = 0;
  csv.parseTable(text, file, table, (record) => {
    for (const place of activityPlaces) activity.add(record.cells[place] ?? '');
    const row = parseRow(record, layout);
    const { id } = row.account;
    if (ids.has(id)) duplicates += 1;
    else rows.push(row);
    if (id !== '') ids.add(id);
  });
  if (rows.length === 0)
    throw csv.createFileError(file, 'has headings but no rows: export the accounts again');
  const rejected = rows.filter(({ account }) => account.id === '');
  if (idColumn !== undefined && ids.size === 0 && rejected.some(({ cell }) => cell.includes('@')))
    throw new Error(
      `id-column: the column ${csv.quoteHeading(columns.id)} contains email addresses: give the one with the account IDs`,
    );
  return {
    path,
    ...decoding,
    columns,
    accounts: ids.size,
    duplicates,
    rejected: rejected.length,
    firstRejected: rejected.slice(0, 5),
    rows,
    ...activity.finish(),
  };
}

function findLayout(text: string, file: InputFile, idColumn: string | undefined) {
  const findKey = (cells: string[]) => findPlaces(cells, idColumn).id;
  const found = csv.findTable(text, file, { findKey, isKey: isLikeAccountId });
  const table = found.keyPlace === -1 ? takeAsList(found, file, idColumn) : found;
  const { headings, keyPlace } = table;
  const places = { ...findPlaces(headings, idColumn), id: keyPlace };
  const named = Object.entries(places).map(([column, place]) => [column, headings[place]]);
  const columns: Columns = { id: '', ...Object.fromEntries(named.filter(([, heading]) => heading)) };
  return {
    table,
    columns,
    places,
    statuses: new Map<string, string>(),
    activityPlaces: [...headings.keys()].filter((place) => ACTIVITY.test(simplify(headings[place] ?? ''))),
  };
}

function findPlaces(headings: string[], idColumn: string | undefined) {
  const email = csv.findColumn(headings, HEADINGS.email);
  // A column `id` can be about anything; beside email addresses it has the IDs of accounts.
  const known = email === -1 ? HEADINGS.id : [...HEADINGS.id, 'id'];
  return {
    id: csv.findColumn(headings, idColumn === undefined ? known : [idColumn]),
    name: csv.findColumn(headings, HEADINGS.name),
    email,
    status: csv.findColumn(headings, HEADINGS.status),
    lastActive: headings.findIndex((heading) => LAST_ACTIVE.test(simplify(heading))),
  };
}

/** Throws unless the first record is an account ID alone: no other text is sent to Atlassian as one. */
function takeAsList(table: Table, file: InputFile, idColumn: string | undefined): Table {
  const [first = '', ...others] = table.headings.filter((cell) => cell.trim() !== '');
  if (idColumn !== undefined || others.length > 0 || !isLikeAccountId(first))
    throw createColumnError(file, table.headings, idColumn);
  return { ...table, headings: [], keyPlace: table.headings.indexOf(first) };
}

function createColumnError(file: InputFile, headings: string[], idColumn: string | undefined): Error {
  if (headings.length === 0) return csv.createFileError(file, 'is empty: export the accounts again');
  const missing =
    idColumn === undefined
      ? 'accounts-csv: no column of account IDs recognised'
      : `id-column: no column ${csv.quoteHeading(idColumn)}`;
  if (headings.some(isLikeData))
    return new Error(`${missing}: the first line looks like data, put a line of headings above it`);
  const similar = file.showCells ? suggest(idColumn ?? '', headings) : undefined;
  if (similar !== undefined) return new Error(`${missing}. Did you mean ${csv.quoteHeading(similar)}?`);
  const found = `columns found: ${file.showCells ? csv.listHeadings(headings) : headings.length}`;
  return new Error(`${missing}; ${found}; give the one with the account IDs as id-column`);
}

/** Returns whether a cell is no heading but an ID, an address, a setting or a secret, which no error may show. */
function isLikeData(cell: string): boolean {
  const start = cell.slice(0, 200);
  return /[@=]|:\/\//.test(start) || /(?=\S*\d)(?=\S*[a-z])[\w+/:-]{20}/i.test(start);
}

function parseRow({ cells, line }: CsvRecord, { columns, places, statuses }: Layout): AccountsRow {
  const read = (place: number) => cells[place]?.trim() ?? '';
  const cell = cells[places.id] ?? '';
  // Two files put together have the headings again, in the middle.
  const id = cell === columns.id ? '' : (parseAccountId(cell) ?? '');
  // A column `active` holds yes or no.
  const status = read(places.status)
    .replace(/^(?:yes|true)$/i, 'active')
    .replace(/^(?:no|false)$/i, 'inactive');
  // Each cell is a string of its own: one for all rows of a status takes 40 MB less at the peak of 200,000 rows.
  const shared = statuses.get(status) ?? status;
  statuses.set(status, shared);
  const account = { id, name: read(places.name), email: read(places.email), status: shared };
  return { account, line, cell: cell.trim() };
}
