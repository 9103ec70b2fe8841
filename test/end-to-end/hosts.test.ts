import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { createAccounts, type Play, type Played, play } from '../harness/scenario.ts';
import { createEarlierArtifact, createEarlierRun } from '../simulator/earlier-run.ts';

const folder = mkdtempSync(join(tmpdir(), 'hosts-'));
after(() => rmSync(folder, { recursive: true }));

/** Writes down where each socket of the process goes, whatever opens it. */
const RECORDER = `
import { appendFileSync } from 'node:fs';
import { Socket } from 'node:net';
const { connect } = Socket.prototype;
Socket.prototype.connect = function (...args) {
  const [options] = Array.isArray(args[0]) ? args[0] : args;
  if (options?.port !== undefined) appendFileSync(process.env.SOCKETS, options.host + ':' + options.port + '\\n');
  return connect.apply(this, args);
};
`;

test('a whole run, with baseline and artifact, opens no socket but to the API, GitHub and its stores', async () => {
  const accounts = createAccounts(5);
  const { run: first } = await watch({ accounts });
  const [uploaded] = first.simulator.artifacts;
  assert.ok(uploaded);
  const artifacts = [createEarlierArtifact(uploaded, 11, '2026-11-18T05:00:00Z')];
  const github = { runs: [createEarlierRun(9, '2026-11-18T05:00:00Z', { artifacts })] };
  const { run, sockets, asked } = await watch({ accounts, inputs: { baseline: 'auto' }, server: { github } });
  assert.deepEqual([run.outputs['new-tokens'], run.simulator.artifacts.length], ['0', 1], run.log);
  assert.deepEqual([...new Set(sockets)], [new URL(run.simulator.apiUrl).host]);
  assert.deepEqual(asked, [], 'nothing was asked of the proxy, which would refuse it');
});

test('as it comes it wants api.atlassian.com and nothing else, here through a proxy that refuses it', async () => {
  const inputs = { 'api-url': '', 'max-retries': '0', 'upload-artifact': 'false' };
  const { run, sockets, asked, proxy } = await watch({ accounts: createAccounts(2), inputs });
  assert.equal(run.outputs.result, 'error');
  assert.deepEqual([...new Set(asked)], ['CONNECT api.atlassian.com:443']);
  assert.deepEqual([...new Set(sockets)], [proxy]);
});

test('the earlier runs are asked of GITHUB_API_URL alone, which is api.github.com unless told', async () => {
  const inputs = { 'upload-artifact': 'false', baseline: 'auto' };
  const env = { GITHUB_API_URL: undefined };
  const { run, asked } = await watch({ accounts: createAccounts(2), inputs, env });
  assert.deepEqual([...new Set(asked)], ['CONNECT api.github.com:443']);
  assert.equal(run.outputs.result, 'clean');
});

/** Plays a scenario under a proxy that refuses all it is asked for, and writes down what that was and every socket. */
async function watch(
  scenario: Play,
): Promise<{ run: Played; sockets: string[]; asked: string[]; proxy: string }> {
  const asked: string[] = [];
  const refuse = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(403).end();
  });
  refuse.on('connect', (request, socket) => {
    asked.push(`CONNECT ${request.url}`);
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  await once(refuse.listen(0, '127.0.0.1'), 'listening');
  const proxy = `127.0.0.1:${(refuse.address() as AddressInfo).port}`;
  const [recorder, list] = [join(folder, 'recorder.mjs'), join(folder, 'sockets')];
  writeFileSync(recorder, RECORDER);
  writeFileSync(list, '');
  const address = `http://${proxy}`;
  const env = {
    ...{
      HTTP_PROXY: address,
      HTTPS_PROXY: address,
      http_proxy: address,
      https_proxy: address,
      NO_PROXY: '127.0.0.1',
      no_proxy: '127.0.0.1',
    },
    ...{ NODE_OPTIONS: `--import ${pathToFileURL(recorder)}`, SOCKETS: list },
  };
  try {
    const run = await play({ ...scenario, env: { ...env, ...scenario.env } });
    return { run, sockets: readFileSync(list, 'utf8').split('\n').filter(Boolean), asked, proxy };
  } finally {
    refuse.close();
  }
}
