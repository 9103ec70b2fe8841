import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { brotliDecompressSync, unzipSync, type ZlibOptions } from 'node:zlib';
import { HttpClient as ActionsHttpClient } from '@actions/http-client';
import { version } from '../action.ts';
import { findErrorCode } from '../text/errors.ts';
import { isObject, tryParse } from '../text/json.ts';
import type { Mask } from '../text/mask.ts';

/** The User-Agent of every request. */
const USER_AGENT = `token-audit/${version} (GitHub Action; read-only)`;

/** The largest body that is read, decoded. 1,000 tokens are about half a mebibyte. */
export const MAX_BODY_BYTES = 16 * 1024 * 1024;

const DECODERS = new Map<string, (body: Buffer, options: ZlibOptions) => Buffer>([
  ['gzip', unzipSync],
  ['x-gzip', unzipSync],
  ['deflate', unzipSync],
  ['br', brotliDecompressSync],
]);

/** An answer that arrived whole. `json` is undefined where the body is not JSON; `text` is the body then. */
export type Reply = { status: number; headers: IncomingHttpHeaders; json: unknown; text: string };

/** Sends GET requests; there is no other verb. `close` ends idle connections. */
export type HttpClient = {
  /** Rejects when no whole answer within the byte cap comes in time, and as soon as the run stops. */
  get(url: string, headers: Record<string, string>): Promise<Reply>;
  /** Returns the body as bytes, for an address that needs no credentials. Rejects likewise. */
  download(url: string, maxBytes: number): Promise<{ status: number; bytes: Buffer }>;
  close(): void;
};

export type HttpClientOptions = {
  /** For one request, its body included. */
  timeoutMs: number;
  /** Ends what is in flight. */
  signal: AbortSignal;
  /** Takes secrets out of all that is received: a gateway may send back what it was sent. */
  mask: Mask;
};

/**
 * Creates a client that follows no redirect and honours the proxy variables. Credentials belong into the headers of
 * each request. The number of connections is not limited: the library's agent for proxies never gives back the place
 * of a connection that ended. https://github.com/actions/toolkit/tree/main/packages/http-client
 */
export function createHttpClient({ timeoutMs, signal, mask }: HttpClientOptions): HttpClient {
  // The library's own timer ends the socket of a request without an answer. The one below covers the body as well.
  const options = { allowRedirects: false, keepAlive: true, socketTimeout: timeoutMs };
  const client = new ActionsHttpClient(USER_AGENT, [], options);
  const inFlight = new Set<(reason: Error) => void>();
  // One listener for all requests: Node warns of a leak when there are many.
  signal.addEventListener('abort', () => {
    for (const end of inFlight) end(new Error('the run stopped'));
  });

  async function send<T>(
    url: string,
    headers: Record<string, string>,
    read: (message: IncomingMessage) => Promise<T>,
  ): Promise<T> {
    const { promise: ended, reject: end } = Promise.withResolvers<never>();
    const timer = setTimeout(() => end(new Error(`no whole answer within ${timeoutMs / 1000} s`)), timeoutMs);
    inFlight.add(end);
    const sent = client.get(url, { ...headers, 'accept-encoding': 'identity' });
    try {
      return await Promise.race([sent.then(({ message }) => read(message)), ended]);
    } catch (error) {
      // Ends the connection, also of an answer that begins only now.
      sent.then(({ message }) => message.destroy()).catch(() => {});
      throw error;
    } finally {
      clearTimeout(timer);
      inFlight.delete(end);
    }
  }

  return {
    get: (url, headers) => send(url, headers, (message) => readReply(message, mask)),
    download: (url, maxBytes) =>
      send(url, {}, async (message) => ({
        status: message.statusCode ?? 0,
        bytes: await readBody(message, maxBytes),
      })),
    close: () => client.dispose(),
  };
}

async function readReply(message: IncomingMessage, mask: Mask): Promise<Reply> {
  const { statusCode: status = 0, headers } = message;
  // A decoder takes a byte order mark away.
  const body = new TextDecoder().decode(await readBody(message, MAX_BODY_BYTES));
  const json = maskStrings(tryParse(body), mask);
  return { status, headers, json, text: json === undefined ? mask(body) : '' };
}

async function readBody(message: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > maxBytes) throw new Error(`an answer larger than ${maxBytes} bytes`);
  }
  return decode(Buffer.concat(chunks), message.headers['content-encoding'], maxBytes);
}

/** Decodes a body that a gateway compressed although it was asked not to. */
function decode(body: Buffer, encoding = '', maxBytes: number): Buffer {
  const decompress = DECODERS.get(encoding.toLowerCase());
  if (!decompress) return body;
  try {
    return decompress(body, { maxOutputLength: maxBytes });
  } catch (cause) {
    if (findErrorCode(cause) === 'ERR_BUFFER_TOO_LARGE')
      throw new Error(`an answer larger than ${maxBytes} bytes`);
    throw new Error(`a body that is not in the encoding ${encoding}`, { cause });
  }
}

/** Masks keys as well as values: in an object of an unexpected shape, both may be shown. */
function maskStrings(value: unknown, mask: Mask): unknown {
  if (typeof value === 'string') return mask(value);
  if (Array.isArray(value)) return value.map((item) => maskStrings(item, mask));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => [mask(key), maskStrings(item, mask)]);
  return Object.fromEntries(entries);
}
