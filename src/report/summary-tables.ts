import type { Account } from '../audit/accounts-file.ts';
import type { JudgedOutcome, JudgedToken } from '../policy/judge.ts';
import type { Ranking } from '../result/ranking.ts';
import { ROWS, SOON_DAYS, type Totals } from '../result/totals.ts';
import { listReasons } from '../result/unread-reasons.ts';
import { DAY_MS, formatDay, type ReceivedDate } from '../text/dates.ts';
import { cut, escapeCode, escapeHtml } from '../text/escape.ts';
import { formatCount } from '../text/format.ts';
import { type Cell, renderFolded, renderTable } from './table.ts';

export const CELL_LENGTH = 80;

/** The accounts that hold the most tokens; empty when nobody holds one. */
export function renderHolders({ holders }: Totals): string {
  if (holders.count === 0) return '';
  return renderFolded(`Accounts with most tokens${renderShare(holders.count)}`, renderHolding(holders.top));
}

/** The owners of tokens whom the accounts file does not know, most tokens first; empty when there are none. */
export function renderUnlisted({ unlisted }: Totals): string {
  if (unlisted.count === 0) return '';
  const title = `Owners not in the accounts file: ${formatCount(unlisted.count)}${renderShare(unlisted.count)}`;
  return renderFolded(title, renderHolding(unlisted.top));
}

/** One folded table for each way in which active tokens deserve a look. */
export function renderTokenTables(totals: Totals): string[] {
  return [
    renderTokens('Oldest tokens', totals.oldest, totals.now),
    renderTokens('Never used', totals.neverUsed, totals.now),
    renderTokens('Without expiry', totals.withoutExpiry, totals.now),
    renderTokens(`Expiring within ${SOON_DAYS} days`, totals.expiringSoon, totals.now),
  ];
}

/** Why accounts were not read, with the first of each reason; that one only with `showNames`. */
export function renderReasons({ reasons }: Totals, showNames: boolean): string {
  if (reasons.size === 0) return '';
  const rows = listReasons(reasons)
    .slice(0, ROWS)
    .map(({ count, first }): Cell[] => [
      first.status,
      first.httpStatus === undefined ? '' : String(first.httpStatus),
      count,
      ...(showNames ? [escapeCode(first.account.id), escapeCode(cut(first.detail, 2 * CELL_LENGTH))] : []),
    ]);
  const headings = ['Status', 'HTTP', 'Accounts', ...(showNames ? ['The first', 'Detail'] : [])];
  return `## Accounts without a result${renderShare(reasons.size)}\n\n${renderTable(headings, rows)}`;
}

function renderHolding(accounts: JudgedOutcome[]): string {
  const rows = accounts.map(({ account, tokens, active }): Cell[] => [
    ...renderAccount(account),
    tokens,
    active,
  ]);
  return renderTable(['Account ID', 'Name', 'Email', 'Tokens', 'Active'], rows);
}

function renderTokens(title: string, { count, top }: Ranking<JudgedToken>, now: number): string {
  if (count === 0) return '';
  const rows = top.map(({ account, token }): Cell[] => [
    ...renderAccount(account),
    escapeCode(cut(token.label, CELL_LENGTH)),
    renderDay(token.createdAt),
    renderAge(token.createdAt, now),
    renderDay(token.lastAccess),
    renderDay(token.expiry),
  ]);
  const headings = ['Account ID', 'Name', 'Email', 'Label', 'Created', 'Days old', 'Last used', 'Expires'];
  return renderFolded(`${title}: ${formatCount(count)}`, renderTable(headings, rows));
}

/** Cells with who an account is. */
export function renderAccount({ id, name, email }: Omit<Account, 'status'>): Cell[] {
  return [escapeCode(id), escapeHtml(cut(name, CELL_LENGTH)), escapeCode(cut(email, CELL_LENGTH))];
}

/** The day of a readable time, nothing where there is none, anything else as it came. */
function renderDay(date: ReceivedDate): string {
  if ('at' in date) return formatDay(date.at);
  return date.missing === 'missing' ? '' : escapeCode(cut(date.text, 40));
}

function renderAge(createdAt: ReceivedDate, now: number): Cell {
  return 'at' in createdAt ? Math.floor((now - createdAt.at) / DAY_MS) : '';
}

/** How many rows of how many are shown, when it is not all. */
export function renderShare(count: number): string {
  return count > ROWS ? ` (the first ${ROWS} of ${formatCount(count)})` : '';
}
