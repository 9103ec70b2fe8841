import { setImmediate as settle } from 'node:timers/promises';
import type { Clock } from '../../src/atlassian/clock.ts';

/** A clock that moves only on request: hours pass in milliseconds, reproducibly. */
export type VirtualClock = Clock & {
  /** Advances the time. Sleepers wake in order, and each acts before the next one wakes. */
  advance(ms: number): Promise<void>;
  /** Advances the time until no sleeper is left, or by `atMostMs`. */
  drain(atMostMs?: number): Promise<void>;
};

type Sleeper = { at: number; wake(): void };

export function createVirtualClock(): VirtualClock {
  const sleepers = new Set<Sleeper>();
  let now = 0;

  function findFirst(): Sleeper | undefined {
    let first: Sleeper | undefined;
    for (const sleeper of sleepers) if (!first || sleeper.at < first.at) first = sleeper;
    return first;
  }

  async function runUntil(end: number): Promise<void> {
    await settle();
    for (let next = findFirst(); next && next.at <= end; next = findFirst()) {
      now = Math.max(now, next.at);
      sleepers.delete(next);
      next.wake();
      await settle();
    }
  }

  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise<void>((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const leave = () => {
          sleepers.delete(sleeper);
          reject(signal.reason);
        };
        const wake = () => {
          signal.removeEventListener('abort', leave);
          resolve();
        };
        const sleeper = { at: now + ms, wake };
        sleepers.add(sleeper);
        signal.addEventListener('abort', leave);
      }),
    async advance(ms) {
      const end = now + ms;
      await runUntil(end);
      now = end;
    },
    drain: (atMostMs = Number.POSITIVE_INFINITY) => runUntil(now + atMostMs),
  };
}
