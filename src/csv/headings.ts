import { cut } from '../text/escape.ts';

const SHOWN_HEADINGS = 12;

/**
 * Finds the first heading that is one of the names, the best name first, and returns it as it stands in the file. Case,
 * blanks, dashes and underscores do not count.
 */
export function findHeading(headings: string[], names: string[]): string | undefined {
  const keys = headings.map(simplifyHeading);
  for (const name of names) {
    const key = simplifyHeading(name);
    if (headings.includes(name) && key !== '') return name;
    const place = keys.indexOf(key);
    if (place !== -1 && key !== '') return headings[place];
  }
  return undefined;
}

/** Renders headings for a message: the first twelve, quoted. */
export function listHeadings(headings: string[]): string {
  const named = headings.filter((heading) => heading.trim() !== '');
  const more = named.length > SHOWN_HEADINGS ? ` and ${named.length - SHOWN_HEADINGS} more` : '';
  return named.slice(0, SHOWN_HEADINGS).map(quoteHeading).join(', ') + more;
}

/** Whether a record is one cell that contains all headings, as in a file whose rows are quoted as a whole. */
export function isWrapped(cells: string[], areHeadings: (cells: string[]) => boolean): boolean {
  const [cell = '', ...others] = cells.filter((text) => text.trim() !== '');
  return others.length === 0 && [',', ';', '\t'].some((delimiter) => areHeadings(cell.split(delimiter)));
}

export const WRAPPED_ADVICE =
  'has each row in quotes as a whole: remove the quotes around the rows, or export it again';

/** Renders a heading for a message. */
export function quoteHeading(heading: string): string {
  return JSON.stringify(cut(heading, 80));
}

/** Returns a heading without what does not count when headings are compared. */
export function simplifyHeading(heading: string): string {
  return heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Cf}_-]/gu, '');
}
