import type { Limit } from '../../test/simulator/limits.ts';
import { runAction } from '../processes/action.ts';
import { type SimulatorReport, withSimulator } from '../processes/simulator.ts';

const LATENCY_MS = 50;
const LONGEST_MINUTES = '8';

export type LimitedRun = SimulatorReport & { unread: number };

/** Audits so many accounts account by account against a limit of which the action knows nothing at first. */
export async function runLimited(limit: Limit, accounts: number): Promise<LimitedRun> {
  const plan = { accounts, tokens: accounts, latencyMs: LATENCY_MS, limit };
  const inputs = { 'upload-artifact': 'false', 'max-duration-minutes': LONGEST_MINUTES };
  const { result, report } = await withSimulator(plan, (simulator) =>
    runAction({ simulator, accounts, inputs, mustSucceed: false }),
  );
  return { ...report, unread: accounts - Number(result.outputs['accounts-checked'] ?? 0) };
}
