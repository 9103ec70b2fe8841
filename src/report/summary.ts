import type { AuditTarget } from '../audit/target.ts';
import { countAccounts, countRead, countUnread, SOON_DAYS, type Totals } from '../result/totals.ts';
import { listExpired, listUnmatched } from '../policy/exceptions.ts';
import type { Result, Verdict } from '../result/verdict.ts';
import { escapeCode, escapeHtml } from '../text/escape.ts';
import { formatCount, formatDuration, formatMinute } from '../text/format.ts';
import { listBlindSpots } from './blind-spots.ts';
import type { RunFacts } from './facts.ts';
import { listFileNames } from './files.ts';
import { renderChanges, renderChangeTables } from './summary-changes.ts';
import { renderCharts } from './summary-charts.ts';
import { renderExcepted, renderExceptions, renderFindings } from './summary-findings.ts';
import { renderHolders, renderReasons, renderTokenTables, renderUnlisted } from './summary-tables.ts';
import { renderFolded, renderTable } from './table.ts';

/** Where a reader finds the files: in the artifact at `url`, or only where they were written, for the reason `why`. */
export type Whereabouts = { url?: string | undefined; why?: string | undefined };

/** The limit of a job summary is 1 MiB, above which all of it is dropped without a word. */
export const MAX_SUMMARY_BYTES = 900 * 1024;

const SIGNS: Record<Result, string> = { clean: '✅', findings: '🔴', incomplete: '🟠', error: '❌' };

/**
 * The job summary: verdict, numbers, what is wrong, charts, who holds what. Without `showNames` it holds numbers only.
 * https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions#adding-a-job-summary
 */
export function renderSummary(
  run: RunFacts,
  totals: Totals,
  verdict: Verdict,
  whereabouts: Whereabouts = {},
): string {
  const { showNames } = run;
  const sections = [
    `# ${SIGNS[verdict.result]} ${verdict.headline}`,
    renderLines(verdict),
    renderNumbers(totals),
    verdict.trusted ? renderChanges(run, totals) : '',
    renderWhereabouts(whereabouts, run),
    ...(showNames ? renderFlaws(run, totals, verdict) : []),
    renderCharts(totals),
    ...(showNames ? renderOwners(totals) : []),
    renderReasons(totals, showNames),
    renderBlindSpots(run.target),
    renderFooter(run),
  ];
  return fit(sections.filter((section) => section !== ''));
}

/** What is wrong and what has changed, by name. */
function renderFlaws({ exceptions, orgId }: RunFacts, totals: Totals, { complete }: Verdict): string[] {
  return [
    renderFindings(totals, orgId),
    renderExcepted(totals),
    renderExceptions('Expired exceptions', listExpired(exceptions)),
    renderExceptions('Exceptions that matched no finding', complete ? listUnmatched(exceptions) : []),
    ...renderChangeTables(totals),
  ];
}

/** Who holds what, by name. */
function renderOwners(totals: Totals): string[] {
  return [renderUnlisted(totals), renderHolders(totals), ...renderTokenTables(totals)];
}

/** Leaves out whole sections from the first that does not fit, and says so. */
export function fit(sections: string[], limit = MAX_SUMMARY_BYTES): string {
  const note = '_The rest is left out: it is too large for a job summary. See the files._\n';
  let text = '';
  for (const section of sections) {
    if (Buffer.byteLength(text) + Buffer.byteLength(section) + note.length + 2 > limit) return text + note;
    text += `${section}\n\n`;
  }
  return text;
}

function renderLines({ problems, warnings, notices }: Verdict): string {
  const lines = [
    ...problems.map((line) => `<b>${escapeHtml(line)}</b>`),
    ...warnings.map((line) => escapeHtml(line)),
    ...notices.map((line) => escapeHtml(line)),
  ];
  return lines.map((line) => `- ${line}`).join('\n');
}

function renderNumbers(totals: Totals): string {
  const accounts: [string, number][] = [
    ['in all', countAccounts(totals)],
    ['read', countRead(totals)],
    ['holding tokens', totals.accountsWithTokens],
    ['not managed', totals.accounts['not-managed']],
    ['unread', countUnread(totals)],
  ];
  const tokens: [string, number][] = [
    ['in all', totals.tokens],
    ['active', totals.activeTokens],
    ['never used', totals.neverUsed.count],
    ['without expiry', totals.withoutExpiry.count],
    [`expiring in ${SOON_DAYS} days`, totals.expiringSoon.count],
  ];
  const rows = accounts.map((pair, index) =>
    [pair, tokens[index] ?? ['', 0]].flatMap(([what, count]) => [what, `<b>${formatCount(count)}</b>`]),
  );
  return renderTable(['Accounts', '', 'Tokens', ''], rows);
}

function renderWhereabouts({ url, why }: Whereabouts, { outputDir, baseline }: RunFacts): string {
  const names = listFileNames(baseline?.kind === 'read')
    .map(escapeCode)
    .join(', ');
  if (url) return `Files: <a href="${encodeURI(url)}">workflow artifact</a> with ${names}`;
  const reason = why ? `: ${escapeHtml(why)}` : '.';
  return `Files: ${names} in ${escapeCode(outputDir)} on the machine that ran this${reason}`;
}

function renderBlindSpots(target: AuditTarget): string {
  const items = listBlindSpots(target).map((item) => `<li>${item}</li>`);
  return renderFolded('What this audit cannot see', `<ul>\n${items.join('\n')}\n</ul>`);
}

function renderFooter({ startedAt, finishedAt, target }: RunFacts): string {
  const took = formatDuration(finishedAt.getTime() - startedAt.getTime());
  return `<sub>Started ${formatMinute(startedAt.getTime())}, took ${took}. ${target.kind === 'accounts' ? 'One call per account.' : 'The organization-wide list.'} Tokens are active unless disabled, blocked or expired; the lists show active tokens.</sub>`;
}
