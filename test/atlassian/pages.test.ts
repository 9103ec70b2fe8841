import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Api } from '../../src/atlassian/api.ts';
import { computeListPath } from '../../src/atlassian/client.ts';
import { ListingError, parsePage, readPages } from '../../src/atlassian/pages.ts';

const API_URL = new URL('https://api.example');

test('a page whose next page repeats is kept, and then the list fails', async () => {
  const { pages, error, requests } = await read((index) => createPage([index], index === 0 ? 'a' : 'b'));
  assert.deepEqual(pages, [[0], [1], [2]]);
  assert.equal(error?.message, 'the list repeats itself after page 3');
  assert.equal(error?.pages, 3);
  assert.equal(requests, 3);
});

test('a list fails after 20 empty pages in a row, all of which are read', async () => {
  const { pages, error } = await read((index) => createPage(index === 0 ? [0] : [], `${index}`));
  assert.equal(pages.length, 21);
  assert.equal(error?.message, 'the list continues without items after page 21');
});

test('the last of too many pages is kept', async () => {
  const { pages, error } = await read((index) => createPage([index], `${index}`));
  assert.deepEqual(pages.at(-1), [99_999]);
  assert.equal(error?.message, 'the list does not end after 100000 pages');
});

test('the next page is asked for while a page is used', async () => {
  const seen: number[] = [];
  await read(
    (index) => createPage([index], index < 2 ? `${index}` : ''),
    (requests) => seen.push(requests),
  );
  assert.deepEqual(seen, [2, 3, 3]);
});

function createPage(data: unknown[], next: string): object {
  return { data, links: { next } };
}

/** Reads a list from a server that answers each request with the page of its index. */
async function read(answer: (index: number) => object, onPage: (requests: number) => void = () => {}) {
  let requests = 0;
  const api: Api = {
    read: async (_path, parse) => ({ kind: 'value', value: parse(answer(requests++)) }),
  };
  const computePath = (cursor?: string) => computeListPath('org', 'api-keys', { cursor });
  const pages: unknown[][] = [];
  let error: ListingError | undefined;
  try {
    for await (const items of readPages(api, computePath, (json) => parsePage(json, API_URL))) {
      pages.push(items);
      onPage(requests);
    }
  } catch (thrown) {
    assert.ok(thrown instanceof ListingError);
    error = thrown;
  }
  return { pages, error, requests };
}
