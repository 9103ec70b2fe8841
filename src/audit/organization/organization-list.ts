import type { Api } from '../../atlassian/api.ts';
import { type AccessList, computeCountPath, computeListPath } from '../../atlassian/client.ts';
import { ListingError, readPages } from '../../atlassian/pages.ts';
import type { OwnedToken } from '../../atlassian/tokens.ts';
import { describeShape, isObject, type JsonObject } from '../../text/json.ts';
import type { SourceReport } from '../source.ts';

/** The organization that is read, and how. */
export type Organization = { api: Api; orgId: string; apiUrl: URL };

/** A list of tokens or other credentials that the organization serves in pages. */
export type OrganizationList = {
  path: AccessList;
  /** The plural for messages. */
  items: string;
  /** The path of the organization's own count of the items; absent where it gives no count. */
  countedPath?: 'api-tokens' | 'api-keys';
  /** Whether the list takes a page size. */
  takesPageSize: boolean;
  parseItem(item: JsonObject): OwnedToken;
  /** Whether an item without an owner is invalid. */
  hasOwners: boolean;
};

/** The messages of a reading about missing items. */
export type ListReport = Pick<SourceReport, 'gaps' | 'notices' | 'mayQuote'>;

/** The largest page that Atlassian's documentation allows. */
export const PAGE_SIZE = 1000;
/** The answers to an unknown or expired cursor. */
const CURSOR_REFUSALS = [400, 404, 410];
/** How often a list is read at most, because it changes meanwhile or a cursor expires. */
const MAX_READINGS = 3;
/** How far apart Atlassian's clock and the one here may be. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

/** One reading of the list. `older` counts the listed items that were certainly there when it began. */
type Reading = {
  number: number;
  startedAt: number;
  /** The organization's own count when the reading began; undefined where it gives no count. */
  count: number | undefined;
  pages: number;
  listed: number;
  older: number;
  invalidItems: { notObjects: number; withoutId: number; withoutOwner: number };
};

/** The last reading that listed each item. A list that changes meanwhile can list an item twice. */
type SeenTokens = Map<string, number>;

/**
 * Yields every item of the list once, page by page. Reads the list again if it does not hold all that the organization
 * counted before, or if a cursor expires. Reports what is missing in the end. Throws a `ListingError` when a page
 * stays missing.
 */
export async function* readOrganizationList(
  organization: Organization,
  list: OrganizationList,
  report: ListReport,
): AsyncGenerator<OwnedToken[]> {
  const seenTokens: SeenTokens = new Map();
  let pageSize = list.takesPageSize ? PAGE_SIZE : undefined;
  for (let number = 1; ; number += 1) {
    const reading = createReading(number, await readCount(organization, list));
    try {
      for await (const items of readListPages(organization, list, pageSize))
        yield takeNewItems(items, list, reading, seenTokens);
      if (isWhole(reading) || number >= MAX_READINGS) return reportReading(report, list, reading);
    } catch (error) {
      if (pageSize !== undefined && isRefusedSize(error)) pageSize = undefined;
      else if (number >= MAX_READINGS || !isExpiredCursor(error)) {
        reportInvalidItems(report, list, reading);
        throw error;
      }
    }
  }
}

function createReading(number: number, count: number | undefined): Reading {
  const invalidItems = { notObjects: 0, withoutId: 0, withoutOwner: 0 };
  return { number, startedAt: Date.now(), count, pages: 0, listed: 0, older: 0, invalidItems };
}

/** Reads the pages of a list. Without a page size the server uses its own. */
function readListPages(
  { api, orgId, apiUrl }: Organization,
  { path }: OrganizationList,
  pageSize: number | undefined,
) {
  const pathOf = (cursor: string | undefined) => computeListPath(orgId, path, { pageSize, cursor });
  return readPages(api, pathOf, apiUrl, pageSize === undefined ? [] : [500]);
}

function takeNewItems(
  items: unknown[],
  { parseItem }: OrganizationList,
  reading: Reading,
  seenTokens: SeenTokens,
): OwnedToken[] {
  reading.pages += 1;
  return items.flatMap((item) => {
    const found = isObject(item) ? parseItem(item) : undefined;
    if (!found) reading.invalidItems.notObjects += 1;
    return found && isNew(found, reading, seenTokens) ? [found] : [];
  });
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
  if (token.id === '') reading.invalidItems.withoutId += 1;
  if (owner.id === '') reading.invalidItems.withoutOwner += 1;
  return lastReading === undefined;
}

/**
 * Returns whether a reading listed all that was counted. When an item is revoked between two pages, another one moves up
 * and is not listed, and a new item would hide that. So over several pages only older items count.
 */
function isWhole({ count = 0, pages, listed, older }: Reading): boolean {
  return (pages > 1 ? older : listed) >= count;
}

/** Reads the organization's own count of the items; undefined where it gives no count. */
async function readCount(
  { api, orgId }: Organization,
  { countedPath }: OrganizationList,
): Promise<number | undefined> {
  if (countedPath === undefined) return undefined;
  const answer = await api.read(computeCountPath(orgId, countedPath), parseCount, [403, 404, 500]);
  return answer.kind === 'value' ? answer.value : undefined;
}

function parseCount(json: unknown): number {
  if (typeof json === 'number' && Number.isSafeInteger(json) && json >= 0) return json;
  throw new Error(`expected a count, got ${describeShape(json)}`);
}

function isExpiredCursor(error: unknown): boolean {
  if (!(error instanceof ListingError) || error.pages === 0) return false;
  return error.answer?.kind === 'refused' && CURSOR_REFUSALS.includes(error.answer.status);
}

function isRefusedSize(error: unknown): boolean {
  if (!(error instanceof ListingError) || error.pages > 0) return false;
  const { answer } = error;
  return (
    (answer?.kind === 'refused' && answer.status === 400) ||
    (answer?.kind === 'unread' && answer.status === 500)
  );
}

function reportReading(report: ListReport, list: OrganizationList, reading: Reading): void {
  const { count, listed, older } = reading;
  const { items, countedPath } = list;
  reportInvalidItems(report, list, reading);
  if (count === undefined) {
    if (countedPath !== undefined)
      report.notices.push(
        `The organization gives no count of its ${items}: only the end of the list shows that it is whole.`,
      );
  } else if (!isWhole(reading)) report.gaps.push(describeShortage(reading, items, count));
  else if (older > count)
    report.notices.push(
      `The list shows ${listed} ${items}, more than the ${count} that the organization counts.`,
    );
}

function describeShortage({ number, listed, older }: Reading, items: string, count: number): string {
  const shortage = `The list shows ${listed} ${items} after ${number} readings, but the organization counts ${count}.`;
  return older === listed
    ? shortage
    : `${shortage} ${listed - older} of those listed may have been made meanwhile.`;
}

function reportInvalidItems(
  { gaps }: ListReport,
  { items, hasOwners }: OrganizationList,
  { invalidItems }: Reading,
): void {
  const { notObjects, withoutId, withoutOwner } = invalidItems;
  if (notObjects > 0) gaps.push(`Items in the list of ${items} that are not objects: ${notObjects}.`);
  if (withoutId > 0) gaps.push(`Listed ${items} without an ID: ${withoutId}.`);
  if (hasOwners && withoutOwner > 0) gaps.push(`Listed ${items} without an owner: ${withoutOwner}.`);
}
