import { formatDay } from '../text/dates.ts';
import { cut } from '../text/escape.ts';
import { formatCount, formatDistance } from '../text/format.ts';
import { type Html, html, NOTHING, renderCode, toMarkup } from '../text/html.ts';
import type { Cell, Table } from './model.ts';

/** How many times longer words may be than a name, a label or an ID. */
const WORDS_FACTOR = 6;

/** The words for a missing date, and the value by which it sorts. */
const MISSING = {
  creation: { words: 'unknown', value: 0 },
  use: { words: 'never', value: 0 },
  expiry: { words: 'never', value: Number.POSITIVE_INFINITY },
};

/** Renders a cell for page and summary alike. Names, labels and IDs are cut to a length, words to six times as much. */
export function renderCell(cell: Cell, length: number): Html {
  if (typeof cell === 'number') return html`${formatCount(cell)}`;
  if (typeof cell === 'string') return html`${cut(cell, WORDS_FACTOR * length)}`;
  if (cell.kind === 'mark') return html`<b class="${cell.tone}">${cell.text}</b>`;
  if (cell.kind === 'code') return renderCode(cut(cell.text, WORDS_FACTOR * length));
  const exact = (text: string) => renderCode(cut(text, length));
  const small = (text: string) => (text === '' ? NOTHING : html`<small>${exact(text)}</small>`);
  if (cell.kind === 'token') return joinGiven([exact(cell.label), small(cell.id)], html`<br>`);
  if (cell.kind === 'person') {
    const { name, email, id } = cell.person;
    const bold = name === '' ? NOTHING : html`<b>${cut(name, length)}</b>`;
    return joinGiven([joinGiven([bold, exact(email)], html` `), small(id)], html`<br>`);
  }
  const { date, of, now } = cell;
  if ('at' in date) return html`${formatDay(date.at)}<br><small>${formatDistance(date.at, now)}</small>`;
  return date.unknown === 'absent' ? html`<em>${MISSING[of].words}</em>` : exact(date.text);
}

function joinGiven(parts: Html[], separator: Html): Html {
  const given = parts.filter((part) => toMarkup(part) !== '');
  return html`${given.map((part, index) => (index === 0 ? part : html`${separator}${part}`))}`;
}

/** Returns the number by which a cell sorts, if any. An unreadable date comes before all dates. */
export function computeSortValue(cell: Cell): number | undefined {
  if (typeof cell === 'number') return cell;
  if (typeof cell === 'string' || cell.kind !== 'date') return undefined;
  if ('at' in cell.date) return cell.date.at;
  return cell.date.unknown === 'absent' ? MISSING[cell.of].value : -1;
}

/** Says where all rows of a table are, if these are only the first. */
export function renderShare({ total, file }: Table, shown: number): Html[] {
  if (shown === total) return [];
  const counts = `The first ${formatCount(shown)} of ${formatCount(total)}`;
  return [html`<p>${counts}. All are in ${renderCode(file)}.</p>`];
}
