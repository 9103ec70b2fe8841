import { parseInstant } from '../atlassian/instant.ts';
import type { Token } from '../atlassian/tokens.ts';

/**
 * A token is active unless it is disabled or its expiry lies before `now` (milliseconds since 1970). What is
 * missing or cannot be read never makes a token inactive.
 */
export function isActive(token: Token, now: number): boolean {
  if (token.disabled) return false;
  const expiry = parseInstant(token.expiry);
  return expiry === undefined || expiry >= now;
}
