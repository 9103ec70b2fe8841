/** A request in flight. Its end must be reported with `done`. */
export type Permit = { sentAt: number };

/** How a request ended: with an answer, with a 429, or with neither. */
export type Ended = 'ok' | 'rateLimited' | 'fault';

/** Decides when requests go. A state machine without clock or timers; times are in milliseconds of any one clock. */
export type Limiter = {
  /** Returns the time from which the next request may go, Infinity while only an answer can tell. */
  next(): number;
  /** Notes that a request goes now. */
  send(now: number): Permit;
  /** Notes how it ended; `retryAfterMs` is the wait that a 429 asks for. */
  done(now: number, permit: Permit, ended: Ended, retryAfterMs?: number): void;
  /** Returns for how long every request is still held back. */
  pausedMs(now: number): number;
};

type LimiterOptions = {
  concurrency: number;
  requestsPerSecond?: number | undefined;
  /** Returns a number from 0 to 1. */
  random: () => number;
};

/** Requests per millisecond over time: it starts below `mean`, lingers there and accelerates after `scale` milliseconds. */
type Curve = { mean: number; spread: number; scale: number };

/** The time from the end of one pause to the end of the next, and what happened in it. */
type Cycle = { began: number; accepted: number; refused: number; refusal?: Refusal };

/** The first 429 of a cycle: the rate at which it came, and how far the cycle had come along its curve. */
type Refusal = { rate: number; position: number };

/** The pause after a 429: from the last 429 to when one request, the probe, may go. */
type Pause = { refusedAt: number; opensAt: number; misses: number; probe?: Permit };

/** Nothing is known at the start: 20 requests a second at first, full speed after about a second. */
const FIRST_CURVE: Curve = { mean: 40 / 1000, spread: 0.5, scale: 250 };
/** Bounds how much each cycle gives up so as not to be refused, and how far it searches. */
const SPREAD = { least: 0.05, most: 0.5 };
/** Stops a downward spiral where others use up the limit. */
const SLOWEST_RATE = 0.2 / 1000;
const BACKOFF_MS = 250;
const MOST_DOUBLINGS = 7;
/** Waits are sent in whole seconds, so up to this much of one is rounding. */
const ROUNDING_MS = 1000;
/** Node's timers are late by up to this much, which is made up for. */
const TIMER_LATENESS_MS = 5;

/**
 * Finds the rate that the server grants, whatever kind of limit it has. After a 429 everything waits for as long as
 * the server asks, or a growing time; then one request goes alone. When it is accepted, the next cycle begins at
 * about the rate that was accepted and rises along a cubic curve, as TCP CUBIC does: https://www.rfc-editor.org/rfc/rfc9438
 */
