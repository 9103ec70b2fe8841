import { DAY_MS, formatDay, type ReceivedDate } from '../text/dates.ts';
import { cut, escapeCode, escapeHtml } from '../text/escape.ts';
import { formatCount, formatPlural } from '../text/format.ts';

/** A cell is HTML already, made by an encoder of escape.ts; a number, or what has a `value`, is sorted by it. */
type PageCell = string | number | { html: string; value: number };

const LENGTH = 200;

/** Foreign text, cut to what a page can take. */
export function renderText(text: string, length = LENGTH): string {
  return escapeHtml(cut(text, length));
}

/** The same where it must be possible to copy it as it is: IDs, addresses, labels. */
export function renderExact(text: string): string {
  return escapeCode(cut(text, LENGTH));
}

/** Who an account is, in one cell. */
export function renderPerson({ id, name, email }: { id: string; name: string; email: string }): string {
  const parts = [name && `<b>${renderText(name)}</b>`, renderExact(email), renderSmall(renderExact(id))];
  return parts.filter((part) => part !== '').join(' ');
}

/** A token by its label and its ID. */
export function renderToken(label: string, id: string): string {
  return [renderExact(label), renderSmall(renderExact(id))].filter((part) => part !== '').join(' ');
}

/** What is said beside something else, if it is anything. */
export function renderSmall(html: string): string {
  return html === '' ? '' : `<small>${html}</small>`;
}

/** An address as a link, if it is one of the web that a browser may follow; else as text. */
export function renderLink(address: string, html: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  // What `href` yields holds neither a quote nor an angle bracket. https://url.spec.whatwg.org/#url-serializing
  return url?.protocol === 'https:' ? `<a href="${url.href}" rel="noopener noreferrer">${html}</a>` : html;
}

/** What stands for a date that is missing, and what to sort it by. */
type NoDate = { words: string; value: number };

/** A day and how far it is from `now`; what is no date stands as it came, and before all others. */
export function renderDate(date: ReceivedDate, now: number, none: NoDate): PageCell {
  if ('at' in date) {
    return { html: `${formatDay(date.at)} ${renderSmall(renderDistance(date.at - now))}`, value: date.at };
  }
  if (date.missing === 'missing') return { html: `<em>${none.words}</em>`, value: none.value };
  return { html: renderExact(date.text), value: -1 };
}

function renderDistance(ms: number): string {
  const days = Math.floor(Math.abs(ms) / DAY_MS);
  if (days === 0) return 'today';
  return ms > 0 ? `in ${formatPlural(days, 'day')}` : `${formatPlural(days, 'day')} ago`;
}

/** A row of cells, of which the first is what the row is about; `flags` are words that a filter knows. */
export function renderRow([first = '', ...cells]: PageCell[], flags: string[] = []): string {
  const marks = flags.length > 0 ? ` data-flags="${flags.join(' ')}"` : '';
  return `<tr${marks}>${renderCell('th', first, ' scope="row"')}${cells.map((cell) => renderCell('td', cell)).join('')}</tr>`;
}

function renderCell(tag: string, cell: PageCell, scope = ''): string {
  if (typeof cell === 'string') return `<${tag}${scope}>${cell}</${tag}>`;
  if (typeof cell === 'number')
    return `<${tag}${scope} class="number" data-value="${cell}">${formatCount(cell)}</${tag}>`;
  return `<${tag}${scope} data-value="${cell.value}">${cell.html}</${tag}>`;
}
