import http from 'node:http';
import https from 'node:https';
import { urlToHttpOptions } from 'node:url';
import { HttpClient } from '@actions/http-client';
import { createExchange, type Reply, type Send, USER_AGENT } from '../http/exchange.ts';
import { createMask } from '../text/mask.ts';
import { type ApiPath, isAllowedPath } from './paths.ts';
import { mendTunnel } from './tunnel.ts';

/**
 * Reads from one origin: there is no verb but GET. `get` rejects when the body did not arrive whole, in time and
 * within the byte cap.
 */
export type Client = {
  get(path: ApiPath): Promise<Reply>;
  close(): void;
};

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
  const mask = createMask(options.orgToken);
  return {
    async get(path) {
      if (!isAllowedPath(path)) throw new Error(`Refused to request ${path}: not a path of this project`);
      const { status, headers, body } = await exchange(requestTo(path));
      return { status, headers, body: mask(body) };
    },
    close: () => agents.dispose(),
  };
}

function createAgents({ concurrency }: ClientOptions): HttpClient {
  return new HttpClient(USER_AGENT, [], {
    allowRedirects: false,
    keepAlive: true,
    maxSockets: concurrency,
  });
}

/** What is the same in every request is made once. Node follows no redirect; the agent knows the way through a proxy. */
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
  const agent = agents.getAgent(apiUrl.href);
  mendTunnel(agent);
  const base = { hostname, port, method: 'GET', agent, headers };
  return (path) => (onMessage, onError) => {
    let isAnswered = false;
    const sent = transport.request({ ...base, path: prefix + path }, (message) => {
      isAnswered = true;
      onMessage(message);
    });
    // Whether an answer that has begun is whole, it tells itself: what is wrong behind its end does not concern it.
    sent.on('error', (error) => {
      if (!isAnswered) onError(error);
    });
    sent.end();
    return sent;
  };
}
