import { createHash } from 'node:crypto';
import type { RunFacts } from '../result/run-facts.ts';
import { ROWS, type Totals } from '../result/totals.ts';
import type { Result, Verdict } from '../result/verdict.ts';
import { formatDay } from '../text/dates.ts';
import { cut } from '../text/escape.ts';
import { formatCount, formatMinute } from '../text/format.ts';
import { type Html, html, NOTHING, toMarkup, trustHtml } from '../text/html.ts';
import { renderCell, renderShare } from './cells.ts';
import { drawFigure } from './charts.ts';
import {
  type Cell,
  isInventory,
  isOnlyWarning,
  type Report,
  type Row,
  type Section,
  type Table,
  type Tile,
  type Tone,
} from './model.ts';
import { SCRIPT, STYLE } from './page-assets.ts';
import { computeSections, computeTiles } from './sections.ts';
import { FILTERS } from './sections-tokens.ts';

const CELL_LENGTH = 200;
/** An error message may contain the body of an answer. */
const LINE_LENGTH = 2000;
const TONES: Record<Result, Tone> = { clean: 'good', findings: 'bad', incomplete: 'fair', error: 'bad' };

/**
 * Renders report.html: the run for people to read and to forward, in one page that fetches nothing and is whole without
 * its script.
 */
export function renderPage(run: RunFacts, totals: Totals, verdict: Verdict): string {
  const report = { run, totals, verdict };
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
<header class="verdict ${chooseTone(report)}">
<p class="kind">API token audit, ${formatMinute(run.startedAt.getTime())}. Confidential: lists API token owners.</p>
<h1>${verdict.headline}</h1>
${renderLines(verdict)}
${renderTiles(computeTiles(report), sections)}
</header>
${renderContents(sections)}
${sections.some(({ id }) => id === 'tokens') ? renderTools() : NOTHING}
<main>
${sections.map((section) => renderSection(section, trustHtml('h2')))}
</main>
</body>
</html>
`);
}

function chooseTone({ run, verdict }: Report): Tone {
  if (isInventory({ run, verdict })) return 'plain';
  return isOnlyWarning(verdict) ? 'fair' : TONES[verdict.result];
}

/** Allows this style and this script, and nothing else to be loaded, sent or run. https://www.w3.org/TR/CSP3/ */
function computePolicy(): Html {
  const [style, script] = [STYLE, SCRIPT].map(
    (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
  );
  return trustHtml(
    `default-src 'none'; style-src ${style}; script-src ${script}; base-uri 'none'; form-action 'none'`,
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

/** Renders the numbers at the top, each with a link to its section, if there is one. An unknown number is a dash. */
function renderTiles(tiles: Tile[], sections: Section[]): Html {
  const ids = sections.flatMap(({ id, parts = [] }) => [id, ...parts.map((part) => part.id)]);
  const items = tiles.map(({ label, count, section, tone }) => {
    const number = count === undefined ? '–' : formatCount(count);
    const content = html`<b class="${count ? tone : 'plain'}">${number}</b> ${label}`;
    const href = ids.includes(section) ? html` href="#${section}"` : NOTHING;
    return html`<li><a${href}>${content}</a></li>\n`;
  });
  return html`<ul class="tiles">\n${items}</ul>`;
}

function renderContents(sections: Section[]): Html {
  const items = sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`);
  return html`<nav aria-label="Contents"><ul class="contents">${items}</ul></nav>`;
}

/** Renders search and filter, hidden until the script shows them: without it they do nothing. */
function renderTools(): Html {
  const options = FILTERS.map(([flag, label]) => html`<option value="${flag}">${label}</option>`);
  return html`<div class="tools" role="search" hidden>
<label>Search all tables <input type="search" id="search" autocomplete="off" spellcheck="false"></label>
<label>Tokens <select id="filter" autocomplete="off"><option value="">all</option>${options}</select></label>
<output id="told" role="status"></output>
</div>`;
}

/** Renders a section. Its parts have headings one level below. */
function renderSection(
  { id, title, intro = [], figure, table, parts = [], ...section }: Section,
  tag: Html,
): Html {
  const count =
    section.count === undefined ? NOTHING : html` <span class="count">${formatCount(section.count)}</span>`;
  const matches = table ? html`<span class="matches"></span>` : NOTHING;
  return html`<section>
<${tag}><span class="title" id="${id}">${title}</span>${count}${matches}</${tag}>
${intro}
${figure ? drawFigure(figure) : NOTHING}
${table ? renderTable(id, table) : NOTHING}
</section>
${parts.map((part) => renderSection(part, trustHtml('h3')))}`;
}

function renderTable(id: string, table: Table): Html {
  const { noun, headings, rows, total, file, shown = ROWS } = table;
  const kinds = rows[0]?.cells.map(describeKind) ?? [];
  const head = headings.map(
    (text, index) => html`<th scope="col" class="${kinds[index] ?? ''}">${text}</th>`,
  );
  return html`${renderShare(table, rows.length)}
<div class="scroll" role="region" aria-labelledby="${id}" tabindex="0">
<table class="${id}" aria-labelledby="${id}" data-noun="${noun}" data-shown="${shown}" data-total="${total}" data-file="${file}">
<thead><tr>${head}</tr></thead>
<tbody>
${rows.map(renderRow)}</tbody>
</table>
</div>`;
}

/** Renders a row, whose first cell is its heading. */
function renderRow({ cells: [first = '', ...cells], flags }: Row): Html {
  const marks = flags ? html` data-flags="${flags.join(' ')}"` : NOTHING;
  const head = html`<th scope="row"${describeCell(first)}>${renderCell(first, CELL_LENGTH)}</th>`;
  return html`<tr${marks}>${head}${cells.map((cell) => html`<td${describeCell(cell)}>${renderCell(cell, CELL_LENGTH)}</td>`)}</tr>\n`;
}

/** Renders the attributes of a cell: its kind, for the style, and the number by which it sorts, if any. */
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

/** Returns the number by which a cell sorts. An unreadable date comes before all dates. */
function computeSortValue(cell: Cell): number | undefined {
  if (typeof cell === 'number') return cell;
  if (typeof cell === 'string' || cell.kind !== 'date') return undefined;
  if ('at' in cell.date) return cell.date.at;
  return cell.date.missing === 'missing' ? cell.none.value : -1;
}
