import assert from 'node:assert/strict';
import http from 'node:http';
import { type TestContext, test } from 'node:test';
import { HttpClient } from '@actions/http-client';
import { fetch } from 'undici';
import { listen, startProxy } from '../harness/tunnel-proxy.ts';

const NO_PROXY = { no_proxy: '', NO_PROXY: '', http_proxy: '', HTTP_PROXY: '' };

test('what stands in for undici sends what it is given and hands on the answer', async (t) => {
  const { url } = await startEcho(t);
  const sent = { method: 'GET', headers: { accept: 'text/plain' }, redirect: 'manual' } as const;
  const answer = await fetch(url, { ...sent, dispatcher: undefined });
  assert.deepEqual([answer.status, answer.headers.get('x-seen')], [203, 'text/plain']);
  assert.equal(await answer.text(), 'GET /');
});

test('it goes through the proxy that the library names, with its password', async (t) => {
  const { port } = await startEcho(t);
  const { address, asked } = await startProxy(t, port);
  setEnv(t, { ...NO_PROXY, http_proxy: address.replace('//', '//user:secret@') });
  const dispatcher = new HttpClient().getAgentDispatcher('http://api.example/');
  for (const path of ['a', 'b']) {
    const answer = await fetch(`http://api.example/${path}`, { dispatcher });
    assert.equal(await answer.text(), `GET /${path}`);
  }
  const credentials = `Basic ${Buffer.from('user:secret').toString('base64')}`;
  assert.ok(asked.length > 0);
  for (const { url, headers } of asked)
    assert.deepEqual([url, headers['proxy-authorization']], ['api.example:80', credentials]);
});

async function startEcho(t: TestContext): Promise<{ url: string; port: number }> {
  const server = http.createServer(({ method, url, headers }, response) =>
    response.writeHead(203, { 'x-seen': headers.accept ?? '' }).end(`${method} ${url}`),
  );
  const port = await listen(t, server);
  return { url: `http://127.0.0.1:${port}/`, port };
}

function setEnv(t: TestContext, env: Record<string, string>): void {
  const before = { ...process.env };
  Object.assign(process.env, env);
  t.after(() => {
    process.env = before;
  });
}
