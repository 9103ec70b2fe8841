import type { RateHeaders } from './retry.ts';

/** Turns the times that a server tells into waits. */
export type ServerClock = {
  /** How long to wait from `now` on, in milliseconds; undefined when nothing is told or the time is over. */
  computeWait(now: number, told: RateHeaders): number | undefined;
};

const SECOND_MS = 1000;

/**
 * An answer's own time is cut off to the second, so a wait that is counted from it may be a second too long. Of many
 * answers the one whose time is farthest ahead of the clock here was cut off least.
 */
export function createServerClock(): ServerClock {
  let ahead = Number.NEGATIVE_INFINITY;
  return {
    computeWait(now, { waitMs, waitUntil, servedAt }) {
      if (servedAt !== undefined) ahead = Math.max(ahead, servedAt - now);
      if (waitMs === undefined || waitUntil === undefined || servedAt === undefined) return waitMs;
      const leftMs = Math.max(waitMs - SECOND_MS, waitUntil - (now + ahead));
      return leftMs > 0 ? leftMs : undefined;
    },
  };
}
