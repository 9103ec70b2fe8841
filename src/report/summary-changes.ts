import { CHANGES } from '../baseline/comparison.ts';
import { ROWS, type Totals } from '../result/totals.ts';
import { cut, escapeCode, escapeHtml } from '../text/escape.ts';
import { formatCount } from '../text/format.ts';
import type { RunFacts } from './facts.ts';
import { CELL_LENGTH, renderAccount, renderShare } from './summary-tables.ts';
import { type Cell, renderFolded, renderTable } from './table.ts';
import { CHANGE_TITLES, renderComparedRun } from './wording.ts';

/** What changed since which run, in numbers; empty without a baseline, of which the verdict says why there is none. */
export function renderChanges({ baseline, runUrl }: RunFacts, { changes }: Totals): string {
  if (baseline?.kind !== 'read') return '';
  const counts = CHANGES.map((change): Cell => `<b>${formatCount(changes[change].count)}</b>`);
  const table = renderTable(['New', 'Removed', 'Changed', 'Unknown', 'No longer asked for'], [counts]);
  return `## What changed\n\nSince ${renderComparedRun(baseline.baseline, runUrl)}.\n\n${table}`;
}

/** One folded table for each kind of change that there is. */
export function renderChangeTables({ changes }: Totals): string[] {
  return CHANGES.map((kind) => {
    const { count, top } = changes[kind];
    if (count === 0) return '';
    const rows = top
      .slice(0, ROWS)
      .map(({ account, tokenId, label, detail }): Cell[] => [
        ...renderAccount(account),
        escapeCode(cut(tokenId, CELL_LENGTH)),
        escapeCode(cut(label, CELL_LENGTH)),
        escapeHtml(cut(detail, 3 * CELL_LENGTH)),
      ]);
    const headings = ['Account ID', 'Name', 'Email', 'Token ID', 'Label', 'Detail'];
    return renderFolded(
      `${CHANGE_TITLES[kind]}: ${formatCount(count)}${renderShare(count)}`,
      renderTable(headings, rows),
    );
  });
}
