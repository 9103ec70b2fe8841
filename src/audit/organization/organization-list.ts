import { ListingError, readPages } from '../../atlassian/pages.ts';
import { type AccessList, computeCountPath, computeListPath } from '../../atlassian/paths.ts';
import type { OwnedToken } from '../../atlassian/tokens.ts';
import { describeShape, isObject, type JsonObject } from '../../text/json.ts';
import type { Audit } from '../source.ts';

/** A list of tokens or other credentials that the organization serves in pages. */
export type OrganizationList = {
  path: AccessList;
  /** The plural for messages. */
  items: string;
  /** The path of the organization's own count of the items; absent where it gives no count. */
  countedPath?: 'api-tokens' | 'api-keys';
  takesPageSize: boolean;
  parseItem(item: JsonObject): OwnedToken;
  /** Whether an item without an owner is invalid. */
  hasOwners: boolean;
};

/** The largest page that Atlassian's documentation allows. */
export const PAGE_SIZE = 1000;
/** The answers to an unknown or expired cursor. */
const CURSOR_REFUSALS = [400, 404, 410];
/** How often a list is read at most, because it changes meanwhile or a cursor expires. */
const MAX_READINGS = 3;
/** How far apart Atlassian's clock and the one here may be. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

/**
 * One reading of the list. `count` is the organization's own before it began, if it gives one; `older` counts the listed
 * items that were certainly there then.
 */
type Reading = {
  number: number;
  count: number | undefined;
  startedAt: number;
  pages: number;
  listed: number;
  older: number;
  notObjects: number;
  withoutId: number;
  withoutOwner: number;
};

/** The last reading that listed each item. A list that changes meanwhile can list an item twice. */
type SeenTokens = Map<string, number>;

/**
 * Yields every item of the list once, page by page. Reads the list again if it does not hold all that the organization
 * counted before, or if a cursor expires. Adds what is missing in the end to `gaps`. Throws a `ListingError` when a page
 * stays missing.
 */
export async function* readOrganizationList(
  audit: Audit,
  list: OrganizationList,
  gaps: string[],
): AsyncGenerator<OwnedToken[]> {
  const seenTokens: SeenTokens = new Map();
  let pageSize = list.takesPageSize ? PAGE_SIZE : undefined;
  for (let number = 1; ; number += 1) {
    const reading = startReading(number, await readCount(audit, list));
    try {
      for await (const items of readListPages(audit, list, pageSize))
        yield takeNewItems(items, list, reading, seenTokens);
      if (!isWhole(reading) && number < MAX_READINGS) continue;
      reportInvalidItems(gaps, list, reading);
      return reportCount(audit, gaps, list, reading);
    } catch (error) {
      if (pageSize !== undefined && isRefusedSize(error)) pageSize = undefined;
      else if (number >= MAX_READINGS || !isRefused(error, 'later', CURSOR_REFUSALS)) {
        reportInvalidItems(gaps, list, reading);
        throw error;
      }
    }
  }
}

function startReading(number: number, count: number | undefined): Reading {
  const items = { listed: 0, older: 0, notObjects: 0, withoutId: 0, withoutOwner: 0 };
  return { number, count, startedAt: Date.now(), pages: 0, ...items };
}

/** Reads the organization's own count of the items; undefined where it gives no count. */
async function readCount({ api, orgId }: Audit, { countedPath }: OrganizationList) {
  if (countedPath === undefined) return undefined;
  const answer = await api.read(computeCountPath(orgId, countedPath), parseCount, [403, 404, 500]);
  return answer.kind === 'value' ? answer.value : undefined;
}

function parseCount(json: unknown): number {
  if (typeof json === 'number' && Number.isSafeInteger(json) && json >= 0) return json;
  throw new Error(`expected a count, got ${describeShape(json)}`);
}

/** Reads the pages of a list. Without a page size the server uses its own. */
function readListPages(
  { api, orgId, apiUrl }: Audit,
  { path }: OrganizationList,
  pageSize: number | undefined,
) {
  const computePath = (cursor: string | undefined) => computeListPath(orgId, path, { pageSize, cursor });
  return readPages(api, computePath, apiUrl, pageSize === undefined ? [] : [500]);
}

function takeNewItems(
  items: unknown[],
  { parseItem }: OrganizationList,
  reading: Reading,
  seenTokens: SeenTokens,
): OwnedToken[] {
  const objects = items.filter(isObject);
  reading.pages += 1;
  reading.notObjects += items.length - objects.length;
  return objects.map(parseItem).filter((found) => isNew(found, reading, seenTokens));
}

/** Notes a listed item, and returns whether it is new. All fields together identify an item without an ID. */
function isNew({ token, owner }: OwnedToken, reading: Reading, seenTokens: SeenTokens): boolean {
  const key = JSON.stringify([owner.id, token.id === '' ? token : token.id]);
  const lastReading = seenTokens.get(key);
  if (lastReading === reading.number) return false;
  seenTokens.set(key, reading.number);
  reading.listed += 1;
  const { createdAt } = token;
  const isOlder = 'at' in createdAt && createdAt.at < reading.startedAt - CLOCK_TOLERANCE_MS;
  if (isOlder || lastReading !== undefined) reading.older += 1;
  if (token.id === '') reading.withoutId += 1;
  if (owner.id === '') reading.withoutOwner += 1;
  return lastReading === undefined;
}

/**
 * Returns whether a reading listed all that was counted. When an item is revoked between two pages, another one moves up
 * and is not listed, and a new item would hide that. So over several pages only older items count.
 */
function isWhole({ count = 0, pages, listed, older }: Reading): boolean {
  return (pages > 1 ? older : listed) >= count;
}

/** Returns whether the first page, or a later one, was refused with one of these statuses. */
export function isRefused(error: unknown, page: 'first' | 'later', statuses: number[]): boolean {
  if (!(error instanceof ListingError) || (page === 'first') !== (error.pages === 0)) return false;
  return error.answer?.kind === 'refused' && statuses.includes(error.answer.status);
}

function isRefusedSize(error: unknown): boolean {
  if (isRefused(error, 'first', [400])) return true;
  if (!(error instanceof ListingError) || error.pages > 0) return false;
  return error.answer?.kind === 'unread' && error.answer.status === 500;
}

function reportCount(
  { report }: Audit,
  gaps: string[],
  { items, countedPath }: OrganizationList,
  reading: Reading,
): void {
  const { number, count, listed, older } = reading;
  if (count === undefined) {
    if (countedPath !== undefined)
      report.notices.push(
        `The organization gives no count of its ${items}: only the end of the list shows that it is whole.`,
      );
  } else if (!isWhole(reading)) {
    const shortage = `The list shows ${listed} ${items} after ${number} readings, but the organization counts ${count}.`;
    const doubt = `${listed - older} of those listed may have been made meanwhile.`;
    gaps.push(older === listed ? shortage : `${shortage} ${doubt}`);
  } else if (older > count)
    report.notices.push(
      `The list shows ${listed} ${items}, more than the ${count} that the organization counts.`,
    );
}

function reportInvalidItems(
  gaps: string[],
  { items, hasOwners }: OrganizationList,
  { notObjects, withoutId, withoutOwner }: Reading,
): void {
  if (notObjects > 0) gaps.push(`Items in the list of ${items} that are not objects: ${notObjects}.`);
  if (withoutId > 0) gaps.push(`Listed ${items} without an ID: ${withoutId}.`);
  if (hasOwners && withoutOwner > 0) gaps.push(`Listed ${items} without an owner: ${withoutOwner}.`);
}
