import { parseAccountId, trimCell } from '../audit/account-id.ts';
import { createFileError, type InputFile, quoteHeading, readInputText } from '../csv/input-file.ts';
import { type CsvRecord, createLineError, findColumn, findTable, parseTable } from '../csv/reader.ts';
import { DAY_MS, parseDay } from '../text/dates.ts';
import { cut, showInvisible } from '../text/escape.ts';
import { simplify, suggest } from '../text/suggest.ts';
import type { ExceptedRule, Exception } from './finding.ts';
import { RULES, TOTAL_RULES } from './limits.ts';

const NEEDED = ['Account ID', 'Token ID', 'Rule', 'Expires', 'Reason'] as const;
const COLUMNS = [...NEEDED, 'Email'] as const;
type Column = (typeof COLUMNS)[number];
type Cells = Record<Column, string>;

const EXCEPTED_RULES: ExceptedRule[] = ['*', ...RULES.filter((rule) => !TOTAL_RULES.includes(rule))];
const EMAIL = 'an email address, in which * stands for any characters';
const ANY_ID = 'an ID there or under Token ID, or an address under Email';

const MORE_CELLS = 'has more cells than there are columns: quote a reason with a delimiter in it ("…")';

/** A condition on a cell, and the words for an expected cell. */
type Check = [column: Column, isValid: (cell: string, others: Cells) => boolean, expected: string];

/** The checks of a row, in this order. Cells may be empty unless a check refuses that. */
const CHECKS: Check[] = [
  ['Account ID', (cell) => cell === '' || parseAccountId(cell) !== undefined, 'an account ID'],
  [
    'Token ID',
    (cell, { Rule }) => cell === '' || Rule !== 'max-tokens-per-account',
    'nothing, since max-tokens-per-account is about an account',
  ],
  [
    'Token ID',
    (cell) => !/^\d(?:[.,]\d+)?e\+?\d+$/i.test(cell),
    'the ID as text, not as a number that a spreadsheet has rounded',
  ],
  ['Token ID', (cell) => !/[\s@]/.test(cell), "a token's ID, not its label"],
  ['Token ID', (cell) => !/\p{Cf}/u.test(cell), 'an ID without invisible characters'],
  ['Email', (cell) => cell === '' || (/[@*]/.test(cell) && /^[^\s\p{C}]{1,512}$/u.test(cell)), EMAIL],
  ['Email', (cell) => cell === '' || /[\p{L}\p{N}]/u.test(cell), 'more than * alone'],
  ['Account ID', (cell, cells) => cell + cells['Token ID'] + cells.Email !== '', ANY_ID],
  ['Reason', (cell) => /[^\s\p{C}]/u.test(cell), 'why this was agreed'],
];

/**
 * Reads a file of agreed exceptions, as a spreadsheet or an editor writes it. Throws an error with the line for every
 * row that is not clearly an exception: a misread one would forgive in silence. Without `showCells` the error shows no
 * cell.
 */
export async function readExceptions(
  path: string,
  options: Pick<InputFile, 'showCells' | 'mask'>,
): Promise<Exception[]> {
  const file: InputFile = { input: 'exceptions-csv', path, ...options };
  const { text } = await readInputText(file);
  const table = findTable(text, file, {
    findKey: (cells) => (listMissing(cells).length === 0 ? findColumn(cells, ['Expires']) : -1),
    isKey: (cell) => parseDay(cell.trim()) !== undefined,
  });
  const { headings } = table;
  checkHeadings(file, headings);
  const places = new Map(COLUMNS.map((column) => [column, findColumn(headings, [column])]));
  const width = headings.findLastIndex((heading) => heading.trim() !== '') + 1;
  const exceptions: Exception[] = [];
  parseTable(text, file, table, (record) => {
    if (record.cells.slice(width).some((cell) => cell.trim() !== ''))
      throw createLineError(file, record, MORE_CELLS);
    const read = (column: Column) => record.cells[places.get(column) ?? -1] ?? '';
    exceptions.push(parseException(read, record, file));
  });
  return exceptions;
}

/** Throws an error that names the column that is missing or unclear. */
function checkHeadings(file: InputFile, headings: string[]): void {
  const keys = headings.map(simplify);
  const twice = COLUMNS.map(simplify).findIndex((key) => keys.indexOf(key) !== keys.lastIndexOf(key));
  if (twice !== -1) throw createFileError(file, `has more than one column ${COLUMNS[twice]}: leave one`);
  // Email narrows the other columns: without it, an exception would cover more.
  const isLikeEmail = (heading: string) => suggest(heading, ['Email', 'Email address']) !== undefined;
  if (findColumn(headings, ['Email']) === -1 && headings.some(isLikeEmail))
    throw createFileError(file, 'has a column much like Email: call it Email');
  const missing = listMissing(headings);
  const [first] = missing;
  if (first === undefined) return;
  const found = headings.length === 0 ? 'is empty' : `has no column ${missing.join(', ')}`;
  const similar = file.showCells ? suggest(first, headings) : undefined;
  const hint = similar === undefined ? '' : `; did you mean ${first} by ${quoteHeading(similar)}?`;
  throw createFileError(file, `${found}: its first line must be ${NEEDED.join(',')}${hint}`);
}

function listMissing(headings: string[]): Column[] {
  return NEEDED.filter((column) => findColumn(headings, [column]) === -1);
}

function parseException(read: (column: Column) => string, record: CsvRecord, file: InputFile): Exception {
  const trim = (column: Column) => (column === 'Reason' ? read(column).trim() : trimCell(read(column)));
  const cells = Object.fromEntries(COLUMNS.map((column) => [column, trim(column)])) as Cells;
  const refuse = (column: Column, expected: string): never => {
    const shown = file.showCells ? JSON.stringify(cut(showInvisible(cells[column]), 60)) : 'something else';
    const got = cells[column] === '' ? 'nothing' : shown;
    const similar = column === 'Rule' ? suggest(cells.Rule, EXCEPTED_RULES) : undefined;
    const hint = similar === undefined ? '' : `. Did you mean ${similar}?`;
    throw createLineError(file, record, `${column}: expected ${expected}, got ${got}${hint}`);
  };
  const isTotal = TOTAL_RULES.some((known) => known === cells.Rule);
  const why = isTotal ? `, since ${cells.Rule} takes no exceptions` : '';
  const rule =
    EXCEPTED_RULES.find((known) => known === cells.Rule) ??
    refuse('Rule', `one of ${EXCEPTED_RULES.join(', ')}${why}`);
  for (const [column, isValid, expected] of CHECKS)
    if (!isValid(cells[column], cells)) refuse(column, expected);
  const day = parseDay(cells.Expires) ?? refuse('Expires', 'a day such as 2027-03-31');
  return {
    line: record.line,
    accountId: cells['Account ID'],
    tokenId: cells['Token ID'],
    emailPattern: cells.Email,
    rule,
    expires: cells.Expires,
    endsAt: day + DAY_MS,
    reason: cells.Reason,
  };
}
