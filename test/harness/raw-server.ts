import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';

/** Starts a server that answers a whole request with these very bytes; it ends with the test. */
export async function startRawServer(t: TestContext, answer: (request: string) => string | Buffer) {
  let received = '';
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.setEncoding('latin1').on('data', (text) => {
      received += text;
      if (received.endsWith('\r\n\r\n')) socket.write(answer(received));
    });
  });
  /** Settles once the first connection has ended. */
  const ended = once(server, 'connection').then(([socket]) => once(socket, 'close'));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, ended, received: () => received };
}

/** Renders a whole answer of HTTP with this body. */
export function renderAnswer(body: string | Buffer, headers: Record<string, string> = {}): Buffer {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `HTTP/1.1 200 OK\r\n${lines.join('')}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), Buffer.from(body)]);
}
