/**
 * The paths this project asks for; there is no way to spell another. The pages of a list may carry `pageSize` and,
 * once there is one, `cursor`, and nothing else.
 * https://developer.atlassian.com/cloud/admin/
 */
export type ApiPath =
  | `/users/${string}/manage/api-tokens`
  | `/admin/api-access/v1/orgs/${string}/api-tokens${Query}`
  | `/admin/api-access/v1/orgs/${string}/api-tokens/count`
  | `/admin/v1/orgs/${string}/users${Query}`;

type Query = '' | `?${string}`;

/** IDs hold documented characters only, `:` and `|` percent-encoded, and so no `..` in any spelling. */
const ALLOWED = [
  /^\/users\/(?:[a-zA-Z0-9_-]|%3A|%7C){1,128}\/manage\/api-tokens$/,
  /^\/admin\/api-access\/v1\/orgs\/[a-zA-Z0-9-]{1,128}\/api-tokens(?:\/count|\?(?:pageSize=\d{1,4}(?:&cursor=[\w.~%*+-]+)?|cursor=[\w.~%*+-]+))?$/,
  /^\/admin\/v1\/orgs\/[a-zA-Z0-9-]{1,128}\/users(?:\?(?:pageSize=\d{1,4}(?:&cursor=[\w.~%*+-]+)?|cursor=[\w.~%*+-]+))?$/,
];

/** Whether a text is one of the paths above, whatever it was made from. */
export function isAllowedPath(path: string): path is ApiPath {
  return ALLOWED.some((pattern) => pattern.test(path));
}

/** The tokens of one account. */
export function computeAccountTokensPath(accountId: string): ApiPath {
  return `/users/${encodeURIComponent(accountId)}/manage/api-tokens`;
}

/** What asks for a page of a list. */
export type PageQuery = { pageSize?: number | undefined; cursor?: string | undefined };

/** A page of all tokens of the organization's managed accounts. */
export function computeOrganizationTokensPath(orgId: string, query: PageQuery): ApiPath {
  return `/admin/api-access/v1/orgs/${orgId}/api-tokens${renderQuery(query)}`;
}

/** How many tokens that list holds. */
export function computeTokenCountPath(orgId: string): ApiPath {
  return `/admin/api-access/v1/orgs/${orgId}/api-tokens/count`;
}

/** A page of the organization's managed accounts. */
export function computeManagedAccountsPath(orgId: string, query: PageQuery): ApiPath {
  return `/admin/v1/orgs/${orgId}/users${renderQuery(query)}`;
}

function renderQuery({ pageSize, cursor }: PageQuery): Query {
  const query = new URLSearchParams();
  if (pageSize !== undefined) query.set('pageSize', String(pageSize));
  if (cursor !== undefined) query.set('cursor', cursor);
  return query.size === 0 ? '' : `?${query}`;
}
