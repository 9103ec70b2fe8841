import { type Api, createApi } from '../atlassian/api.ts';
import { createClient } from '../atlassian/client.ts';
import { createLimiter } from '../atlassian/limiter.ts';
import { createRequestQueue, type Pace, systemClock } from '../atlassian/request-queue.ts';
import type { SourceOptions } from './source.ts';
import { PAUSE_TOO_LONG, TIME_IS_UP } from './stop.ts';

/** The way to Atlassian for one run. `close` must follow. */
type Connection = { api: Api; pace(): Pace; close(): void };

/** Joins client, limiter and retries. Aborts the run when its time is up, or when a pause would outlast it. */
export function createConnection(options: SourceOptions, controller: AbortController): Connection {
  const { signal } = controller;
  const clock = systemClock;
  const endsAt = clock.now() + options.maxDurationMs;
  const cancelDeadline = clock.setTimer(options.maxDurationMs, () => controller.abort(TIME_IS_UP));
  const client = createClient({ ...options, signal });
  const limiter = createLimiter({ ...options, random: Math.random });
  const abortLongPause = (pausedMs: number) => {
    if (clock.now() + pausedMs > endsAt) controller.abort(PAUSE_TOO_LONG);
  };
  const queue = createRequestQueue({ limiter, clock, signal, onPause: abortLongPause });
  return {
    api: createApi({ ...options, client, queue, clock, random: Math.random, endsAt, signal }),
    pace: queue.pace,
    close() {
      cancelDeadline();
      client.close();
    },
  };
}
