import type { RateHeaders } from './retry.ts';

/** How many requests the server still grants, as far as its headers tell. */
export type Budget = {
  isEmpty(): boolean;
  /** Notes that a request goes. */
  take(): void;
  /** One request may go, to see whether the limit lets it; until its answer no other. */
  allowOne(): void;
  /** The limit lets requests through again. */
  allowAll(): void;
  /** What an answer says remains, with `inFlight` requests that may not be counted in it yet. */
  learn(now: number, inFlight: number, told: RateHeaders, waitMs: number | undefined): void;
  /** When to try again once it is empty; over, or 0, when that is not known. */
  renewsAt(now: number): number;
};

/** Endless until a server tells what remains. */
export function createBudget(): Budget {
  let left = Number.POSITIVE_INFINITY;
  /** The least that was told until the next reset. */
  let lowest = Number.POSITIVE_INFINITY;
  /** How many the server grants at a time. */
  let grant = Number.POSITIVE_INFINITY;
  let renewal = 0;
  let lastResetAt = 0;
  /** The reset moves on before it is reached: it is a bucket that refills all the time, and tells when it is full. */
  let refills = false;

  return {
    isEmpty: () => left <= 0,
    take() {
      left -= 1;
    },
    allowOne() {
      left = 1;
    },
    allowAll() {
      left = Number.POSITIVE_INFINITY;
    },
    learn(now, inFlight, { limit, remaining, resetAt = lastResetAt }, waitMs = 0) {
      if (limit !== undefined && limit > 0) grant = limit;
      // Answers overtake each other: one that tells an earlier reset is of the past, and until the next reset the
      // lowest count is the newest.
      if (remaining === undefined || resetAt < lastResetAt) return;
      if (lastResetAt > 0 && resetAt > lastResetAt) refills = now < renewal;
      const isSamePeriod = resetAt > 0 && resetAt === lastResetAt;
      lowest = isSamePeriod && now < renewal ? Math.min(lowest, remaining) : remaining;
      left = isSamePeriod && inFlight > 0 ? Math.min(left, remaining - inFlight) : lowest - inFlight;
      renewal = now + waitMs;
      lastResetAt = resetAt;
    },
    renewsAt: (now) => (refills ? now + (renewal - now) / grant : renewal),
  };
}
