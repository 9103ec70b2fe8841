import { countAccounts, countRead, countUnread, SOON_DAYS, type Totals } from '../result/totals.ts';
import type { Verdict } from '../result/verdict.ts';
import { escapeHtml } from '../text/escape.ts';
import { formatCount, formatDuration, formatMinute } from '../text/format.ts';
import type { RunFacts } from './facts.ts';
import { renderExact, renderLink, renderText } from './page-cells.ts';
import { renderPairs } from './page-list.ts';

/** An error message may hold the body of an answer. */
const LINE_LENGTH = 2000;

/** The head of the page: what came out, of which run, and what is wrong. */
export function renderVerdict(run: RunFacts, totals: Totals, verdict: Verdict): string {
  const [word = '', ...rest] = verdict.headline.split(':');
  return `<header class="verdict ${verdict.result}">
<p class="kind">Audit of API tokens</p>
<h1><span class="word">${escapeHtml(word)}</span> ${escapeHtml(rest.join(':').trim())}</h1>
${renderRun(run)}
${renderLines(verdict)}
${renderNumbers(totals)}
</header>`;
}

function renderRun({ repository, workflow, runUrl, startedAt, finishedAt, target }: RunFacts): string {
  const pairs: [string, string][] = [
    ['Run', renderLink(runUrl, renderText([repository, workflow].filter((name) => name !== '').join(', ')))],
    ['Started', formatMinute(startedAt.getTime())],
    ['Took', formatDuration(finishedAt.getTime() - startedAt.getTime())],
    ['Source', target.kind === 'accounts' ? 'one call per account' : 'the organization-wide list'],
    ['Accounts file', renderExact(target.file?.path ?? '')],
  ];
  return renderPairs(
    'facts',
    pairs.filter(([, value]) => value !== ''),
  );
}

function renderLines({ problems, warnings, notices }: Verdict): string {
  const lines: [string, string[]][] = [
    ['Problem', problems],
    ['Warning', warnings],
    ['Note', notices],
  ];
  const items = lines.flatMap(([word, texts]) =>
    texts.map((text) => `<li class="${word}"><b>${word}</b> ${renderText(text, LINE_LENGTH)}</li>`),
  );
  return items.length === 0 ? '' : `<ul class="lines">\n${items.join('\n')}\n</ul>`;
}

function renderNumbers(totals: Totals): string {
  const numbers: [string, number][] = [
    ['accounts', countAccounts(totals)],
    ['read', countRead(totals)],
    ['unread', countUnread(totals)],
    ['holding tokens', totals.accountsWithTokens],
    ['tokens', totals.tokens],
    ['active', totals.activeTokens],
    ['never used', totals.neverUsed.count],
    ['without expiry', totals.withoutExpiry.count],
    [`expiring in ${SOON_DAYS} days`, totals.expiringSoon.count],
    ['findings', totals.findings.count],
  ];
  return renderPairs(
    'numbers',
    numbers.map(([name, count]) => [name, formatCount(count)]),
  );
}
