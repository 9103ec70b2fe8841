import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Limit } from '../test/simulator/limits.ts';

const ENTRY = fileURLToPath(new URL('simulator-entry.ts', import.meta.url));

/** The simulated organization; token `n` belongs to account `n` modulo `accounts`. */
export type SimulatorPlan = {
  accounts: number;
  tokens: number;
  latencyMs: number;
  limit?: Limit;
  /** The key's scopes; one without scopes, which may do everything, unless told. */
  scopes?: string[];
};

export type SimulatorAddress = {
  apiUrl: string;
  orgToken: string;
  orgId: string;
  artifactEnv: Record<string, string>;
};

/** What it saw since it started. Times are in milliseconds since 1970. */
export type SimulatorReport = {
  requests: number;
  refused: number;
  tokenPages: number;
  firstAt: number;
  lastAt: number;
  /** When each request came that was accepted, and each that the rate limit refused; kept only with a limit. */
  accepted: number[];
  refusals: number[];
};

export type SimulatorProcess = SimulatorAddress & {
  /** Ends the process. Rejects when it saw a request that must not be. */
  stop(): Promise<SimulatorReport>;
};

/** Starts the simulator in a process of its own, so that it takes no time from what is measured. */
export async function startSimulatorProcess(plan: SimulatorPlan): Promise<SimulatorProcess> {
  const child = fork(ENTRY, [JSON.stringify(plan)]);
  const ended = once(child, 'exit');
  const receive = async <T>(): Promise<T> => {
    const early = ended.then(([code]) => {
      throw new Error(`The simulator ended with exit code ${code}`);
    });
    const [message] = await Promise.race([once(child, 'message'), early]);
    return message as T;
  };
  const address = await receive<SimulatorAddress>();
  return {
    ...address,
    async stop() {
      const report = receive<SimulatorReport>();
      // One that has ended already cannot be told; `report` says so.
      child.send('stop', () => {});
      await Promise.all([report, ended]);
      return report;
    },
  };
}

/** Runs `use` against a simulator and stops it whatever happens. */
export async function withSimulator<T>(
  plan: SimulatorPlan,
  use: (simulator: SimulatorAddress) => Promise<T>,
): Promise<{ result: T; report: SimulatorReport }> {
  const simulator = await startSimulatorProcess(plan);
  try {
    const result = await use(simulator);
    return { result, report: await simulator.stop() };
  } catch (error) {
    await simulator.stop().catch(() => {});
    throw error;
  }
}
