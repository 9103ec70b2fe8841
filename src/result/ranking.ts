import type { JudgedAny, JudgedOutcome, JudgedToken } from '../policy/judge.ts';
import type { ReceivedDate } from '../text/dates.ts';

/** The first items, in order, of all that were offered, and the number offered. It keeps a bounded number of items. */
export type Ranking<T> = { count: number; readonly top: T[]; offer(item: T): void };

/** Creates a ranking of `size` items by `compare`, as `Array.sort` takes it. Equal items stay in the order offered. */
export function createRanking<T>(size: number, compare: (a: T, b: T) => number): Ranking<T> {
  const kept: T[] = [];
  let worstKept: T | undefined;

  function settle(): T[] {
    kept.sort(compare);
    if (kept.length > size) kept.length = size;
    if (kept.length === size) worstKept = kept.at(-1);
    return kept;
  }

  return {
    count: 0,
    get top() {
      return settle();
    },
    offer(item) {
      this.count += 1;
      if (worstKept !== undefined && compare(worstKept, item) <= 0) return;
      kept.push(item);
      // Sorting only now and then takes a fraction of the time.
      if (kept.length >= 2 * size) settle();
    },
  };
}

/** Orders tokens by urgency: active, number of rules broken, idle time. */
export function compareUrgency(a: JudgedAny, b: JudgedAny): number {
  return (
    Number(b.active) - Number(a.active) ||
    b.brokenRules.length - a.brokenRules.length ||
    a.idleSince - b.idleSince
  );
}

/** Orders tokens by creation. An unreadable date comes first, since it needs a look. */
export function compareCreation(a: JudgedToken, b: JudgedToken): number {
  return readTimestamp(a.token.createdAt) - readTimestamp(b.token.createdAt);
}

/** Orders tokens by expiry. */
export function compareExpiry(a: JudgedToken, b: JudgedToken): number {
  return readTimestamp(a.token.expiry) - readTimestamp(b.token.expiry);
}

/** Orders accounts by the number of their tokens, the greatest first. */
export function compareHolders(a: JudgedOutcome, b: JudgedOutcome): number {
  return b.tokens - a.tokens;
}

function readTimestamp(date: ReceivedDate): number {
  return 'at' in date ? date.at : 0;
}
