import { formatDay } from '../text/dates.ts';
import { cut } from '../text/escape.ts';
import { formatCount, formatDistance } from '../text/format.ts';
import { type Html, html, renderCode } from '../text/html.ts';
import type { Cell, Table } from './model.ts';

/** How many times longer words may be than a name, a label or an ID. */
const WORDS_FACTOR = 6;

/** Renders a cell for page and summary alike. Names, labels and IDs are cut to a length, words to six times as much. */
export function renderCell(cell: Cell, length: number): Html {
  if (typeof cell === 'number') return html`${formatCount(cell)}`;
  if (typeof cell === 'string') return html`${cut(cell, WORDS_FACTOR * length)}`;
  if (cell.kind === 'date') return renderDate(cell, length);
  if (cell.kind === 'mark') return html`<b class="${cell.tone}">${cell.text}</b>`;
  if (cell.kind === 'code') return renderCode(cut(cell.text, WORDS_FACTOR * length));
  const exact = (text: string) => (text === '' ? '' : renderCode(cut(text, length)));
  const small = (text: string) => (text === '' ? '' : html`<small>${exact(text)}</small>`);
  if (cell.kind === 'token') return html`${joinGiven([exact(cell.label), small(cell.id)], html`<br>`)}`;
  const { name, email, id } = cell.person;
  const first: (Html | '')[] = [name === '' ? '' : html`<b>${cut(name, length)}</b>`, exact(email)];
  return html`${joinGiven([joinGiven(first, html` `), small(id)], html`<br>`)}`;
}

/** Joins the parts that are given. */
function joinGiven(parts: (Html | '')[], separator: Html): Html | '' {
  const given = parts.filter((part) => part !== '');
  return given.length === 0
    ? ''
    : html`${given.map((part, index) => (index === 0 ? part : html`${separator}${part}`))}`;
}

/** Renders a day and how far away it is; a text that is no date as it was received. */
function renderDate({ date, now, none }: Extract<Cell, { kind: 'date' }>, length: number): Html {
  if ('at' in date) return html`${formatDay(date.at)}<br><small>${formatDistance(date.at, now)}</small>`;
  return date.missing === 'missing' ? html`<em>${none.words}</em>` : renderCode(cut(date.text, length));
}

/** Says where all rows of a table are, if these are only the first. */
export function renderShare({ total, file }: Table, shown: number): Html[] {
  if (shown === total) return [];
  return [
    html`<p>The first ${formatCount(shown)} of ${formatCount(total)}. All are in ${renderCode(file)}.</p>`,
  ];
}
