import {
  findHeading,
  isWrapped,
  listHeadings,
  quoteHeading,
  simplifyHeading,
  WRAPPED_ADVICE,
} from '../csv/headings.ts';
import { createFileError, type InputFile } from '../csv/input-file.ts';
import type { CsvRecord, Head } from '../csv/reader.ts';
import { suggest } from '../text/suggest.ts';
import { isLikeAccountId } from './account-id.ts';

/** Headings as they stand in the file. `id` is empty for a plain list, which has no headings. */
export type Columns = { id: string; name?: string; email?: string; status?: string; lastActive?: string };

/** How to read the file. A place is a column's index in a record; -1 where the file has no such column. */
export type Layout = {
  delimiter: string;
  columns: Columns;
  headings: string[];
  recordsAbove: number;
  idPlace: number;
  namePlace: number;
  emailPlace: number;
  statusPlace: number;
  activityPlaces: number[];
};

/** The headings of the exports of Atlassian Administration, and of scripts and tools, the best first. */
const ID_HEADINGS = ['Atlassian ID', 'Account ID', 'User id'];
const PERSON_HEADINGS = {
  name: ['Name', 'User name', 'Full name', 'Display name'],
  email: ['Email', 'Email address'],
  status: ['Status', 'User status', 'Account status', 'Active'],
};
const LAST_ACTIVE = /^lastactive/;
/** One column for each product, as in `Last seen in Jira - acme`. */
const LAST_SEEN = /^lastseenin/;

/** Lines such as `Exported: 2026-09-01` or `#TYPE System.Object`. */
const MAX_TITLE_RECORDS = 5;

/**
 * Finds the delimiter and the columns: the delimiter whose reading of the first records contains a column of account
 * IDs, else the one that gives the most cells. `idColumn` replaces the known headings of that column. Throws when there
 * is no such column, and the first cell is not an account ID, so that no other text is sent to Atlassian as one.
 */
export function findLayout(file: InputFile, heads: Head[], idColumn: string | undefined): Layout {
  const sorted = heads.toSorted((a, b) => countCells(b) - countCells(a));
  for (const { delimiter, records } of sorted) {
    const recordsAbove = countTitleRecords(records, idColumn);
    const headings = records[recordsAbove]?.cells ?? [];
    const columns = findColumns(headings, idColumn);
    if (columns) return createLayout(delimiter, columns, headings, recordsAbove + 1);
  }
  const { delimiter, records } = sorted[0] ?? { delimiter: ',', records: [] };
  const cells = records[0]?.cells ?? [];
  const listPlace = idColumn === undefined ? findListPlace(cells) : -1;
  if (listPlace === -1) throw createColumnError(file, cells, idColumn);
  return { ...createLayout(delimiter, { id: '' }, [], 0), idPlace: listPlace };
}

function countCells({ records: [first] }: Head): number {
  return first?.cells.length ?? 0;
}

/** Counts the records above the headings; no account may be among them. */
function countTitleRecords(records: CsvRecord[], idColumn: string | undefined): number {
  const found = records
    .slice(0, MAX_TITLE_RECORDS + 1)
    .findIndex(({ cells }) => findColumns(cells, idColumn) || cells.some(isLikeAccountId));
  return Math.max(0, found);
}

function findColumns(headings: string[], idColumn: string | undefined): Columns | undefined {
  const email = findHeading(headings, PERSON_HEADINGS.email);
  // An `id` may be anything's; beside mail addresses it is an account's.
  const known = email === undefined ? ID_HEADINGS : [...ID_HEADINGS, 'id'];
  const id = findHeading(headings, idColumn === undefined ? known : [idColumn]);
  if (id === undefined) return undefined;
  const name = findHeading(headings, PERSON_HEADINGS.name);
  const status = findHeading(headings, PERSON_HEADINGS.status);
  const lastActive = headings.find((heading) => LAST_ACTIVE.test(simplifyHeading(heading)));
  const others = Object.entries({ name, email, status, lastActive }).filter(
    ([, found]) => found !== undefined,
  );
  return { id, ...Object.fromEntries(others) };
}

function createLayout(delimiter: string, columns: Columns, headings: string[], recordsAbove: number): Layout {
  const find = (heading: string | undefined) => (heading === undefined ? -1 : headings.indexOf(heading));
  return {
    delimiter,
    columns,
    headings,
    recordsAbove,
    idPlace: find(columns.id),
    namePlace: find(columns.name),
    emailPlace: find(columns.email),
    statusPlace: find(columns.status),
    activityPlaces: headings.flatMap((heading, place) => (isActivityHeading(heading) ? [place] : [])),
  };
}

function isActivityHeading(heading: string): boolean {
  const key = simplifyHeading(heading);
  return LAST_ACTIVE.test(key) || LAST_SEEN.test(key);
}

/** Finds the only cell that is not empty, if it is an account ID. */
function findListPlace(cells: string[]): number {
  const place = cells.findIndex((cell) => cell.trim() !== '');
  const isAlone = cells.every((cell, index) => index === place || cell.trim() === '');
  return isAlone && isLikeAccountId(cells[place] ?? '') ? place : -1;
}

/** Says why no column of account IDs was found, and what to do. Shows headings, but not what looks like data. */
function createColumnError(file: InputFile, headings: string[], idColumn: string | undefined): Error {
  if (isWrapped(headings, (cells) => findColumns(cells, idColumn) !== undefined))
    return createFileError(file, WRAPPED_ADVICE);
  const missing =
    idColumn === undefined
      ? 'accounts-csv: no column of account IDs recognised'
      : `id-column: no column ${quoteHeading(idColumn)}`;
  if (headings.some(isLikeData))
    return new Error(`${missing}: the first line looks like data, put a line of headings above it`);
  const similar = file.showCells && idColumn !== undefined ? suggest(idColumn, headings) : undefined;
  if (similar !== undefined) return new Error(`${missing}. Did you mean ${quoteHeading(similar)}?`);
  const found = `columns found: ${file.showCells ? listHeadings(headings) : headings.length}`;
  return new Error(`${missing}; ${found}; give the one with the account IDs as id-column`);
}

/** Whether a cell is no heading but an ID, an address, a setting or a secret, which no error may show. */
function isLikeData(cell: string): boolean {
  const start = cell.slice(0, 200);
  return /[@=]|:\/\//.test(start) || /(?=\S*\d)(?=\S*[a-z])[\w+/:-]{20}/i.test(start);
}
