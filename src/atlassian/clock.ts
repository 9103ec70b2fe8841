import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from './pacer.ts';

/** The machine's monotonic clock. */
export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: (ms, signal) => sleep(ms, undefined, { signal }),
};
