/** Which headers tell of the limit. Times are rounded up to the second; without seconds, they are cut off. */
export type LimitHeaders = {
  /** Sent with a refusal only. */
  retryAfter?: 'seconds' | 'date';
  /** `X-RateLimit-Reset`; `iso-past` tells a time that is over. */
  reset?: 'iso-seconds' | 'iso-minute' | 'iso-past';
  /** `X-RateLimit-Limit` and `X-RateLimit-Remaining`. */
  remaining?: boolean;
};

type Common = {
  headers?: LimitHeaders;
  /** The limit (a bucket's `perSecond`) from so many milliseconds after the first request on. */
  changes?: { afterMs: number; limit: number }[];
};

export type FixedWindow = Common & {
  kind: 'fixed-window';
  limit: number;
  windowMs: number;
  /** Windows begin with the clock's own, a minute's at :00, and not with the first request. */
  aligned?: boolean;
};

export type TokenBucket = Common & { kind: 'token-bucket'; perSecond: number; burst: number };

export type Limit = FixedWindow | TokenBucket;

export type Decision = { accepted: boolean; headers: Record<string, string> };

/** Decides on one request after another. `now` is in epoch milliseconds and never goes back. */
export type Limiter = { take(now: number): Decision };

/** A limit's state after a request: at `retryAt` one more passes, at `resetAt` all of `limit` do. */
type State = { accepted: boolean; limit: number; remaining: number; retryAt: number; resetAt: number };

/** Starts with the first request, full. */
export function createLimiter(limit: Limit): Limiter {
  const meter = limit.kind === 'fixed-window' ? createWindowMeter(limit) : createBucketMeter(limit);
  let start: number | undefined;
  return {
    take(now) {
      start ??= now;
      const state = meter(now, limitAt(limit, now - start));
      return { accepted: state.accepted, headers: renderHeaders(limit.headers ?? {}, state, now) };
    },
  };
}

function limitAt(limit: Limit, elapsedMs: number): number {
  const first = limit.kind === 'fixed-window' ? limit.limit : limit.perSecond;
  return limit.changes?.findLast((change) => change.afterMs <= elapsedMs)?.limit ?? first;
}

function createWindowMeter({ windowMs, aligned = false }: FixedWindow) {
  let windowStart: number | undefined;
  let used = 0;
  return (now: number, limit: number): State => {
    windowStart ??= aligned ? Math.floor(now / windowMs) * windowMs : now;
    if (now - windowStart >= windowMs) {
      windowStart += Math.floor((now - windowStart) / windowMs) * windowMs;
      used = 0;
    }
    const accepted = used < limit;
    if (accepted) used++;
    const resetAt = windowStart + windowMs;
    return { accepted, limit, remaining: Math.max(0, limit - used), retryAt: resetAt, resetAt };
  };
}

function createBucketMeter({ burst }: TokenBucket) {
  let level = burst;
  let last: number | undefined;
  return (now: number, perSecond: number): State => {
    level = Math.min(burst, level + ((now - (last ?? now)) / 1000) * perSecond);
    last = now;
    // What dividing and multiplying lose must not refuse a request that comes exactly when told.
    const accepted = level >= 1 - 1e-6;
    if (accepted) level = Math.max(0, level - 1);
    const timeOf = (wanted: number) => now + Math.max(0, ((wanted - level) / perSecond) * 1000);
    return {
      accepted,
      limit: burst,
      remaining: Math.floor(level),
      retryAt: timeOf(1),
      resetAt: timeOf(burst),
    };
  };
}

function renderHeaders(told: LimitHeaders, state: State, now: number): Record<string, string> {
  const headers: Record<string, string> = {};
  if (told.remaining) {
    headers['X-RateLimit-Limit'] = String(state.limit);
    headers['X-RateLimit-Remaining'] = String(state.remaining);
  }
  if (told.reset) headers['X-RateLimit-Reset'] = renderReset(told.reset, state.resetAt, now);
  if (told.retryAfter && !state.accepted) {
    headers['Retry-After'] = renderRetryAfter(told.retryAfter, state.retryAt, now);
  }
  return headers;
}

function renderReset(form: NonNullable<LimitHeaders['reset']>, resetAt: number, now: number): string {
  if (form === 'iso-minute') return `${new Date(resetAt).toISOString().slice(0, 16)}Z`;
  return renderSeconds(form === 'iso-past' ? now - 60_000 : resetAt);
}

function renderRetryAfter(form: 'seconds' | 'date', retryAt: number, now: number): string {
  if (form === 'seconds') return String(Math.max(1, Math.ceil((retryAt - now) / 1000)));
  return new Date(Math.ceil(retryAt / 1000) * 1000).toUTCString();
}

function renderSeconds(time: number): string {
  return `${new Date(Math.ceil(time / 1000) * 1000).toISOString().slice(0, 19)}Z`;
}
