import { parseHeaders } from '../csv/layout.ts';
import { cut } from '../text/escape.ts';
import { isLikeAccountId, parseAccountId } from './account-id.ts';

/** Headings as they stand in the file. `id` is empty for a plain list, which has no headings. */
export type Columns = { id: string; name?: string; email?: string; status?: string; lastActive?: string };

export type Layout = { delimiter: string; columns: Columns };

/** The headings of the exports of Atlassian Administration, the best first. */
const KNOWN = {
  id: ['Atlassian ID', 'Account ID', 'account_id', 'User id'],
  name: ['Name', 'User name'],
  email: ['Email', 'email', 'E-mail', 'Email address'],
  status: ['Status', 'User status', 'Account status'],
  lastActive: ['Last active date [UTC]', 'Last active date', 'Last active'],
};

const SHOWN_HEADINGS = 12;

/**
 * Finds out the delimiter and the columns from the start of the file: the delimiter whose reading of the first
 * record holds a column of account IDs, else the one that gives the most cells. Throws when there is no such column.
 */
export function parseLayout(head: string, idColumn: string | undefined, showCells: boolean): Layout {
  const headers = parseHeaders(head, 'accounts-csv').sort((a, b) => b.cells.length - a.cells.length);
  for (const { delimiter, cells } of headers) {
    const columns = findColumns(cells, idColumn);
    if (columns) return { delimiter, columns };
  }
  const { delimiter, cells } = headers[0] ?? { delimiter: ',', cells: [] };
  if (idColumn === undefined && isPlainList(cells)) return { delimiter, columns: { id: '' } };
  throw new Error(describeMissingColumn(cells, idColumn, showCells));
}

function isPlainList(cells: string[]): boolean {
  const filled = cells.filter((cell) => cell.trim() !== '');
  return filled.length === 1 && filled.every(isLikeAccountId);
}

/** Finds the columns by their headings; `undefined` without one of account IDs. `idColumn` stands in for the known ones. */
export function findColumns(headings: string[], idColumn: string | undefined): Columns | undefined {
  const id = findHeading(headings, idColumn === undefined ? KNOWN.id : [idColumn]);
  if (id === undefined) return undefined;
  const columns: Columns = { id };
  for (const column of ['name', 'email', 'status', 'lastActive'] as const) {
    const heading = findHeading(headings, KNOWN[column]);
    if (heading !== undefined) columns[column] = heading;
  }
  return columns;
}

/** Why no column of account IDs was found, and what to do. Shows headings, but not what looks like data. */
export function describeMissingColumn(
  headings: string[],
  idColumn: string | undefined,
  showCells: boolean,
): string {
  const missing =
    idColumn === undefined
      ? 'accounts-csv: no column of account IDs recognised'
      : `id-column: no column ${quoteHeading(idColumn)}`;
  if (headings.some(isLikeData))
    return `${missing}: the first line looks like data, put a line of headings above it`;
  const found = showCells ? `columns found: ${listHeadings(headings)}` : `columns found: ${headings.length}`;
  return `${missing}; ${found}; give the one with the account IDs as id-column`;
}

/** The first heading that is one of the names, as it stands in the file; case, blanks, dashes and underscores do not count. */
export function findHeading(headings: string[], names: string[]): string | undefined {
  for (const name of names) {
    const key = simplify(name);
    const heading = headings.find((text) => text === name) ?? headings.find((text) => simplify(text) === key);
    if (heading !== undefined && key !== '') return heading;
  }
  return undefined;
}

function simplify(heading: string): string {
  return heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Cf}_-]/gu, '');
}

function listHeadings(headings: string[]): string {
  const named = headings.filter((heading) => heading.trim() !== '');
  const more = named.length > SHOWN_HEADINGS ? ` and ${named.length - SHOWN_HEADINGS} more` : '';
  return named.slice(0, SHOWN_HEADINGS).map(quoteHeading).join(', ') + more;
}

function isLikeData(cell: string): boolean {
  return cell.includes('@') || (isLikeAccountId(cell) && parseAccountId(cell) !== undefined);
}

function quoteHeading(heading: string): string {
  return JSON.stringify(cut(heading, 80));
}
