import type { Ended, Limiter, Permit } from './limiter.ts';

/** The time in milliseconds, and a timer that calls `wake` once and returns how to cancel it; tests need not wait. */
export type Clock = { now(): number; setTimer(ms: number, wake: () => void): () => void };

/** How many requests are in flight, and for how long the rate limit holds back all others. */
export type Pace = ReturnType<Limiter['pace']>;

/** Called when the request may go, or with nothing once the run has stopped. */
type Start = (permit: Permit | undefined) => void;

/** Requests that wait for the limiter. `add` takes a first try or, with `retryDelayMs`, a retry; `done` ends either. */
export type RequestQueue = ReturnType<typeof createRequestQueue>;

/** `onPause` is called whenever requests wait for a rate limit, with how long they still have to. */
type QueueOptions = {
  limiter: Limiter;
  clock: Clock;
  signal: AbortSignal;
  onPause: (pausedMs: number) => void;
};

/** Node fires a timer of more milliseconds than this at once. */
export const MAX_TIMER_MS = 2 ** 31 - 1;

/** The machine's monotonic clock, in milliseconds since 1970. */
export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  setTimer(ms, wake) {
    const timer = setTimeout(wake, Math.min(ms, MAX_TIMER_MS));
    return () => clearTimeout(timer);
  },
};

/** Starts requests as the limiter allows, retries before first tries. One queue serves a run: the limit is for all. */
export function createRequestQueue({ limiter, clock, signal, onPause }: QueueOptions) {
  const delayed = new Map<Start, () => void>();
  const retries: Start[] = [];
  const firstTries: Start[] = [];
  let cancelTimer = () => {};

  function startWaiting(): void {
    cancelTimer();
    const now = clock.now();
    const isWaiting = () => retries.length + firstTries.length > 0;
    while (isWaiting() && limiter.next() <= now) {
      (retries.shift() ?? firstTries.shift())?.(limiter.send(now));
    }
    if (!isWaiting()) return;
    const opensAt = limiter.next();
    // With an endless wait a request is in flight, and its end starts the next one.
    if (opensAt !== Number.POSITIVE_INFINITY) cancelTimer = clock.setTimer(opensAt - now, startWaiting);
    const { pausedMs } = limiter.pace(now);
    if (pausedMs > 0) onPause(pausedMs);
  }

  function retryLater(start: Start, delayMs: number): void {
    const cancel = clock.setTimer(delayMs, () => {
      delayed.delete(start);
      retries.push(start);
      startWaiting();
    });
    delayed.set(start, cancel);
  }

  signal.addEventListener('abort', () => {
    cancelTimer();
    for (const cancel of delayed.values()) cancel();
    const waiting = [...delayed.keys(), ...retries.splice(0), ...firstTries.splice(0)];
    delayed.clear();
    for (const start of waiting) start(undefined);
  });

  return {
    add(start: Start, retryDelayMs?: number): void {
      if (signal.aborted) start(undefined);
      else if (retryDelayMs) retryLater(start, retryDelayMs);
      else {
        (retryDelayMs === undefined ? firstTries : retries).push(start);
        startWaiting();
      }
    },
    done(permit: Permit, ended: Ended, retryAfterMs?: number): void {
      limiter.done(clock.now(), permit, ended, retryAfterMs);
      startWaiting();
    },
    pace: () => limiter.pace(clock.now()),
  };
}
