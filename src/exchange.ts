import type { ClientRequest, IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** An answer whose body arrived whole. */
export type Reply = { status: number; headers: IncomingHttpHeaders; body: string };

/** Sends one request: hands it over as soon as it is made, and resolves with the answer once its headers are there. */
export type Send = (onRequest: (request: ClientRequest) => void) => Promise<IncomingMessage>;

/** No answer of the API comes near it: 1,000 tokens are about half a mebibyte. */
export const MAX_BODY_BYTES = 16 * 1024 * 1024;

/**
 * Sends one request and reads its answer whole. Rejects when that takes longer than `timeoutMs`, when the body is cut
 * short or larger than the cap, and as soon as the signal is aborted.
 */
export function exchange(send: Send, timeoutMs: number, signal: AbortSignal): Promise<Reply> {
  return new Promise((resolve, reject) => {
    let request: ClientRequest | undefined;
    const end = (reason: Error) => {
      request?.destroy(reason);
      // A request that still waits for a proxy to connect does not end by being destroyed.
      reject(reason);
    };
    const stop = () => end(new Error('the run stopped'));
    const timer = setTimeout(() => end(new Error(`no whole answer within ${timeoutMs / 1000} s`)), timeoutMs);
    signal.addEventListener('abort', stop);
    send((made) => {
      request = made;
    })
      .then(readReply)
      .then(resolve, reject)
      .finally(() => {
        clearTimeout(timer);
        signal.removeEventListener('abort', stop);
      });
  });
}

function readReply(message: IncomingMessage): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    message.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > MAX_BODY_BYTES) message.destroy(new Error(`an answer larger than ${MAX_BODY_BYTES} bytes`));
    });
    message.on('error', reject);
    message.on('close', () => {
      if (!message.readableEnded) reject(new Error('the connection ended before the answer was whole'));
    });
    message.on('end', () => {
      const { statusCode: status = 0, headers } = message;
      resolve({ status, headers, body: Buffer.concat(chunks).toString('utf8') });
    });
  });
}
