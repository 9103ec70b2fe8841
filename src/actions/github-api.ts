import { setTimeout as sleep } from 'node:timers/promises';
import { createHttpClient, type HttpClient, type Reply } from '../http/http-client.ts';
import { cut } from '../text/escape.ts';
import { isObject, type JsonObject } from '../text/json.ts';
import { createMask } from '../text/mask.ts';

/** All that is asked of GitHub's API itself. */
type GitHubPath =
  | `/repos/${string}/actions/workflows/${string}/runs?${string}`
  | `/repos/${string}/actions/runs/${number}/artifacts?${string}`;

/** Reads from one address: there is no verb but GET. */
export type GitHubApi = {
  /** A JSON object. Throws when GitHub refuses, or gives no whole answer in time, with what to do next. */
  get(path: GitHubPath): Promise<JsonObject>;
};

type GitHubApiOptions = {
  apiUrl: string;
  githubToken: string;
  /** For one request, its body included. */
  timeoutMs: number;
  /** Before the second try of a request; twice that before the third. */
  retryMs: number;
  /** Ends what is in flight. */
  signal: AbortSignal;
};

const TRIES = 3;

const PERMISSIONS =
  'give the workflow or its job "permissions:" with "actions: read" and "contents: read" (naming one permission takes away those not named)';

/**
 * A GET-only client for GitHub's REST API. The token goes into each request's own header, to `apiUrl` alone;
 * redirects are not followed. Proxy variables are honoured.
 * https://docs.github.com/en/rest/actions/workflow-runs
 */
export function createGitHubApi({ apiUrl, githubToken, ...options }: GitHubApiOptions): GitHubApi {
  const http = createHttpClient({ ...options, mask: createMask(githubToken) });
  const baseUrl = apiUrl.replace(/\/$/, '');
  const headers = {
    accept: 'application/vnd.github+json',
    authorization: `Bearer ${githubToken}`,
    'x-github-api-version': '2022-11-28',
  };
  return {
    async get(path) {
      const reply = await getReply(http, baseUrl + path, headers, options);
      return parseReply(reply, apiUrl);
    },
  };
}

/** Tries again after a server error, and after an answer that is not whole. */
async function getReply(
  http: HttpClient,
  url: string,
  headers: Record<string, string>,
  { retryMs, signal }: Pick<GitHubApiOptions, 'retryMs' | 'signal'>,
): Promise<Reply> {
  for (let tries = 1; ; tries += 1) {
    signal.throwIfAborted();
    const isLast = () => tries === TRIES || signal.aborted;
    const reply = await http.get(url, headers).catch((error: unknown) => {
      if (isLast()) throw error;
    });
    if (reply && (reply.status < 500 || isLast())) return reply;
    await sleep(retryMs * tries, undefined, { signal });
  }
}

function parseReply(reply: Reply, apiUrl: string): JsonObject {
  const body = isObject(reply.json) ? reply.json : undefined;
  if (reply.status !== 200) throw new Error(renderRefusal(reply, body));
  if (body) return body;
  throw new Error(`${apiUrl} answered with something else than a JSON object: is a proxy in between?`);
}

/** What a refusal means and what to do. https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api */
function renderRefusal({ status, headers }: Reply, body: JsonObject | undefined): string {
  const said = typeof body?.message === 'string' ? `${status}: ${cut(body.message, 200)}` : `${status}`;
  const isLimited = headers['x-ratelimit-remaining'] === '0' || headers['retry-after'] !== undefined;
  if (status === 429 || (status === 403 && isLimited))
    return `GitHub's rate limit for this github-token is used up (${said}): run it again in an hour`;
  if (status === 401)
    return `GitHub does not take this github-token (${said}): leave the input out, or give a token that is valid`;
  if (status === 403 || status === 404)
    return `this github-token may not read the runs of the workflow (${said}): ${PERMISSIONS}`;
  return `GitHub did not list the earlier runs (${said}): run it again`;
}
