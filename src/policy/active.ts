import type { Token } from '../atlassian/tokens.ts';
import { parseInstant } from '../instant.ts';

/**
 * A token is active unless it is disabled or its expiry lies before `now` (milliseconds since 1970). What is
 * missing or cannot be read never makes a token inactive.
 */
export function isActive(token: Token, now: number): boolean {
  if (token.disabled) return false;
  const expiry = parseExpiry(token);
  return expiry === undefined || expiry >= now;
}

/** When a token expires, in milliseconds since 1970; a zero time, as some servers write for none, is none. */
export function parseExpiry({ expiry }: Token): number | undefined {
  const instant = parseInstant(expiry);
  return instant !== undefined && instant > 0 ? instant : undefined;
}
