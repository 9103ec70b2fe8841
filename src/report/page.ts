import { createHash } from 'node:crypto';
import type { Verdict } from '../result/verdict.ts';
import { formatDay } from '../text/dates.ts';
import { cut } from '../text/escape.ts';
import { formatCount, formatMinute } from '../text/format.ts';
import { type Html, html, NOTHING, toMarkup, trustHtml } from '../text/html.ts';
import { computeSortValue, renderCell, renderShare } from './cells.ts';
import type { Cell, Report, Section, Table, Tone } from './model.ts';
import { SCRIPT, STYLE } from './page-assets.ts';
import { chooseLook, computeSections, computeTiles } from './sections.ts';
import { FILTERS } from './sections-tokens.ts';

const CELL_LENGTH = 200;
/** An error message may contain the body of an answer. */
const LINE_LENGTH = 2000;

/** Renders report.html, one page to read and to forward. It fetches nothing, and is whole without its script. */
export function renderPage(report: Report): string {
  const { run, verdict } = report;
  const sections = computeSections(report, true);
  return toMarkup(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${computePolicy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>API tokens, ${formatDay(run.startedAt.getTime())}: ${verdict.result}</title>
<style>${trustHtml(STYLE)}</style>
<script>${trustHtml(SCRIPT)}</script>
</head>
<body>
<header class="verdict ${chooseLook(report).tone}">
<p class="kind">API token audit, ${formatMinute(run.startedAt.getTime())}. Confidential: lists API token owners.</p>
<h1>${verdict.headline}</h1>
${renderLines(verdict)}
${renderTiles(report, sections)}
</header>
<nav aria-label="Contents"><ul class="contents">${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
${sections.some(({ id }) => id === 'tokens') ? renderTools() : NOTHING}
<main>
${sections.map((section) => renderSection(section, trustHtml('h2')))}
</main>
</body>
</html>
`);
}

/** Allows this style and this script, and nothing else to be loaded, sent or run. https://www.w3.org/TR/CSP3/ */
function computePolicy(): Html {
  const [style, script] = [STYLE, SCRIPT].map((text) => createHash('sha256').update(text).digest('base64'));
  return trustHtml(
    `default-src 'none'; style-src 'sha256-${style}'; script-src 'sha256-${script}'; base-uri 'none'; form-action 'none'`,
  );
}

function renderLines({ advice, problems, warnings, notices }: Verdict): Html {
  const lines: [string, Tone, string[]][] = [
    ['Problem', 'bad', problems],
    ['Warning', 'fair', warnings],
    ['Note', 'plain', notices],
  ];
  const items = lines.flatMap(([word, tone, texts]) =>
    texts.map((text) => html`<li class="${tone}"><b>${word}</b> ${cut(text, LINE_LENGTH)}</li>\n`),
  );
  const list = items.length === 0 ? NOTHING : html`<ul class="lines">\n${items}</ul>`;
  return html`${advice === '' ? NOTHING : html`<p>${advice}</p>\n`}${list}`;
}

function renderTiles(report: Report, sections: Section[]): Html {
  const ids = sections.flatMap(({ id, parts = [] }) => [id, ...parts.map((part) => part.id)]);
  const items = computeTiles(report).map(({ label, count, section, tone }) => {
    const number = count === undefined ? '–' : formatCount(count);
    const content = html`<b class="${count ? tone : 'plain'}">${number}</b> ${label}`;
    const href = ids.includes(section) ? html` href="#${section}"` : NOTHING;
    return html`<li><a${href}>${content}</a></li>\n`;
  });
  return html`<ul class="tiles">\n${items}</ul>`;
}

/** Renders search and filter, hidden until the script shows them: without it they do nothing. */
function renderTools(): Html {
  const options = FILTERS.map(([flag, label]) => html`<option value="${flag}">${label}</option>`);
  return html`<div class="tools" role="search" hidden>
<label>Search all tables <input type="search" id="search" autocomplete="off" spellcheck="false"></label>
<label>Tokens <select id="filter" autocomplete="off"><option value="">all</option>${options}</select></label>
<output id="status" role="status"></output>
</div>`;
}

function renderSection(section: Section, tag: Html): Html {
  const { id, title, count, intro = [], figure, table, parts = [] } = section;
  const number = count === undefined ? NOTHING : html` <span class="count">${formatCount(count)}</span>`;
  const matches = table ? html`<span class="matches"></span>` : NOTHING;
  return html`<section>
<${tag}><span class="title" id="${id}">${title}</span>${number}${matches}</${tag}>
${intro}
${figure?.page ?? NOTHING}
${table ? renderTable(id, table) : NOTHING}
</section>
${parts.map((part) => renderSection(part, trustHtml('h3')))}`;
}

function renderTable(id: string, table: Table): Html {
  const { noun, file, total, shown, headings, rows } = table;
  const kinds = rows[0]?.cells.map(describeKind) ?? [];
  const head = headings.map(
    (text, index) => html`<th scope="col" class="${kinds[index] ?? ''}">${text}</th>`,
  );
  const share = renderShare(table, rows.length).map((line) => html`<div class="share">${line}</div>`);
  return html`${share}
<div class="scroll" role="region" aria-labelledby="${id}" tabindex="0">
<table class="${id}" aria-labelledby="${id}" data-noun="${noun}" data-shown="${shown}" data-total="${total}" data-file="${file}">
<thead><tr>${head}</tr></thead>
<tbody>
${rows.map(renderRow)}</tbody>
</table>
</div>`;
}

function renderRow({ cells, flags }: Table['rows'][number]): Html {
  const marks = flags ? html` data-flags="${flags.join(' ')}"` : NOTHING;
  const rendered = cells.map((cell, index) => {
    const [attributes, content] = [describeCell(cell), renderCell(cell, CELL_LENGTH)];
    if (index > 0) return html`<td${attributes}>${content}</td>`;
    return html`<th scope="row"${attributes}>${content}</th>`;
  });
  return html`<tr${marks}>${rendered}</tr>\n`;
}

function describeCell(cell: Cell): Html {
  const kind = describeKind(cell);
  const value = computeSortValue(cell);
  const style = kind === '' ? NOTHING : html` class="${kind}"`;
  return value === undefined ? style : html`${style} data-value="${value}"`;
}

function describeKind(cell: Cell): string {
  if (typeof cell === 'number') return 'number';
  return typeof cell === 'object' ? cell.kind : '';
}
