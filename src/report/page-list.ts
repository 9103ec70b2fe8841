import { formatCount } from '../text/format.ts';

/** A part of the page, as its table of contents knows it; without content it is left out. */
export type Section = { id: string; title: string; html: string };

/** A table that the search narrows. `noun` is what its rows are, in the plural. */
type List = {
  id: string;
  title: string;
  noun: string;
  headings: string[];
  /** Bodies or rows: HTML already. */
  rows: string[];
  /** How many there are in all, when not all are listed. */
  total?: number;
  /** Where all of them are. */
  file?: string;
  /** Paragraphs above the table. */
  intro?: string;
  /** Whether the rows stand in groups, bodies of their own, and so cannot be sorted. */
  grouped?: boolean;
  level?: 2 | 3;
};

/** A headed table; empty when it has no rows. */
export function renderList(list: List): string {
  const { id, title, noun, headings, rows, total = rows.length, intro = '', grouped, level = 2 } = list;
  if (rows.length === 0) return '';
  const heading = `<h${level} id="${id}">${title} <span class="count">${formatCount(total)}</span></h${level}>`;
  const head = `<tr>${headings.map((text) => `<th scope="col">${text}</th>`).join('')}</tr>`;
  const body = grouped ? rows.join('\n') : `<tbody>\n${rows.join('\n')}\n</tbody>`;
  const table = `<table class="${id}" aria-labelledby="${id}" data-noun="${noun}"${grouped ? '' : ' data-sortable'}>\n<thead>${head}</thead>\n${body}\n</table>`;
  const region = `<div class="scroll" role="region" aria-labelledby="${id}" tabindex="0">\n${table}\n</div>`;
  return `<section class="list list-${id}">\n${heading}\n${intro}${renderShare(list)}${region}\n</section>`;
}

/** A headed part without a table of its own. */
export function renderPart({ id, title, html }: Section): string {
  return `<section>\n<h2 id="${id}">${title}</h2>\n${html}\n</section>`;
}

/** Names and values. */
export function renderPairs(kind: string, pairs: [string, string][]): string {
  const items = pairs.map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`);
  return `<dl class="${kind}">${items.join('\n')}</dl>`;
}

/** Where all the rows are of which the page shows the first, as a clause. */
export function renderHeld(file: string): string {
  return `<code>${file}</code> beside this page holds all`;
}

function renderShare({ rows, total, file }: List): string {
  if (total === undefined || file === undefined || total <= rows.length) return '';
  return `<p>The first ${formatCount(rows.length)} of ${formatCount(total)}; ${renderHeld(file)}.</p>\n`;
}
