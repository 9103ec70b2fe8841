import { createHttpClient, type HttpClientOptions, type Reply } from '../http/http-client.ts';

/** The paths that this project requests; `isAllowedPath` refuses any other. https://developer.atlassian.com/cloud/admin/ */
export type ApiPath =
  | `/users/${string}/manage/api-tokens`
  | `/admin/v1/orgs/${string}/users${Query}`
  | `/admin/api-access/v1/orgs/${string}/${AccessList}${Query}`;

/** The lists of an organization's credentials and of its service accounts, and its own counts of two of them. */
export type AccessList =
  | ('api-tokens' | 'api-keys' | 'oauth-clients' | 'service-accounts' | 'service-accounts/api-tokens')
  | ('api-tokens/count' | 'api-keys/count');

type Query = '' | `?${string}`;

/** Reads from Atlassian's admin API. There is no verb but GET, and no path but those of `ApiPath`. */
export type Client = { get(path: ApiPath): Promise<Reply>; close(): void };

type ClientOptions = HttpClientOptions & { apiUrl: URL; orgToken: string };

const ORG = '[a-zA-Z0-9-]{1,128}';
const CURSOR = 'cursor=[\\w.~%*+-]+';
const PAGE = `(?:\\?(?:pageSize=\\d{1,4}(?:&${CURSOR})?|${CURSOR}))?`;

/** IDs consist of documented characters, `:` and `|` percent-encoded, and so contain no `..` in any spelling. */
const ALLOWED = [
  '/users/(?:[a-zA-Z0-9_-]|%3A|%7C){1,128}/manage/api-tokens',
  `/admin/v1/orgs/${ORG}/users${PAGE}`,
  `/admin/api-access/v1/orgs/${ORG}/(?:api-tokens|api-keys|oauth-clients|service-accounts(?:/api-tokens)?)${PAGE}`,
  `/admin/api-access/v1/orgs/${ORG}/(?:api-tokens|api-keys)/count`,
].map((path) => new RegExp(`^${path}$`));

/**
 * Creates a client that sends the organization API key in the header of each request, to the origin of `apiUrl` alone.
 * https://developer.atlassian.com/cloud/admin/user-management/rest/intro/
 */
export function createClient({ apiUrl, orgToken, ...options }: ClientOptions): Client {
  const http = createHttpClient(options);
  const baseUrl = apiUrl.origin + apiUrl.pathname.replace(/\/$/, '');
  const headers = { accept: 'application/json', authorization: `Bearer ${orgToken}` };
  return {
    async get(path) {
      if (!isAllowedPath(path)) throw new Error(`Refused to request ${path}: not a path of this project`);
      return http.get(baseUrl + path, headers);
    },
    close: http.close,
  };
}

/** Returns whether a text is one of the paths above. */
export function isAllowedPath(path: string): path is ApiPath {
  return ALLOWED.some((pattern) => pattern.test(path));
}

/** Returns the path of the tokens of one account. */
export function computeAccountTokensPath(accountId: string): ApiPath {
  return `/users/${encodeURIComponent(accountId)}/manage/api-tokens`;
}

/** Returns the path of a page of managed accounts (`users`), credentials or service accounts, or of a count. */
export function computeListPath(
  orgId: string,
  list: AccessList | 'users',
  { pageSize, cursor }: { pageSize?: number | undefined; cursor?: string | undefined } = {},
): ApiPath {
  const parameters = new URLSearchParams();
  if (pageSize !== undefined) parameters.set('pageSize', String(pageSize));
  if (cursor !== undefined) parameters.set('cursor', cursor);
  const query: Query = parameters.size === 0 ? '' : `?${parameters}`;
  if (list === 'users') return `/admin/v1/orgs/${orgId}/users${query}`;
  return `/admin/api-access/v1/orgs/${orgId}/${list}${query}`;
}
