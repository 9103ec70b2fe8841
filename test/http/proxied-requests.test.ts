import assert from 'node:assert/strict';
import http, { type Server } from 'node:http';
import { type TestContext, test } from 'node:test';
import { createClient } from '../../src/atlassian/client.ts';
import { listen, startProxy } from '../harness/tunnel-proxy.ts';

const CONCURRENCY = 4;
const REQUESTS = 40;

for (const connection of ['close', 'keep-alive'])
  test(`through a proxy all is answered, also behind a server that says ${connection}`, async (t) => {
    const server = http.createServer((_, response) => response.setHeader('Connection', connection).end('[]'));
    const get = await createProxied(t, server);
    const getSome = async () => {
      const answers: string[] = [];
      for (let left = REQUESTS / CONCURRENCY; left > 0; left -= 1) answers.push(await get());
      return answers;
    };
    const answers = await Promise.all(Array.from({ length: CONCURRENCY }, getSome));
    assert.deepEqual(answers.flat(), Array(REQUESTS).fill('[]'));
  });

/** What a client gets that reaches the server through a proxy. */
async function createProxied(t: TestContext, server: Server): Promise<() => Promise<string>> {
  const port = await listen(t, server);
  process.env.http_proxy = (await startProxy(t, port)).address;
  t.after(() => delete process.env.http_proxy);
  const client = createClient({
    apiUrl: new URL('http://api.example'),
    orgToken: 'not-a-key-but-long-enough',
    timeoutMs: 2000,
    concurrency: CONCURRENCY,
    signal: new AbortController().signal,
  });
  t.after(client.close);
  return async () => (await client.get('/users/a/manage/api-tokens')).body;
}
