import { CREDENTIAL_NOUNS } from '../atlassian/tokens.ts';
import type { Baseline } from '../baseline/baseline.ts';
import { CHANGES, type Change, type ChangeKind } from '../baseline/comparison.ts';
import { nameAccount, nameToken } from '../policy/finding.ts';
import type { JudgedAny, JudgedCredential, JudgedOutcome, JudgedToken } from '../policy/judge.ts';
import { expiresSoon, isNewKey, type Ranking, SOON_DAYS, type Totals } from '../result/totals.ts';
import { cut } from '../text/escape.ts';
import { formatCount, formatPlural, formatTimestamp } from '../text/format.ts';
import { type Html, html, renderCode, renderLink } from '../text/html.ts';
import { type Cell, type Column, createMark, createTable, type Report, type Section } from './model.ts';

type Filter = [flag: string, label: string, shows: (judged: JudgedToken, now: number) => boolean];

/** The filters of the tokens: the flag of the rows that each shows, its label, and whether it shows a token. */
export const FILTERS: Filter[] = [
  ['active', 'active', ({ active }) => active],
  ['inactive', 'disabled or expired', ({ active }) => !active],
  ['broken', 'breaking a rule', ({ active, brokenRules }) => active && brokenRules.length > 0],
  ['unused', 'active, never used', ({ active, token }) => active && 'unknown' in token.lastAccess],
  ['endless', 'active, without expiry', ({ active, token }) => active && 'unknown' in token.expiry],
  ['soon', `active, expiring within ${SOON_DAYS} days`, expiresSoon],
];

const SCOPES: Column<JudgedAny> = ['Scopes', ({ token }) => ({ kind: 'code', text: token.scopes.join(' ') })];
const STATE_COLUMNS: Column<JudgedAny>[] = [
  ['State', describeState],
  ['Breaks', ({ brokenRules }) => brokenRules.join(', ')],
];

/** The word for changes of a kind, and the title of their list. */
const CHANGE_NAMES: Record<ChangeKind, [word: string, title: string]> = {
  new: ['new', 'New tokens'],
  removed: ['removed', 'Removed tokens'],
  changed: ['changed', 'Changed tokens'],
  unknown: ['unknown', 'Tokens that one of the runs could not see'],
  'no-longer-asked': ['of accounts no longer asked for', 'Tokens of accounts no longer asked for'],
};

/** The changes whose number readers expect even if it is 0. */
const USUAL_CHANGES: ChangeKind[] = ['new', 'removed'];

/** Computes the table of all tokens, the most urgent first. */
export function computeTokens(report: Report): Section {
  const { tokens: items, now } = report.totals;
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
  const intro = counts.length > 0 ? [html`<ul>${counts}</ul>`] : [];
  return { id: 'credentials', title: 'Other credentials', intro, table: showNames ? table : undefined };
}

/** Computes the active tokens and the accounts that deserve a look, whatever the limits. */
export function computeWorthALook(report: Report): Section {
  const { expiringSoon, neverUsed, withoutExpiry, activeTokens, holders } = report.totals;
  const mostTokens = listHolders('account', holders);
  const columns = listTokenColumns(report);
  const list = (id: string, title: string, items: Ranking<JudgedToken>): Section => {
    const table = createTable({ noun: 'token', file: 'output.csv', items, columns, shown: 5 });
    return { id, title, table, folded: true };
  };
  const parts = [
    list('soon', `Expiring within ${SOON_DAYS} days`, expiringSoon),
    list('unused', 'Never used', neverUsed),
    list('endless', 'Without expiry', withoutExpiry),
    list('oldest', 'Oldest tokens', activeTokens),
    { id: 'holders', title: 'Accounts with most tokens', table: mostTokens, folded: true },
  ];
  return { id: 'attention', title: 'Worth a look', parts };
}

