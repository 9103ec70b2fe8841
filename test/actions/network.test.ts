import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net, { type LookupFunction } from 'node:net';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { prepareNetwork } from '../../src/actions/network.ts';

const SERVER = `
  const server = require('node:net').createServer((socket) => socket.end());
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => console.log(server.address().port));
`;
/** The second address of the host refuses the connection. */
const lookup: LookupFunction = (_host, _options, callback) =>
  callback(null, [
    { address: '127.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ]);

test('a host with one slow address and one dead one is reached', {
  skip: process.platform !== 'linux',
}, async (t) => {
  const before = net.getDefaultAutoSelectFamilyAttemptTimeout();
  t.after(() => net.setDefaultAutoSelectFamilyAttemptTimeout(before));
  await assert.rejects(connectSlowly(t), AggregateError);
  prepareNetwork();
  await connectSlowly(t);
});

/** Connects to a server that is stopped and whose backlog is full, so that the first packet is lost and sent again after a second. */
async function connectSlowly(t: TestContext): Promise<void> {
  const server = spawn(process.execPath, ['-e', SERVER], { stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => server.kill('SIGKILL'));
  const [output] = await once(server.stdout, 'data');
  const port = Number(String(output));
  server.kill('SIGSTOP');
  const sockets = Array.from({ length: 4 }, () => net.connect(port, '127.0.0.1').on('error', () => {}));
  await sleep(200);
  const socket = net.connect({ host: 'slow.example', port, lookup, autoSelectFamily: true });
  setTimeout(() => server.kill('SIGCONT'), 500);
  try {
    await once(socket, 'connect');
  } finally {
    for (const open of [...sockets, socket]) open.destroy();
    server.kill('SIGKILL');
  }
}
