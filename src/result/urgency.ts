import type { JudgedToken } from '../policy/judge.ts';
import { findIdleSince } from '../policy/token-rules.ts';

/** A token with the moment since which it lies idle, in milliseconds since 1970. */
export type UrgentToken = { judged: JudgedToken; idleSince: number };

/** How many tokens the page lists; output.csv holds all. */
export const TOKENS_KEPT = 5000;

/** Since when a token is idle; where that cannot be read or is yet to come at `now`, it counts as idle for ever. */
export function weighToken(judged: JudgedToken, now: number): UrgentToken {
  const { since } = findIdleSince(judged.token, now);
  return { judged, idleSince: 'at' in since ? since.at : 0 };
}

/** Active tokens first, then those that break more rules, then those that lie idle longer. */
export function compareUrgency(a: UrgentToken, b: UrgentToken): number {
  return (
    Number(b.judged.active) - Number(a.judged.active) ||
    b.judged.broken.length - a.judged.broken.length ||
    a.idleSince - b.idleSince
  );
}
