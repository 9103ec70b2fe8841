import { escapeCode, escapeHtml } from '../escape.ts';
import type { RunFacts } from './facts.ts';
import { FILE_NAMES } from './files.ts';
import { formatCount, formatDuration } from './format.ts';
import { renderFindings, renderHolders, renderReasons, renderTokenTables } from './summary-tables.ts';
import { renderTable } from './table.ts';
import { countAccounts, type Tally } from './tally.ts';
import type { Result, Verdict } from './verdict.ts';

/** Where a reader finds the files: in the artifact at `url`, or only where they were written, for the reason `why`. */
export type Whereabouts = { url?: string | undefined; why?: string | undefined };

/** The limit of a job summary is 1 MiB, above which all of it is dropped without a word. */
export const MAX_SUMMARY_BYTES = 900 * 1024;

const SIGNS: Record<Result, string> = { clean: '✅', findings: '🔴', incomplete: '🟠', error: '❌' };

const BLIND_SPOTS = `<details><summary>What this audit cannot see</summary>
<ul>
<li>people who joined after the accounts file was exported</li>
<li>service accounts and their tokens, OAuth clients, and organization API keys</li>
<li>tokens of accounts that this organization does not manage</li>
</ul>
</details>`;

/**
 * The job summary: verdict, what is wrong, numbers, who holds what. Without `reveal` it holds numbers only.
 * https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions#adding-a-job-summary
 */
export function renderSummary(
  run: RunFacts,
  tally: Tally,
  verdict: Verdict,
  whereabouts: Whereabouts = {},
): string {
  const { reveal } = run;
  const tables = reveal ? [renderFindings(tally), renderHolders(tally), ...renderTokenTables(tally)] : [];
  const sections = [
    `# ${SIGNS[verdict.result]} ${verdict.headline}`,
    renderLines(verdict),
    renderNumbers(tally),
    renderWhereabouts(whereabouts, run.outputDir),
    ...tables,
    renderReasons(tally, reveal),
    BLIND_SPOTS,
    renderFooter(run),
  ];
  return fit(sections.filter((section) => section !== ''));
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

function renderLines({ problems, warnings }: Verdict): string {
  const lines = [
    ...problems.map((line) => `<b>${escapeHtml(line)}</b>`),
    ...warnings.map((line) => escapeHtml(line)),
  ];
  return lines.map((line) => `- ${line}`).join('\n');
}

function renderNumbers(tally: Tally): string {
  const { checked, 'not-managed': notManaged, failed, skipped, rejected } = tally.accounts;
  return renderTable(
    ['Accounts', '', 'Tokens', ''],
    [
      ['in the file', formatNumber(countAccounts(tally)), 'in all', formatNumber(tally.tokens)],
      ['read', formatNumber(checked), 'active', formatNumber(tally.activeTokens)],
      [
        'holding tokens',
        formatNumber(tally.accountsWithTokens),
        'never used',
        formatNumber(tally.neverUsed.count),
      ],
      ['not managed', formatNumber(notManaged), 'without expiry', formatNumber(tally.withoutExpiry.count)],
      [
        'unread',
        formatNumber(failed + skipped + rejected),
        'expiring in 30 days',
        formatNumber(tally.expiringSoon.count),
      ],
    ],
  );
}

function formatNumber(count: number): string {
  return `<b>${formatCount(count)}</b>`;
}

function renderWhereabouts({ url, why }: Whereabouts, outputDir: string): string {
  const names = Object.values(FILE_NAMES).map(escapeCode).join(', ');
  if (url) return `Files: <a href="${encodeURI(url)}">workflow artifact</a> with ${names}`;
  const reason = why ? `: ${escapeHtml(why)}` : '.';
  return `Files: ${names} in ${escapeCode(outputDir)} on the machine that ran this${reason}`;
}

function renderFooter({ startedAt, finishedAt }: RunFacts): string {
  const took = formatDuration(finishedAt.getTime() - startedAt.getTime());
  const when = startedAt.toISOString().slice(0, 16).replace('T', ' ');
  return `<sub>Started ${when} UTC, took ${took}. One call per account. Tokens are active unless disabled or expired; the lists show active tokens.</sub>`;
}
