import { type Arrival, createBudget } from './budget.ts';
import { createRate, SLACK_MS } from './rate.ts';
import { computeBackoff, type RateHeaders } from './retry.ts';
import { createServerClock } from './server-clock.ts';

/** When the next request may go. Times are the caller's clock in milliseconds. */
export type Gate = {
  /** The moment from which on a request may go; never, while the budget is used up and its end is not known. */
  opensAt(): number;
  /** Notes that a request goes now. */
  pass(now: number): void;
  /** A refusal of a request that went at `since`: waits until the server's word, or, without one, longer each time. */
  refuse(now: number, since: number, told: RateHeaders): void;
  /** What an answer's headers say remains, in which those in flight may not be counted yet. */
  learn(arrival: Arrival, told: RateHeaders): void;
  /** An answer that was no refusal, to a request that went at `since`, ends the growing of pauses. */
  accept(now: number, since: number): void;
  /** How long the present pause still lasts. */
  pausedMs(now: number): number;
  /** Pauses so far. */
  pauses(): number;
};

type GateOptions = { requestsPerSecond: number | undefined; random: () => number };

/**
 * Holds all requests back while a rate limit says so, and spaces them for `requestsPerSecond` and for the pace that
 * refusals taught. When nothing remains the pause comes before the refusal. After a pause one request goes first; the
 * others follow when it was let through. https://developer.atlassian.com/cloud/admin/rate-limiting/
 */
export function createGate({ requestsPerSecond, random }: GateOptions): Gate {
  const spacing = requestsPerSecond ? 1000 / requestsPerSecond : 0;
  const budget = createBudget();
  const rate = createRate();
  const pause = createPause(random, budget.allowOne);
  const { computeRenewal } = createServerClock();
  let nextSlot = 0;

  return {
    opensAt: () =>
      budget.isEmpty() ? Number.POSITIVE_INFINITY : Math.max(pause.endsAt(), nextSlot, rate.opensAt()),
    pass(now) {
      nextSlot = (now - nextSlot < SLACK_MS ? nextSlot : now) + spacing;
      rate.pass(now);
      budget.take();
    },
    refuse(now, since, told) {
      const { waitMs, refills } = computeRenewal(now, told);
      // When a bucket will be full says nothing about when it has something again.
      pause.refuse(now, refills && told.isResetOnly ? undefined : waitMs);
      // Where the server tells what remains, that tells more than its refusals do.
      if (told.remaining !== 0) rate.refuse(now, since);
    },
    learn(arrival, told) {
      const { now, inFlight } = arrival;
      budget.learn(arrival, told, computeRenewal(now, told));
      if (budget.isEmpty() && inFlight === 0) pause.begin(now, budget.renewsAt(now));
    },
    accept(now, since) {
      rate.accept(now, since);
      if (pause.confirm(since)) budget.allowAll();
    },
    pausedMs: (now) => Math.max(0, pause.endsAt() - now),
    pauses: pause.count,
  };
}

/** Pauses until a time that is told, or, without one, longer each time. Each calls `onBegin`. */
function createPause(random: () => number, onBegin: () => void) {
  let endsAt = 0;
  let isConfirmed = true;
  let unexplained = 0;
  let count = 0;

  function until(time: number, now: number): void {
    if (now >= endsAt) count += 1;
    endsAt = Math.max(endsAt, time);
    isConfirmed = false;
    onBegin();
  }

  function begin(now: number, renewsAt: number): void {
    if (renewsAt > now) until(renewsAt, now);
    else {
      until(now + computeBackoff(unexplained, (1 + random()) / 2), now);
      unexplained += 1;
    }
  }

  return {
    begin,
    /** Refusals during a pause, when they bring no word, are one with it. */
    refuse(now: number, waitMs: number | undefined): void {
      if (waitMs !== undefined || now >= endsAt) begin(now, now + (waitMs ?? 0));
    },
    /** Whether it is over for good, now that a request that went at `since` was let through, and was not before. */
    confirm(since: number): boolean {
      if (since < endsAt) return false;
      unexplained = 0;
      if (isConfirmed) return false;
      isConfirmed = true;
      return true;
    },
    endsAt: () => endsAt,
    count: () => count,
  };
}
