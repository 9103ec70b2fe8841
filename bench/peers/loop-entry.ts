import { HttpClient } from '@actions/http-client';
import { createAccountId } from '../../test/harness/scenario.ts';
import type { LoopPlan } from './loop.ts';

console.log(await loop(JSON.parse(process.argv[2] ?? '') as LoopPlan));

/** Asks for the tokens of every account, so many at a time, and does nothing with them. Returns the milliseconds. */
async function loop({ apiUrl, orgToken, accounts, concurrency, keepAlive }: LoopPlan): Promise<number> {
  const client = new HttpClient('bench', [], { keepAlive, maxSockets: concurrency, allowRedirects: false });
  const headers = { accept: 'application/json', authorization: `Bearer ${orgToken}` };
  let next = 0;

  async function work(): Promise<void> {
    while (next < accounts) {
      const path = `/users/${encodeURIComponent(createAccountId(next++))}/manage/api-tokens`;
      const response = await client.get(apiUrl + path, headers);
      await response.readBody();
      if (response.message.statusCode !== 200)
        throw new Error(`${path} was answered with ${response.message.statusCode}`);
    }
  }

  const startedAt = performance.now();
  await Promise.all(Array.from({ length: concurrency }, work));
  client.dispose();
  return performance.now() - startedAt;
}
