import type { RateHeaders } from './retry.ts';
import type { Renewal } from './server-clock.ts';

/** When an answer came, when its request went, and how many others are in flight. */
export type Arrival = { now: number; since: number; inFlight: number };

/** How many requests the server still grants, as far as its headers tell. */
type Budget = {
  isEmpty(): boolean;
  /** Notes that a request goes. */
  take(): void;
  /** One request may go, to see whether the limit lets it; until its answer no other. */
  allowOne(): void;
  /** The limit lets requests through again. */
  allowAll(): void;
  /** What an answer says remains, in which those in flight may not be counted yet, and until when. */
  learn(arrival: Arrival, told: RateHeaders, renewal: Renewal): void;
  /** When to try again once it is empty; over, or 0, when that is not known. */
  renewsAt(now: number): number;
};

/** Endless until a server tells what remains. */
export function createBudget(): Budget {
  let left = Number.POSITIVE_INFINITY;
  /** The least that was told until the next reset, and when. */
  let lowest = Number.POSITIVE_INFINITY;
  let lowestAt = 0;
  /** How many the server grants at a time. */
  let grant = Number.POSITIVE_INFINITY;
  let fullAt = 0;
  let lastResetAt = 0;
  let isBucket = false;

  /** Answers overtake each other; but what remains in a bucket rises too, so more than those in flight is believed. */
  function countBucket(remaining: number, inFlight: number): number {
    return Math.max(remaining - 2 * inFlight, Math.min(left, remaining - inFlight));
  }

  /** Of requests that were in flight together the lowest count is the newest. */
  function countWindow({ now, since, inFlight }: Arrival, remaining: number, resetAt: number): number {
    const isSameReset = resetAt === lastResetAt;
    const isNews = !isSameReset || since >= lowestAt;
    if (isNews || remaining < lowest) {
      lowest = remaining;
      lowestAt = now;
    }
    return isSameReset && resetAt > 0 && inFlight > 0
      ? Math.min(left, remaining - inFlight)
      : lowest - inFlight;
  }

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
    learn(arrival, { limit, remaining, resetAt = lastResetAt }, { waitMs = 0, refills }) {
      if (limit !== undefined && limit > 0) grant = limit;
      // An answer that tells an earlier reset was overtaken and is of the past.
      if (remaining === undefined || resetAt < lastResetAt) return;
      left = refills ? countBucket(remaining, arrival.inFlight) : countWindow(arrival, remaining, resetAt);
      fullAt = arrival.now + waitMs;
      lastResetAt = resetAt;
      isBucket = refills;
    },
    renewsAt: (now) => (isBucket ? now + (fullAt - now) / grant : fullAt),
  };
}
