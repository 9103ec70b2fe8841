import { createHttpClient, type HttpClientOptions, type Reply } from '../http/http-client.ts';
import { type ApiPath, isAllowedPath } from './paths.ts';

/** Reads from Atlassian's admin API. There is no verb but GET, and no path but those of `ApiPath`. */
export type Client = { get(path: ApiPath): Promise<Reply>; close(): void };

export type ClientOptions = HttpClientOptions & { apiUrl: URL; orgToken: string };

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
