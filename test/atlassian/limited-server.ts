import { pick } from '../simulator/random.ts';
import {
  createBucket,
  createFixedWindow,
  createInFlightCap,
  createSlidingWindow,
  type Limit,
  type Meter,
} from './request-limits.ts';

/** A server, its network and its limit. Times are in milliseconds, shares from 0 to 1. */
export type ServerPlan = {
  limit: Limit | undefined;
  form: HeaderForm;
  latencyMs: number;
  /** The share of the latency by which it goes up and down. */
  jitter: number;
  durationMs: number;
  /** How far the server's clock is ahead. */
  clockLeadMs: number;
  /** The share of requests that fail without an answer. */
  faults: number;
  /** When the limit changes, and by which factor. */
  changes: { afterMs: number; factor: number }[];
  /** The share of the limit that another client takes. */
  others: number;
};

/** The state of such a server during one run. */
export type LimitedServer = {
  /** Returns whether a request that arrives now is accepted. */
  take(now: number): boolean;
  /** Notes that an accepted request has left the server. */
  release(): void;
  renderHeaders(now: number, accepted: boolean): Record<string, string>;
};

/** How servers announce a limit; with `always`, on every answer and not on 429 alone. */
export type HeaderForm = {
  name: string;
  always: boolean;
  render(times: { waitMs: number; retryAt: number; resetAt: number }): Record<string, string>;
};

export const CONCURRENCY = 32;
/** The client's clock when a run starts. */
export const EPOCH = Date.UTC(2026, 10, 16, 9);
/** Slow outliers among the latencies: this share of them, by up to this factor. */
export const OUTLIERS = { share: 0.01, factor: 6 };

const roundUp = (at: number) => new Date(Math.ceil(at / 1000) * 1000);
const reset = (text: string) => ({ 'x-ratelimit-reset': text });
const retryAfter = (text: string) => ({ 'retry-after': text });

const RENDERERS: Record<string, HeaderForm['render']> = {
  'no header': () => ({}),
  'Retry-After rounded up': ({ waitMs }) => retryAfter(String(Math.ceil(waitMs / 1000))),
  'Retry-After rounded down': ({ waitMs }) => retryAfter(String(Math.floor(waitMs / 1000))),
  'Retry-After: 0': () => retryAfter('0'),
  'Retry-After too long': ({ waitMs }) => retryAfter(String(Math.ceil(waitMs / 1000) + 1)),
  'Retry-After as a date': ({ retryAt }) => retryAfter(roundUp(retryAt).toUTCString()),
  'reset with milliseconds': ({ resetAt }) => reset(new Date(resetAt).toISOString()),
  'reset with seconds': ({ resetAt }) => reset(`${roundUp(resetAt).toISOString().slice(0, 19)}Z`),
  'reset without seconds': ({ resetAt }) => reset(`${new Date(resetAt).toISOString().slice(0, 16)}Z`),
  'reset in the past': ({ resetAt }) => reset(new Date(resetAt - 3_600_000).toISOString()),
  'reset in epoch seconds': ({ resetAt }) => reset(String(Math.ceil(resetAt / 1000))),
};

export const HEADER_FORMS: readonly HeaderForm[] = Object.entries(RENDERERS).flatMap(([name, render]) => [
  { name, always: false, render },
  { name: `${name}, on every answer`, always: true, render },
]);

