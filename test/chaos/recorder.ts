import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** A request and its answer. `whole` when exactly the bytes of Content-Length were sent. */
export type Exchange = { path: string; query: URLSearchParams; status: number; whole: boolean; body: string };

export type Recorder = {
  exchanges: Exchange[];
  stop(): void;
};

type Started = { request: IncomingMessage; response: ServerResponse };

const CHANNEL = 'http.server.request.start';

/**
 * Records the answers of any server at `host` (`127.0.0.1:port`). It listens to Node's own diagnostics, so the record
 * does not depend on what the simulator believes it sent. `onRequest` gets the number of requests so far.
 * https://nodejs.org/api/diagnostics_channel.html#http
 */
export function recordExchanges(host: string, onRequest: (count: number) => void): Recorder {
  const exchanges: Exchange[] = [];
  const note = (message: unknown) => {
    const { request, response } = message as Started;
    if (request.headers.host !== host) return;
    exchanges.push(tapResponse(request.url ?? '', response));
    onRequest(exchanges.length);
  };
  subscribe(CHANNEL, note);
  return { exchanges, stop: () => unsubscribe(CHANNEL, note) };
}

function tapResponse(url: string, response: ServerResponse): Exchange {
  const [path = '', query = ''] = url.split('?', 2);
  const exchange = { path, query: new URLSearchParams(query), status: 0, whole: false, body: '' };
  const chunks: Buffer[] = [];
  let promised: number | undefined;
  const keep = (chunk: unknown) => {
    if (typeof chunk === 'string') chunks.push(Buffer.from(chunk));
    else if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  };
  tapMethod(response, 'write', keep);
  tapMethod(response, 'end', keep);
  // `getHeader` does not return headers that were given to `writeHead` alone.
  tapMethod(response, 'writeHead', (_, headers) => {
    promised = Number((headers as Record<string, unknown>)['Content-Length'] ?? Number.NaN);
  });
  response.once('finish', () => {
    const sent = Buffer.concat(chunks);
    exchange.status = response.statusCode;
    exchange.whole = promised === sent.length || Number.isNaN(promised);
    exchange.body = sent.toString();
  });
  return exchange;
}

function tapMethod(
  response: ServerResponse,
  name: 'write' | 'end' | 'writeHead',
  look: (first: unknown, second: unknown) => void,
): void {
  const original = response[name];
  response[name] = (...parameters: unknown[]) => {
    look(parameters[0], parameters[1]);
    return Reflect.apply(original, response, parameters);
  };
}
