import { cut } from '../text/escape.ts';
import { simplify } from '../text/suggest.ts';

const SHOWN_HEADINGS = 12;

/** Returns the index of the column with the first of these headings that is found, or -1. Prefers an exact match. */
export function findColumn(headings: string[], names: readonly string[]): number {
  const keys = headings.map(simplify);
  const places = names
    .filter((name) => simplify(name) !== '')
    .flatMap((name) => [headings.indexOf(name), keys.indexOf(simplify(name))]);
  return places.find((place) => place !== -1) ?? -1;
}

/** Renders headings for a message: the first twelve, quoted. */
export function listHeadings(headings: string[]): string {
  const named = headings.filter((heading) => heading.trim() !== '');
  const more = named.length > SHOWN_HEADINGS ? ` and ${named.length - SHOWN_HEADINGS} more` : '';
  return named.slice(0, SHOWN_HEADINGS).map(quoteHeading).join(', ') + more;
}

/** Renders a heading for a message. */
export function quoteHeading(heading: string): string {
  return JSON.stringify(cut(heading, 80));
}
