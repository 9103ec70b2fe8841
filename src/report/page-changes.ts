import { CHANGES, type ChangeKind } from '../baseline/comparison.ts';
import type { Totals } from '../result/totals.ts';
import type { Verdict } from '../result/verdict.ts';
import { formatCount } from '../text/format.ts';
import type { RunFacts } from './facts.ts';
import { FILE_NAMES } from './files.ts';
import { renderPerson, renderRow, renderText, renderToken } from './page-cells.ts';
import { renderList, renderPairs, renderPart, type Section } from './page-list.ts';
import { CHANGE_TITLES, renderComparedRun } from './wording.ts';

/**
 * What changed since which run, in numbers and row by row; or that there is nothing to compare with, and why. Of an
 * audit that broke off nothing is known.
 */
export function renderChanges(run: RunFacts, totals: Totals, { trusted }: Verdict): Section {
  const [id, title] = ['changes', 'What changed'];
  return { id, title, html: trusted ? renderPart({ id, title, html: renderContent(run, totals) }) : '' };
}

function renderContent({ baseline: found, runUrl }: RunFacts, totals: Totals): string {
  if (!found) return '<p>This run was compared with no other: no baseline was asked for.</p>';
  if (found.kind !== 'read') return `<p>There is no baseline: ${renderText(found.why, 2000)}</p>`;
  const counts = CHANGES.map((kind): [string, string] => [
    kind.replaceAll('-', ' '),
    formatCount(totals.changes[kind].count),
  ]);
  const lists = CHANGES.map((kind) => renderKind(kind, totals));
  return [
    `<p>Since ${renderComparedRun(found.baseline, runUrl)}.</p>`,
    renderPairs('numbers', counts),
    ...lists,
  ].join('\n');
}

function renderKind(kind: ChangeKind, { changes }: Totals): string {
  const { count, top } = changes[kind];
  const hasDetails = top.some(({ detail }) => detail !== '');
  const rows = top.map(({ account, tokenId, label, detail }) => {
    const cells = [renderToken(label, tokenId), renderPerson(account)];
    return renderRow(hasDetails ? [...cells, renderText(detail, 600)] : cells);
  });
  return renderList({
    id: `changes-${kind}`,
    title: CHANGE_TITLES[kind],
    noun: kind === 'no-longer-asked' ? 'no longer asked for' : kind,
    headings: ['Token', 'Owner', ...(hasDetails ? ['Detail'] : [])],
    rows,
    total: count,
    file: FILE_NAMES.changes,
    level: 3,
  });
}
