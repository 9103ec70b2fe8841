import { parseAccountId } from '../audit/account-id.ts';
import { findHeading } from '../csv/headings.ts';
import { createFileError, type InputFile, readInputText } from '../csv/input-file.ts';
import { type Head, parseHeads, parseUserCsv } from '../csv/reader.ts';
import { DAY_MS, parseDay } from '../text/dates.ts';
import { cut } from '../text/escape.ts';
import type { ExceptedRule, Exception } from './finding.ts';
import { RULES, TOTAL_RULES } from './limits.ts';

const COLUMNS = ['Account ID', 'Token ID', 'Rule', 'Expires', 'Reason'] as const;
type Cells = Record<(typeof COLUMNS)[number], string>;

const EXCEPTED_RULES: ExceptedRule[] = ['*', ...RULES.filter((rule) => !TOTAL_RULES.includes(rule))];

/**
 * Reads a file of agreed exceptions, as a spreadsheet or an editor writes it. Throws an error with the line for every
 * row that is not clearly an exception: a misread one would forgive in silence. Without `showCells` the error shows no
 * cell.
 */
export async function readExceptions(
  path: string,
  { showCells, mask }: { showCells: boolean; mask: (text: string) => string },
): Promise<Exception[]> {
  const file: InputFile = { input: 'exceptions-csv', path };
  const { text } = await readInputText(file);
  if (text.trim() === '')
    throw createFileError(file, `is empty: its first line must be ${COLUMNS.join(',')}`);
  const parse = { ...file, mask };
  const { delimiter, headings } = findHeadings(file, parseHeads(text, parse));
  const exceptions: Exception[] = [];
  let isFirst = true;
  parseUserCsv(text, { ...parse, delimiter }, ({ cells, line }) => {
    if (!isFirst) exceptions.push(parseException(pickCells(headings, cells, line), line, showCells));
    isFirst = false;
  });
  return exceptions;
}

/** Finds the delimiter whose reading of the first record has all columns. */
function findHeadings(file: InputFile, heads: Head[]): { delimiter: string; headings: string[] } {
  const found = heads.map(({ delimiter, records: [first] }) => {
    const headings = first?.cells ?? [];
    const missing = COLUMNS.filter((column) => findHeading(headings, [column]) === undefined);
    return { delimiter, headings, missing };
  });
  const [best] = found.sort((a, b) => a.missing.length - b.missing.length);
  const twice = COLUMNS.find((column) => countHeadings(best?.headings ?? [], column) > 1);
  if (twice) throw createFileError(file, `has more than one column ${twice}: leave one`);
  if (best && best.missing.length === 0) return best;
  throw createFileError(
    file,
    `has no column ${(best?.missing ?? COLUMNS).join(', ')}: its first line must be ${COLUMNS.join(',')}`,
  );
}

function countHeadings(cells: string[], column: string): number {
  return cells.filter((cell) => findHeading([cell], [column]) !== undefined).length;
}

function pickCells(headings: string[], cells: string[], line: number): Cells {
  const width = headings.findLastIndex((heading) => heading.trim() !== '') + 1;
  if (cells.slice(width).some((cell) => cell.trim() !== ''))
    throw new Error(
      `exceptions-csv: line ${line}: has more cells than there are columns: quote a reason with a delimiter in it ("…")`,
    );
  const pick = (column: string) =>
    cells[headings.indexOf(findHeading(headings, [column]) ?? '')]?.trim() ?? '';
  return Object.fromEntries(COLUMNS.map((column) => [column, pick(column)])) as Cells;
}

function parseException(cells: Cells, line: number, showCells: boolean): Exception {
  const refuse = (column: string, expected: string, got: string): never => {
    const shown = got === '' ? 'nothing' : showCells ? JSON.stringify(cut(got, 60)) : 'something else';
    throw new Error(`exceptions-csv: line ${line}: ${column}: expected ${expected}, got ${shown}`);
  };
  const rule =
    EXCEPTED_RULES.find((known) => known === cells.Rule) ??
    refuse('Rule', describeRules(cells.Rule), cells.Rule);
  const accountId = parseAccountCell(cells['Account ID'], refuse);
  const tokenId = parseTokenCell(cells['Token ID'], rule, refuse);
  if (accountId === '' && tokenId === '') refuse('Account ID', 'an ID there or under Token ID', '');
  const day = parseDay(cells.Expires) ?? refuse('Expires', 'a day such as 2027-03-31', cells.Expires);
  if (!/[^\s\p{C}]/u.test(cells.Reason)) refuse('Reason', 'why this was agreed', '');
  return {
    line,
    accountId,
    tokenId,
    rule,
    expires: cells.Expires,
    endsAt: day + DAY_MS,
    reason: cells.Reason,
  };
}

type Refuse = (column: string, expected: string, got: string) => never;

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
  return cell.replace(/^'/, '');
}

function describeRules(cell: string): string {
  const total = TOTAL_RULES.some((rule) => rule === cell) ? `, since ${cell} takes no exceptions` : '';
  return `one of ${EXCEPTED_RULES.join(', ')}${total}`;
}
