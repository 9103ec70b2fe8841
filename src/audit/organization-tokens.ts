import type { Api } from '../atlassian/api.ts';
import { ListingError, readPages } from '../atlassian/pages.ts';
import { computeOrganizationTokensPath } from '../atlassian/paths.ts';
import { type OwnedToken, parseOwnedToken } from '../atlassian/tokens.ts';
import { isObject } from '../text/json.ts';

/** The organization that is read, and how. */
export type Organization = { api: Api; orgId: string; apiUrl: URL };

/** How many tokens a page holds at most: the documented maximum. */
export const PAGE_SIZE = 1000;
/** What an unknown or expired cursor is answered with. */
const CURSOR_REFUSALS = [400, 404, 410];

/**
 * Yields the pages of the organization's list of tokens; an item that is no object is `undefined`. A cursor that
 * expired restarts the list, once, and what was listed comes again. Throws a `ListingError` when a page stays missing.
 * https://developer.atlassian.com/cloud/admin/api-access/rest/api-group-api-token/
 */
export async function* listTokens(
  organization: Organization,
  restarted = false,
): AsyncGenerator<(OwnedToken | undefined)[]> {
  try {
    for await (const items of readTokenPages(organization))
      yield items.map((item) => (isObject(item) ? parseOwnedToken(item) : undefined));
  } catch (error) {
    if (restarted || !isExpiredCursor(error)) throw error;
    yield* listTokens(organization, true);
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
