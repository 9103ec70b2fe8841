import type { Evidence } from './evidence.ts';
import type { Exchange } from './recorder.ts';
import { isObject, parseBody, type SentToken, toCell, toSentToken } from './sent.ts';

type Page = { cursor: string; next: string; items: unknown[] };

/** The items on all pages of a list, and whether its pages lead from the first to the last. */
export type SentList = { items: unknown[]; hasFirst: boolean; isWhole: boolean };

/** The answers of the organization-wide calls. */
export type SentOrganization = {
  tokens: SentToken[];
  list: SentList;
  /** How many items are not tokens, or lack an ID or an owner. */
  unsound: number;
  managed: string[];
  accountList: SentList;
  /** Whether the key may not list the managed accounts. */
  isForbidden: boolean;
  counts: number[];
};

/** Reads the organization-wide answers. A token that was sent twice counts once, as it was sent first. */
export function readSentOrganization({ exchanges }: Pick<Evidence, 'exchanges'>): SentOrganization {
  const of = (end: RegExp) => exchanges.filter(({ path }) => path.startsWith('/admin/') && end.test(path));
  const list = readList(of(/\/api-tokens$/));
  const accountList = readList(of(/\/users$/));
  const objects = list.items.filter(isObject);
  const tokens = new Map<string, SentToken>();
  for (const item of objects) {
    const token = toSentToken(toCell(isObject(item.user) ? item.user.id : ''), item);
    const key = JSON.stringify([token.owner, token.id]);
    if (!tokens.has(key)) tokens.set(key, token);
  }
  const distinct = [...tokens.values()];
  const lacking = distinct.filter(({ id, owner }) => id === '' || owner === '').length;
  return {
    tokens: distinct,
    list,
    unsound: list.items.length - objects.length + lacking,
    managed: accountList.items.filter(isObject).map((item) => toCell(item.account_id)),
    accountList,
    isForbidden: of(/\/users$/).some(({ whole, status }) => whole && (status === 403 || status === 404)),
    counts: of(/\/count$/)
      .map(parseBody)
      .filter((body) => typeof body === 'number'),
  };
}

function readList(exchanges: Exchange[]): SentList {
  const pages = exchanges.flatMap(parsePage);
  return {
    items: pages.flatMap(({ items }) => items),
    hasFirst: pages.some(({ cursor }) => cursor === ''),
    isWhole: leadsToEnd(pages),
  };
}

function parsePage(exchange: Exchange): Page[] {
  const body = parseBody(exchange);
  if (!isObject(body) || !Array.isArray(body.data)) return [];
  const next = isObject(body.links) ? toCell(body.links.next) : '';
  const cursor = URL.canParse(next) ? (new URL(next).searchParams.get('cursor') ?? '') : next;
  return [{ cursor: exchange.query.get('cursor') ?? '', next: cursor, items: body.data }];
}

function leadsToEnd(pages: Page[]): boolean {
  const reached = new Set(['']);
  // A page that is requested again may lead elsewhere, so every answer is followed.
  for (const cursor of reached) {
    for (const page of pages) {
      if (page.cursor !== cursor) continue;
      if (page.next === '') return true;
      reached.add(page.next);
    }
  }
  return false;
}
