import { once } from 'node:events';
import http, { type IncomingMessage, type Server } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';

/** Starts a proxy that connects every tunnel to the port and records requests. It stops after the test. */
export async function startProxy(
  t: TestContext,
  port: number,
): Promise<{ address: string; asked: IncomingMessage[] }> {
  const asked: IncomingMessage[] = [];
  const proxy = http.createServer().on('connect', (request, socket) => {
    asked.push(request);
    const onward = net.connect(port, '127.0.0.1', () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
    for (const end of [socket, onward]) end.on('error', () => {});
    socket.pipe(onward).pipe(socket);
  });
  return { address: `http://127.0.0.1:${await listen(t, proxy)}`, asked };
}

/** Listens on a free port, which it returns. The server stops after the test. */
export async function listen(t: TestContext, server: Server): Promise<number> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  t.after(() => server.close().closeAllConnections());
  return (server.address() as AddressInfo).port;
}
