import { type Api, createApi, createNetworkWatch } from '../atlassian/api.ts';
import { createClient } from '../atlassian/client.ts';
import { createLimiter } from '../atlassian/limiter.ts';
import { createRequestQueue, type Pace, systemClock } from '../atlassian/request-queue.ts';
import { renderAnswer } from './organization/list-failure.ts';
import type { SourceOptions } from './source.ts';
import { createSilence, PAUSE_TOO_LONG, TIME_IS_UP } from './stop.ts';

/** The way to Atlassian for one run. `close` must follow. */
type Connection = { api: Api; pace(): Pace; close(): void };

/** How long a run waits for its first answer: three timeouts, and at least this long. */
const LEAST_SILENCE_MS = 15_000;
const SILENT_TIMEOUTS = 3;
/** How long it waits for a later one. */
const LATER_SILENCE_MS = 5 * 60_000;

/**
 * Joins client, limiter and retries. Aborts the run when its time is up, when a pause would outlast it, or when nothing
 * usable answers.
 */
export function createConnection(
  options: SourceOptions,
  controller: AbortController,
  mayQuote: boolean,
): Connection {
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
  const firstMs = Math.max(LEAST_SILENCE_MS, SILENT_TIMEOUTS * options.timeoutMs);
  const watch = createNetworkWatch({
    clock,
    firstMs,
    laterMs: Math.max(LATER_SILENCE_MS, firstMs),
    onSilence({ hasAnswered, afterMs, failure }) {
      const cause = failure ? renderAnswer({ kind: 'unread', ...failure }, mayQuote) : 'nothing came.';
      controller.abort(createSilence(hasAnswered, afterMs, cause));
    },
  });
  return {
    api: createApi({ ...options, client, queue, clock, watch, random: Math.random, endsAt, signal }),
    pace: queue.pace,
    close() {
      watch.close();
      cancelDeadline();
      client.close();
    },
  };
}
