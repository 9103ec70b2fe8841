import { computeAllowed } from '../policy/limits.ts';
import { countAccounts, countRows, countUnread, type Totals } from '../result/totals.ts';
import { listReasons } from '../result/unread-reasons.ts';
import type { Verdict } from '../result/verdict.ts';
import { formatCount, formatPlural } from '../text/format.ts';
import { listBlindSpots } from './blind-spots.ts';
import type { RunFacts } from './facts.ts';
import { FILE_NAMES } from './files.ts';
import { renderExact, renderRow } from './page-cells.ts';
import { renderShares, type Share } from './page-charts.ts';
import { renderList, renderPart, type Section } from './page-list.ts';

/** Whether the audit looked everywhere: every account in one column, why some have no result, what no audit sees. */
export function renderCompleteness(run: RunFacts, totals: Totals, verdict: Verdict): Section {
  const title = 'Did it see everything?';
  const blind = listBlindSpots(run.target).map((item) => `<li>${item}</li>`);
  const html = [
    `<p>${renderAnswer(run, totals, verdict)}</p>`,
    renderShares('Accounts by what became of them', listAccounts(totals)),
    renderReasons(totals),
    `<h3>What this audit cannot see</h3>\n<ul>\n${blind.join('\n')}\n</ul>`,
  ];
  return {
    id: 'completeness',
    title,
    html: renderPart({ id: 'completeness', title, html: html.join('\n') }),
  };
}

function renderAnswer({ tolerance }: RunFacts, totals: Totals, { complete }: Verdict): string {
  const total = countAccounts(totals);
  if (complete) return `Yes: no account and no page is unread, of ${formatPlural(total, 'account')}.`;
  const allowed = computeAllowed(tolerance, total);
  const unread = formatPlural(countUnread(totals), 'account');
  return `<b>No.</b> ${unread} of ${formatCount(total)} unread, ${formatCount(allowed)} allowed. Every number on this page is a lower bound.`;
}

/** Every account is in exactly one of them. */
function listAccounts(totals: Totals): Share[] {
  const { checked, unlisted, failed, skipped, rejected, 'not-managed': notManaged } = totals.accounts;
  return [
    { label: 'read', kind: 'good', count: checked },
    { label: 'read, not in the accounts file', kind: 'fair', count: unlisted },
    { label: 'not managed by this organization', kind: 'plain', count: notManaged },
    { label: 'failed', kind: 'bad', count: failed },
    { label: 'skipped', kind: 'bad', count: skipped },
    { label: 'rows without an account ID', kind: 'bad', count: rejected },
    { label: 'without an outcome', kind: 'bad', count: countAccounts(totals) - countRows(totals) },
  ];
}

function renderReasons({ reasons }: Totals): string {
  const rows = listReasons(reasons).map(({ count, first }) =>
    renderRow([
      first.status,
      first.httpStatus === undefined ? '' : String(first.httpStatus),
      count,
      renderExact(first.account.id),
      renderExact(first.detail),
    ]),
  );
  const headings = ['Status', 'HTTP', 'Accounts', 'The first', 'Detail'];
  const intro = `<p>Account by account they are in <code>${FILE_NAMES.accounts}</code>.</p>\n`;
  const title = 'Accounts without a result, by reason';
  return renderList({ id: 'reasons', title, noun: 'reasons', headings, rows, intro, level: 3 });
}
