import http, { type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import https from 'node:https';
import { urlToHttpOptions } from 'node:url';
import { HttpClient } from '@actions/http-client';
import { version } from '../action.ts';
import { createConceal } from '../escape.ts';
import { type ApiPath, isAllowedPath } from './paths.ts';

/** An answer whose body arrived whole. */
export type Reply = { status: number; headers: IncomingHttpHeaders; body: string };

/** Reads from one origin: there is no verb but GET. `get` rejects when the body did not arrive whole, in time and within the byte cap. */
export type Client = { get(path: ApiPath): Promise<Reply>; close(): void };

export type ClientOptions = {
  apiUrl: URL;
  orgToken: string;
  timeoutMs: number;
  concurrency: number;
  /** Ends what is in flight. */
  signal: AbortSignal;
};

/** No answer of the API comes near it: 1,000 tokens are about half a mebibyte. */
export const MAX_BODY_BYTES = 16 * 1024 * 1024;

const USER_AGENT = `token-audit/${version} (GitHub Action; read-only)`;

/**
 * A GET-only client for Atlassian's admin API. The key goes into each request's own header, to `apiUrl` alone;
 * redirects are not followed. Proxy variables are honoured.
 * https://developer.atlassian.com/cloud/admin/user-management/rest/intro/
 */
export function createClient(options: ClientOptions): Client {
  const { apiUrl, orgToken, timeoutMs, concurrency } = options;
  const agents = new HttpClient(USER_AGENT, [], {
    allowRedirects: false,
    keepAlive: true,
    maxSockets: concurrency,
    // Idle time on the socket is the library's only limit; ours, over the whole exchange, must come first.
    socketTimeout: 2 * timeoutMs,
  });
  const headers = {
    accept: 'application/json',
    authorization: `Bearer ${orgToken}`,
    'user-agent': agents.userAgent,
  };
  const httpModule = apiUrl.protocol === 'https:' ? https : http;
  // A gateway may send back what it was sent, the key included.
  const conceal = createConceal(orgToken);
  const base = apiUrl.href.replace(/\/$/, '');

  async function get(path: ApiPath): Promise<Reply> {
    if (!isAllowedPath(path)) throw new Error(`Refused to request ${path}: not a path of this project`);
    const parsedUrl = new URL(base + path);
    const end = new AbortController();
    const abort = () => end.abort();
    const timer = setTimeout(abort, timeoutMs);
    options.signal.addEventListener('abort', abort);
    try {
      // `HttpClient.get` takes no signal, and a signal is what ends an exchange that stalls.
      const request = {
        ...urlToHttpOptions(parsedUrl),
        method: 'GET',
        headers: { ...headers },
        agent: agents.getAgent(parsedUrl.href),
        signal: end.signal,
      };
      const response = agents.requestRaw({ options: request, parsedUrl, httpModule }, null);
      // A request that still waits for a proxy to connect does not hear its signal.
      const { message } = await Promise.race([response, rejectWhenAborted(end.signal)]);
      return {
        status: message.statusCode ?? 0,
        headers: message.headers,
        body: conceal(await readBody(message)),
      };
    } catch (cause) {
      const isLate = end.signal.aborted && !options.signal.aborted;
      throw isLate ? new Error(`no whole answer within ${timeoutMs / 1000} s`, { cause }) : cause;
    } finally {
      clearTimeout(timer);
      options.signal.removeEventListener('abort', abort);
    }
  }

  return { get, close: () => agents.dispose() };
}

function rejectWhenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
}

async function readBody(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw new Error(`an answer larger than ${MAX_BODY_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
