import type { RateHeaders } from './retry.ts';

/** When a limit lets requests through again, as far as it is told. */
export type Renewal = {
  /** In so many milliseconds; undefined when nothing is told or the time is over. */
  waitMs: number | undefined;
  /** The reset that is told is when a bucket will be full, which refills all the time until then. */
  refills: boolean;
};

/** Turns the times that a server tells into waits. */
type ServerClock = { computeRenewal(now: number, told: RateHeaders): Renewal };

const SECOND_MS = 1000;
/** What cutting off one time and rounding up another can differ by. */
const BLUR_MS = 2 * SECOND_MS;

/**
 * An answer's own time is cut off to the second, so a wait that is counted from it may be a second too long. Of many
 * answers the one whose time is farthest ahead of the clock here was cut off least.
 *
 * A window's reset stands still until it is reached, and then moves on by a whole period. One that moves on before, or
 * bit by bit, is a bucket's.
 */
export function createServerClock(): ServerClock {
  let ahead = Number.NEGATIVE_INFINITY;
  let lastResetAt = Number.NEGATIVE_INFINITY;
  let refills = false;

  function computeWait(now: number, { waitMs, waitUntil, servedAt }: RateHeaders): number | undefined {
    if (servedAt !== undefined) ahead = Math.max(ahead, servedAt - now);
    if (waitMs === undefined || waitUntil === undefined || servedAt === undefined) return waitMs;
    const leftMs = Math.max(waitMs - SECOND_MS, waitUntil - (now + ahead));
    return leftMs > 0 ? leftMs : undefined;
  }

  function watchReset({ resetAt, servedAt = Number.POSITIVE_INFINITY }: RateHeaders): void {
    if (resetAt === undefined || resetAt <= lastResetAt) return;
    refills = resetAt - lastResetAt <= BLUR_MS || servedAt <= lastResetAt - BLUR_MS;
    lastResetAt = resetAt;
  }

  return {
    computeRenewal(now, told) {
      watchReset(told);
      return { waitMs: computeWait(now, told), refills };
    },
  };
}
