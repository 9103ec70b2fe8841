import type { Api } from '../../atlassian/api.ts';
import { isObject } from '../../atlassian/json.ts';
import { ListingError, readPages } from '../../atlassian/pages.ts';
import { computeOrganizationTokensPath } from '../../atlassian/paths.ts';
import { type OwnedToken, parseOwnedToken } from '../../atlassian/tokens.ts';

/** The organization that is read, and how. */
export type Organization = { api: Api; orgId: string; apiUrl: URL };

/** Tells whether a token comes for the first time; `again` says that the list is read once more. */
export type Newcomer = (found: OwnedToken, again: boolean) => boolean;

/** What the items of a list lack; each is a token all the same, or none at all. */
export type Oddities = { noTokens: number; withoutId: number; withoutOwner: number };

/** The documented maximum. */
const PAGE_SIZE = 1000;
/** What an unknown or expired cursor is answered with. */
const CURSOR_REFUSALS = [400, 404, 410];

/**
 * Yields every token of the organization that is new. A cursor that expired restarts the list, once. Throws a
 * `ListingError` when a page stays missing.
 */
export async function* listTokens(
  organization: Organization,
  isNew: Newcomer,
  oddities: Oddities,
  again = false,
): AsyncGenerator<OwnedToken> {
  try {
    for await (const items of readTokenPages(organization)) yield* filterNew(items, isNew, oddities, again);
  } catch (error) {
    if (again || !isExpiredCursor(error)) throw error;
    yield* listTokens(organization, isNew, oddities, true);
  }
}

/** Asks for large pages, and, where the server refuses the size, for its own. */
async function* readTokenPages({ api, orgId, apiUrl }: Organization): AsyncGenerator<unknown[]> {
  const pathOf = (pageSize?: number) => (cursor: string | undefined) =>
    computeOrganizationTokensPath(orgId, { pageSize, cursor });
  try {
    yield* readPages(api, pathOf(PAGE_SIZE), apiUrl, [500]);
  } catch (error) {
    if (!isRefusedSize(error)) throw error;
    yield* readPages(api, pathOf(), apiUrl);
  }
}

function* filterNew(
  items: unknown[],
  isNew: Newcomer,
  oddities: Oddities,
  again: boolean,
): Generator<OwnedToken> {
  for (const item of items) {
    const found = isObject(item) ? parseOwnedToken(item) : undefined;
    if (!found && !again) oddities.noTokens += 1;
    if (!found || !isNew(found, again)) continue;
    if (found.token.id === '') oddities.withoutId += 1;
    if (found.owner.id === '') oddities.withoutOwner += 1;
    yield found;
  }
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
