import { findColumn, listHeadings, quoteHeading } from '../csv/headings.ts';
import { createFileError, type InputFile } from '../csv/input-file.ts';
import { findTable, type Table } from '../csv/reader.ts';
import { simplify, suggest } from '../text/suggest.ts';
import { isLikeAccountId } from './account-id.ts';

/** Headings as they stand in the file. `id` is empty for a plain list, which has no headings. */
export type Columns = { id: string; name?: string; email?: string; status?: string; lastActive?: string };

/** How to read the file. A place is a column's index in a record; -1 where the file has no such column. */
export type Layout = {
  table: Table;
  columns: Columns;
  places: Record<keyof Columns, number>;
  activityPlaces: number[];
};

/** In exports of Atlassian Administration, and of scripts and tools, the best first. */
const HEADINGS = {
  id: ['Atlassian ID', 'Account ID', 'User id'],
  name: ['Name', 'User name', 'Full name', 'Display name'],
  email: ['Email', 'Email address'],
  status: ['Status', 'User status', 'Account status', 'Active'],
};
const LAST_ACTIVE = /^lastactive/;
/** `Last active …`, or one column for each product, as in `Last seen in Jira - acme`. */
const ACTIVITY = /^last(?:active|seenin)/;

/**
 * Finds the columns. `idColumn` replaces the known headings of the account IDs. Throws when there is no such column,
 * unless the first record is an account ID alone: no other text is sent to Atlassian as one.
 */
export function findLayout(text: string, file: InputFile, idColumn: string | undefined): Layout {
  const findKey = (cells: string[]) => findPlaces(cells, idColumn).id;
  const found = findTable(text, file, { findKey, isKey: isLikeAccountId });
  const table = found.keyPlace === -1 ? takeAsList(found, file, idColumn) : found;
  const { headings, keyPlace } = table;
  const places = { ...findPlaces(headings, idColumn), id: keyPlace };
  const named = Object.entries(places).filter(([, place]) => headings[place] !== undefined);
  return {
    table,
    columns: { id: '', ...Object.fromEntries(named.map(([column, place]) => [column, headings[place]])) },
    places,
    activityPlaces: [...headings.keys()].filter((place) => ACTIVITY.test(simplify(headings[place] ?? ''))),
  };
}

function findPlaces(headings: string[], idColumn: string | undefined): Layout['places'] {
  const email = findColumn(headings, HEADINGS.email);
  // A column `id` can be about anything; beside email addresses it has the IDs of accounts.
  const known = email === -1 ? HEADINGS.id : [...HEADINGS.id, 'id'];
  return {
    id: findColumn(headings, idColumn === undefined ? known : [idColumn]),
    name: findColumn(headings, HEADINGS.name),
    email,
    status: findColumn(headings, HEADINGS.status),
    lastActive: headings.findIndex((heading) => LAST_ACTIVE.test(simplify(heading))),
  };
}

function takeAsList(table: Table, file: InputFile, idColumn: string | undefined): Table {
  const { headings } = table;
  const [first = '', ...others] = headings.filter((cell) => cell.trim() !== '');
  if (idColumn !== undefined || others.length > 0 || !isLikeAccountId(first))
    throw createColumnError(file, headings, idColumn);
  return { ...table, headings: [], recordsAbove: 0, keyPlace: headings.indexOf(first) };
}

function createColumnError(file: InputFile, headings: string[], idColumn: string | undefined): Error {
  if (headings.length === 0) return createFileError(file, 'is empty: export the accounts again');
  const missing =
    idColumn === undefined
      ? 'accounts-csv: no column of account IDs recognised'
      : `id-column: no column ${quoteHeading(idColumn)}`;
  if (headings.some(isLikeData))
    return new Error(`${missing}: the first line looks like data, put a line of headings above it`);
  const similar = file.showCells ? suggest(idColumn ?? '', headings) : undefined;
  if (similar !== undefined) return new Error(`${missing}. Did you mean ${quoteHeading(similar)}?`);
  const found = `columns found: ${file.showCells ? listHeadings(headings) : headings.length}`;
  return new Error(`${missing}; ${found}; give the one with the account IDs as id-column`);
}

/** Returns whether a cell is no heading but an ID, an address, a setting or a secret, which no error may show. */
function isLikeData(cell: string): boolean {
  const start = cell.slice(0, 200);
  return /[@=]|:\/\//.test(start) || /(?=\S*\d)(?=\S*[a-z])[\w+/:-]{20}/i.test(start);
}
