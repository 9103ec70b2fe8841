import { parseAccountId, trimCell } from '../audit/account-id.ts';
import type { CsvRecord, InputFile } from '../csv/user-csv.ts';
import * as csv from '../csv/user-csv.ts';
import { DAY_MS, parseDay } from '../text/dates.ts';
import { cut, showInvisible } from '../text/escape.ts';
import { simplify, suggest } from '../text/suggest.ts';
import type { Exception } from './finding.ts';
import { RULES, TOTAL_RULES } from './limits.ts';

const NEEDED = ['Account ID', 'Token ID', 'Rule', 'Expires', 'Reason'] as const;
const COLUMNS = [...NEEDED, 'Email'] as const;
type Column = (typeof COLUMNS)[number];
/** Returns the cell of a row in a column, trimmed. */
type Row = (column: Column) => string;

const EXCEPTED_RULES = ['*' as const, ...RULES.filter((rule) => !TOTAL_RULES.includes(rule))];
const EMAIL = 'an email address, in which * stands for any characters';
const ANY_ID = 'an ID there or under Token ID, or an address under Email';
const MORE_CELLS = 'has more cells than there are columns: quote a reason with a delimiter in it ("…")';

/** The checks of a row, in this order. Cells may be empty unless a check refuses that. */
const CHECKS: [column: Column, isValid: (cell: string, row: Row) => boolean, expected: string][] = [
  ['Account ID', (cell) => cell === '' || parseAccountId(cell) !== undefined, 'an account ID'],
  [
    'Token ID',
    (cell, row) => cell === '' || row('Rule') !== 'max-tokens-per-account',
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
  ['Account ID', (cell, row) => cell + row('Token ID') + row('Email') !== '', ANY_ID],
  ['Reason', (cell) => /[^\s\p{C}]/u.test(cell), 'why this was agreed'],
];

/**
 * Reads a file of agreed exceptions. Throws an error with the line for a row that is not clearly an exception: a misread
 * one would forgive in silence.
 */
export async function readExceptions(
  path: string,
  options: Pick<InputFile, 'showCells' | 'mask'>,
): Promise<Exception[]> {
  const file: InputFile = { input: 'exceptions-csv', path, ...options };
  const { text } = await csv.readInputText(file);
  const table = csv.findTable(text, file, {
    findKey: (cells) => (listMissing(cells).length === 0 ? csv.findColumn(cells, ['Expires']) : -1),
    isKey: (cell) => parseDay(cell.trim()) !== undefined,
  });
  const { headings } = table;
  checkHeadings(file, headings);
  const places = new Map(COLUMNS.map((column) => [column, csv.findColumn(headings, [column])]));
  const width = headings.findLastIndex((heading) => heading.trim() !== '') + 1;
  const exceptions: Exception[] = [];
  csv.parseTable(text, file, table, (record) => {
    if (record.cells.slice(width).some((cell) => cell.trim() !== ''))
      throw csv.createLineError(file, record, MORE_CELLS);
    const row = (column: Column) => {
      const cell = record.cells[places.get(column) ?? -1] ?? '';
      return column === 'Reason' ? cell.trim() : trimCell(cell);
    };
    exceptions.push(parseException(row, record, file));
  });
  return exceptions;
}

function checkHeadings(file: InputFile, headings: string[]): void {
  const keys = headings.map(simplify);
  const twice = COLUMNS.find((name) => keys.filter((key) => key === simplify(name)).length > 1);
  if (twice) throw csv.createFileError(file, `has more than one column ${twice}: leave one`);
  // Email narrows the other columns: without it, an exception would cover more.
  const isLikeEmail = (heading: string) => suggest(heading, ['Email', 'Email address']) !== undefined;
  if (csv.findColumn(headings, ['Email']) === -1 && headings.some(isLikeEmail))
    throw csv.createFileError(file, 'has a column much like Email: call it Email');
  const missing = listMissing(headings);
  const [first] = missing;
  if (first === undefined) return;
  const found = headings.length === 0 ? 'is empty' : `has no column ${missing.join(', ')}`;
  const similar = file.showCells ? suggest(first, headings) : undefined;
  const hint = similar === undefined ? '' : `; did you mean ${first} by ${csv.quoteHeading(similar)}?`;
  throw csv.createFileError(file, `${found}: its first line must be ${NEEDED.join(',')}${hint}`);
}

function listMissing(headings: string[]): Column[] {
  return NEEDED.filter((column) => csv.findColumn(headings, [column]) === -1);
}

function parseException(row: Row, record: CsvRecord, file: InputFile): Exception {
  const refuse = (column: Column, expected: string): never => {
    const cell = row(column);
    const shown = file.showCells ? JSON.stringify(cut(showInvisible(cell), 60)) : 'something else';
    const similar = column === 'Rule' ? suggest(cell, EXCEPTED_RULES) : undefined;
    const hint = similar === undefined ? '' : `. Did you mean ${similar}?`;
    const got = cell === '' ? 'nothing' : shown;
    throw csv.createLineError(file, record, `${column}: expected ${expected}, got ${got}${hint}`);
  };
  const ruleCell = row('Rule');
  const isTotal = TOTAL_RULES.some((known) => known === ruleCell);
  const why = isTotal ? `, since ${ruleCell} takes no exceptions` : '';
  const rule =
    EXCEPTED_RULES.find((known) => known === ruleCell) ??
    refuse('Rule', `one of ${EXCEPTED_RULES.join(', ')}${why}`);
  for (const [column, isValid, expected] of CHECKS) if (!isValid(row(column), row)) refuse(column, expected);
  const expires = row('Expires');
  const day = parseDay(expires) ?? refuse('Expires', 'a day such as 2027-03-31');
  return {
    line: record.line,
    accountId: row('Account ID'),
    tokenId: row('Token ID'),
    emailPattern: row('Email'),
    rule,
    expires,
    endsAt: day + DAY_MS,
    reason: row('Reason'),
  };
}
