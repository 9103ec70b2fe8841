import type { Baseline } from '../baseline/baseline.ts';
import { CHANGES, type ChangeKind } from '../baseline/comparison.ts';
import type { Totals } from '../result/totals.ts';
import { cut } from '../text/escape.ts';
import { formatCount, formatTimestamp } from '../text/format.ts';
import { type Html, html, renderCode, renderLink } from '../text/html.ts';
import { FILE_NAMES } from './files.ts';
import type { Cell, Report, Section } from './model.ts';
import { describeCreation, describeExpiry, describeScopes } from './sections-tokens.ts';

const RUN_LENGTH = 240;

const WORDS: Record<ChangeKind, string> = {
  new: 'new',
  removed: 'removed',
  changed: 'changed',
  unknown: 'unknown',
  'no-longer-asked': 'of accounts no longer asked for',
};
const TITLES: Record<ChangeKind, string> = {
  new: 'New tokens',
  removed: 'Removed tokens',
  changed: 'Changed tokens',
  unknown: 'Tokens that one of the runs could not see',
  'no-longer-asked': 'Tokens of accounts no longer asked for',
};

/** What changed since which run; or that nothing was compared, and why. An audit that broke off compares nothing. */
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
    intro: [renderComparison(found.baseline, run.runUrl, totals.changes)],
    parts: showNames ? CHANGES.map((kind) => listChanges(kind, totals)) : [],
  };
}

function renderComparison(baseline: Baseline, runUrl: string, changes: Totals['changes']): Html {
  const kinds = CHANGES.filter((kind) => isUsual(kind) || changes[kind].count > 0);
  const counts = kinds.map((kind) => `${formatCount(changes[kind].count)} ${WORDS[kind]}`);
  return html`<p>Since ${renderComparedRun(baseline, runUrl)}: ${counts.join(', ')}.</p>`;
}

function listChanges(kind: ChangeKind, { changes, now }: Totals): Section {
  const { count, top } = changes[kind];
  const hasScopes = top.some(({ scopes }) => scopes.length > 0);
  const hasDetails = top.some(({ detail }) => detail !== '');
  const rows = top.map(({ tokenId, label, account, createdAt, expiry, scopes, detail }) => {
    const cells: Cell[] = [
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
  const headings = ['Token', 'Owner', 'Created', 'Expires', ...optional];
  const table = { noun: 'token', headings, rows, total: count, file: FILE_NAMES.changes };
  return { id: `changes-${kind}`, title: TITLES[kind], table, folded: !isUsual(kind) };
}

/** Returns whether readers expect a number of these changes even if it is 0. */
function isUsual(kind: ChangeKind): boolean {
  return kind === 'new' || kind === 'removed';
}

/** A link only to another run of this repository: the address comes from a file that anyone may have written. */
function renderComparedRun({ run, startedAt, complete }: Baseline, runUrl: string): Html {
  const runs = /^https:.*\/actions\/runs\//.exec(runUrl)?.[0];
  const isHere = runs !== undefined && run.startsWith(runs) && /^\d+$/.test(run.slice(runs.length));
  const where = isHere ? renderLink(run, 'the run') : renderCode(cut(run, RUN_LENGTH));
  return html`${where} of ${formatTimestamp(startedAt)}${complete ? '' : ', which was not complete'}`;
}
