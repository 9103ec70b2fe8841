import { fileURLToPath } from 'node:url';
import { readNodeOutput } from '../processes/output.ts';
import type { SimulatorAddress } from '../processes/simulator.ts';

const ENTRY = fileURLToPath(new URL('loop-entry.ts', import.meta.url));

export type LoopPlan = {
  apiUrl: string;
  orgToken: string;
  accounts: number;
  concurrency: number;
  keepAlive: boolean;
};

/** The action's own default. */
export const CONCURRENCY = 32;

/** The article's way, one call after the other and each on a fresh connection: milliseconds an account. */
export async function measureArticle(simulator: SimulatorAddress, accounts: number): Promise<number> {
  return (await measureLoop(simulator, { accounts, concurrency: 1, keepAlive: false })) / accounts;
}

/** A loop that only asks, on the action's HTTP client with as many in flight, connections kept: milliseconds. */
export function measureBareLoop(simulator: SimulatorAddress, accounts: number): Promise<number> {
  return measureLoop(simulator, { accounts, concurrency: CONCURRENCY, keepAlive: true });
}

async function measureLoop(
  { apiUrl, orgToken }: SimulatorAddress,
  plan: Omit<LoopPlan, 'apiUrl' | 'orgToken'>,
): Promise<number> {
  return Number(await readNodeOutput([ENTRY, JSON.stringify({ ...plan, apiUrl, orgToken })]));
}
