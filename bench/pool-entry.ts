import { setTimeout as sleep } from 'node:timers/promises';
import { HttpClient } from '@actions/http-client';
import { createAccountId } from '../test/harness/scenario.ts';
import type { PoolPlan, PoolRun } from './pool.ts';

const RETRIES = 5;
const BACKOFF_MS = 500;

console.log(JSON.stringify(await readAll(JSON.parse(process.argv[2] ?? ''))));

/** Asks for the tokens of every account and does nothing with them. */
async function readAll(plan: PoolPlan & { apiUrl: string; orgToken: string }): Promise<PoolRun> {
  const { apiUrl, orgToken, accounts, concurrency, keepAlive } = plan;
  const client = new HttpClient('bench', [], { keepAlive, maxSockets: concurrency, allowRedirects: false });
  const headers = { accept: 'application/json', authorization: `Bearer ${orgToken}` };
  let [next, read] = [0, 0];

  async function work(): Promise<void> {
    while (next < accounts) {
      const url = `${apiUrl}/users/${encodeURIComponent(createAccountId(next++))}/manage/api-tokens`;
      if (await readOne(client, url, headers)) read += 1;
    }
  }

  const startedAt = performance.now();
  await Promise.all(Array.from({ length: concurrency }, work));
  client.dispose();
  return { ms: performance.now() - startedAt, read };
}

/** Tries again after `Retry-After`, or after a wait that doubles each time. */
async function readOne(client: HttpClient, url: string, headers: Record<string, string>): Promise<boolean> {
  for (let retries = 0; ; retries += 1) {
    const response = await client.get(url, headers);
    await response.readBody();
    if (response.message.statusCode === 200) return true;
    if (retries === RETRIES) return false;
    const askedMs = Number(response.message.headers['retry-after'] ?? Number.NaN) * 1000;
    await sleep(Number.isNaN(askedMs) ? BACKOFF_MS * 2 ** retries : askedMs);
  }
}
