import http, { type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import { urlToHttpOptions } from 'node:url';
import { HttpClient } from '@actions/http-client';
import { createConceal } from '../escape.ts';
import { createExchange, type Reply, type Send, USER_AGENT } from '../exchange.ts';
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

/**
 * A GET-only client for Atlassian's admin API. The key goes into each request's own header, to `apiUrl` alone;
 * redirects are not followed. Proxy variables are honoured.
 * https://developer.atlassian.com/cloud/admin/user-management/rest/intro/
 */
export function createClient(options: ClientOptions): Client {
  const agents = createAgents(options);
  const requestTo = createRequest(agents, options);
  const exchange = createExchange(options.timeoutMs, options.signal);
  // A gateway may send back what it was sent, the key included.
  const conceal = createConceal(options.orgToken);
  return {
    async get(path) {
      if (!isAllowedPath(path)) throw new Error(`Refused to request ${path}: not a path of this project`);
      const { status, headers, body } = await exchange(requestTo(path));
      return { status, headers, body: conceal(body) };
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

/** What is the same in every request is made once. `requestRawWithCallback` follows no redirect. */
function createRequest(agents: HttpClient, { apiUrl, orgToken }: ClientOptions): (path: ApiPath) => Send {
  const transport = apiUrl.protocol === 'https:' ? https : http;
  const prefix = apiUrl.pathname.replace(/\/$/, '');
  // A list goes out as it is; from an object Node would make one, checked, for every request.
  const headers = Object.entries({
    host: apiUrl.host,
    accept: 'application/json',
    authorization: `Bearer ${orgToken}`,
    'user-agent': agents.userAgent ?? USER_AGENT,
  }).flat();
  const { hostname, port } = urlToHttpOptions(apiUrl);
  const base = { hostname, port, method: 'GET', agent: agents.getAgent(apiUrl.href), headers };
  return (path) => (onMessage, onError) => {
    let made: ClientRequest | undefined;
    // The library gives nobody the request, so it is caught where it is made.
    const request = (options: RequestOptions, onResponse: (message: IncomingMessage) => void) => {
      made = transport.request(options, onResponse);
      return made;
    };
    const options = { ...base, path: prefix + path };
    const info = { options, parsedUrl: apiUrl, httpModule: { request } as typeof transport };
    agents.requestRawWithCallback(info, null, (error, response) => {
      if (response) onMessage(response.message);
      else onError(error ?? new Error('no answer'));
    });
    if (!made) throw new Error('the HTTP client made no request');
    return made;
  };
}
