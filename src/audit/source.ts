import { type Api, createApi, createNetworkWatch } from '../atlassian/api.ts';
import { createClient } from '../atlassian/client.ts';
import { createLimiter } from '../atlassian/limiter.ts';
import { systemClock as clock, createRequestQueue } from '../atlassian/request-queue.ts';
import type { CredentialKind } from '../atlassian/tokens.ts';
import { createSilence, PAUSE_TOO_LONG, readStopReason, TIME_IS_UP } from './stop.ts';

/** How the API is asked. Durations are in milliseconds. */
export type SourceOptions = Omit<Parameters<typeof createClient>[0], 'signal'> &
  Omit<Parameters<typeof createLimiter>[0], 'random'> & { maxRetries: number; maxDurationMs: number };

/** Messages besides records, without names or IDs. An error makes results unusable, a gap makes numbers lower bounds. */
export type SourceReport = {
  /** Whether messages may quote what answered in Atlassian's place. */
  mayQuote: boolean;
  errors: string[];
  gaps: string[];
  /** The kinds of `include` that were not read, or not to their end. They do not concern users' tokens. */
  credentialGaps: Map<CredentialKind, string>;
  warnings: string[];
  notices: string[];
};

/** Creates an empty report. */
export function createSourceReport({ mayQuote = false } = {}): SourceReport {
  return { mayQuote, errors: [], gaps: [], credentialGaps: new Map(), warnings: [], notices: [] };
}

/** The input of an audit. `orgId` is '' where no organization is known; `controller` ends the audit early. */
export type AuditOptions = {
  inputs: { request: SourceOptions; orgId: string; include: readonly CredentialKind[] };
  sourceReport: SourceReport;
  controller: AbortController;
};

export type Audit = AuditOptions & { api: Api };

/** Returns whether a source delivered all users' tokens, except those of accounts whose outcome says otherwise. */
export function isSourceWhole({ sourceReport, controller }: Omit<AuditOptions, 'inputs'>): boolean {
  // A refused key is neither an error nor a gap in the report: it stops the run.
  const isRefused = readStopReason(controller.signal)?.kind === 'refused';
  return !isRefused && sourceReport.errors.length + sourceReport.gaps.length === 0;
}

/** How long a run waits at least for its first answer, and for a later one. */
const FIRST_SILENCE_MS = 15_000;
const LATER_SILENCE_MS = 5 * 60_000;

/** Joins client, limiter and retries. Aborts the run when its time is up, a pause would outlast it, or nothing answers. */
export function connect(options: AuditOptions, maxRetries = options.inputs.request.maxRetries) {
  const { inputs, sourceReport, controller } = options;
  const { request } = inputs;
  const { signal } = controller;
  const endsAt = clock.now() + request.maxDurationMs;
  const cancelDeadline = clock.setTimer(request.maxDurationMs, () => controller.abort(TIME_IS_UP));
  const client = createClient({ ...request, signal });
  const limiter = createLimiter({ ...request, random: Math.random });
  const onPause = (pausedMs: number) => {
    if (clock.now() + pausedMs > endsAt) controller.abort(PAUSE_TOO_LONG);
  };
  const queue = createRequestQueue({ limiter, clock, signal, onPause });
  const firstMs = Math.max(FIRST_SILENCE_MS, 3 * request.timeoutMs);
  const watch = createNetworkWatch({
    clock,
    firstMs,
    laterMs: Math.max(LATER_SILENCE_MS, firstMs),
    onSilence: (silence) => controller.abort(createSilence(silence, sourceReport.mayQuote)),
  });
  const api = createApi({ client, queue, clock, watch, random: Math.random, maxRetries, endsAt, signal });
  return {
    audit: { api, inputs, sourceReport, controller },
    pace: queue.pace,
    /** Must be called in the end, also after an error. */
    close() {
      watch.close();
      cancelDeadline();
      client.close();
    },
  };
}
