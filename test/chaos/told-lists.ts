import type { Evidence } from './evidence.ts';
import type { Exchange } from './recorder.ts';
import { isObject, parseBody, type ToldToken, toCell, toToldToken } from './told.ts';

type Page = { cursor: string; next: string; items: unknown[] };

/** What a list told: everything on any page of it, and whether its pages lead from the first to the last. */
export type ToldList = { items: unknown[]; hasFirst: boolean; isWhole: boolean };

/** What the organization-wide calls told. */
export type ToldOrganization = {
  tokens: ToldToken[];
  list: ToldList;
  /** Items that are no tokens, or lack an ID or an owner. */
  unsound: number;
  managed: string[];
  accountList: ToldList;
  /** Whether the key may not list the managed accounts. */
  isForbidden: boolean;
  counts: number[];
};

/** Reads the record of the organization-wide calls. A token on two pages, or told twice, is one: as it was told first. */
export function readToldOrganization({ exchanges }: Pick<Evidence, 'exchanges'>): ToldOrganization {
  const of = (end: RegExp) => exchanges.filter(({ path }) => path.startsWith('/admin/') && end.test(path));
  const list = readList(of(/\/api-tokens$/));
  const accountList = readList(of(/\/users$/));
  const objects = list.items.filter(isObject);
  const tokens = new Map<string, ToldToken>();
  for (const item of objects) {
    const token = toToldToken(toCell(isObject(item.user) ? item.user.id : ''), item);
    const key = JSON.stringify([token.owner, token.id]);
    if (!tokens.has(key)) tokens.set(key, token);
  }
  const told = [...tokens.values()];
  const lacking = told.filter(({ id, owner }) => id === '' || owner === '').length;
  return {
    tokens: told,
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

function readList(exchanges: Exchange[]): ToldList {
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
  // A page that is asked for again may lead elsewhere, so all that were sent are followed.
  for (const cursor of reached) {
    for (const page of pages) {
      if (page.cursor !== cursor) continue;
      if (page.next === '') return true;
      reached.add(page.next);
    }
  }
  return false;
}
