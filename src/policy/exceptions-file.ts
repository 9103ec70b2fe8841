import { parseAccountId } from '../audit/account-id.ts';
import { findHeading, isWrapped, quoteHeading, WRAPPED_ADVICE } from '../csv/headings.ts';
import { createFileError, type InputFile, readInputText } from '../csv/input-file.ts';
import { type Head, parseHeads, parseTable } from '../csv/reader.ts';
import { DAY_MS, parseDay } from '../text/dates.ts';
import { cut, showInvisible } from '../text/escape.ts';
import { suggest } from '../text/suggest.ts';
import type { ExceptedRule, Exception } from './finding.ts';
import { RULES, TOTAL_RULES } from './limits.ts';

const NEEDED = ['Account ID', 'Token ID', 'Rule', 'Expires', 'Reason'] as const;
const COLUMNS = [...NEEDED, 'Email'] as const;
const FIRST_LINE = `its first line must be ${NEEDED.join(',')}`;
/** As long as an address can be, and as many `*` again. */
const MAX_EMAIL_CHARS = 512;
type Cells = Record<(typeof COLUMNS)[number], string>;

/** Refuses a cell. */
type Refuse = (column: string, expected: string, got: string, hint?: string) => never;

const EXCEPTED_RULES: ExceptedRule[] = ['*', ...RULES.filter((rule) => !TOTAL_RULES.includes(rule))];

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
  if (text.trim() === '') throw createFileError(file, `is empty: ${FIRST_LINE}`);
  const { delimiter, headings } = findHeadings(file, parseHeads(text, file));
  const places = COLUMNS.map((column) => findPlace(headings, column));
  const pick = (cells: string[]) =>
    Object.fromEntries(COLUMNS.map((column, index) => [column, cells[places[index] ?? -1] ?? ''])) as Cells;
  const keyPlace = findPlace(headings, 'Expires');
  const isKey = (cell: string) => parseDay(cell.trim()) !== undefined;
  const exceptions: Exception[] = [];
  parseTable(text, file, { delimiter, headings, recordsAbove: 1, keyPlace, isKey }, ({ cells, line }) => {
    checkWidth(headings, cells, line);
    exceptions.push(parseException(pick(cells), line, file.showCells));
  });
  return exceptions;
}

/** Finds the delimiter whose reading of the first record has all columns. */
function findHeadings(file: InputFile, heads: Head[]): { delimiter: string; headings: string[] } {
  const found = heads.map(({ delimiter, records: [first] }) => {
    const headings = first?.cells ?? [];
    return { delimiter, headings, missing: listMissing(headings) };
  });
  const [best] = found.sort((a, b) => a.missing.length - b.missing.length);
  const { headings, missing } = best ?? { headings: [], missing: NEEDED };
  const twice = COLUMNS.find((column) => countHeadings(headings, column) > 1);
  if (twice) throw createFileError(file, `has more than one column ${twice}: leave one`);
  const likeEmail = headings.find((heading) => suggest(heading, ['Email', 'Email address']) !== undefined);
  // It narrows what the other columns say, so that it must not be overlooked.
  if (likeEmail !== undefined && findPlace(headings, 'Email') === -1)
    throw createFileError(file, `has a column much like Email: call it Email`);
  if (best && missing.length === 0) return best;
  if (isWrapped(headings, (cells) => listMissing(cells).length === 0))
    throw createFileError(file, WRAPPED_ADVICE);
  const [similar] = missing.flatMap((column) => {
    const heading = file.showCells ? suggest(column, headings) : undefined;
    return heading === undefined ? [] : [`; did you mean ${column} by ${quoteHeading(heading)}?`];
  });
  throw createFileError(file, `has no column ${missing.join(', ')}: ${FIRST_LINE}${similar ?? ''}`);
}

function listMissing(headings: string[]): readonly string[] {
  return NEEDED.filter((column) => findPlace(headings, column) === -1);
}

function findPlace(headings: string[], column: string): number {
  const heading = findHeading(headings, [column]);
  return heading === undefined ? -1 : headings.indexOf(heading);
}

function countHeadings(cells: string[], column: string): number {
  return cells.filter((cell) => findHeading([cell], [column]) !== undefined).length;
}

