import http, { type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import { urlToHttpOptions } from 'node:url';
import { HttpClient } from '@actions/http-client';
import { version } from '../action.ts';
import { createConceal } from '../escape.ts';
import { exchange, type Reply, type Send } from '../exchange.ts';
import { type ApiPath, isAllowedPath } from './paths.ts';

/**
 * Reads from one origin: there is no verb but GET. `get` rejects when the body did not arrive whole, in time and
 * within the byte cap.
 */
export type Client = { get(path: ApiPath): Promise<Reply>; close(): void };

export type ClientOptions = {
  apiUrl: URL;
  orgToken: string;
  timeoutMs: number;
  concurrency: number;
  /** Ends what is in flight. */
  signal: AbortSignal;
};

const USER_AGENT = `token-audit/${version} (GitHub Action; read-only)`;

/**
 * A GET-only client for Atlassian's admin API. The key goes into each request's own header, to `apiUrl` alone;
 * redirects are not followed. Proxy variables are honoured.
 * https://developer.atlassian.com/cloud/admin/user-management/rest/intro/
 */
export function createClient(options: ClientOptions): Client {
  const agents = createAgents(options);
  const requestTo = createRequest(agents, options);
  // A gateway may send back what it was sent, the key included.
  const conceal = createConceal(options.orgToken);
  return {
    async get(path) {
      if (!isAllowedPath(path)) throw new Error(`Refused to request ${path}: not a path of this project`);
      const reply = await exchange(requestTo(path), options.timeoutMs, options.signal);
      return { ...reply, body: conceal(reply.body) };
    },
    close: () => agents.dispose(),
  };
}

function createAgents({ timeoutMs, concurrency }: ClientOptions): HttpClient {
  return new HttpClient(USER_AGENT, [], {
    allowRedirects: false,
    keepAlive: true,
    maxSockets: concurrency,
    // Idle time on the socket is the library's only limit; ours, over the whole exchange, must come first.
    socketTimeout: 2 * timeoutMs,
  });
}

/** What is the same in every request is made once. `requestRaw` follows no redirect. */
function createRequest(agents: HttpClient, { apiUrl, orgToken }: ClientOptions): (path: ApiPath) => Send {
  const transport = apiUrl.protocol === 'https:' ? https : http;
  const prefix = apiUrl.pathname.replace(/\/$/, '');
  const headers = {
    accept: 'application/json',
    authorization: `Bearer ${orgToken}`,
    'user-agent': agents.userAgent,
  };
  const base = { ...urlToHttpOptions(apiUrl), method: 'GET', agent: agents.getAgent(apiUrl.href) };
  return (path) => async (onRequest) => {
    // The library gives nobody the request, so it is caught where it is made.
    const request = (options: RequestOptions, onResponse: (message: IncomingMessage) => void) => {
      const made = transport.request(options, onResponse);
      onRequest(made);
      return made;
    };
    const options = { ...base, path: prefix + path, headers: { ...headers } };
    const info = { options, parsedUrl: apiUrl, httpModule: { request } as typeof transport };
    return (await agents.requestRaw(info, null)).message;
  };
}
