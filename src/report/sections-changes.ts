import type { Baseline } from '../baseline/baseline.ts';
import { CHANGES, type Change, type ChangeKind } from '../baseline/comparison.ts';
import { nameToken } from '../policy/advice.ts';
import { nameAccount } from '../policy/finding.ts';
import type { Ranking } from '../result/ranking.ts';
import { isNewKey, type Totals } from '../result/totals.ts';
import { cut } from '../text/escape.ts';
import { formatCount, formatPlural, formatTimestamp } from '../text/format.ts';
import { type Html, html, renderCode, renderLink } from '../text/html.ts';
import type { Report, Section } from './model.ts';
import { type Column, createTable } from './tables.ts';

const RUN_LENGTH = 240;

const NAMES: Record<ChangeKind, [word: string, title: string]> = {
  new: ['new', 'New tokens'],
  removed: ['removed', 'Removed tokens'],
  changed: ['changed', 'Changed tokens'],
  unknown: ['unknown', 'Tokens that one of the runs could not see'],
  'no-longer-asked': ['of accounts no longer asked for', 'Tokens of accounts no longer asked for'],
};

const KIND_COLUMNS: Column<Change>[] = [
  ['Change', ({ change }) => change],
  ['Kind', ({ credentialKind }) => credentialKind],
];
const SCOPES: Column<Change> = ['Scopes', ({ scopes }) => ({ kind: 'code', text: scopes.join(' ') })];
const DETAIL: Column<Change> = ['Detail', ({ detail }) => detail];

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
  const names = keys.slice(0, 10).map(({ label, tokenId: id, account }) => {
    return `${nameToken({ id, label })} by ${cut(nameAccount(account) || 'someone', 60)}`;
  });
  const more = showNames ? `: ${names.join(', ')}` : '';
  return html`<p><b>${formatPlural(keys.length, 'new organization API key')}</b>${more}.</p>`;
}

function renderComparison(baseline: Baseline, runUrl: string, totals: Totals): Html {
  const { changes, credentialChanges } = totals;
  const kinds = CHANGES.filter((kind) => isUsual(kind) || changes[kind].count > 0);
  const counts = kinds.map((kind) => `${formatCount(changes[kind].count)} ${NAMES[kind][0]}`).join(', ');
  const { count } = credentialChanges;
  const others = count === 0 ? '' : `. ${formatPlural(count, 'change')} of other credentials`;
  return html`<p>Since ${renderComparedRun(baseline, runUrl)}: ${counts}${others}.</p>`;
}

/** Renders the baseline's run; as a link only within this repository, since anyone may have written the address. */
function renderComparedRun({ run, startedAt, complete }: Baseline, runUrl: string): Html {
  const runs = /^https:.*\/actions\/runs\//.exec(runUrl)?.[0];
  const isHere = runs !== undefined && run.startsWith(runs) && /^\d+$/.test(run.slice(runs.length));
  const where = isHere ? renderLink(run, 'the run') : renderCode(cut(run, RUN_LENGTH));
  return html`${where} of ${formatTimestamp(startedAt)}${complete ? '' : ', which was not complete'}`;
}

function listChanges({ changes, credentialChanges, now }: Totals): Section[] {
  const credentials = createChangesTable('credential', credentialChanges, now);
  return [
    { id: 'changes-credentials', title: 'Changes of other credentials', table: credentials },
    ...CHANGES.map((kind) => {
      const table = createChangesTable('token', changes[kind], now);
      return { id: `changes-${kind}`, title: NAMES[kind][1], table, folded: !isUsual(kind) };
    }),
  ];
}

/** Lists changes. Those of other credentials mix kinds, and so show them. */
function createChangesTable(noun: 'credential' | 'token', items: Ranking<Change>, now: number) {
  const isMixed = noun === 'credential';
  const columns: Column<Change>[] = [
    ...(isMixed ? KIND_COLUMNS : []),
    [isMixed ? 'Credential' : 'Token', ({ label, tokenId: id }) => ({ kind: 'token', label, id })],
    ['Owner', ({ account }) => ({ kind: 'person', person: account })],
    ['Created', ({ createdAt }) => ({ kind: 'date', of: 'creation', date: createdAt, now })],
    ['Expires', ({ expiry }) => ({ kind: 'date', of: 'expiry', date: expiry, now })],
    ...(items.top.some(({ scopes }) => scopes.length > 0) ? [SCOPES] : []),
    ...(items.top.some(({ detail }) => detail !== '') ? [DETAIL] : []),
  ];
  return createTable({ noun, file: 'changes.csv', items, columns });
}

/** Returns whether readers expect a number of these changes even if it is 0. */
function isUsual(kind: ChangeKind): boolean {
  return kind === 'new' || kind === 'removed';
}
