import { cut } from '../text/escape.ts';

const SHOWN_HEADINGS = 12;

/**
 * Finds the first heading that is one of the names, the best name first, and returns it as it stands in the file. Case,
 * blanks, dashes and underscores do not count.
 */
export function findHeading(headings: string[], names: string[]): string | undefined {
  for (const name of names) {
    const key = simplifyHeading(name);
    const heading =
      headings.find((text) => text === name) ?? headings.find((text) => simplifyHeading(text) === key);
    if (heading !== undefined && key !== '') return heading;
  }
  return undefined;
}

/** Renders headings for a message: the first twelve, quoted. */
export function listHeadings(headings: string[]): string {
  const named = headings.filter((heading) => heading.trim() !== '');
  const more = named.length > SHOWN_HEADINGS ? ` and ${named.length - SHOWN_HEADINGS} more` : '';
  return named.slice(0, SHOWN_HEADINGS).map(quoteHeading).join(', ') + more;
}

export function quoteHeading(heading: string): string {
  return JSON.stringify(cut(heading, 80));
}

function simplifyHeading(heading: string): string {
  return heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Cf}_-]/gu, '');
}
