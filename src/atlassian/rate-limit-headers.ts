import type { IncomingHttpHeaders } from 'node:http';
import { DAY_MS, parseTimestamp } from '../text/dates.ts';

/** Returns the wait that a 429 asks for, in milliseconds from `nowMs`. Call it for every answer: it learns from all. */
export type RetryAfterReader = (headers: IncomingHttpHeaders, nowMs: number) => number | undefined;

/**
 * Creates a reader of `Retry-After` (seconds or an HTTP date) or else `X-RateLimit-Reset` (ISO 8601, often without
 * seconds). It returns undefined when the wait is absent, unreadable, over, or longer than a day. Times are
 * by the server's clock. Its lead over this one comes from the `Date` of all answers: that is cut off to the second, so
 * the largest lead seen is the closest. https://developer.atlassian.com/cloud/admin/rate-limiting/
 */
export function createRetryAfterReader(): RetryAfterReader {
  let leadMs: number | undefined;
  return (headers, nowMs) => {
    const servedAt = parseHttpDate(headers.date);
    if (servedAt !== undefined) leadMs = Math.max(leadMs ?? servedAt - nowMs, servedAt - nowMs);
    const serverNow = nowMs + (leadMs ?? 0);
    const waitMs = parseRetryAfter(headers['retry-after'], serverNow) ?? parseReset(headers, serverNow);
    return waitMs !== undefined && waitMs > 0 && waitMs <= DAY_MS ? waitMs : undefined;
  };
}

/** Returns the milliseconds that `Retry-After` asks for, however many or few; 0 where it is absent or unreadable. */
export function computeRetryAfter(headers: IncomingHttpHeaders, nowMs: number): number {
  const serverNow = parseHttpDate(headers.date) ?? nowMs;
  return Math.max(0, parseRetryAfter(headers['retry-after'], serverNow) ?? 0);
}

function parseRetryAfter(header: string | undefined, serverNow: number): number | undefined {
  if (header !== undefined && /^\s*\d{1,15}(\.\d+)?\s*$/.test(header)) return Number(header) * 1000;
  const date = parseHttpDate(header);
  return date === undefined ? undefined : date - serverNow;
}

function parseReset(headers: IncomingHttpHeaders, serverNow: number): number | undefined {
  const resetAt = parseTimestamp(String(headers['x-ratelimit-reset'] ?? ''));
  return resetAt === undefined ? undefined : resetAt - serverNow;
}

/** The three forms of https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7; `Date.parse` takes far more for a date. */
const HTTP_DATE = /^[A-Za-z]{3,9},? [\w -]+ \d\d:\d\d:\d\d (?:GMT|\d{4})$/;

function parseHttpDate(header = ''): number | undefined {
  // The oldest form ends with the year and means GMT; `Date.parse` would take it for local time.
  const date = HTTP_DATE.test(header) ? Date.parse(header.replace(/ \d{4}$/, '$& GMT')) : Number.NaN;
  return Number.isNaN(date) ? undefined : date;
}
