import { setTimeout as sleep } from 'node:timers/promises';

/** Time as this project sees it, in milliseconds; injected, so that tests need not wait. */
export type Clock = {
  now(): number;
  /** Rejects as soon as the signal is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<unknown>;
};

/** The machine's monotonic clock. */
export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: (ms, signal) => sleep(ms, undefined, { signal }),
};
