import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { brotliDecompressSync, unzipSync } from 'node:zlib';
import { HttpClient as ActionsHttpClient } from '@actions/http-client';
import { version } from '../action.ts';
import { findErrorCode } from '../text/errors.ts';
import { isObject, tryParse } from '../text/json.ts';
import type { Mask } from '../text/mask.ts';

/** The largest body that is read, decoded. 1,000 tokens are about half a mebibyte. */
export const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** An answer that arrived whole. `json` is undefined where the body is not JSON; `text` is the body then. */
export type Reply = { status: number; headers: IncomingHttpHeaders; json: unknown; text: string };

/** Sends GET requests. `download` is for an address that needs no credentials. `close` ends idle connections. */
export type HttpClient = ReturnType<typeof createHttpClient>;

/** `timeoutMs` covers the body. `mask` is for all that is received: a gateway may send back what it was sent. */
export type HttpClientOptions = { timeoutMs: number; signal: AbortSignal; mask: Mask };

/**
 * Creates a client that has no verb but GET, follows no redirect and honours the proxy variables. Requests reject when no
 * whole answer within the byte cap comes in time, and as soon as the run stops.
 */
export function createHttpClient({ timeoutMs, signal, mask }: HttpClientOptions) {
  // The library's own timer ends the socket of a request without an answer. The one below covers the body as well.
  const options = { allowRedirects: false, keepAlive: true, socketTimeout: timeoutMs };
  // Connections are not limited: the library's agent for proxies never gives back the place of one that ended.
  const client = new ActionsHttpClient(`token-audit/${version} (GitHub Action; read-only)`, [], options);

  async function send(url: string, headers: Record<string, string>, maxBytes: number) {
    const { promise: ended, reject: end } = Promise.withResolvers<never>();
    const timer = setTimeout(() => end(new Error(`no whole answer within ${timeoutMs / 1000} s`)), timeoutMs);
    const stop = () => end(new Error('the run stopped'));
    signal.addEventListener('abort', stop);
    const sent = client.get(url, { ...headers, 'accept-encoding': 'identity' });
    try {
      return await Promise.race([sent.then(({ message }) => receive(message, maxBytes)), ended]);
    } catch (error) {
      // Ends the connection, also of an answer that begins only now.
      sent.then(({ message }) => message.destroy()).catch(() => {});
      throw error;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    }
  }

  return {
    async get(url: string, headers: Record<string, string>): Promise<Reply> {
      const { bytes, ...reply } = await send(url, headers, MAX_BODY_BYTES);
      // A decoder takes a byte order mark away.
      const body = new TextDecoder().decode(bytes);
      const json = maskStrings(tryParse(body), mask);
      return { ...reply, json, text: json === undefined ? mask(body) : '' };
    },
    download: (url: string, maxBytes: number) => send(url, {}, maxBytes),
    close: () => client.dispose(),
  };
}

async function receive(message: IncomingMessage, maxBytes: number) {
  const { statusCode: status = 0, headers } = message;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > maxBytes) throw new Error(`an answer larger than ${maxBytes} bytes`);
  }
  return { status, headers, bytes: decode(Buffer.concat(chunks), headers['content-encoding'], maxBytes) };
}

/** Decodes a body that a gateway compressed although it was asked not to. */
function decode(body: Buffer, encoding = '', maxBytes: number): Buffer {
  if (!/^(?:gzip|x-gzip|deflate|br)$/i.test(encoding)) return body;
  const decompress = encoding.toLowerCase() === 'br' ? brotliDecompressSync : unzipSync;
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