function checkWidth(headings: string[], cells: string[], line: number): void {
  const width = headings.findLastIndex((heading) => heading.trim() !== '') + 1;
  if (cells.slice(width).some((cell) => cell.trim() !== ''))
    throw new Error(
      `exceptions-csv: line ${line}: has more cells than there are columns: quote a reason with a delimiter in it ("…")`,
    );
}

/** Leaves out what a copied cell has around it, unseen. */
function stripInvisible(cell: string): string {
  const visible = [...cell.matchAll(/[^\s\p{Cf}]/gu)];
  const [first, last] = [visible[0], visible.at(-1)];
  return first && last ? cell.slice(first.index, last.index + last[0].length) : '';
}

function parseException(cells: Cells, line: number, showCells: boolean): Exception {
  const refuse: Refuse = (column, expected, got, hint = '') => {
    const shown = got === '' ? 'nothing' : showCells ? JSON.stringify(cut(got, 60)) : 'something else';
    throw new Error(`exceptions-csv: line ${line}: ${column}: expected ${expected}, got ${shown}${hint}`);
  };
  const rule = parseRule(stripInvisible(cells.Rule), refuse);
  const accountId = parseAccountCell(stripInvisible(cells['Account ID']), refuse);
  const tokenId = parseTokenCell(stripInvisible(cells['Token ID']), rule, refuse);
  const emailPattern = parseEmailCell(stripInvisible(cells.Email), refuse);
  if (accountId === '' && tokenId === '' && emailPattern === '')
    refuse('Account ID', 'an ID there or under Token ID, or an address under Email', '');
  const expires = stripInvisible(cells.Expires);
  const day = parseDay(expires) ?? refuse('Expires', 'a day such as 2027-03-31', expires);
  const reason = cells.Reason.trim();
  if (!/[^\s\p{C}]/u.test(reason)) refuse('Reason', 'why this was agreed', '');
  return { line, accountId, tokenId, emailPattern, rule, expires, endsAt: day + DAY_MS, reason };
}

function parseRule(cell: string, refuse: Refuse): ExceptedRule {
  const rule = EXCEPTED_RULES.find((known) => known === cell);
  if (rule) return rule;
  const total = TOTAL_RULES.some((known) => known === cell) ? `, since ${cell} takes no exceptions` : '';
  const similar = total === '' ? suggest(cell, EXCEPTED_RULES.slice(1)) : undefined;
  const hint = similar === undefined ? '' : `. Did you mean ${similar}?`;
  return refuse('Rule', `one of ${EXCEPTED_RULES.join(', ')}${total}`, cell, hint);
}

function parseAccountCell(cell: string, refuse: Refuse): string {
  return cell === '' ? '' : (parseAccountId(cell) ?? refuse('Account ID', 'an account ID', cell));
}

/** An apostrophe in front marks text in a spreadsheet, and disarms a formula in output.csv. */
function parseTokenCell(cell: string, rule: ExceptedRule, refuse: Refuse): string {
  if (cell !== '' && rule === 'max-tokens-per-account')
    refuse('Token ID', `nothing, since ${rule} is about an account`, cell);
  if (/^\d(?:[.,]\d+)?e\+?\d+$/i.test(cell))
    refuse('Token ID', 'the ID as text, not as a number that a spreadsheet has rounded', cell);
  if (/[\s@]/.test(cell)) refuse('Token ID', "a token's ID, not its label", cell);
  if (/\p{Cf}/u.test(cell)) refuse('Token ID', 'an ID without invisible characters', showInvisible(cell));
  return cell.replace(/^'/, '');
}

/** An address, or a pattern that names at least a part of one: it must not forgive everybody. */
function parseEmailCell(cell: string, refuse: Refuse): string {
  if (cell === '') return '';
  if (!/[@*]/.test(cell) || /[\s\p{C}]/u.test(cell) || cell.length > MAX_EMAIL_CHARS)
    refuse('Email', 'an e-mail address, in which * stands for any characters', showInvisible(cell));
  if (!/[\p{L}\p{N}]/u.test(cell)) refuse('Email', 'more than * alone', cell);
  return cell.replace(/^'/, '');
}
