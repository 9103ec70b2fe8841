import type { Sequence } from './organization.ts';
import type { OrganizationScenario } from './organization-scenario.ts';

export type Links = { self?: string; prev?: string; next?: string | null };

export type Page = { data: unknown[]; meta?: { total: number }; links?: Links };

export type Cut = {
  offset: number;
  size: number;
  /** Renders the link to the page that begins at this offset. */
  linkTo(offset: number): string;
  end: NonNullable<OrganizationScenario['end']>;
};

/** Returns the page that begins at `offset`; beyond the end, an empty last page. */
export function cutPage<T>(items: Sequence<T>, cut: Cut, render: (item: T, index: number) => unknown): Page {
  const end = Math.min(cut.offset + cut.size, items.length);
  const data: unknown[] = [];
  for (let index = cut.offset; index < end; index++) {
    const item = items.at(index);
    if (item !== undefined) data.push(render(item, index));
  }
  const isLast = end >= items.length;
  return isLast && cut.end === 'no-links' ? { data } : { data, links: computeLinks(cut, isLast) };
}

function computeLinks({ offset, size, linkTo, end }: Cut, isLast: boolean): Links {
  const links: Links = { self: linkTo(offset) };
  if (offset > 0) links.prev = linkTo(Math.max(0, offset - size));
  if (!isLast) links.next = linkTo(offset + size);
  else if (end === 'null') links.next = null;
  else if (end === 'empty') links.next = '';
  return links;
}

/** Renders the cursor of an offset; it must be percent-encoded in an address. */
export function renderCursor(list: string, offset: number): string {
  return `${list}+${offset}/==`;
}

/** Parses the cursor of a list into its offset: 0 without a cursor, undefined for any other text. */
export function parseCursor(list: string, cursor: string | null): number | undefined {
  if (cursor === null) return 0;
  const offset = /^([a-z]+)\+(\d{1,9})\/==$/.exec(cursor);
  return offset?.[1] === list ? Number(offset[2]) : undefined;
}
