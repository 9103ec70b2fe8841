import { setImmediate } from 'node:timers/promises';
import { describeShape, isObject, type JsonObject, toText } from '../text/json.ts';
import type { Answer, Api } from './api.ts';
import type { ApiPath } from './client.ts';

/** The answer to a page that is missing. */
export type Missing = Exclude<Answer<never>, { kind: 'value' }>;

/**
 * The reason why a list was not read to its end; the message holds nothing foreign. `answer` is that to the missing
 * page, if one came, and `pages` the number of pages before it.
 */
export class ListingError extends Error {
  readonly answer: Exclude<Missing, { kind: 'stopped' }> | undefined;
  readonly pages: number;

  constructor(message: string, pages: number, answer?: Missing) {
    super(message);
    this.pages = pages;
    this.answer = answer?.kind === 'stopped' ? undefined : answer;
  }
}

/** More than any organization has: 2,000,000 items at 20 a page. */
const MAX_PAGES = 100_000;
/** A list with more empty pages in a row does not end. */
const MAX_EMPTY_PAGES = 20;

/** Yields every page read. Then throws a `ListingError` if the next one cannot be read, or if the list does not end. */
export async function* readPages(
  api: Api,
  computePath: (cursor: string | undefined) => ApiPath,
  parse: (json: unknown) => ReturnType<typeof parsePage>,
  finalStatuses: readonly number[] = [],
): AsyncGenerator<unknown[]> {
  const cursors = new Set<string>();
  let emptyPages = 0;
  let nextAnswer = api.read(computePath(undefined), parse, finalStatuses);
  for (let pages = 0; ; pages += 1) {
    const answer = await nextAnswer;
    if (answer.kind !== 'value') {
      const cause = answer.kind === 'stopped' ? ': the run stopped' : '';
      throw new ListingError(`page ${pages + 1} was not read${cause}`, pages, answer);
    }
    const { items, next } = answer.value;
    emptyPages = items.length === 0 ? emptyPages + 1 : 0;
    const loop = next === undefined ? undefined : describeLoop(next, cursors, pages + 1, emptyPages);
    if (next !== undefined && loop === undefined) {
      cursors.add(next);
      nextAnswer = api.read(computePath(next), parse);
      // Gives the event loop a turn to send the request before this page is used.
      await setImmediate();
    }
    yield items;
    if (loop !== undefined) throw new ListingError(loop, pages + 1);
    if (next === undefined) return;
  }
}

/** Returns the items of a page, unchecked, and the cursor of the next one. Throws at JSON that is no such page. */
export function parsePage(json: unknown, apiUrl: URL): { items: unknown[]; next: string | undefined } {
  if (!isObject(json)) throw new Error(`expected a page, got ${describeShape(json)}`);
  if (!Array.isArray(json.data))
    throw new Error(`expected a page with data, got data that is ${describeShape(json.data)}`);
  return { items: json.data, next: parseNext(isObject(json.links) ? json.links : {}, apiUrl) };
}

/** `links.next` is a cursor in one API and a URL in the other; absent, null and empty mean the end. */
function parseNext({ next }: JsonObject, apiUrl: URL): string | undefined {
  const text = toText(next);
  if (text === '') return undefined;
  if (!/^(https?:)?\/\/|^\/admin\/|^\?/i.test(text)) return text;
  const url = URL.parse(text, apiUrl.href);
  if (url?.origin !== apiUrl.origin)
    throw new Error(`the next page is on another origin (${url?.origin ?? 'not a URL'})`);
  const cursor = url.searchParams.get('cursor');
  if (!cursor) throw new Error('the URL of the next page has no cursor');
  return cursor;
}

/** Describes why the list does not seem to end; undefined when it may. */
function describeLoop(next: string, cursors: Set<string>, pages: number, emptyPages: number) {
  if (cursors.has(next)) return `the list repeats itself after page ${pages}`;
  if (pages >= MAX_PAGES) return `the list does not end after ${pages} pages`;
  return emptyPages >= MAX_EMPTY_PAGES ? `the list continues without items after page ${pages}` : undefined;
}
