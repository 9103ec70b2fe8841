import type { Clock } from './clock.ts';
import { createGate, type Gate } from './gate.ts';
import type { RateHeaders } from './retry.ts';
import { createWindow, type Window } from './window.ts';

/** A place in flight, and since when. */
type Permit = { since: number };

/** How an exchange ended, and what its headers told. */
export type Feedback = RateHeaders & { ended: 'ok' | 'limited' | 'fault' };

export type PaceState = { inFlight: number; window: number; pausedMs: number; pauses: number };

/** Lets requests go: as many at a time as the window says, not before the gate opens. */
export type Pacer = {
  /** Resolves when the request may go; retries before first tries. Rejects once the signal is aborted. */
  enter(retry: boolean): Promise<Permit>;
  /** Gives the place back; must follow every `enter`. */
  leave(permit: Permit, feedback: Feedback): void;
  state(): PaceState;
};

export type PacerOptions = {
  concurrency: number;
  requestsPerSecond: number | undefined;
  clock: Clock;
  random: () => number;
  signal: AbortSignal;
  /** Told whenever requests have to wait for the rate limit, and for how long. */
  onPause: (pausedMs: number) => void;
};

type Waiter = { start(permit: Permit): void; fail(reason: unknown): void };
type Queue = { retries: Waiter[]; firstTries: Waiter[] };

/** A limit that is met by the first requests is met sooner. */
const PATIENCE_MS = 2000;

/** One pacer serves all requests of a run: a limit is the organization's, not one account's. */
export function createPacer(options: PacerOptions): Pacer {
  const { clock, signal } = options;
  const window = createWindow(options.concurrency);
  const gate = createGate(options);
  const queue: Queue = { retries: [], firstTries: [] };
  const dispatch = createDispatch(queue, window, gate, options);
  let lastShrink = Number.NEGATIVE_INFINITY;

  function shrinkOnceARound(permit: Permit): void {
    if (permit.since < lastShrink) return;
    lastShrink = clock.now();
    window.shrink();
  }

  const openAtLast = () => {
    window.open();
    dispatch.run();
  };
  clock.sleep(PATIENCE_MS, signal).then(openAtLast, () => {});

  signal.addEventListener('abort', () => {
    for (const waiter of [...queue.retries.splice(0), ...queue.firstTries.splice(0)])
      waiter.fail(signal.reason);
  });

  return {
    enter(retry) {
      if (signal.aborted) return Promise.reject(signal.reason);
      return new Promise((start, fail) => {
        queue[retry ? 'retries' : 'firstTries'].push({ start, fail });
        dispatch.run();
      });
    },
    leave(permit, { ended, ...rate }) {
      dispatch.leave();
      if (ended === 'ok') {
        window.grow();
        gate.accept(clock.now(), permit.since);
      } else shrinkOnceARound(permit);
      if (ended === 'limited') gate.refuse(clock.now(), permit.since, rate);
      const arrival = { now: clock.now(), since: permit.since, inFlight: dispatch.inFlight() };
      // What a refusal says remains is no news; but with nothing else in flight the gate must still be set.
      gate.learn(arrival, ended === 'limited' ? {} : rate);
      dispatch.run();
    },
    state: () => ({
      inFlight: dispatch.inFlight(),
      window: window.size(),
      pausedMs: gate.pausedMs(clock.now()),
      pauses: gate.pauses(),
    }),
  };
}

/** Starts waiters while window and gate let them, and wakes itself when the gate opens later. */
function createDispatch(queue: Queue, window: Window, gate: Gate, options: PacerOptions) {
  const { clock, signal, onPause } = options;
  let inFlight = 0;
  let alarm = Number.POSITIVE_INFINITY;

  function run(): void {
    const now = clock.now();
    while (queue.retries.length + queue.firstTries.length > 0 && inFlight < window.size()) {
      if (gate.opensAt() > now) {
        if (gate.pausedMs(now) > 0) onPause(gate.pausedMs(now));
        wakeAt(gate.opensAt(), now);
        return;
      }
      gate.pass(now);
      inFlight += 1;
      (queue.retries.shift() ?? queue.firstTries.shift())?.start({ since: now });
    }
  }

  /** With an endless wait there is a request in flight, and its end runs this again. */
  function wakeAt(time: number, now: number): void {
    if (time === Number.POSITIVE_INFINITY || (alarm <= time && alarm > now)) return;
    alarm = time;
    const wake = () => {
      if (alarm === time) alarm = Number.POSITIVE_INFINITY;
      run();
    };
    clock.sleep(time - now, signal).then(wake, () => {});
  }

  return {
    run,
    leave: () => {
      inFlight -= 1;
    },
    inFlight: () => inFlight,
  };
}
