import { createFileError, type InputFile, listHeadings, quoteHeading } from '../csv/input-file.ts';
import { findColumn, findTable, type Table } from '../csv/reader.ts';
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

/** The headings of the exports of Atlassian Administration, and of scripts and tools, the best first. */
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
  const table = findTable(text, file, {
    findKey: (cells) => findPlaces(cells, idColumn).id,
    isKey: isLikeAccountId,
  });
  if (table.keyPlace !== -1) return createLayout(table, idColumn);
  const filled = table.headings.filter((cell) => cell.trim() !== '');
  const [first = ''] = filled;
  if (idColumn !== undefined || filled.length > 1 || !isLikeAccountId(first))
    throw createColumnError(file, table.headings, idColumn);
  const keyPlace = table.headings.indexOf(first);
  return createLayout({ ...table, headings: [], keyPlace }, idColumn);
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

function createLayout(table: Table, idColumn: string | undefined): Layout {
  const { headings, keyPlace } = table;
  const places = { ...findPlaces(headings, idColumn), id: keyPlace };
  const found = Object.entries(places).filter(([, place]) => headings[place] !== undefined);
  const columns = {
    id: '',
    ...Object.fromEntries(found.map(([column, place]) => [column, headings[place]])),
  };
  const activityPlaces = [...headings.keys()].filter((place) =>
    ACTIVITY.test(simplify(headings[place] ?? '')),
  );
  return { table, columns, places, activityPlaces };
}

/** Says why no column of account IDs was found, and what to do. Shows headings, but not what looks like data. */
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
