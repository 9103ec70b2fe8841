import { createLimiter, type Permit } from '../../src/atlassian/limiter.ts';
import { createRetryAfterReader } from '../../src/atlassian/rate-limit-headers.ts';
import { createRequestQueue } from '../../src/atlassian/request-queue.ts';
import { createVirtualClock } from '../harness/virtual-clock.ts';
import { CONCURRENCY, createServer, EPOCH, OUTLIERS, type ServerPlan } from './limited-server.ts';

/** What came of a run. Times are in milliseconds from its start. */
export type LimitedRun = {
  accepted: number[];
  refused: number[];
  endedMs: number;
  asked: number;
  read: number;
  /** Requests that went during a wait that the server had asked for. */
  early: number;
  mostInFlight: number;
  /** When as many requests were in flight as may be. */
  fullAt: number;
};

const MOST_REQUESTS = 10_000;
/** An accepted request spends this share of its latency inside the server. */
const SERVICE_SHARE = 0.6;

/** Plays a run in virtual time: requests are asked for until its duration is over, and then awaited. */
export function playRun(
  plan: ServerPlan,
  random: () => number,
  { requestsPerSecond, most = MOST_REQUESTS }: { requestsPerSecond?: number; most?: number } = {},
): LimitedRun {
  const clock = createVirtualClock();
  const server = createServer(plan, random);
  const readRetryAfter = createRetryAfterReader();
  const limiter = createLimiter({ concurrency: CONCURRENCY, requestsPerSecond, random });
  const { signal } = new AbortController();
  const queue = createRequestQueue({ limiter, clock, signal, onPause: () => {} });
  const run = createEmptyRun();
  let waitsUntil = 0;

  function ask(isRetry: boolean): void {
    queue.add((permit) => permit && send(permit), isRetry ? 0 : undefined);
  }

  function askMore(): void {
    if (run.asked >= most || clock.now() >= plan.durationMs) return;
    run.asked += 1;
    ask(false);
  }

  function send(permit: Permit): void {
    const { inFlight } = queue.pace();
    if (permit.sentAt < waitsUntil) run.early += 1;
    run.mostInFlight = Math.max(run.mostInFlight, inFlight);
    if (inFlight === CONCURRENCY) run.fullAt = Math.min(run.fullAt, permit.sentAt);
    const latencyMs = drawLatency(plan, random);
    const wayMs = (latencyMs * (1 - SERVICE_SHARE)) / 2;
    const isLost = random() < plan.faults;
    clock.after(wayMs, () => (isLost ? fail(permit, latencyMs - wayMs) : arrive(permit, latencyMs)));
  }

  function fail(permit: Permit, leftMs: number): void {
    clock.after(leftMs, () => {
      queue.done(permit, 'fault');
      ask(true);
    });
  }

  function arrive(permit: Permit, latencyMs: number): void {
    const accepted = server.take(clock.now());
    (accepted ? run.accepted : run.refused).push(clock.now());
    clock.after(accepted ? latencyMs * SERVICE_SHARE : 0, () => {
      if (accepted) server.release();
      const headers = server.renderHeaders(clock.now(), accepted);
      clock.after((latencyMs * (1 - SERVICE_SHARE)) / 2, () => end(permit, accepted, headers));
    });
  }

  function end(permit: Permit, accepted: boolean, headers: Record<string, string>): void {
    const now = clock.now();
    const retryAfterMs = readRetryAfter({ status: accepted ? 200 : 429, headers }, EPOCH + now);
    run.endedMs = now;
    if (!accepted) waitsUntil = Math.max(waitsUntil, now + (retryAfterMs ?? 0));
    queue.done(permit, accepted ? 'ok' : 'rateLimited', retryAfterMs);
    if (accepted) {
      run.read += 1;
      askMore();
    } else ask(true);
  }

  for (let left = 4 * CONCURRENCY; left > 0; left -= 1) askMore();
  clock.runUntil(Number.POSITIVE_INFINITY);
  return run;
}

function createEmptyRun(): LimitedRun {
  const counts = { endedMs: 0, asked: 0, read: 0, early: 0, mostInFlight: 0 };
  return { accepted: [], refused: [], fullAt: Number.POSITIVE_INFINITY, ...counts };
}

function drawLatency({ latencyMs, jitter }: ServerPlan, random: () => number): number {
  const outlier = random() < OUTLIERS.share ? 1 + random() * (OUTLIERS.factor - 1) : 1;
  return latencyMs * (1 + jitter * (2 * random() - 1)) * outlier;
}