/** Draws a server from the family that the limiter is made for. */
export function drawServer(random: () => number): ServerPlan {
  const between = (least: number, most: number) => least + random() * (most - least);
  const logBetween = (least: number, most: number) => Math.exp(between(Math.log(least), Math.log(most)));
  const drawWindowMs = () => pick(random, [1000, 2000, 10_000, 60_000, 300_000]);
  const kinds: ((latencyMs: number) => Limit | undefined)[] = [
    () => createBucket(logBetween(0.5, 300) / 1000, Math.round(logBetween(1, 200))),
    () => {
      const windowMs = drawWindowMs();
      return createFixedWindow(
        Math.ceil((logBetween(0.5, 300) * windowMs) / 1000),
        windowMs,
        between(0, windowMs),
      );
    },
    () => {
      const windowMs = drawWindowMs();
      return createSlidingWindow(Math.ceil((logBetween(0.5, 300) * windowMs) / 1000), windowMs);
    },
    (latencyMs) => createInFlightCap(Math.round(between(3, 32)), latencyMs),
    () => undefined,
  ];
  const kind = pick(random, kinds);
  for (;;) {
    const latencyMs = logBetween(20, 1000);
    const durationMs = logBetween(40_000, 600_000);
    const plan = {
      limit: kind(latencyMs),
      form: pick(random, HEADER_FORMS),
      latencyMs,
      jitter: between(0.2, 0.6),
      durationMs,
      clockLeadMs: between(-300_000, 300_000),
      faults: random() < 0.4 ? 0.01 : 0,
      changes: random() < 0.3 ? [{ afterMs: durationMs / 2, factor: pick(random, [0.4, 3]) }] : [],
      others: random() < 0.2 ? between(0.1, 0.7) : 0,
    };
    if (canBeKept(plan)) return plan;
  }
}

/** A limit that network jitter alone exceeds is one that no client can keep. */
function canBeKept({ limit, latencyMs, jitter, changes, others }: ServerPlan): boolean {
  if (!limit) return true;
  const bunched = Math.min(limit.rate * latencyMs, CONCURRENCY) * jitter;
  const factor = Math.min(1, ...changes.map((change) => change.factor)) * (1 - others);
  return limit.burst * factor >= bunched + 3;
}

/** Starts the server that was planned. */
export function createServer(plan: ServerPlan, random: () => number): LimitedServer {
  const { limit, form, clockLeadMs, others } = plan;
  const meter = limit?.createMeter();
  const takeForOthers = meter ? createOtherClient(plan, meter, random) : () => {};
  return {
    take(now) {
      if (others > 0) takeForOthers(now);
      return meter?.take(now, computeFactor(plan, now)) ?? true;
    },
    release: () => meter?.release(),
    renderHeaders(now, accepted) {
      const toServerTime = (at: number) => EPOCH + clockLeadMs + at;
      const date = new Date(toServerTime(now)).toUTCString();
      if (!meter || (accepted && !form.always)) return { date };
      const retryAt = meter.retryAt(now);
      const times = { retryAt: toServerTime(retryAt), resetAt: toServerTime(meter.resetAt(now)) };
      return { date, ...form.render({ waitMs: retryAt - now, ...times }) };
    },
  };
}

function computeFactor({ changes }: ServerPlan, now: number): number {
  return changes.findLast(({ afterMs }) => afterMs <= now)?.factor ?? 1;
}

/** Takes its share at random moments and does not care for refusals. */
function createOtherClient(plan: ServerPlan, meter: Meter, random: () => number): (now: number) => void {
  const { limit, others } = plan;
  const everyMs = limit ? 1 / (limit.rate * others) : Number.POSITIVE_INFINITY;
  let next = random() * everyMs;
  return (now) => {
    for (; next <= now; next += (2 * random() * everyMs) / computeFactor(plan, next))
      if (meter.take(next, computeFactor(plan, next))) meter.release();
  };
}

/** Counts the requests that a client which knows the limit from the start could have had accepted until then. */
export function countAllowed(plan: ServerPlan, endMs: number): number {
  const { limit, latencyMs, others } = plan;
  const meanLatencyMs = latencyMs * (1 + (OUTLIERS.share * OUTLIERS.factor) / 2);
  const meter = limit?.createIdeal?.() ?? limit?.createMeter();
  const freeAt: number[] = Array(CONCURRENCY).fill(0);
  for (let now = 0, accepted = 0; ; accepted += 1) {
    const place = accepted % CONCURRENCY;
    now = Math.max(now, freeAt[place] ?? 0);
    while (meter && now < endMs && !meter.take(now, computeFactor(plan, now) * (1 - others)))
      now = Math.max(now + 0.001, meter.retryAt(now));
    if (now >= endMs) return accepted;
    freeAt[place] = now + meanLatencyMs;
  }
}
