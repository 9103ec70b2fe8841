import type { IncomingHttpHeaders } from 'node:http';
import { DAY_MS, parseTimestamp } from '../text/dates.ts';

const BACKOFF_BASE_MS = 500;
const BACKOFF_CAP_MS = 30_000;
const RATE_HEADERS = ['retry-after', 'x-ratelimit-reset', 'x-ratelimit-limit', 'x-ratelimit-remaining'];

/** How one attempt ended: a usable or final answer, a rate limit, or a failure that can heal. */
export type Attempt = 'final' | 'limited' | 'healing';

/** What comes after an attempt. `again` is after `waitMs`; `paused` when the pacer lets it pass. */
type Next = { kind: 'done' } | { kind: 'again'; waitMs: number } | { kind: 'paused' };

/** 408 and 5xx can heal, 429 is a limit, everything else is the server's last word. */
export function classifyStatus(status: number): Attempt {
  if (status === 429) return 'limited';
  return status === 408 || (status >= 500 && status <= 599) ? 'healing' : 'final';
}

/**
 * Decides after attempt number `attempt` (the first is 0). A rate limit uses up no retry; `toldMs` is the wait that the
 * server asked for, if it did.
 */
export function computeNext(
  ended: Attempt,
  attempt: number,
  maxRetries: number,
  random: number,
  toldMs = 0,
): Next {
  if (ended === 'limited') return { kind: 'paused' };
  if (ended === 'final' || attempt >= maxRetries) return { kind: 'done' };
  return { kind: 'again', waitMs: Math.max(toldMs, computeBackoff(attempt, random)) };
}

/**
 * Capped exponential backoff in milliseconds, with full jitter: `random` from 0 to 1 picks from the whole range.
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function computeBackoff(attempt: number, random: number): number {
  return random * Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** attempt);
}

/**
 * What the rate headers of an answer say. The wait is in milliseconds, absent when it is not told or already over;
 * `waitUntil` is its end, where the server told a time, `resetAt` the reset it told and `servedAt` the answer's own time
 * to the second: all three in milliseconds since 1970 by the server's clock. `isResetOnly` is set where the wait is that
 * until the reset, for want of another.
 */
export type RateHeaders = {
  waitMs?: number;
  limit?: number;
  remaining?: number;
  resetAt?: number;
  waitUntil?: number;
  servedAt?: number;
  isResetOnly?: boolean;
};

/**
 * Reads `Retry-After` (seconds or an HTTP date) or else `X-RateLimit-Reset` (ISO 8601, often without seconds), and
 * `X-RateLimit-Limit` and `X-RateLimit-Remaining`. Times are compared with the answer's own `Date`, so that a wrong
 * clock here does no harm.
 * https://developer.atlassian.com/cloud/admin/rate-limiting/
 */
export function parseRateHeaders(headers: IncomingHttpHeaders, now: number): RateHeaders {
  if (RATE_HEADERS.every((name) => headers[name] === undefined)) return {};
  const servedAt = parseHttpDate(headers.date);
  const serverNow = servedAt ?? now;
  const told = parseTimestamp(text(headers['x-ratelimit-reset']));
  // A reset farther away is a mistake, and would hide every true one after it.
  const resetAt = told !== undefined && told - serverNow < DAY_MS ? told : undefined;
  const retryAfter = parseRetryAfter(headers['retry-after'], serverNow);
  const until = retryAfter ?? resetAt ?? serverNow;
  return {
    ...(retryAfter === undefined && until > serverNow ? { isResetOnly: true } : {}),
    ...(until > serverNow ? { waitMs: until - serverNow } : {}),
    ...(until > serverNow && !isDuration(headers['retry-after']) ? { waitUntil: until } : {}),
    ...(servedAt === undefined ? {} : { servedAt }),
    ...(resetAt === undefined ? {} : { resetAt }),
    ...parseCount('limit', headers['x-ratelimit-limit']),
    ...parseCount('remaining', headers['x-ratelimit-remaining']),
  };
}

function parseCount(name: 'limit' | 'remaining', header: string | string[] | undefined): RateHeaders {
  return /^\d{1,9}$/.test(text(header)) ? { [name]: Number(text(header)) } : {};
}

/** How long a failure's `Retry-After` asks to wait, in milliseconds. */
export function parseToldWait(headers: IncomingHttpHeaders, now: number): number {
  const serverNow = parseHttpDate(headers.date) ?? now;
  return Math.max(0, (parseRetryAfter(headers['retry-after'], serverNow) ?? serverNow) - serverNow);
}

function parseRetryAfter(header: string | undefined, serverNow: number): number | undefined {
  if (header === undefined) return undefined;
  if (isDuration(header)) return serverNow + Number(header) * 1000;
  return parseHttpDate(header);
}

function isDuration(header = ''): boolean {
  // More digits are none.
  return /^\s*\d{1,9}(\.\d+)?\s*$/.test(header);
}

/** Its three forms; `Date.parse` alone would take far more for a date. https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7 */
const HTTP_DATE = /^[A-Za-z]{3,9},? [\w -]+ \d\d:\d\d:\d\d (?:GMT|\d{4})$/;

function parseHttpDate(header = ''): number | undefined {
  // The oldest form ends with the year, has no zone and means GMT; `Date.parse` would take it for local time.
  const date = HTTP_DATE.test(header) ? Date.parse(header.replace(/ \d{4}$/, '$& GMT')) : Number.NaN;
  return Number.isNaN(date) ? undefined : date;
}

function text(header: string | string[] | undefined): string {
  return (Array.isArray(header) ? header[0] : header) ?? '';
}
