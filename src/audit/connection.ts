import { type Api, createApi } from '../atlassian/api.ts';
import { createClient } from '../atlassian/client.ts';
import { createLimiter } from '../atlassian/limiter.ts';
import { createRequestQueue, type Pace, systemClock } from '../atlassian/request-queue.ts';
import type { SourceOptions } from './source.ts';
import { PAUSE_TOO_LONG, type Stop, TIME_IS_UP } from './stop.ts';

/** The way to Atlassian for one run. `close` must follow. */
type Connection = { api: Api; pace(): Pace; close(): void };

/** Joins client, limiter and retries. Stops the run when its time is up, or when a pause would outlast it. */
export function createConnection(options: SourceOptions, stop: Stop): Connection {
  const { signal } = stop;
  const endsAt = systemClock.now() + options.maxDurationMs;
  const cancelDeadline = systemClock.setTimer(options.maxDurationMs, () => stop.stop(TIME_IS_UP));
  const client = createClient({ ...options, signal });
  const queue = createRequestQueue({
    limiter: createLimiter({ ...options, random: Math.random }),
    clock: systemClock,
    signal,
    onPause(pausedMs) {
      if (systemClock.now() + pausedMs > endsAt) stop.stop(PAUSE_TOO_LONG);
    },
  });
  return {
    api: createApi({ ...options, client, queue, clock: systemClock, random: Math.random, endsAt, signal }),
    pace: queue.pace,
    close() {
      cancelDeadline();
      client.close();
    },
  };
}