/** Lists accounts with the number of their tokens. */
export function listHolders(noun: string, items: Ranking<JudgedOutcome>) {
  const columns: Column<JudgedOutcome>[] = [
    ['Account', ({ account }) => ({ kind: 'person', person: account })],
    ['Tokens', ({ tokens }) => tokens],
    ['Active', ({ active }) => active],
  ];
  return createTable({ noun, file: 'accounts.csv', items, columns });
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

/** Computes the changes since the baseline, or why nothing was compared. A failed audit compares nothing. */
export function computeChanges({ run, totals, verdict }: Report, showNames: boolean): Section {
  const section = { id: 'changes', title: 'What changed' };
  const found = run.baseline;
  if (!verdict.trusted) return section;
  if (found?.kind !== 'read') {
    const why = found ? cut(found.why, 2000) : html`set ${renderCode('baseline: auto')} to see changes.`;
    return { ...section, intro: [html`<p>No baseline: ${why}</p>`] };
  }
  const newKeys = totals.credentialChanges.top.filter(isNewKey);
  const intro = [renderComparison(found.baseline, run.runUrl, totals)];
  // First of all, since a key can do more than any token.
  if (newKeys.length > 0) intro.unshift(renderNewKeys(newKeys, showNames));
  return { ...section, intro, parts: showNames ? listChanges(totals) : [] };
}

function renderNewKeys(keys: Change[], showNames: boolean): Html {
  const names = keys.slice(0, 10).map(({ token, account }) => {
    return `${nameToken(token)} by ${cut(nameAccount(account) || 'someone', 60)}`;
  });
  const more = showNames ? `: ${names.join(', ')}` : '';
  return html`<p><b>${formatPlural(keys.length, 'new organization API key')}</b>${more}.</p>`;
}

function renderComparison(baseline: Baseline, runUrl: string, totals: Totals): Html {
  const { changes, credentialChanges } = totals;
  const kinds = CHANGES.filter((kind) => USUAL_CHANGES.includes(kind) || changes[kind].count > 0);
  const counts = kinds.map((kind) => `${formatCount(changes[kind].count)} ${CHANGE_NAMES[kind][0]}`);
  const { count } = credentialChanges;
  const others = count === 0 ? '' : `. ${formatPlural(count, 'change')} of other credentials`;
  return html`<p>Since ${renderComparedRun(baseline, runUrl)}: ${counts.join(', ')}${others}.</p>`;
}

/** Renders the baseline's run; as a link only within this repository, since anyone may have written the address. */
function renderComparedRun({ run, report }: Baseline, runUrl: string): Html {
  const { startedAt, complete } = report;
  const runs = /^https:.*\/actions\/runs\//.exec(runUrl)?.[0];
  const isHere = runs !== undefined && run.startsWith(runs) && /^\d+$/.test(run.slice(runs.length));
  const where = isHere ? renderLink(run, 'the run') : renderCode(cut(run, 240));
  return html`${where} of ${formatTimestamp(startedAt)}${complete ? '' : ', which was not complete'}`;
}

function listChanges({ changes, credentialChanges, now }: Totals): Section[] {
  const credentials = createChangesTable('credential', credentialChanges, now);
  return [
    { id: 'changes-credentials', title: 'Changes of other credentials', table: credentials },
    ...CHANGES.map((kind) => {
      const table = createChangesTable('token', changes[kind], now);
      return {
        id: `changes-${kind}`,
        title: CHANGE_NAMES[kind][1],
        table,
        folded: !USUAL_CHANGES.includes(kind),
      };
    }),
  ];
}

/** Lists changes. Those of other credentials mix kinds, and so show them. */
function createChangesTable(noun: 'credential' | 'token', items: Ranking<Change>, now: number) {
  const isMixed = noun === 'credential';
  const columns: Column<Change>[] = [
    [isMixed ? 'Credential' : 'Token', ({ token: { id, label } }) => ({ kind: 'token', label, id })],
    ['Owner', ({ account }) => ({ kind: 'person', person: account })],
    ['Created', ({ token }) => ({ kind: 'date', of: 'creation', date: token.createdAt, now })],
    ['Expires', ({ token }) => ({ kind: 'date', of: 'expiry', date: token.expiry, now })],
  ];
  if (isMixed)
    columns.unshift(['Change', ({ change }) => change], ['Kind', ({ credentialKind }) => credentialKind]);
  if (items.top.some(({ token }) => token.scopes.length > 0))
    columns.push(['Scopes', ({ token }) => ({ kind: 'code', text: token.scopes.join(' ') })]);
  if (items.top.some(({ detail }) => detail !== '')) columns.push(['Detail', ({ detail }) => detail]);
  return createTable({ noun, file: 'changes.csv', items, columns });
}
