import { computeBackoff, type RateHeaders } from './retry.ts';

/** When the next request may go. Times are the caller's clock in milliseconds. */
export type Gate = {
  /** The moment from which on a request may go; never, while the budget is used up and its end is not known. */
  opensAt(): number;
  /** Notes that a request goes now. */
  pass(now: number): void;
  /** A refusal: waits until the server's word, or, without one, longer each time. */
  refuse(now: number, waitMs: number | undefined): void;
  /** What an answer's headers say remains, with `inFlight` requests that may not be counted in it yet. */
  learn(now: number, inFlight: number, rate: RateHeaders): void;
  /** An answer that was no refusal ends the growing of pauses. */
  relax(): void;
  /** How long the present pause still lasts. */
  pausedMs(now: number): number;
  /** Pauses so far. */
  pauses(): number;
};

export type GateOptions = { requestsPerSecond: number | undefined; random: () => number };

/** Timers come late: a slot missed by less than this is made up for, so that the rate is met and not passed. */
const SLACK_MS = 5;

/**
 * Holds all requests back while a rate limit says so, and spaces them for `requestsPerSecond`. When nothing
 * remains the pause comes before the refusal. https://developer.atlassian.com/cloud/admin/rate-limiting/
 */
export function createGate({ requestsPerSecond, random }: GateOptions): Gate {
  const spacing = requestsPerSecond ? 1000 / requestsPerSecond : 0;
  let nextSlot = 0;
  let pausedUntil = 0;
  let budget = Number.POSITIVE_INFINITY;
  /** When the server grants requests anew, as far as it has told. */
  let renewal = 0;
  let lastResetAt = 0;
  /** How many it grants then, once it has told. */
  let grant = Number.POSITIVE_INFINITY;
  let unexplained = 0;
  let pauses = 0;

  function pauseUntil(time: number, now: number): void {
    if (now >= pausedUntil) pauses += 1;
    pausedUntil = Math.max(pausedUntil, time);
    budget = grant;
  }

  function pauseUntold(now: number): void {
    pauseUntil(now + computeBackoff(unexplained, (1 + random()) / 2), now);
    unexplained += 1;
  }

  return {
    opensAt: () => (budget > 0 ? Math.max(pausedUntil, nextSlot) : Number.POSITIVE_INFINITY),
    pass(now) {
      nextSlot = (now - nextSlot < SLACK_MS ? nextSlot : now) + spacing;
      budget -= 1;
    },
    refuse(now, waitMs) {
      if (waitMs !== undefined) pauseUntil(now + waitMs, now);
      else if (now >= pausedUntil) pauseUntold(now);
    },
    learn(now, inFlight, { limit, remaining, waitMs, resetAt = lastResetAt }) {
      if (limit !== undefined && limit > 0) grant = limit;
      // Answers overtake each other: one that tells an earlier reset is of the past, and until the next reset the
      // lowest count is the newest.
      if (remaining !== undefined && resetAt >= lastResetAt) {
        const isSamePeriod = inFlight > 0 && resetAt > 0 && resetAt === lastResetAt;
        budget = isSamePeriod ? Math.min(budget, remaining - inFlight) : remaining - inFlight;
        renewal = now + (waitMs ?? 0);
        lastResetAt = resetAt;
      }
      if (budget > 0 || inFlight > 0) return;
      if (renewal > now) pauseUntil(renewal, now);
      else pauseUntold(now);
    },
    relax() {
      unexplained = 0;
    },
    pausedMs: (now) => Math.max(0, pausedUntil - now),
    pauses: () => pauses,
  };
}
