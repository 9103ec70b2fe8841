/** A request in flight. Its end must be reported with `done`. */
export type Permit = { sentAt: number };

/** How a request ended: with an answer, with a 429, or with neither. */
export type Ended = 'ok' | 'rateLimited' | 'fault';

/**
 * Decides when requests go. A state machine without clock or timers; times are in milliseconds of any one clock. `next`
 * returns when the next request may go, Infinity until another one ends; `pausedMs` is how long all are held back.
 */
export type Limiter = {
  next(): number;
  send(now: number): Permit;
  done(now: number, permit: Permit, ended: Ended, retryAfterMs?: number): void;
  pace(now: number): { inFlight: number; pausedMs: number };
};

/** `random` returns a number from 0 to 1. */
type LimiterOptions = { concurrency: number; requestsPerSecond?: number | undefined; random: () => number };

/** A rate over time, in requests per millisecond: below `mean` at first, `mean` at `scaleMs`, then ever faster. */
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
/** Servers ask for waits of whole seconds: the limit may open this much before the end of the pause. */
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
  let cycle: Cycle = { began: Number.POSITIVE_INFINITY, accepted: 0, refused: 0 };
  let pause: Pause | undefined;
  let inFlight = 0;
  let nextSlot = Number.NEGATIVE_INFINITY;

  function computeRate(now: number): number {
    const { mean, spread, scaleMs } = curve;
    return Math.min(fastestRate, mean * (1 + spread * ((now - cycle.began) / scaleMs - 1) ** 3));
  }

  function noteRefusal(now: number, retryAfterMs: number | undefined): void {
    pause ??= { refusedAt: now, opensAt: now, misses: 0 };
    cycle.refusedRate ??= computeRate(now);
    cycle.refused += 1;
    pause.refusedAt = now;
    if (retryAfterMs !== undefined) pause.opensAt = Math.max(pause.opensAt, now + retryAfterMs);
    else if (now >= pause.opensAt) {
      pause.opensAt = now + BACKOFF_MS * 2 ** Math.min(pause.misses, MOST_DOUBLINGS) * (0.75 + random() / 2);
      pause.misses += 1;
    }
  }

  function beginNextCycle(now: number, { opensAt, refusedAt }: Pause, probe: Permit): void {
    const openedAt = Math.max(refusedAt, opensAt - ROUNDING_MS);
    if (cycle.accepted > 0) curve = computeNextCurve(curve, cycle, openedAt, now);
    cycle = { began: now, accepted: 0, refused: 0 };
    pause = undefined;
    nextSlot = Math.max(opensAt, probe.sentAt + 1 / computeRate(now));
  }

  return {
    next() {
      if (inFlight >= concurrency || pause?.probe) return Number.POSITIVE_INFINITY;
      return Math.max(nextSlot, pause?.opensAt ?? nextSlot);
    },
    send(now) {
      const permit = { sentAt: now };
      // The first cycle begins with the first request.
      cycle.began = Math.min(cycle.began, now);
      inFlight += 1;
      nextSlot = Math.max(nextSlot, now - TIMER_LATENESS_MS) + 1 / computeRate(now);
      if (pause) pause.probe = permit;
      return permit;
    },
    done(now, permit, ended, retryAfterMs) {
      inFlight -= 1;
      if (pause?.probe === permit) {
        delete pause.probe;
        if (ended === 'ok') beginNextCycle(now, pause, permit);
        else if (ended === 'fault') {
          // A fault shows nothing about the limit, so the time that it took does not count.
          cycle.began += now - permit.sentAt;
          pause.opensAt += now - permit.sentAt;
        }
      }
      // The probe counts for the cycle that it began.
      if (ended === 'ok') cycle.accepted += 1;
      if (ended !== 'rateLimited') return;
      if (pause || permit.sentAt >= cycle.began) noteRefusal(now, retryAfterMs);
      // A 429 to a request from before this cycle belongs to the last pause, but its wait is obeyed.
      else nextSlot = Math.max(nextSlot, now + (retryAfterMs ?? 0));
    },
    pace: (now) => ({ inFlight, pausedMs: Math.max(0, (pause?.opensAt ?? now) - now) }),
  };
}

/**
 * Returns the next cycle's curve. It lies between two bounds of the rate that the server grants: that at which requests
 * were accepted, and that of the first refusal. The time since `openedAt`, when the limit may have opened again, was
 * wasted, but for that of one request. It shows nothing about the rate.
 */
function computeNextCurve(curve: Curve, cycle: Cycle, openedAt: number, now: number): Curve {
  const { began, accepted, refused, refusedRate = 0 } = cycle;
  const spanMs = now - began;
  const wastedMs = clamp(now - openedAt - spanMs / accepted, 0, spanMs / 2);
  const low = Math.max(SLOWEST_RATE, accepted / (spanMs - wastedMs));
  const high = clamp(refusedRate, low, 2 * low);
  const mean = Math.sqrt(low * high);
  // The further the bounds are apart, or the further the rate fell, the less is known.
  const spread = clamp(Math.log(Math.max(high / low, curve.mean / mean)) / 2, LEAST_SPREAD, MOST_SPREAD);
  // A refusal that costs little is risked soon, an expensive one late.
  const costMs = Math.max(wastedMs, refused / low);
  return { mean, spread, scaleMs: costMs / spread };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
