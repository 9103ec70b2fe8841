import { setTimeout as sleep } from 'node:timers/promises';
import { describeError } from '../http/failure.ts';
import {
  createHttpClient,
  type HttpClient,
  type HttpClientOptions,
  type Reply,
} from '../http/http-client.ts';
import { cut } from '../text/escape.ts';
import { isObject, type JsonObject } from '../text/json.ts';
import { createMask } from '../text/mask.ts';

/** The forms of the paths that this project requests. */
type GitHubPath =
  | `/repos/${string}/actions/workflows/${string}/runs?${string}`
  | `/repos/${string}/actions/runs/${number}/artifacts?${string}`
  | `/repos/${string}/compare/${string}...${string}?per_page=1&page=2`
  | `/repos/${string}/actions/artifacts/${number}/zip`;

export type GitHubApi = ReturnType<typeof createGitHubApi>;

type GitHubApiOptions = {
  apiUrl: string;
  githubToken: string;
  /** For one call, for one download, and before the second try of either; before the third it is twice as long. */
  times: { callMs: number; downloadMs: number; retryMs: number };
  signal: AbortSignal;
};

const TRIES = 3;

/** The permissions that the token needs, for messages about a refusal. */
export const PERMISSIONS =
  'give the workflow or its job "permissions:" with "actions: read" and "contents: read" (naming one permission takes away those not named)';

/**
 * Creates a GET-only client for GitHub's REST API. Rejects with what to do when GitHub refuses or cannot be reached. The
 * token goes to `apiUrl` alone: the archive's own address is signed and needs none.
 * https://docs.github.com/en/rest/actions/artifacts#download-an-artifact
 */
export function createGitHubApi({ apiUrl, githubToken, times, signal }: GitHubApiOptions) {
  const sending = { retryMs: times.retryMs, signal, mask: createMask(githubToken) };
  const headers = {
    accept: 'application/vnd.github+json',
    authorization: `Bearer ${githubToken}`,
    'x-github-api-version': '2022-11-28',
  };
  const call = (path: GitHubPath) => {
    const url = apiUrl.replace(/\/$/, '') + path;
    return retryTransient({ ...sending, timeoutMs: times.callMs }, (http) => http.get(url, headers));
  };
  return {
    /** Returns a JSON object; undefined for a 404, which GitHub also sends for what the token may not see. */
    async get(path: GitHubPath): Promise<JsonObject | undefined> {
      const reply = await call(path);
      if (reply.status === 404 && isObject(reply.json)) return undefined;
      if (reply.status === 200 && isObject(reply.json)) return reply.json;
      throw new Error(renderRefusal(reply, apiUrl));
    },
    async download(path: GitHubPath, maxBytes: number): Promise<Buffer> {
      const reply = await call(path);
      if (reply.status !== 302) throw new Error(renderRefusal(reply, apiUrl));
      // GitHub's blob store over https, or the host of the API itself.
      const url = URL.parse(reply.headers.location ?? '');
      if (!url || (url.protocol !== 'https:' && url.origin !== new URL(apiUrl).origin))
        throw new Error('GitHub gave no address of the archive');
      const download = (http: HttpClient) => http.download(url.href, maxBytes);
      const { status, bytes } = await retryTransient({ ...sending, timeoutMs: times.downloadMs }, download);
      if (status !== 200) throw new Error(`${status} from ${url.hostname}`);
      return bytes;
    },
  };
}

/** Sends again, on a new connection, after a server error and after an answer that is not whole. */
async function retryTransient<T extends { status: number }>(
  { retryMs, ...options }: HttpClientOptions & { retryMs: number },
  send: (http: HttpClient) => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    options.signal.throwIfAborted();
    const http = createHttpClient(options);
    try {
      const reply = await send(http);
      if (reply.status < 500 || tries === TRIES) return reply;
    } catch (error) {
      const { detail, advice } = describeError(error);
      if (tries === TRIES) throw new Error(advice ? `${detail}. ${advice.replace(/\.$/, '')}` : detail);
    } finally {
      http.close();
    }
    await sleep(retryMs * tries, undefined, { signal: options.signal });
  }
}

/** https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api */
function renderRefusal({ status, headers, json }: Reply, apiUrl: string): string {
  const message = isObject(json) && typeof json.message === 'string' ? `: ${cut(json.message, 200)}` : '';
  const answer = `${status}${message}`;
  const isLimited = headers['x-ratelimit-remaining'] === '0' || headers['retry-after'] !== undefined;
  if (status === 429 || (status === 403 && isLimited))
    return `the rate limit of this github-token is used up (${answer}): run it again in an hour`;
  if ([200, 401, 403, 404].includes(status) && !isObject(json))
    return `${apiUrl} answered with something else than a JSON object (${status}): look for a proxy in between`;
  if (status === 401)
    return `GitHub refuses this github-token (${answer}): leave the input out, or give a valid token`;
  if (status === 403) return `this github-token lacks a permission (${answer}): ${PERMISSIONS}`;
  return `GitHub did not answer as expected (${answer}): run it again`;
}
