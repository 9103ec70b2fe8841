import { findHeading, listHeadings, quoteHeading } from '../csv/headings.ts';
import type { Head } from '../csv/reader.ts';
import { isLikeAccountId, parseAccountId } from './account-id.ts';

/** Headings as they stand in the file. `id` is empty for a plain list, which has no headings. */
export type Columns = { id: string; name?: string; email?: string; status?: string; lastActive?: string };

/** How to read the file. `places` are the columns' indexes in a record; -1 where the file has no such column. */
export type Layout = { delimiter: string; columns: Columns; places: Record<keyof Columns, number> };

/** The headings of the exports of Atlassian Administration, the best first. */
const KNOWN = {
  id: ['Atlassian ID', 'Account ID', 'account_id', 'User id'],
  name: ['Name', 'User name'],
  email: ['Email', 'email', 'E-mail', 'Email address'],
  status: ['Status', 'User status', 'Account status'],
  lastActive: ['Last active date [UTC]', 'Last active date', 'Last active'],
};

/**
 * Finds the delimiter and the columns: the delimiter whose reading of the first record contains a column of account
 * IDs, else the one that gives the most cells. `idColumn` replaces the known headings of that column. Throws when there
 * is no such column.
 */
export function findLayout(heads: Head[], idColumn: string | undefined, showCells: boolean): Layout {
  const sorted = heads
    .map(({ delimiter, records: [first] }) => ({ delimiter, cells: first?.cells ?? [] }))
    .sort((a, b) => b.cells.length - a.cells.length);
  for (const { delimiter, cells } of sorted) {
    const columns = findColumns(cells, idColumn);
    if (columns) return { delimiter, columns, places: findPlaces(cells, columns) };
  }
  const { delimiter, cells } = sorted[0] ?? { delimiter: ',', cells: [] };
  const listPlace = idColumn === undefined ? findListPlace(cells) : -1;
  if (listPlace === -1) throw new Error(describeMissingColumn(cells, idColumn, showCells));
  const columns = { id: '' };
  return { delimiter, columns, places: { ...findPlaces(cells, columns), id: listPlace } };
}

/** Finds the only cell that is not empty, if it is an account ID. */
function findListPlace(cells: string[]): number {
  const place = cells.findIndex((cell) => cell.trim() !== '');
  const isAlone = cells.every((cell, index) => index === place || cell.trim() === '');
  return isAlone && isLikeAccountId(cells[place] ?? '') ? place : -1;
}

function findColumns(headings: string[], idColumn: string | undefined): Columns | undefined {
  const id = findHeading(headings, idColumn === undefined ? KNOWN.id : [idColumn]);
  if (id === undefined) return undefined;
  const columns: Columns = { id };
  for (const column of ['name', 'email', 'status', 'lastActive'] as const) {
    const heading = findHeading(headings, KNOWN[column]);
    if (heading !== undefined) columns[column] = heading;
  }
  return columns;
}

function findPlaces(headings: string[], columns: Columns): Layout['places'] {
  const find = (heading: string | undefined) => (heading === undefined ? -1 : headings.indexOf(heading));
  const { id, name, email, status, lastActive } = columns;
  return {
    id: find(id),
    name: find(name),
    email: find(email),
    status: find(status),
    lastActive: find(lastActive),
  };
}

/** Says why no column of account IDs was found, and what to do. Shows headings, but not what looks like data. */
function describeMissingColumn(headings: string[], idColumn: string | undefined, showCells: boolean): string {
  const missing =
    idColumn === undefined
      ? 'accounts-csv: no column of account IDs recognised'
      : `id-column: no column ${quoteHeading(idColumn)}`;
  if (headings.some(isLikeData))
    return `${missing}: the first line looks like data, put a line of headings above it`;
  const found = `columns found: ${showCells ? listHeadings(headings) : headings.length}`;
  return `${missing}; ${found}; give the one with the account IDs as id-column`;
}

function isLikeData(cell: string): boolean {
  return cell.includes('@') || (isLikeAccountId(cell) && parseAccountId(cell) !== undefined);
}
