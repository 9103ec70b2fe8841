import { setImmediate } from 'node:timers/promises';
import { describeShape, isObject, type JsonObject, toText } from '../text/json.ts';
import type { Answer, Api } from './api.ts';
import type { ApiPath } from './paths.ts';

/** One page of a list: its items unchecked, and the cursor of the next page, if there is one. */
export type Page = { items: unknown[]; next: string | undefined };

/**
 * Why a list was not read to its end, in words that hold nothing foreign. `answer` is the last word on the page that is
 * missing, if it was asked for.
 */
export class ListingError extends Error {
  readonly answer: Answer<never> | undefined;
  readonly pages: number;

  constructor(message: string, pages: number, answer?: Answer<never>) {
    super(message);
    this.name = 'ListingError';
    this.pages = pages;
    this.answer = answer;
  }
}

/** More than any organization has: 2,000,000 items at 20 a page. */
const MAX_PAGES = 100_000;
/** A list that goes on without items leads nowhere. */
const MAX_EMPTY_PAGES = 20;

/**
 * Reads a list page by page; the next page is on its way while the last one is used. Throws a `ListingError` when a
 * page cannot be had, when the list turns in a circle or leads elsewhere, and when it does not end.
 */
export async function* readPages(
  api: Api,
  pathOf: (cursor: string | undefined) => ApiPath,
  apiUrl: URL,
  finalStatuses: readonly number[] = [],
): AsyncGenerator<unknown[]> {
  const seen = new Set<string>();
  let empty = 0;
  let coming = api.read(pathOf(undefined), (json) => parsePage(json, apiUrl), finalStatuses);
  for (let pages = 0; ; pages += 1) {
    const answer = await coming;
    if (answer.kind !== 'value') throw new ListingError(describeEnd(answer, pages + 1), pages, answer);
    const { items, next } = answer.value;
    empty = items.length === 0 ? empty + 1 : 0;
    if (next !== undefined) {
      checkProgress(next, seen, pages + 1, empty);
      coming = api.read(pathOf(next), (json) => parsePage(json, apiUrl));
      // The request leaves when the event loop turns; what uses this page would keep it from turning.
      await setImmediate();
    }
    yield items;
    if (next === undefined) return;
  }
}

/**
 * Checks one page. `links.next` is a cursor in one API and an address in the other; absent, null and empty it is the
 * end. Throws when it is no page, and when its next page is on another origin.
 */
export function parsePage(json: unknown, apiUrl: URL): Page {
  if (!isObject(json)) throw new Error(`expected a page, got ${describeShape(json)}`);
  if (!Array.isArray(json.data))
    throw new Error(`expected a page with data, got data that is ${describeShape(json.data)}`);
  return { items: json.data, next: parseNext(isObject(json.links) ? json.links : {}, apiUrl) };
}

function parseNext({ next }: JsonObject, apiUrl: URL): string | undefined {
  const text = toText(next);
  if (text === '') return undefined;
  if (!/^(https?:)?\/\/|^\/admin\/|^\?/i.test(text)) return text;
  const url = URL.canParse(text, apiUrl.href) ? new URL(text, apiUrl) : undefined;
  if (url?.origin !== apiUrl.origin)
    throw new Error(`the next page is on another origin (${url?.origin ?? 'no address'})`);
  const cursor = url.searchParams.get('cursor');
  if (!cursor) throw new Error('the address of the next page has no cursor');
  return cursor;
}

function checkProgress(next: string, seen: Set<string>, pages: number, empty: number): void {
  if (seen.has(next)) throw new ListingError(`the list turns in a circle after page ${pages}`, pages);
  if (pages >= MAX_PAGES) throw new ListingError(`the list does not end after ${pages} pages`, pages);
  if (empty >= MAX_EMPTY_PAGES)
    throw new ListingError(`the list goes on without items after page ${pages}`, pages);
  seen.add(next);
}

function describeEnd(answer: Exclude<Answer<never>, { kind: 'value' }>, page: number): string {
  if (answer.kind === 'stopped') return `page ${page} was not asked for: the run stopped`;
  const status = answer.status === undefined ? '' : ` (${answer.status})`;
  return `page ${page} could not be read${status}`;
}
