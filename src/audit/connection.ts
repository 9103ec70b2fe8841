import { type Api, createApi } from '../atlassian/api.ts';
import { createClient } from '../atlassian/client.ts';
import { systemClock } from '../atlassian/clock.ts';
import { createPacer, type PaceState } from '../atlassian/pacer.ts';
import type { SourceOptions } from './source.ts';
import { PAUSE_TOO_LONG, TIME_IS_UP } from './stop.ts';

/** The way to Atlassian for one run, which ends with the run's time. `close` must follow. */
type Connection = { api: Api; pace(): PaceState; close(): void };

/** Joins client, pacer, retries and the run's time. */
export function createConnection(options: SourceOptions, controller: AbortController): Connection {
  const deadline = setTimeout(() => controller.abort(TIME_IS_UP), options.maxDurationMs);
  const client = createClient({ ...options, signal: controller.signal });
  const shared = { ...options, client, clock: systemClock, random: Math.random, signal: controller.signal };
  const pacer = createPacer({ ...shared, onPause: createPauseCheck(options.maxDurationMs, controller) });
  return {
    api: createApi({ ...shared, pacer }),
    pace: pacer.state,
    close: () => {
      clearTimeout(deadline);
      client.close();
    },
  };
}

/** A pause that would outlast the run ends it at once: nothing is gained by waiting. */
function createPauseCheck(maxDurationMs: number, controller: AbortController): (pausedMs: number) => void {
  const endsAt = systemClock.now() + maxDurationMs;
  return (pausedMs) => {
    if (systemClock.now() + pausedMs > endsAt) controller.abort(PAUSE_TOO_LONG);
  };
}
