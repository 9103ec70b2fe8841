import { type AccessList, computeListPath } from '../../atlassian/client.ts';
import { ListingError, parsePage, readPages } from '../../atlassian/pages.ts';
import { type OwnedToken, toPage } from '../../atlassian/tokens.ts';
import { describeShape, isObject, type JsonObject } from '../../text/json.ts';
import type { Audit } from '../source.ts';
import { renderAnswer } from '../stop.ts';

/** A list of tokens or other credentials that the organization serves in pages, and counts itself at `countPath`. */
export type OrganizationList = {
  path: AccessList;
  items: string;
  countPath?: AccessList;
  parseItem(item: JsonObject): OwnedToken;
  /** Whether shape and parameters are unknown: then it is sent no page size, and may have any of three shapes. */
  isUndocumented?: true;
  /** Whether an item without an owner is valid. */
  hasNoOwners?: true;
};

/** The largest page that Atlassian's documentation allows. */
export const PAGE_SIZE = 1000;
/** The answers to an unknown or expired cursor. */
const CURSOR_REFUSALS = [400, 404, 410];
/** How often a list is read at most, because it changes meanwhile or a cursor expires. */
const MAX_READINGS = 3;
/** How far apart Atlassian's clock and the one here may be. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;
const NOTHING_READ = { pages: 0, listed: 0, older: 0, notObjects: 0, withoutId: 0, withoutOwner: 0 };

/**
 * One reading of a list. `count` is the organization's own before it, `older` counts items that were certainly there
 * then. `seen` has the last reading that listed each item: a list that changes meanwhile can list an item twice.
 */
type Reading = typeof NOTHING_READ & {
  list: OrganizationList;
  seen: Map<string, number>;
  number: number;
  count: number | undefined;
  startedAt: number;
};

/**
 * Yields every item of the list once. Reads the list again if it does not hold all that the organization counted before,
 * or if a cursor expires. Adds what is missing to `gaps`. Throws a `ListingError` when a page stays missing.
 */
export async function* readOrganizationList(
  audit: Audit,
  list: OrganizationList,
  gaps: string[],
): AsyncGenerator<OwnedToken[]> {
  const { request, orgId } = audit.inputs;
  const seen = new Map<string, number>();
  const parse = (json: unknown) => parseItems(json, list, request.apiUrl);
  let pageSize = list.isUndocumented ? undefined : PAGE_SIZE;
  for (let number = 1; ; number += 1) {
    const count = await readCount(audit, list);
    const reading: Reading = { ...NOTHING_READ, list, seen, number, count, startedAt: Date.now() };
    const computePath = (cursor?: string) => computeListPath(orgId, list.path, { pageSize, cursor });
    // A page size that is refused is left out: the server then uses its own.
    const finalStatuses = pageSize === undefined ? [] : [500];
    try {
      for await (const items of readPages(audit.api, computePath, parse, finalStatuses))
        yield takeNewItems(items, reading);
      if (!isWhole(reading) && number < MAX_READINGS) continue;
      reportInvalidItems(gaps, reading);
      if (isWhole(reading)) audit.sourceReport.notices.push(...describeDoubts(reading));
      else gaps.push(describeShortage(reading));
      return;
    } catch (error) {
      if (pageSize !== undefined && isRefused(error, 'first', [400, 500])) pageSize = undefined;
      else if (number >= MAX_READINGS || !isRefused(error, 'later', CURSOR_REFUSALS)) {
        reportInvalidItems(gaps, reading);
        throw error;
      }
    }
  }
}

/** Parses a page of the list: its items, unchecked, and the next cursor. Throws at JSON that is no page. */
export function parseItems(json: unknown, { isUndocumented }: OrganizationList, apiUrl: URL) {
  return parsePage(isUndocumented ? toPage(json) : json, apiUrl);
}

async function readCount({ api, inputs }: Audit, { countPath }: OrganizationList) {
  if (countPath === undefined) return undefined;
  const answer = await api.read(computeListPath(inputs.orgId, countPath), parseCount, [403, 404, 500]);
  return answer.kind === 'value' ? answer.value : undefined;
}

function parseCount(json: unknown): number {
  if (typeof json === 'number' && Number.isSafeInteger(json) && json >= 0) return json;
  throw new Error(`expected a count, got ${describeShape(json)}`);
}

function takeNewItems(items: unknown[], reading: Reading): OwnedToken[] {
  const objects = items.filter(isObject);
  reading.pages += 1;
  reading.notObjects += items.length - objects.length;
  return objects.map(reading.list.parseItem).filter((item) => isNew(item, reading));
}

/** Counts a listed item, and returns whether it is new. All fields together identify an item without an ID. */
function isNew({ token, owner }: OwnedToken, reading: Reading): boolean {
  const key = JSON.stringify([owner.id, token.id === '' ? token : token.id]);
  const lastReading = reading.seen.get(key);
  if (lastReading === reading.number) return false;
  reading.seen.set(key, reading.number);
  const { createdAt } = token;
  const isOlder = 'at' in createdAt && createdAt.at < reading.startedAt - CLOCK_TOLERANCE_MS;
  reading.listed += 1;
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
  const { status = 0, kind } = error.answer ?? {};
  // Below 500, an answer that is no JSON comes from something in between.
  return statuses.includes(status) && (kind === 'refused' || status >= 500);
}

function describeDoubts({ list: { items, countPath }, count, listed, older }: Reading): string[] {
  const noCount = `The organization gives no count of its ${items}: only the end of the list shows that it is whole.`;
  const surplus = `The list shows ${listed} ${items}, more than the ${count} that the organization counts.`;
  if (count === undefined) return countPath === undefined ? [] : [noCount];
  return older > count ? [surplus] : [];
}

function describeShortage({ list, number, count, listed, older }: Reading): string {
  const shortage = `The list shows ${listed} ${list.items} after ${number} readings, but the organization counts ${count}.`;
  const doubt = `${listed - older} of those listed may have been made meanwhile.`;
  return older === listed ? shortage : `${shortage} ${doubt}`;
}

function reportInvalidItems(gaps: string[], { list, notObjects, withoutId, withoutOwner }: Reading): void {
  const { items, hasNoOwners } = list;
  if (notObjects > 0) gaps.push(`Items in the list of ${items} that are not objects: ${notObjects}.`);
  if (withoutId > 0) gaps.push(`Listed ${items} without an ID: ${withoutId}.`);
  if (!hasNoOwners && withoutOwner > 0) gaps.push(`Listed ${items} without an owner: ${withoutOwner}.`);
}

/** Renders why a list ended early, and what helps against it. */
export function renderCause({ answer, pages, message }: ListingError, mayQuote: boolean): string {
  return answer ? `page ${pages + 1}: ${renderAnswer(answer, mayQuote)}` : `${message}.`;
}
