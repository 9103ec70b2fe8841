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

function readTable(table) {
  const rows = [...table.tBodies].flatMap((body) => [...body.rows]).filter((row) => !isGroup(row));
  return { table, rows, count: table.closest('section').querySelector('.count'), texts: undefined };
}

function listTexts({ table, rows }) {
  const names = new Map([...table.tBodies].map((body) => [body, isGroup(body.rows[0]) ? textOf(body.rows[0]) : '']));
  return rows.map((row) => fold(names.get(row.parentElement) + ' ' + textOf(row)));
}

function narrowTable(entry, words, flag) {
  if (words.length > 0) entry.texts ??= listTexts(entry);
  let shown = 0;
  entry.rows.forEach((row, index) => {
    const flags = row.dataset.flags;
    const fits = words.every((word) => entry.texts[index].includes(word))
      && (flag === '' || flags === undefined || flags.split(' ').includes(flag));
    row.hidden = !fits;
    if (fits) shown += 1;
  });
  for (const group of entry.table.querySelectorAll('.group'))
    group.hidden = [...group.parentElement.rows].every((row) => row === group || row.hidden);
  entry.table.closest('section').classList.toggle('none', shown === 0);
  return shown;
}

function narrow(tables, search, filter, told) {
  const words = fold(search.value).split(/\s+/).filter((word) => word !== '');
  const parts = tables.toReversed().flatMap((entry) => {
    const shown = narrowTable(entry, words, filter.value);
    entry.count.dataset.shown = shown === entry.rows.length ? '' : shown + ' of ';
    return shown === 0 ? [] : [shown + ' of ' + entry.rows.length + ' ' + entry.table.dataset.noun];
  });
  const isNarrow = words.length > 0 || filter.value !== '';
  told.textContent = isNarrow ? 'Shown: ' + (parts.join(', ') || 'nothing') : '';
}

const keyOf = ({ dataset, textContent }) => (dataset.value === undefined ? fold(textContent) : Number(dataset.value));
const compare = (a, b) => (typeof a === 'number' ? (a > b) - (a < b) : collator.compare(a, b));

function sortTable(table, heading) {
  const isDown = heading.ariaSort === 'ascending';
  const [body] = table.tBodies;
  const keyed = [...body.rows].map((row) => [keyOf(row.cells[heading.cellIndex]), row]);
  keyed.sort(([a], [b]) => (isDown ? compare(b, a) : compare(a, b)));
  body.replaceChildren(...keyed.map(([, row]) => row));
  for (const other of heading.parentElement.cells) other.removeAttribute('aria-sort');
  heading.setAttribute('aria-sort', isDown ? 'descending' : 'ascending');
}

// Under the class quick, rows are laid out only where they are seen; some browsers then forget what tables are made of.
function quicken(table) {
  table.role = 'table';
  for (const group of [table.tHead, ...table.tBodies]) group.role = 'rowgroup';
  for (const row of table.rows) {
    row.role = 'row';
    for (const cell of row.cells)
      cell.role = cell.localName === 'td' ? 'cell' : cell.scope.startsWith('row') ? 'rowheader' : 'columnheader';
  }
}

function offerSort(table) {
  for (const heading of table.tHead.rows[0].cells) {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...heading.childNodes);
    button.addEventListener('click', () => sortTable(table, heading));
    heading.append(button);
  }
}

function offerSearch(tables) {
  const tools = document.querySelector('.tools');
  const [search, filter, told] = ['#search', '#filter', '#told'].map((id) => document.querySelector(id));
  const update = () => narrow(tables, search, filter, told);
  search.addEventListener('input', update);
  filter.addEventListener('change', update);
  tools.hidden = false;
  // Headings stop below the tools, however many lines these take.
  const tell = () => document.body.style.setProperty('--tools', tools.offsetHeight + 'px');
  new ResizeObserver(tell).observe(tools);
  if (search.value !== '' || filter.value !== '') update();
}

document.documentElement.classList.add('quick');
document.addEventListener('DOMContentLoaded', () => {
  const tables = [...document.querySelectorAll('table')];
  tables.forEach(quicken);
  tables.filter((table) => 'sortable' in table.dataset).forEach(offerSort);
  offerSearch(tables.map(readTable));
});
`;
