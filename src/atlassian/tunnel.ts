import type { Agent, ClientRequest } from 'node:http';

/** The agent with which @actions/http-client goes through a proxy, as far as it is mended here. */
type Tunnel = {
  requests: { request: ClientRequest }[];
  sockets: unknown[];
  addRequest(request: ClientRequest, options: object): void;
  removeSocket(socket: unknown): void;
};

/**
 * Mends an agent that goes through a proxy; leaves every other as it is. When a connection ended while a request waited,
 * the library made it one that nobody ever got back: where a server ends connections after so many requests, one place
 * after the other was lost, until no request went any more. https://github.com/koichik/node-tunnel
 */
export function mendTunnel(agent: Agent): void {
  const tunnel: unknown = agent;
  if (!isTunnel(tunnel)) return;
  tunnel.removeSocket = (socket) => {
    const place = tunnel.sockets.indexOf(socket);
    if (place === -1) return;
    tunnel.sockets.splice(place, 1);
    const waiting = tunnel.requests.shift();
    // What waits holds the options with which it came.
    if (waiting) tunnel.addRequest(waiting.request, waiting);
  };
}

function isTunnel(agent: unknown): agent is Tunnel {
  const { requests, sockets } = agent as Partial<Tunnel>;
  return Array.isArray(requests) && Array.isArray(sockets);
}
