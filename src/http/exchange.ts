import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { version } from '../action.ts';

/** What every request says of who asks. */
export const USER_AGENT = `token-audit/${version} (GitHub Action; read-only)`;

/** An answer whose body arrived whole. */
export type Reply = { status: number; headers: IncomingHttpHeaders; body: string };

/** A request that is under way. */
export type Sent = { destroy(reason: Error): void };

/** Sends one request and returns it; `onMessage` is told of the answer's headers, or else `onError` why there are none. */
export type Send = (onMessage: (message: IncomingMessage) => void, onError: (error: Error) => void) => Sent;

/** Sends one request and reads its answer whole. */
export type Exchange = (send: Send) => Promise<Reply>;

/** No answer of the API comes near it: 1,000 tokens are about half a mebibyte. */
export const MAX_BODY_BYTES = 16 * 1024 * 1024;

/**
 * An exchange rejects when it takes longer than `timeoutMs`, when the body is cut short or larger than the cap, and as
 * soon as the signal is aborted.
 */
export function createExchange(timeoutMs: number, signal: AbortSignal): Exchange {
  // One listener for all of them: to add and remove one takes longer than all the rest here.
  const inFlight = new Set<(reason: Error) => void>();
  signal.addEventListener('abort', () => {
    for (const end of inFlight) end(new Error('the run stopped'));
  });
  return (send) =>
    new Promise((resolve, reject) => {
      const forget = () => {
        clearTimeout(timer);
        inFlight.delete(end);
      };
      const succeed = (reply: Reply) => {
        forget();
        resolve(reply);
      };
      const fail = (reason: Error) => {
        forget();
        reject(reason);
      };
      // A request that still waits for a proxy to connect does not end by being destroyed.
      const end = (reason: Error) => {
        request.destroy(reason);
        fail(reason);
      };
      const timeOut = () => end(new Error(`no whole answer within ${timeoutMs / 1000} s`));
      const request = send((message) => readReply(message, succeed, fail), fail);
      const timer = setTimeout(timeOut, timeoutMs);
      inFlight.add(end);
    });
}

function readReply(
  message: IncomingMessage,
  succeed: (reply: Reply) => void,
  fail: (error: Error) => void,
): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  message.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) message.destroy(new Error(`an answer larger than ${MAX_BODY_BYTES} bytes`));
  });
  message.on('error', fail);
  message.on('close', () => {
    if (!message.readableEnded) fail(new Error('the connection ended before the answer was whole'));
  });
  message.on('end', () => {
    const { statusCode: status = 0, headers } = message;
    succeed({ status, headers, body: Buffer.concat(chunks).toString('utf8') });
  });
}
