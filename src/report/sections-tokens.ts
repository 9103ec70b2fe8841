import { CREDENTIAL_NOUNS } from '../atlassian/credentials.ts';
import type { JudgedAny, JudgedOutcome, JudgedToken } from '../policy/judge.ts';
import type { Ranking } from '../result/ranking.ts';
import { SOON_DAYS } from '../result/totals.ts';
import { DAY_MS, type ReceivedDate } from '../text/dates.ts';
import { formatPlural } from '../text/format.ts';
import { html } from '../text/html.ts';
import { FILE_NAMES } from './files.ts';
import type { Cell, Report, Section, Table } from './model.ts';

/** The filters of the tokens: the flag of the rows that each shows, and its label. */
export const FILTERS: [flag: string, label: string][] = [
  ['active', 'active'],
  ['inactive', 'disabled or expired'],
  ['broken', 'breaking a rule'],
  ['unused', 'active, never used'],
  ['endless', 'active, without expiry'],
  ['soon', `active, expiring within ${SOON_DAYS} days`],
];

const HEADINGS = ['Token', 'Owner', 'Created', 'Last used', 'Expires'];

/** Computes the table of all tokens, the most urgent first. */
export function computeTokens({ run, totals: { urgent, now } }: Report): Section {
  const hasScopes = run.target.kind === 'organization';
  const rows = urgent.top.map((judged) => {
    const flags = judged.active ? listFlags(judged, now) : ['inactive'];
    return { cells: describeJudged(judged, now, hasScopes), flags };
  });
  const headings = [...listHeadings(hasScopes), 'State', 'Breaks'];
  const intro = html`<p>Sorted by: active, rules broken, idle time. A token is active unless disabled, blocked or expired.</p>`;
  const table = { noun: 'token', headings, rows, total: urgent.count, file: FILE_NAMES.output };
  return { id: 'tokens', title: 'Tokens', intro: [intro], table, folded: true };
}

/** Computes the other credentials: the number of each kind, and, where names may be shown, the most urgent first. */
export function computeCredentials({ run, totals }: Report, showNames: boolean): Section {
  const { credentials, credentialCounts, now } = totals;
  const counts = run.include.map((kind) => {
    const { tokens, active } = credentialCounts.get(kind) ?? { tokens: 0, active: 0 };
    const unread = run.unreadKinds.includes(kind) ? ', not all read' : '';
    return html`<li>${formatPlural(tokens, CREDENTIAL_NOUNS[kind])} (${active} active${unread})</li>`;
  });
  const rows = credentials.top.map((judged) => ({
    cells: [judged.credentialKind, ...describeJudged(judged, now, true)],
  }));
  const headings = ['Kind', 'Credential', ...listHeadings(true).slice(1), 'State', 'Breaks'];
  const { count: total } = credentials;
  const table = { noun: 'credential', headings, rows, total, file: FILE_NAMES.credentials };
  return {
    id: 'credentials',
    title: 'Other credentials',
    intro: counts.length > 0 ? [html`<ul>${counts}</ul>`] : [],
    table: showNames && rows.length > 0 ? table : undefined,
  };
}

/** Computes the active tokens and the accounts that deserve a look, whatever the limits. */
export function computeWorthALook({ run, totals }: Report): Section {
  const hasScopes = run.target.kind === 'organization';
  const lists: [string, string, Ranking<JudgedToken>][] = [
    ['soon', `Expiring within ${SOON_DAYS} days`, totals.expiringSoon],
    ['unused', 'Never used', totals.neverUsed],
    ['endless', 'Without expiry', totals.withoutExpiry],
    ['oldest', 'Oldest tokens', totals.oldest],
  ];
  const headings = listHeadings(hasScopes);
  const parts = lists.map(([id, title, { count, top }]): Section => {
    const rows = top.map((judged) => ({ cells: describeToken(judged, totals.now, hasScopes) }));
    const table = { noun: 'token', headings, rows, total: count, file: FILE_NAMES.output, shown: 5 };
    return { id, title, table, folded: true };
  });
  const holders = listHolders('account', totals.holders);
  parts.push({ id: 'holders', title: 'Accounts with most tokens', table: holders, folded: true });
  return { id: 'attention', title: 'Worth a look', parts };
}

/** Lists accounts with the number of their tokens. */
export function listHolders(noun: string, { count, top }: Ranking<JudgedOutcome>): Table {
  const rows = top.map(({ account, tokens, active }) => ({
    cells: [{ kind: 'person', person: account }, tokens, active] satisfies Cell[],
  }));
  return { noun, headings: ['Account', 'Tokens', 'Active'], rows, total: count, file: FILE_NAMES.accounts };
}

/** Returns the headings. Only the organization-wide list sends scopes. */
function listHeadings(hasScopes: boolean): string[] {
  return hasScopes ? [...HEADINGS, 'Scopes'] : HEADINGS;
}

function describeJudged(judged: JudgedAny, now: number, hasScopes: boolean): Cell[] {
  return [...describeToken(judged, now, hasScopes), describeState(judged), judged.brokenRules.join(', ')];
}

function describeToken({ account, token }: JudgedAny, now: number, hasScopes: boolean): Cell[] {
  const { label, id, createdAt, lastAccess, expiry, scopes } = token;
  return [
    { kind: 'token', label, id },
    { kind: 'person', person: account },
    describeCreation(createdAt, now),
    { kind: 'date', date: lastAccess, now, none: { words: 'never', value: 0 } },
    describeExpiry(expiry, now),
    ...(hasScopes ? [describeScopes(scopes)] : []),
  ];
}

/** Returns the cell of a token's creation. */
export function describeCreation(date: ReceivedDate, now: number): Cell {
  return { kind: 'date', date, now, none: { words: 'unknown', value: 0 } };
}

/** Returns the cell of a token's expiry. Sorted, a token without expiry is the last. */
export function describeExpiry(date: ReceivedDate, now: number): Cell {
  return { kind: 'date', date, now, none: { words: 'never', value: Number.POSITIVE_INFINITY } };
}

/** Returns the cell of a token's scopes. */
export function describeScopes(scopes: string[]): Cell {
  return { kind: 'code', text: scopes.join(' ') };
}

function describeState({ active, token }: JudgedAny): Cell {
  if (active) return { kind: 'mark', tone: 'good', text: 'active' };
  return { kind: 'mark', tone: 'plain', text: token.disabled ? 'disabled' : 'expired' };
}

function listFlags({ token, brokenRules }: JudgedToken, now: number): string[] {
  const flags: [string, boolean][] = [
    ['active', true],
    ['broken', brokenRules.length > 0],
    ['unused', 'missing' in token.lastAccess],
    ['endless', 'missing' in token.expiry],
    ['soon', 'at' in token.expiry && token.expiry.at <= now + SOON_DAYS * DAY_MS],
  ];
  return flags.filter(([, holds]) => holds).map(([flag]) => flag);
}
