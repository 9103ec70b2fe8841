import { parseTime } from '../instant.ts';
import type { JudgedToken } from '../policy/judge.ts';

/** A token with the moment since which it lies idle, in milliseconds since 1970. */
export type UrgentToken = { judged: JudgedToken; idleSince: number };

/** How many tokens the page lists; output.csv holds all. */
export const TOKENS_KEPT = 5000;

/**
 * A token is idle since its last use; if it was never used, since its creation. Where that cannot be read nobody
 * knows, and it counts as idle for ever.
 */
export function weighToken(judged: JudgedToken): UrgentToken {
  const { lastAccess, createdAt } = judged.token;
  const used = parseTime(lastAccess);
  const since = 'missing' in used && used.missing === 'missing' ? parseTime(createdAt) : used;
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
