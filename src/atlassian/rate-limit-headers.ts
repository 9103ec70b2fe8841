import type { Reply } from '../http/http-client.ts';
import { DAY_MS, parseTimestamp } from '../text/dates.ts';

/**
 * Creates a reader of the wait that an answer asks for, in milliseconds from `nowMs`; undefined where it asks for none.
 * Any failure may ask with `Retry-After`: seconds or an HTTP date. A 429 may also ask with `X-RateLimit-Reset`, ISO 8601
 * and often without seconds, and for no more than a day. https://developer.atlassian.com/cloud/admin/rate-limiting/
 *
 * Times are by the server's clock, so every answer must be read: its `Date` shows how far that clock is ahead. It is cut
 * off to the second, so the largest lead seen is the closest.
 */
export function createRetryAfterReader() {
  let leadMs: number | undefined;
  return ({ status, headers }: Pick<Reply, 'status' | 'headers'>, nowMs: number): number | undefined => {
    const servedAt = parseHttpDate(headers.date);
    if (servedAt !== undefined) leadMs = Math.max(leadMs ?? servedAt - nowMs, servedAt - nowMs);
    const serverNow = nowMs + (leadMs ?? 0);
    const isRateLimit = status === 429;
    const resetAt = isRateLimit ? parseTimestamp(String(headers['x-ratelimit-reset'] ?? '')) : undefined;
    const waitMs = parseRetryAfter(headers['retry-after'], serverNow) ?? (resetAt ?? serverNow) - serverNow;
    const mostMs = isRateLimit ? DAY_MS : Number.POSITIVE_INFINITY;
    return waitMs > 0 && waitMs <= mostMs ? waitMs : undefined;
  };
}

function parseRetryAfter(header = '', serverNow: number): number | undefined {
  if (/^\s*\d{1,15}(\.\d+)?\s*$/.test(header)) return Number(header) * 1000;
  const date = parseHttpDate(header);
  return date === undefined ? undefined : date - serverNow;
}

/** The three forms of https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7; `Date.parse` takes far more for a date. */
const HTTP_DATE = /^[A-Za-z]{3,9},? [\w -]+ \d\d:\d\d:\d\d (?:GMT|\d{4})$/;

function parseHttpDate(header = ''): number | undefined {
  // The oldest form ends with the year and means GMT; `Date.parse` would take it for local time.
  const date = HTTP_DATE.test(header) ? Date.parse(header.replace(/ \d{4}$/, '$& GMT')) : Number.NaN;
  return Number.isNaN(date) ? undefined : date;
}
