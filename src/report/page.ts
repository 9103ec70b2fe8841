import { createHash } from 'node:crypto';
import { version } from '../action.ts';
import type { Totals } from '../result/totals.ts';
import type { Verdict } from '../result/verdict.ts';
import { formatDay } from '../text/dates.ts';
import type { RunFacts } from './facts.ts';
import { renderHolders, renderUnlisted } from './page-accounts.ts';
import { renderText } from './page-cells.ts';
import { renderChanges } from './page-changes.ts';
import { renderCharts } from './page-charts.ts';
import { renderCompleteness } from './page-completeness.ts';
import { renderExceptions } from './page-exceptions.ts';
import { renderFindings } from './page-findings.ts';
import { renderPairs, renderPart, type Section } from './page-list.ts';
import { SCRIPT } from './page-script.ts';
import { STYLE } from './page-style.ts';
import { FILTERS, renderTokens } from './page-tokens.ts';
import { renderVerdict } from './page-verdict.ts';

/**
 * report.html: the run for people to read and to forward, in one page that fetches nothing and is whole without its
 * script. `mask` takes the key out of what others chose; style and script, whose hashes the policy names, stay as
 * they are.
 */
export function renderPage(
  run: RunFacts,
  totals: Totals,
  verdict: Verdict,
  mask: (text: string) => string = (text) => text,
): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${renderPolicy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>API tokens, ${formatDay(run.startedAt.getTime())}: ${verdict.result}</title>
<style>${STYLE}</style>
<script>${SCRIPT}</script>
</head>
<body>
${mask(renderContent(run, totals, verdict))}
</body>
</html>
`;
}

/** Nothing may be loaded, sent or run but this style and this script. https://www.w3.org/TR/CSP3/ */
function renderPolicy(): string {
  const [style, script] = [STYLE, SCRIPT].map(
    (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
  );
  return `default-src 'none'; style-src ${style}; script-src ${script}; base-uri 'none'; form-action 'none'`;
}

function renderContent(run: RunFacts, totals: Totals, verdict: Verdict): string {
  const sections = [
    renderCompleteness(run, totals, verdict),
    renderChanges(run, totals, verdict),
    renderCharts(totals),
    renderFindings(run, totals),
    renderExceptions(run, totals, verdict),
    renderUnlisted(totals),
    renderHolders(totals),
    renderSettings(run),
    renderTokens(totals),
  ].filter(({ html }) => html !== '');
  return `${renderVerdict(run, totals, verdict)}
${renderContents(sections)}
${renderTools()}
<main>
${sections.map(({ html }) => html).join('\n')}
</main>
<footer>Made by token-audit ${version}. It holds who has API tokens: pass it on only to those who may know.</footer>`;
}

function renderContents(sections: Section[]): string {
  const items = sections.map(({ id, title }) => `<li><a href="#${id}">${title}</a></li>`);
  return `<nav aria-label="Contents"><ul>${items.join('')}</ul></nav>`;
}

/** Hidden until the script that gives it sense shows it. */
function renderTools(): string {
  const options = FILTERS.map(([flag, label]) => `<option value="${flag}">${label}</option>`);
  return `<div class="tools" role="search" hidden>
<label>Search all tables <input type="search" id="search" autocomplete="off" spellcheck="false"></label>
<label>Tokens <select id="filter" autocomplete="off">${options.join('')}</select></label>
<output id="told" role="status"></output>
</div>`;
}

function renderSettings({ settings }: RunFacts): Section {
  const [id, title] = ['settings', 'Settings'];
  const given = Object.entries(settings).filter(([, value]) => value !== '');
  const pairs = given.map(([name, value]): [string, string] => [renderText(name), renderText(value)]);
  const html = renderPart({ id, title, html: renderPairs('settings', pairs) });
  return { id, title, html: pairs.length === 0 ? '' : html };
}
