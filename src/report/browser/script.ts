// The script of report.html: search, filter, sort. The page is whole without it, and it makes no markup of any text.
// `npm run generate` embeds it into ../page-assets.ts.

/** A table with its rows in their order, the button that shows all of them, and the note in its place on paper. */
type Entry = ReturnType<typeof readTable>;

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

function readTable(table: HTMLTableElement) {
  return {
    table,
    section: table.closest('section') ?? document.body,
    rows: [...find<HTMLTableSectionElement>('tbody', table).rows],
    /** How many of the matching rows are shown. */
    limit: Number(table.dataset.shown),
    button: Object.assign(document.createElement('button'), { type: 'button', className: 'all' }),
    note: Object.assign(document.createElement('div'), { className: 'note' }),
  };
}

function offerAll(entry: Entry): void {
  const { table, button, note } = entry;
  button.addEventListener('click', () => {
    table.parentElement?.focus();
    entry.limit = Number.POSITIVE_INFINITY;
    limitRows(entry);
  });
  table.parentElement?.after(button, note);
  limitRows(entry);
}

/** Shows the first matches, and a button for the others. Returns the number of matches. */
function limitRows({ table: { dataset }, rows, limit, button, note }: Entry): number {
  const matches = rows.filter((row) => !row.hidden);
  for (const [index, row] of matches.entries()) row.classList.toggle('later', index >= limit);
  button.hidden = note.hidden = matches.length <= limit;
  const { noun = '', total, file } = dataset;
  const isNarrow = matches.length < rows.length;
  const all = isNarrow ? countNoun(matches.length, 'match', 'matches') : countNoun(Number(total), noun);
  button.textContent = button.hidden ? '' : `Show all ${countNoun(matches.length, noun)}`;
  note.textContent = button.hidden ? '' : `The first ${limit} of ${all}. All are in ${file}.`;
  return matches.length;
}

function countNoun(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? noun : plural}`;
}

function offerSort(entry: Entry): void {
  for (const heading of entry.table.tHead?.rows[0]?.cells ?? []) {
    const button = Object.assign(document.createElement('button'), { type: 'button' });
    button.append(...heading.childNodes);
    button.addEventListener('click', () => sortRows(entry, heading));
    heading.append(button);
  }
}

function sortRows(entry: Entry, heading: HTMLTableCellElement): void {
  const direction = heading.ariaSort === 'ascending' ? 'descending' : 'ascending';
  const sign = direction === 'ascending' ? 1 : -1;
  const cells = new Map(entry.rows.map((row) => [row, row.cells[heading.cellIndex]]));
  entry.rows.sort((a, b) => sign * compareCells(cells.get(a), cells.get(b)));
  limitRows(entry);
  find('tbody', entry.table).replaceChildren(...entry.rows);
  for (const other of entry.table.querySelectorAll('th[aria-sort]')) other.removeAttribute('aria-sort');
  heading.setAttribute('aria-sort', direction);
}

function compareCells(a: HTMLTableCellElement | undefined, b: HTMLTableCellElement | undefined): number {
  const [one, other] = [a?.dataset.value, b?.dataset.value];
  if (one !== undefined && other !== undefined) return Math.sign(Number(one) - Number(other)) || 0;
  return collator.compare(a?.textContent ?? '', b?.textContent ?? '');
}

function offerSearch(entries: Entry[]): void {
  const tools = find('.tools');
  const search = find<HTMLInputElement>('#search');
  const filter = find<HTMLSelectElement>('#filter');
  let timer = 0;
  const update = () => {
    clearTimeout(timer);
    const words = fold(search.value).match(/\S+/g) ?? [];
    const found = entries.flatMap((entry) => narrowRows(entry, words, filter.value));
    const isNarrow = words.length > 0 || filter.value !== '';
    find('#status').textContent = isNarrow ? found.join(' ') || 'No matches' : '';
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

/** Hides the rows that do not match. Returns a sentence about the matches, if there are any and not all rows match. */
function narrowRows(entry: Entry, words: string[], flag: string): string[] {
  const { table, section, rows } = entry;
  for (const row of rows) row.hidden = !isMatch(row, words, flag);
  const count = limitRows(entry);
  const isNarrow = words.length > 0 || count < rows.length;
  const status = isNarrow ? describeMatches(count, rows.length, table) : '';
  section.classList.toggle('none', count === 0);
  find('.matches', section).textContent = status;
  return isNarrow && count > 0 ? [`${find('.title', section).textContent}: ${status}.`] : [];
}

function isMatch(row: HTMLTableRowElement, words: string[], flag: string): boolean {
  const { flags } = row.dataset;
  if (flag !== '' && flags !== undefined && !flags.split(' ').includes(flag)) return false;
  const text = words.length > 0 ? fold([...row.cells].map((cell) => cell.textContent).join(' ')) : '';
  return words.every((word) => text.includes(word));
}

/** Counts the matches among the rows of the page, which may not be all rows that there are. */
function describeMatches(count: number, rows: number, { dataset }: HTMLTableElement): string {
  const found = count === 0 ? 'No matches' : countNoun(count, 'match', 'matches');
  const more = Number(dataset.total) - rows;
  const shown = `${found} among the ${countNoun(rows, dataset.noun ?? '')} shown`;
  return more === 0 ? shown : `${shown}; ${more.toLocaleString('en')} more are in ${dataset.file}`;
}

document.documentElement.classList.add('opening');
document.addEventListener('DOMContentLoaded', () => {
  const entries = [...document.querySelectorAll('table')].map(readTable);
  entries.forEach(offerSort);
  entries.forEach(offerAll);
  if (document.querySelector('.tools')) offerSearch(entries);
  document.documentElement.classList.remove('opening');
});
