import { CREDENTIAL_NOUNS } from '../atlassian/credentials.ts';
import type { JudgedAny, JudgedCredential, JudgedOutcome, JudgedToken } from '../policy/judge.ts';
import type { Ranking } from '../result/ranking.ts';
import { SOON_DAYS } from '../result/totals.ts';
import { DAY_MS } from '../text/dates.ts';
import { formatPlural } from '../text/format.ts';
import { html } from '../text/html.ts';
import type { Cell, Report, Section, Table } from './model.ts';
import { type Column, createMark, createTable } from './tables.ts';

type Filter = [flag: string, label: string, shows: (judged: JudgedToken, now: number) => boolean];

/** The filters of the tokens: the flag of the rows that each shows, its label, and whether it shows a token. */
export const FILTERS: Filter[] = [
  ['active', 'active', ({ active }) => active],
  ['inactive', 'disabled or expired', ({ active }) => !active],
  ['broken', 'breaking a rule', ({ active, brokenRules }) => active && brokenRules.length > 0],
  ['unused', 'active, never used', ({ active, token }) => active && 'missing' in token.lastAccess],
  ['endless', 'active, without expiry', ({ active, token }) => active && 'missing' in token.expiry],
  [
    'soon',
    `active, expiring within ${SOON_DAYS} days`,
    ({ active, token: { expiry } }, now) => active && 'at' in expiry && expiry.at <= now + SOON_DAYS * DAY_MS,
  ],
];

const SCOPES: Column<JudgedAny> = ['Scopes', ({ token }) => ({ kind: 'code', text: token.scopes.join(' ') })];
const STATE_COLUMNS: Column<JudgedAny>[] = [
  ['State', describeState],
  ['Breaks', ({ brokenRules }) => brokenRules.join(', ')],
];

const HOLDER_COLUMNS: Column<JudgedOutcome>[] = [
  ['Account', ({ account }) => ({ kind: 'person', person: account })],
  ['Tokens', ({ tokens }) => tokens],
  ['Active', ({ active }) => active],
];

/** Computes the table of all tokens, the most urgent first. */
export function computeTokens(report: Report): Section {
  const { urgent: items, now } = report.totals;
  const columns = [...listTokenColumns(report), ...STATE_COLUMNS];
  const listFlags = (judged: JudgedToken) =>
    FILTERS.filter(([, , shows]) => shows(judged, now)).map(([flag]) => flag);
  const table = createTable({ noun: 'token', file: 'output.csv', items, columns, listFlags });
  const intro = html`<p>Sorted by: active, rules broken, idle time. A token is active unless disabled, blocked or expired.</p>`;
  return { id: 'tokens', title: 'Tokens', intro: table ? [intro] : [], table, folded: true };
}

/** Computes the other credentials: the number of each kind, and, where names may be shown, the most urgent first. */
export function computeCredentials({ run, totals }: Report, showNames: boolean): Section {
  const { credentials: items, credentialCounts, now } = totals;
  const counts = run.include.map((kind) => {
    const { tokens, active } = credentialCounts.get(kind) ?? { tokens: 0, active: 0 };
    const unread = run.unreadKinds.includes(kind) ? ', not all read' : '';
    return html`<li>${formatPlural(tokens, CREDENTIAL_NOUNS[kind])} (${active} active${unread})</li>`;
  });
  const columns: Column<JudgedCredential>[] = [
    ['Kind', ({ credentialKind }) => credentialKind],
    ...createColumns('Credential', now),
    SCOPES,
    ...STATE_COLUMNS,
  ];
  const table = createTable({ noun: 'credential', file: 'credentials.csv', items, columns });
  return {
    id: 'credentials',
    title: 'Other credentials',
    intro: counts.length > 0 ? [html`<ul>${counts}</ul>`] : [],
    table: showNames ? table : undefined,
  };
}

/** Computes the active tokens and the accounts that deserve a look, whatever the limits. */
export function computeWorthALook(report: Report): Section {
  const { expiringSoon, neverUsed, withoutExpiry, oldest, holders } = report.totals;
  const columns = listTokenColumns(report);
  const list = (id: string, title: string, items: Ranking<JudgedToken>): Section => {
    const table = createTable({ noun: 'token', file: 'output.csv', items, columns, shown: 5 });
    return { id, title, table, folded: true };
  };
  const parts = [
    list('soon', `Expiring within ${SOON_DAYS} days`, expiringSoon),
    list('unused', 'Never used', neverUsed),
    list('endless', 'Without expiry', withoutExpiry),
    list('oldest', 'Oldest tokens', oldest),
    {
      id: 'holders',
      title: 'Accounts with most tokens',
      table: listHolders('account', holders),
      folded: true,
    },
  ];
  return { id: 'attention', title: 'Worth a look', parts };
}

/** Lists accounts with the number of their tokens. */
export function listHolders(noun: string, items: Ranking<JudgedOutcome>): Table | undefined {
  return createTable({ noun, file: 'accounts.csv', items, columns: HOLDER_COLUMNS });
}

/** Only the organization-wide list sends scopes. */
function listTokenColumns({ run, totals }: Report): Column<JudgedAny>[] {
  const columns = createColumns('Token', totals.now);
  return run.target.kind === 'organization' ? [...columns, SCOPES] : columns;
}

function createColumns(name: string, now: number): Column<JudgedAny>[] {
  return [
    [name, ({ token }) => ({ kind: 'token', label: token.label, id: token.id })],
    ['Owner', ({ account }) => ({ kind: 'person', person: account })],
    ['Created', ({ token }) => ({ kind: 'date', of: 'creation', date: token.createdAt, now })],
    ['Last used', ({ token }) => ({ kind: 'date', of: 'use', date: token.lastAccess, now })],
    ['Expires', ({ token }) => ({ kind: 'date', of: 'expiry', date: token.expiry, now })],
  ];
}

function describeState({ active, token }: JudgedAny): Cell {
  if (active) return createMark('good', 'active');
  return createMark('plain', token.disabled ? 'disabled' : 'expired');
}
