import assert from 'node:assert/strict';
import http from 'node:http';
import { test } from 'node:test';
import { createHttpClient } from '../../src/http/http-client.ts';
import { listen, startProxy } from '../harness/tunnel-proxy.ts';

const CONCURRENCY = 4;
const REQUESTS = 40;

for (const connection of ['close', 'keep-alive'])
  test(`through a proxy every request is answered, also where the server says ${connection}`, async (t) => {
    const server = http.createServer((_, response) => response.setHeader('Connection', connection).end('[]'));
    process.env.http_proxy = (await startProxy(t, await listen(t, server))).address;
    t.after(() => delete process.env.http_proxy);
    const { signal } = new AbortController();
    const client = createHttpClient({ timeoutMs: 5000, signal, mask: (text) => text });
    t.after(client.close);
    const getSome = async () => {
      const statuses: number[] = [];
      for (let left = REQUESTS / CONCURRENCY; left > 0; left -= 1)
        statuses.push((await client.get('http://api.example', {})).status);
      return statuses;
    };
    const statuses = await Promise.all(Array.from({ length: CONCURRENCY }, getSome));
    assert.deepEqual(statuses.flat(), Array(REQUESTS).fill(200));
  });
