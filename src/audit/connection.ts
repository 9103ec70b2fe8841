import { createApi } from '../atlassian/api.ts';
import { createClient } from '../atlassian/client.ts';
import { createLimiter } from '../atlassian/limiter.ts';
import { createNetworkWatch } from '../atlassian/network-watch.ts';
import { systemClock as clock, createRequestQueue } from '../atlassian/request-queue.ts';
import type { Audit, AuditOptions, Source } from './source.ts';
import { createSilence, PAUSE_TOO_LONG, TIME_IS_UP } from './stop.ts';

/** The way to Atlassian for one run. `close` must follow. */
type Connection = Omit<Source, 'records'> & { audit: Audit };

/** How long a run waits for its first answer: three timeouts, and at least this long. */
const LEAST_SILENCE_MS = 15_000;
const SILENT_TIMEOUTS = 3;
/** How long it waits for a later one. */
const LATER_SILENCE_MS = 5 * 60_000;

/**
 * Joins client, limiter and retries. Aborts the run when its time is up, when a pause would outlast it, or when nothing
 * usable answers.
 */
export function connect(options: AuditOptions, maxRetries = options.inputs.request.maxRetries): Connection {
  const { inputs, sourceReport, controller } = options;
  const { request } = inputs;
  const { timeoutMs, maxDurationMs } = request;
  const { signal } = controller;
  const { random } = Math;
  const endsAt = clock.now() + maxDurationMs;
  const cancelDeadline = clock.setTimer(maxDurationMs, () => controller.abort(TIME_IS_UP));
  const client = createClient({ ...request, signal });
  const limiter = createLimiter({ ...request, random });
  const onPause = (pausedMs: number) => {
    if (clock.now() + pausedMs > endsAt) controller.abort(PAUSE_TOO_LONG);
  };
  const queue = createRequestQueue({ limiter, clock, signal, onPause });
  const firstMs = Math.max(LEAST_SILENCE_MS, SILENT_TIMEOUTS * timeoutMs);
  const watch = createNetworkWatch({
    clock,
    firstMs,
    laterMs: Math.max(LATER_SILENCE_MS, firstMs),
    onSilence: (silence) => controller.abort(createSilence(silence, sourceReport.mayQuote)),
  });
  const api = createApi({ client, queue, clock, watch, random, maxRetries, endsAt, signal });
  return {
    audit: { api, inputs, sourceReport, controller },
    pace: queue.pace,
    close() {
      watch.close();
      cancelDeadline();
      client.close();
    },
  };
}
