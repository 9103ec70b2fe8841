/** A request in flight. Its end must be reported with `done`. */
export type Permit = { sentAt: number };

/** How a request ended: with an answer, with a 429, or with neither. */
export type Ended = 'ok' | 'rateLimited' | 'fault';

/** Decides when requests go. A state machine without clock or timers; times are in milliseconds of any one clock. */
export type Limiter = {
  /** Returns the time from which the next request may go, Infinity until another request ends. */
  next(): number;
  /** Notes that a request goes now. */
  send(now: number): Permit;
  /** Notes how it ended; `retryAfterMs` is the wait that a 429 asks for. */
  done(now: number, permit: Permit, ended: Ended, retryAfterMs?: number): void;
  /** Returns for how long a rate limit still holds every request back. */
  pausedMs(now: number): number;
};

type LimiterOptions = {
  concurrency: number;
  requestsPerSecond?: number | undefined;
  /** Returns a number from 0 to 1. */
  random: () => number;
};

/** A rate over time, in requests per millisecond: below `mean` at first, `mean` after `scaleMs`, then ever faster. */
type Curve = { mean: number; spread: number; scaleMs: number };

/** The time from the end of one pause to the end of the next. `refusedRate` is the rate at which the first 429 came. */
type Cycle = { began: number; accepted: number; refused: number; refusedRate?: number };

/** The time from a 429 until one request alone, the probe, is accepted. */
type Pause = { refusedAt: number; opensAt: number; misses: number; probe?: Permit };

/** Nothing is known at the start: 40 requests a second at first, 320 after a third of a second. */
const FIRST_CURVE: Curve = { mean: 80 / 1000, spread: 0.5, scaleMs: 125 };
/** The bounds of `spread`. The least keeps a cycle from being refused at once, the most limits its search. */
const LEAST_SPREAD = 0.1;
const MOST_SPREAD = 0.5;
/** Stops a downward spiral where other clients use up the limit. */
const SLOWEST_RATE = 0.2 / 1000;
const BACKOFF_MS = 250;
const MOST_DOUBLINGS = 7;
/** Servers round the waits that they ask for to whole seconds. */
const ROUNDING_MS = 1000;
/** Node's timers are late by up to this much. */
const TIMER_LATENESS_MS = 5;

/**
 * Finds the rate that the server grants, whatever kind of limit it has. After a 429 all requests wait for as long as
 * the server asks, or for a growing time; then one goes alone. When it is accepted, a new cycle begins near the rate
 * that was accepted and rises along a cubic curve, as TCP does: https://www.rfc-editor.org/rfc/rfc9438
 */
export function createLimiter({ concurrency, requestsPerSecond, random }: LimiterOptions): Limiter {
  const fastestRate = (requestsPerSecond ?? Number.POSITIVE_INFINITY) / 1000;
  let curve = FIRST_CURVE;
  let cycle: Cycle | undefined;
  let pause: Pause | undefined;
  let inFlight = 0;
  let nextSlot = Number.NEGATIVE_INFINITY;

  function computeRate(now: number, { began }: Cycle): number {
    return Math.min(fastestRate, computeRateAt(curve, now - began));
  }

  function noteRefusal(now: number, current: Cycle, retryAfterMs: number | undefined): void {
    pause ??= { refusedAt: now, opensAt: now, misses: 0 };
    current.refusedRate ??= computeRate(now, current);
    current.refused += 1;
    pause.refusedAt = now;
    if (retryAfterMs !== undefined) pause.opensAt = Math.max(pause.opensAt, now + retryAfterMs);
    else if (now >= pause.opensAt) {
      pause.opensAt = now + BACKOFF_MS * 2 ** Math.min(pause.misses, MOST_DOUBLINGS) * (0.75 + random() / 2);
      pause.misses += 1;
    }
  }

  function endProbe(now: number, ended: Ended, current: Cycle, probed: Pause, { sentAt }: Permit): void {
    delete probed.probe;
    if (ended === 'ok') {
      if (current.accepted > 0) curve = computeNextCurve(curve, current, probed, now);
      cycle = { began: now, accepted: 0, refused: 0 };
      pause = undefined;
      nextSlot = Math.max(probed.opensAt, sentAt + 1 / computeRate(now, cycle));
    } else if (ended === 'fault') {
      // A fault shows nothing about the limit, so the time that it took does not count.
      current.began += now - sentAt;
      probed.opensAt += now - sentAt;
    }
  }

  return {
    next() {
      if (inFlight >= concurrency || pause?.probe) return Number.POSITIVE_INFINITY;
      return Math.max(nextSlot, pause?.opensAt ?? nextSlot);
    },
    send(now) {
      const permit = { sentAt: now };
      cycle ??= { began: now, accepted: 0, refused: 0 };
      inFlight += 1;
      nextSlot = Math.max(nextSlot, now - TIMER_LATENESS_MS) + 1 / computeRate(now, cycle);
      if (pause) pause.probe = permit;
      return permit;
    },
    done(now, permit, ended, retryAfterMs) {
      inFlight -= 1;
      if (cycle && pause?.probe === permit) endProbe(now, ended, cycle, pause, permit);
      if (cycle && ended === 'ok') cycle.accepted += 1;
      if (!cycle || ended !== 'rateLimited') return;
      if (pause || permit.sentAt >= cycle.began) noteRefusal(now, cycle, retryAfterMs);
      // A 429 to a request from before this cycle belongs to the last pause, but its wait is obeyed.
      else nextSlot = Math.max(nextSlot, now + (retryAfterMs ?? 0));
    },
    pausedMs: (now) => Math.max(0, (pause?.opensAt ?? now) - now),
  };
}

/** Returns the rate at a time: below the mean at first, the mean at `scaleMs`, the last refused rate at twice that. */
function computeRateAt({ mean, spread, scaleMs }: Curve, elapsedMs: number): number {
  return mean * (1 + spread * (elapsedMs / scaleMs - 1) ** 3);
}

/**
 * Returns the curve between two bounds of the rate that the server grants. The lower bound is the accepted requests of
 * the cycle, divided by its time; the upper bound is the rate of the first refusal. Idle time at the end of the pause,
 * beyond the time of one accepted request, is wasted, as with a limit of few requests, and does not count.
 */
function computeNextCurve(curve: Curve, cycle: Cycle, pause: Pause, now: number): Curve {
  const { accepted, refused, refusedRate = 0 } = cycle;
  const spanMs = now - cycle.began;
  const idleMs = now - pause.opensAt + Math.min(ROUNDING_MS, pause.opensAt - pause.refusedAt);
  const wastedMs = clamp(idleMs - spanMs / accepted, 0, spanMs / 2);
  const low = Math.max(SLOWEST_RATE, accepted / (spanMs - wastedMs));
  const high = clamp(refusedRate, low, 2 * low);
  const mean = Math.sqrt(low * high);
  // A rate that fell is uncertain as well.
  const spread = clamp(Math.log(Math.max(high / low, curve.mean / mean)) / 2, LEAST_SPREAD, MOST_SPREAD);
  // A refusal that costs little is risked soon, an expensive one late.
  const costMs = Math.max(wastedMs, refused / low);
  return { mean, spread, scaleMs: costMs / spread };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
