// The script of report.html: search, filter, sort. The page is whole without it, and it makes no markup of any text.
// `npm run generate` embeds it into ../page-assets.ts.

/** A table with its rows in their order, how many of them match, and how many matches are shown. */
type Entry = {
  table: HTMLTableElement;
  section: Element;
  button: HTMLButtonElement;
  rows: HTMLTableRowElement[];
  /** The texts of the rows, once someone has searched. */
  texts: Map<HTMLTableRowElement, string> | undefined;
  matches: number;
  limit: number;
};

const TYPING_PAUSE_MS = 200;
const collator = new Intl.Collator('en', { numeric: true });

function find<T extends Element = HTMLElement>(selector: string, parent: ParentNode = document): T {
  const element = parent.querySelector<T>(selector);
  if (!element) throw new Error(`${selector} is missing`);
  return element;
}

/** Drops case, accents and the zero-width spaces of the encoder, which no search contains. */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\u200b]/gu, '')
    .toLowerCase();
}

function readTable(table: HTMLTableElement): Entry {
  const section = table.closest('section') ?? document.body;
  const button = document.createElement('button');
  Object.assign(button, { type: 'button', className: 'all', hidden: true });
  table.parentElement?.after(button);
  const rows = [...find<HTMLTableSectionElement>('tbody', table).rows];
  const limit = Number(table.dataset.shown);
  return { table, section, button, rows, texts: undefined, matches: rows.length, limit };
}

function readTexts(rows: HTMLTableRowElement[]): Map<HTMLTableRowElement, string> {
  const readRow = (row: HTMLTableRowElement) =>
    [...row.cells].map(({ textContent }) => textContent).join(' ');
  return new Map(rows.map((row) => [row, fold(readRow(row))]));
}

/** Hides the rows of a table that do not match, and returns a sentence about the matches. */
function narrowTable(entry: Entry, words: string[], flag: string): string {
  const { section, rows } = entry;
  if (words.length > 0) entry.texts ??= readTexts(rows);
  for (const row of rows) {
    const text = entry.texts?.get(row) ?? '';
    const { flags } = row.dataset;
    const isFiltered = flag !== '' && flags !== undefined && !flags.split(' ').includes(flag);
    row.hidden = isFiltered || words.some((word) => !text.includes(word));
  }
  entry.matches = rows.filter((row) => !row.hidden).length;
  limitTable(entry);
  const isNarrow = words.length > 0 || entry.matches < rows.length;
  section.classList.toggle('none', entry.matches === 0);
  const told = isNarrow ? describeMatches(entry) : '';
  find('.matches', section).textContent = told;
  return told === '' || entry.matches === 0 ? '' : `${find('.title', section).textContent}: ${told}.`;
}

/** Counts the matches among the rows of the page, which may not be all rows that there are. */
function describeMatches({ matches, rows, table: { dataset } }: Entry): string {
  const found = matches === 0 ? 'No matches' : countNoun(matches, 'match', 'matches');
  const more = Number(dataset.total) - rows.length;
  const shown = `${found} among the ${countNoun(rows.length, dataset.noun ?? '')} shown`;
  return more === 0 ? shown : `${shown}; ${more.toLocaleString('en')} more are in ${dataset.file}`;
}

function countNoun(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? noun : plural}`;
}

/** Shows the first matches, and a button for the others. */
function limitTable({ table, button, rows, matches, limit }: Entry): void {
  let shown = 0;
  for (const row of rows) {
    if (!row.hidden) shown += 1;
    row.classList.toggle('later', !row.hidden && shown > limit);
  }
  button.hidden = matches <= limit;
  button.textContent = button.hidden ? '' : `Show all ${countNoun(matches, table.dataset.noun ?? '')}`;
}

function offerAll(entry: Entry): void {
  entry.button.addEventListener('click', () => {
    entry.table.parentElement?.focus();
    entry.limit = Number.POSITIVE_INFINITY;
    limitTable(entry);
  });
  limitTable(entry);
}

function compareCells(a: HTMLTableCellElement, b: HTMLTableCellElement): number {
  const [one, other] = [a.dataset.value, b.dataset.value];
  if (one !== undefined && other !== undefined) return Math.sign(Number(one) - Number(other)) || 0;
  return collator.compare(a.textContent, b.textContent);
}

function sortTable(entry: Entry, heading: HTMLTableCellElement): void {
  const direction = heading.ariaSort === 'ascending' ? 'descending' : 'ascending';
  const sign = direction === 'ascending' ? 1 : -1;
  const cells = new Map(entry.rows.map((row) => [row, row.cells[heading.cellIndex]]));
  entry.rows.sort((a, b) => {
    const [one, other] = [cells.get(a), cells.get(b)];
    return one && other ? sign * compareCells(one, other) : 0;
  });
  limitTable(entry);
  find('tbody', entry.table).replaceChildren(...entry.rows);
  for (const other of entry.table.querySelectorAll('th[aria-sort]')) other.removeAttribute('aria-sort');
  heading.setAttribute('aria-sort', direction);
}

function offerSort(entry: Entry): void {
  for (const heading of entry.table.tHead?.rows[0]?.cells ?? []) {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...heading.childNodes);
    button.addEventListener('click', () => sortTable(entry, heading));
    heading.append(button);
  }
}

function offerSearch(entries: Entry[]): void {
  const tools = find('.tools');
  const search = find<HTMLInputElement>('#search');
  const filter = find<HTMLSelectElement>('#filter');
  let timer = 0;
  const update = () => {
    clearTimeout(timer);
    const words = fold(search.value)
      .split(/\s+/)
      .filter((word) => word !== '');
    const found = entries
      .map((entry) => narrowTable(entry, words, filter.value))
      .filter((text) => text !== '');
    const isNarrow = words.length > 0 || filter.value !== '';
    find('#told').textContent = isNarrow ? found.join(' ') || 'No matches' : '';
  };
  search.addEventListener('input', () => {
    clearTimeout(timer);
    timer = window.setTimeout(update, TYPING_PAUSE_MS);
  });
  search.addEventListener('change', update);
  filter.addEventListener('change', update);
  tools.hidden = false;
  // The headings of tables stop below the tools, however many lines these take.
  const measure = () => document.body.style.setProperty('--tools', `${tools.offsetHeight}px`);
  new ResizeObserver(measure).observe(tools);
  if (search.value !== '' || filter.value !== '') update();
}

document.documentElement.classList.add('opening');
document.addEventListener('DOMContentLoaded', () => {
  const entries = [...document.querySelectorAll('table')].map(readTable);
  entries.forEach(offerSort);
  entries.forEach(offerAll);
  if (document.querySelector('.tools')) offerSearch(entries);
  document.documentElement.classList.remove('opening');
});
