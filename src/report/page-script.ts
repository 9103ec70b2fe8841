/**
 * What the page does beyond being read: search, filter, sort. Without it everything is there all the same. It makes
 * no markup of any text.
 */
export const SCRIPT = String.raw`'use strict';
const collator = new Intl.Collator('en', { numeric: true });

// Accents, case and the encoder's zero-width spaces are no part of what somebody looks for.
const fold = (text) => text.normalize('NFKD').replace(/[\p{M}\u200b]/gu, '').toLowerCase();
const isGroup = (row) => row.classList.contains('group');
const textOf = (row) => [...row.cells].map((cell) => cell.textContent).join(' ');

// What is known of a table: its rows in their order, their texts once somebody searches, how many may be shown.
function readTable(table) {
  const rows = [...table.tBodies].flatMap((body) => [...body.rows]).filter((row) => !isGroup(row));
  const section = table.closest('section');
  const all = document.createElement('button');
  section.append(Object.assign(all, { type: 'button', className: 'all', hidden: true }));
  return { table, section, rows, all, texts: undefined, limit: 500, fitting: rows.length };
}

function readTexts({ table, rows }) {
  const names = new Map([...table.tBodies].map((body) => [body, isGroup(body.rows[0]) ? textOf(body.rows[0]) : '']));
  return new Map(rows.map((row) => [row, fold(names.get(row.parentElement) + ' ' + textOf(row))]));
}

function narrowTable(entry, words, flag) {
  if (words.length > 0) entry.texts ??= readTexts(entry);
  for (const row of entry.rows) {
    const flags = row.dataset.flags;
    row.hidden = words.some((word) => !entry.texts.get(row).includes(word))
      || (flag !== '' && flags !== undefined && !flags.split(' ').includes(flag));
  }
  entry.fitting = entry.rows.filter((row) => !row.hidden).length;
  entry.section.classList.toggle('none', entry.fitting === 0);
  entry.section.querySelector('.count').dataset.shown =
    entry.fitting === entry.rows.length ? '' : entry.fitting + ' of ';
  limitTable(entry);
}

// The first rows that fit are shown, and a button for the others.
function limitTable({ table, rows, all, limit, fitting }) {
  let seen = 0;
  for (const row of rows) row.classList.toggle('later', !row.hidden && ++seen > limit);
  for (const group of table.querySelectorAll('.group')) {
    const own = [...group.parentElement.rows].slice(1);
    group.hidden = own.every((row) => row.hidden);
    group.classList.toggle('later', own.every((row) => row.hidden || row.classList.contains('later')));
  }
  all.hidden = fitting <= limit;
  all.textContent = all.hidden ? '' : 'Show all ' + fitting + ' ' + table.dataset.noun;
}

function narrow(entries, search, filter, told) {
  const words = fold(search.value).split(/\s+/).filter((word) => word !== '');
  for (const entry of entries) narrowTable(entry, words, filter.value);
  const left = entries.toReversed().filter(({ fitting }) => fitting > 0);
  const parts = left.map(({ fitting, rows, table }) => fitting + ' of ' + rows.length + ' ' + table.dataset.noun);
  const isNarrow = words.length > 0 || filter.value !== '';
  told.textContent = isNarrow ? 'Fitting: ' + (parts.join(', ') || 'nothing') : '';
}

const keyOf = ({ dataset, textContent }) => (dataset.value === undefined ? fold(textContent) : Number(dataset.value));
const compare = (a, b) => (typeof a === 'number' ? (a > b) - (a < b) : collator.compare(a, b));

function sortTable(entry, heading) {
  const isDown = heading.ariaSort === 'ascending';
  const keyed = entry.rows.map((row) => [keyOf(row.cells[heading.cellIndex]), row]);
  keyed.sort(([a], [b]) => (isDown ? compare(b, a) : compare(a, b)));
  entry.rows = keyed.map(([, row]) => row);
  limitTable(entry);
  entry.table.tBodies[0].replaceChildren(...entry.rows);
  for (const other of heading.parentElement.cells) other.removeAttribute('aria-sort');
  heading.setAttribute('aria-sort', isDown ? 'descending' : 'ascending');
}

function offerSort(entry) {
  for (const heading of entry.table.tHead.rows[0].cells) {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...heading.childNodes);
    button.addEventListener('click', () => sortTable(entry, heading));
    heading.append(button);
  }
}

function offerAll(entry) {
  entry.all.addEventListener('click', () => {
    entry.table.parentElement.focus();
    entry.limit = Infinity;
    limitTable(entry);
  });
  limitTable(entry);
}

function offerSearch(entries) {
  const tools = document.querySelector('.tools');
  const [search, filter, told] = ['#search', '#filter', '#told'].map((id) => document.querySelector(id));
  const update = () => narrow(entries, search, filter, told);
  search.addEventListener('input', update);
  filter.addEventListener('change', update);
  tools.hidden = false;
  // Headings stop below the tools, however many lines these take.
  const tell = () => document.body.style.setProperty('--tools', tools.offsetHeight + 'px');
  new ResizeObserver(tell).observe(tools);
  if (search.value !== '' || filter.value !== '') update();
}

const { classList } = document.documentElement;
classList.add('opening');
document.addEventListener('DOMContentLoaded', () => {
  const entries = [...document.querySelectorAll('table')].map(readTable);
  entries.filter(({ table }) => 'sortable' in table.dataset).forEach(offerSort);
  entries.forEach(offerAll);
  offerSearch(entries);
  classList.remove('opening');
});
`;
