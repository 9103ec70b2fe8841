/**
 * A rule that limits requests. `factor` scales it, since limits change. Times are in milliseconds; `retryAt` is when one
 * more request passes, `resetAt` when the whole limit is there again.
 */
export type Meter = {
  take(now: number, factor: number): boolean;
  /** Notes that an accepted request has left the server. */
  release(): void;
  retryAt(now: number): number;
  resetAt(now: number): number;
};

/** `rate` is in requests per millisecond; `burst` is how many may come at once. */
export type Limit = {
  name: string;
  rate: number;
  burst: number;
  createMeter(): Meter;
  /** What a client that knows the limit reaches, where the limit itself cannot say when it accepts again. */
  createIdeal?: () => Meter;
};

/** Refills all the time, up to `burst`. */
export function createBucket(rate: number, burst: number): Limit {
  const createMeter = (): Meter => {
    let [level, last, current] = [burst, 0, rate];
    return {
      take(now, factor) {
        current = rate * factor;
        level = Math.min(burst, level + (now - last) * current);
        last = now;
        // Rounding must not refuse a request that comes exactly when it may.
        if (level < 1 - 1e-9) return false;
        level -= 1;
        return true;
      },
      release: () => {},
      retryAt: (now) => now + Math.max(0, 1 - level) / current,
      resetAt: (now) => now + (burst - level) / current,
    };
  };
  return { name: `bucket of ${burst}, ${(rate * 1000).toFixed(1)} a second`, rate, burst, createMeter };
}

/** Accepts `limit` requests in each window; the first window ends `offsetMs` early. */
export function createFixedWindow(limit: number, windowMs: number, offsetMs: number): Limit {
  const endOf = (now: number) => (Math.floor((now + offsetMs) / windowMs) + 1) * windowMs - offsetMs;
  const createMeter = (): Meter => {
    let [end, used] = [0, 0];
    return {
      take(now, factor) {
        if (endOf(now) !== end) [end, used] = [endOf(now), 0];
        if (used >= scale(limit, factor)) return false;
        used += 1;
        return true;
      },
      release: () => {},
      retryAt: endOf,
      resetAt: endOf,
    };
  };
  return { name: `${limit} in each ${windowMs / 1000} s`, rate: limit / windowMs, burst: limit, createMeter };
}

/** Accepts `limit` requests in any time of that length. */
export function createSlidingWindow(limit: number, windowMs: number): Limit {
  const createMeter = (): Meter => {
    const times: number[] = [];
    let [first, current] = [0, limit];
    const renewsAt = (now: number) => (times[Math.max(first, times.length - current)] ?? now) + windowMs;
    return {
      take(now, factor) {
        current = scale(limit, factor);
        while ((times[first] ?? now) <= now - windowMs) first += 1;
        if (times.length - first >= current) return false;
        times.push(now);
        return true;
      },
      release: () => {},
      retryAt: renewsAt,
      resetAt: renewsAt,
    };
  };
  return { name: `${limit} in any ${windowMs / 1000} s`, rate: limit / windowMs, burst: limit, createMeter };
}

/** Accepts `cap` requests at a time, from a client whose requests take `latencyMs`. */
export function createInFlightCap(cap: number, latencyMs: number): Limit {
  const createMeter = (): Meter => {
    let inside = 0;
    return {
      take(_, factor) {
        if (inside >= scale(cap, factor)) return false;
        inside += 1;
        return true;
      },
      release() {
        inside -= 1;
      },
      retryAt: (now) => now,
      resetAt: (now) => now,
    };
  };
  const { createMeter: createIdeal } = createBucket(cap / latencyMs, cap);
  return { name: `${cap} in flight`, rate: cap / latencyMs, burst: cap, createMeter, createIdeal };
}

function scale(limit: number, factor: number): number {
  return Math.max(1, Math.round(limit * factor));
}
