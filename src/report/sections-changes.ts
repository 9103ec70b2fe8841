import type { Baseline } from '../baseline/baseline.ts';
import { CHANGES, type Change, type ChangeKind } from '../baseline/comparison.ts';
import { nameToken } from '../policy/advice.ts';
import { nameAccount } from '../policy/finding.ts';
import { isNewKey, type Totals } from '../result/totals.ts';
import { cut } from '../text/escape.ts';
import { formatCount, formatPlural, formatTimestamp } from '../text/format.ts';
import { type Html, html, renderCode, renderLink } from '../text/html.ts';
import { FILE_NAMES } from './files.ts';
import type { Cell, Report, Section } from './model.ts';
import { describeCreation, describeExpiry, describeScopes } from './sections-tokens.ts';

const RUN_LENGTH = 240;
const LISTS = ['credentials', ...CHANGES] as const;

const WORDS: Record<ChangeKind, string> = {
  new: 'new',
  removed: 'removed',
  changed: 'changed',
  unknown: 'unknown',
  'no-longer-asked': 'of accounts no longer asked for',
};
const TITLES: Record<ChangeKind | 'credentials', string> = {
  credentials: 'Changes of other credentials',
  new: 'New tokens',
  removed: 'Removed tokens',
  changed: 'Changed tokens',
  unknown: 'Tokens that one of the runs could not see',
  'no-longer-asked': 'Tokens of accounts no longer asked for',
};

/** Computes the changes since the baseline, or why nothing was compared. A failed audit compares nothing. */
export function computeChanges({ run, totals, verdict }: Report, showNames: boolean): Section {
  const section = { id: 'changes', title: 'What changed' };
  if (!verdict.trusted) return section;
  const found = run.baseline;
  if (found?.kind !== 'read') {
    const why = found
      ? html`<p>No baseline: ${cut(found.why, 2000)}</p>`
      : html`<p>No baseline: set ${renderCode('baseline: auto')} to see changes.</p>`;
    return { ...section, intro: [why] };
  }
  return {
    ...section,
    intro: [
      ...renderNewKeys(totals.credentialChanges.top.filter(isNewKey), showNames),
      renderComparison(found.baseline, run.runUrl, totals),
    ],
    parts: showNames ? LISTS.map((kind) => listChanges(kind, totals)) : [],
  };
}

/** Renders new organization API keys, before all else: a key can do more than any token. */
function renderNewKeys(keys: Change[], showNames: boolean): Html[] {
  if (keys.length === 0) return [];
  const names = keys.slice(0, 10).map(({ label, tokenId: id, account }) => {
    return `${nameToken({ id, label })} by ${cut(nameAccount(account) || 'someone', 60)}`;
  });
  const more = showNames ? `: ${names.join(', ')}` : '';
  return [html`<p><b>${formatPlural(keys.length, 'new organization API key')}</b>${more}.</p>`];
}

function renderComparison(baseline: Baseline, runUrl: string, totals: Totals): Html {
  const { changes } = totals;
  const kinds = CHANGES.filter((kind) => isUsual(kind) || changes[kind].count > 0);
  const counts = kinds.map((kind) => `${formatCount(changes[kind].count)} ${WORDS[kind]}`);
  const { count } = totals.credentialChanges;
  const others = count === 0 ? '' : `. ${formatPlural(count, 'change')} of other credentials`;
  return html`<p>Since ${renderComparedRun(baseline, runUrl)}: ${counts.join(', ')}${others}.</p>`;
}

/** Lists the changes of one kind, or those of other credentials, which mix kinds and so show them. */
function listChanges(kind: ChangeKind | 'credentials', { changes, credentialChanges, now }: Totals): Section {
  const isMixed = kind === 'credentials';
  const { count, top } = isMixed ? credentialChanges : changes[kind];
  const hasScopes = top.some(({ scopes }) => scopes.length > 0);
  const hasDetails = top.some(({ detail }) => detail !== '');
  const rows = top.map((entry) => {
    const { tokenId, label, account, createdAt, expiry, scopes, detail } = entry;
    const cells: Cell[] = [
      ...(isMixed ? [entry.change, entry.credentialKind] : []),
      { kind: 'token', label, id: tokenId },
      { kind: 'person', person: account },
      describeCreation(createdAt, now),
      describeExpiry(expiry, now),
    ];
    if (hasScopes) cells.push(describeScopes(scopes));
    if (hasDetails) cells.push(detail);
    return { cells };
  });
  const optional = [...(hasScopes ? ['Scopes'] : []), ...(hasDetails ? ['Detail'] : [])];
  const first = isMixed ? ['Change', 'Kind', 'Credential'] : ['Token'];
  const headings = [...first, 'Owner', 'Created', 'Expires', ...optional];
  const noun = isMixed ? 'credential' : 'token';
  const table = { noun, headings, rows, total: count, file: FILE_NAMES.changes };
  const folded = !isMixed && !isUsual(kind);
  return { id: `changes-${kind}`, title: TITLES[kind], table, folded };
}

/** Returns whether readers expect a number of these changes even if it is 0. */
function isUsual(kind: ChangeKind): boolean {
  return kind === 'new' || kind === 'removed';
}

/** Renders the baseline's run; as a link only within this repository, since anyone may have written the address. */
function renderComparedRun({ run, report }: Baseline, runUrl: string): Html {
  const { startedAt, complete } = report;
  const runs = /^https:.*\/actions\/runs\//.exec(runUrl)?.[0];
  const isHere = runs !== undefined && run.startsWith(runs) && /^\d+$/.test(run.slice(runs.length));
  const where = isHere ? renderLink(run, 'the run') : renderCode(cut(run, RUN_LENGTH));
  return html`${where} of ${formatTimestamp(startedAt)}${complete ? '' : ', which was not complete'}`;
}
