import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { SimulatorAddress } from './simulator.ts';

const ENTRY = fileURLToPath(new URL('pool-entry.ts', import.meta.url));
const run = promisify(execFile);

export type PoolPlan = { accounts: number; concurrency: number; keepAlive: boolean };
export type PoolRun = { ms: number; read: number };

/** The action's default. */
export const CONCURRENCY = 32;

/** Reads the accounts as most scripts do: a pool of keep-alive connections, each request with up to five retries. */
export function runPool(simulator: SimulatorAddress, accounts: number): Promise<PoolRun> {
  return runEntry(simulator, { accounts, concurrency: CONCURRENCY, keepAlive: true });
}

/** Reads the accounts in the article's way: one call after the other, each on a fresh connection. */
export function runArticle(simulator: SimulatorAddress, accounts: number): Promise<PoolRun> {
  return runEntry(simulator, { accounts, concurrency: 1, keepAlive: false });
}

/** Returns how long a Node takes that does nothing, from before its start to its end, in milliseconds. */
export async function measureEmptyNode(): Promise<number> {
  const startedAt = performance.now();
  await run(process.execPath, ['-e', '0']);
  return performance.now() - startedAt;
}

async function runEntry({ apiUrl, orgToken }: SimulatorAddress, plan: PoolPlan): Promise<PoolRun> {
  const { stdout } = await run(process.execPath, [ENTRY, JSON.stringify({ ...plan, apiUrl, orgToken })]);
  return JSON.parse(stdout) as PoolRun;
}
