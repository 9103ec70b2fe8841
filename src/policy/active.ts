import type { Token } from '../atlassian/tokens.ts';
import { parseTime } from '../text/dates.ts';

/**
 * A token is active unless it is disabled or its expiry lies before `now` (milliseconds since 1970). What is
 * missing or cannot be read never makes a token inactive.
 */
export function isActive(token: Token, now: number): boolean {
  if (token.disabled) return false;
  const expiry = parseExpiry(token);
  return expiry === undefined || expiry >= now;
}

/** When a token expires, in milliseconds since 1970; `undefined` where that is not told or cannot be read. */
export function parseExpiry({ expiry }: Token): number | undefined {
  const time = parseTime(expiry);
  return 'at' in time ? time.at : undefined;
}
