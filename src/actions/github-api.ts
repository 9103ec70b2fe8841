import type { IncomingHttpHeaders } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { HttpClient } from '@actions/http-client';
import { USER_AGENT } from '../http/exchange.ts';
import { cut } from '../text/escape.ts';
import { isObject, type JsonObject, tryParse } from '../text/json.ts';
import { createMask } from '../text/mask.ts';

/** Every call that answers with JSON. */
export type GitHubPath =
  | `/repos/${string}/actions/workflows/${string}/runs?${string}`
  | `/repos/${string}/actions/runs/${number}/artifacts?${string}`
  | `/repos/${string}/compare/${string}...${string}?per_page=1&page=2`;

/** The call that answers with the address of an artifact's archive. */
export type ArchivePath = `/repos/${string}/actions/artifacts/${number}/zip`;

/** A GET-only client for GitHub's REST API. Rejects with what to do when GitHub refuses or cannot be reached. */
export type GitHubApi = {
  /** Returns a JSON object; undefined when GitHub knows, or shows, no such thing. */
  get(path: GitHubPath): Promise<JsonObject | undefined>;
  /** Returns the bytes of an archive. */
  download(path: ArchivePath, maxBytes: number): Promise<Buffer>;
};

type GitHubApiOptions = {
  apiUrl: string;
  githubToken: string;
  times: RequestTimes;
  /** Ends the request in flight. */
  signal: AbortSignal;
};

/** For one call, for one download, and before the second try of either; in milliseconds. */
export type RequestTimes = { callMs: number; downloadMs: number; retryMs: number };

type Request = { url: string; headers: Record<string, string>; timeoutMs: number; maxBytes: number };
type Reply = { status: number; headers: IncomingHttpHeaders; bytes: Buffer };

const TRIES = 3;
const MAX_JSON_BYTES = 16 * 1024 * 1024;

/** What the token needs, for messages about a refusal. */
export const PERMISSIONS =
  'give the workflow or its job "permissions:" with "actions: read" and "contents: read" (naming one permission takes away those not named)';

/**
 * Creates a client. The token goes into the header of each call to `apiUrl`, and to no other host; the archive's own
 * address is signed and needs none.
 * https://docs.github.com/en/rest/actions/artifacts#download-an-artifact
 */
export function createGitHubApi({ apiUrl, githubToken, times, signal }: GitHubApiOptions): GitHubApi {
  const mask = createMask(githubToken);
  const headers = {
    accept: 'application/vnd.github+json',
    authorization: `Bearer ${githubToken}`,
    'x-github-api-version': '2022-11-28',
  };
  const call = (path: GitHubPath | ArchivePath) => {
    const url = apiUrl.replace(/\/$/, '') + path;
    return send({ url, headers, timeoutMs: times.callMs, maxBytes: MAX_JSON_BYTES }, times.retryMs, signal);
  };
  // A proxy may send back what it was sent, the token included.
  const parse = ({ bytes }: Reply) => tryParse(mask(bytes.toString()));
  return {
    async get(path) {
      const reply = await call(path);
      const body = parse(reply);
      if (reply.status === 404 && isObject(body)) return undefined;
      if (reply.status !== 200) throw new Error(renderRefusal(reply, body));
      if (isObject(body)) return body;
      throw new Error(`${apiUrl} answered with something else than a JSON object: is a proxy in between?`);
    },
    async download(path, maxBytes) {
      const reply = await call(path);
      if (reply.status !== 302) throw new Error(renderRefusal(reply, parse(reply)));
      const url = parseArchiveUrl(reply.headers.location, apiUrl);
      const archive = await send(
        { url: url.href, headers: {}, timeoutMs: times.downloadMs, maxBytes },
        times.retryMs,
        signal,
      );
      if (archive.status !== 200) throw new Error(`${archive.status} from ${url.hostname}`);
      return archive.bytes;
    },
  };
}

/** Sends a request, and again after a transient failure: a server's error, or no whole answer. */
async function send(request: Request, retryMs: number, signal: AbortSignal): Promise<Reply> {
  for (let tries = 1; ; tries += 1) {
    const isLast = () => tries === TRIES || signal.aborted;
    try {
      const reply = await sendOnce(request, signal);
      if (reply.status < 500 || isLast()) return reply;
    } catch (error) {
      if (isLast()) throw error;
    }
    await sleep(retryMs * tries, undefined, { signal });
  }
}

/** Uses a connection of its own, so that one that stalls does not hold up the next. */
async function sendOnce({ url, headers, timeoutMs, maxBytes }: Request, signal: AbortSignal): Promise<Reply> {
  signal.throwIfAborted();
  const http = new HttpClient(USER_AGENT, [], { allowRedirects: false });
  const read = async () => {
    const { message } = await http.get(url, headers);
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of message as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw new Error(`an answer larger than ${maxBytes} bytes`);
      chunks.push(chunk);
    }
    return { status: message.statusCode ?? 0, headers: message.headers, bytes: Buffer.concat(chunks) };
  };
  const { promise: ended, reject } = Promise.withResolvers<never>();
  const end = () => reject(signal.reason);
  signal.addEventListener('abort', end);
  const timer = setTimeout(
    () => reject(new Error(`no whole answer within ${timeoutMs / 1000} s`)),
    timeoutMs,
  );
  try {
    // `read` does not end by itself while a proxy connects, or when the body stalls.
    return await Promise.race([read(), ended]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
    http.dispose();
  }
}

/** GitHub redirects to its blob store, over https; where the API itself is not https, to the same host. */
function parseArchiveUrl(location: string | undefined, apiUrl: string): URL {
  const url = URL.parse(location ?? '');
  if (url && (url.protocol === 'https:' || url.origin === new URL(apiUrl).origin)) return url;
  throw new Error('GitHub gave no address of the archive');
}

/** Says what a refusal means and what to do. https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api */
function renderRefusal({ status, headers }: Reply, body: unknown): string {
  const message = isObject(body) && typeof body.message === 'string' ? `: ${cut(body.message, 200)}` : '';
  const answer = `${status}${message}`;
  const isLimited = headers['x-ratelimit-remaining'] === '0' || headers['retry-after'] !== undefined;
  if (status === 429 || (status === 403 && isLimited))
    return `the rate limit of this github-token is used up (${answer}): run it again in an hour`;
  if (status === 401)
    return `GitHub refuses this github-token (${answer}): leave the input out, or give a valid token`;
  if (status === 403) return `this github-token lacks a permission (${answer}): ${PERMISSIONS}`;
  return `GitHub did not answer as expected (${answer}): run it again`;
}