export function createLimiter({
  concurrency,
  requestsPerSecond = Number.POSITIVE_INFINITY,
  random,
}: LimiterOptions): Limiter {
  let curve = FIRST_CURVE;
  let cycle: Cycle | undefined;
  let pause: Pause | undefined;
  let inFlight = 0;
  let nextSlot = Number.NEGATIVE_INFINITY;

  function computeRate(now: number): number {
    const rate = cycle ? computeRateAt(curve, now - cycle.began) : FIRST_CURVE.mean / 2;
    return Math.min(requestsPerSecond / 1000, rate);
  }

  function noteRefusal(now: number, current: Cycle, retryAfterMs: number | undefined): void {
    pause ??= { refusedAt: now, opensAt: now, misses: 0 };
    current.refusal ??= { rate: computeRate(now), position: computePosition(curve, now - current.began) };
    current.refused += 1;
    pause.refusedAt = now;
    if (retryAfterMs !== undefined) pause.opensAt = Math.max(pause.opensAt, now + retryAfterMs);
    else if (now >= pause.opensAt) {
      pause.opensAt = now + BACKOFF_MS * 2 ** Math.min(pause.misses, MOST_DOUBLINGS) * (0.75 + random() / 2);
      pause.misses += 1;
    }
  }

  function resume(now: number, current: Cycle, ended: Pause, probe: Permit): void {
    if (current.accepted > 0) curve = computeNextCurve(curve, current, ended, now);
    cycle = { began: now, accepted: 0, refused: 0 };
    pause = undefined;
    nextSlot = Math.max(ended.opensAt, probe.sentAt + 1 / computeRate(now));
  }

  /** A probe that failed tells nothing about the limit: the time that it took is taken out of the cycle. */
  function skipProbe(now: number, current: Cycle, waiting: Pause, probe: Permit): void {
    current.began += now - probe.sentAt;
    waiting.opensAt += now - probe.sentAt;
    delete waiting.probe;
  }

  return {
    next() {
      if (inFlight >= concurrency || pause?.probe) return Number.POSITIVE_INFINITY;
      return Math.max(pause?.opensAt ?? nextSlot, nextSlot);
    },
    send(now) {
      const permit = { sentAt: now };
      cycle ??= { began: now, accepted: 0, refused: 0 };
      inFlight += 1;
      nextSlot = Math.max(nextSlot, now - TIMER_LATENESS_MS) + 1 / computeRate(now);
      if (pause) pause.probe = permit;
      return permit;
    },
    done(now, permit, ended, retryAfterMs) {
      inFlight -= 1;
      if (!cycle) return;
      const isProbe = pause?.probe === permit;
      if (pause && isProbe && ended === 'ok') resume(now, cycle, pause, permit);
      if (pause && isProbe && ended === 'fault') skipProbe(now, cycle, pause, permit);
      if (pause && isProbe) delete pause.probe;
      if (ended === 'ok') cycle.accepted += 1;
      // A 429 for a request that went before this cycle belongs to the last pause.
      if (ended !== 'rateLimited') return;
      if (pause || permit.sentAt >= cycle.began) noteRefusal(now, cycle, retryAfterMs);
      else nextSlot = Math.max(nextSlot, now + (retryAfterMs ?? 0));
    },
    pausedMs: (now) => Math.max(0, (pause?.opensAt ?? now) - now),
  };
}

/** Returns 0 at the start of a cycle, 1 where the curve crosses its mean, 2 at the rate that was last refused. */
function computePosition({ scale }: Curve, elapsedMs: number): number {
  return elapsedMs / scale;
}

function computeRateAt(curve: Curve, elapsedMs: number): number {
  return curve.mean * (1 + curve.spread * (computePosition(curve, elapsedMs) - 1) ** 3);
}

/**
 * Returns the curve between the two bounds that a cycle gives for the rate that the server grants: requests accepted
 * by the time they took, and the rate at which one was refused. A pause belongs to that time where the limit is a
 * window, and is wasted where it is a small bucket. The further along its curve a cycle came, the more was wasted.
 */
function computeNextCurve(curve: Curve, cycle: Cycle, pause: Pause, now: number): Curve {
  const { accepted, refused, refusal = { rate: 0, position: 0 } } = cycle;
  const spanMs = now - cycle.began;
  const idleMs = now - pause.opensAt + Math.min(ROUNDING_MS, pause.opensAt - pause.refusedAt);
  const wastedMs = clamp(idleMs - spanMs / accepted, 0, spanMs / 2);
  const low = Math.max(SLOWEST_RATE, accepted / (spanMs - wastedMs * Math.min(1, refusal.position)));
  const high = Math.max(low, Math.min(refusal.rate, (2 * accepted) / (spanMs - wastedMs)));
  const mean = Math.sqrt(low * high);
  const spread = clamp(Math.log(Math.max(high / low, curve.mean / mean)) / 2, SPREAD.least, SPREAD.most);
  // A refusal that costs little is risked soon, an expensive one late.
  const costMs = Math.max(wastedMs, refused / low);
  return { mean, spread, scale: costMs / spread };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
