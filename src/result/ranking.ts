import type { JudgedAny, JudgedToken } from '../policy/judge.ts';

/** The first items, in order, of all that were offered, and the number offered. It keeps a bounded number of items. */
export type Ranking<T> = { count: number; readonly top: T[]; offer(item: T): void };

/** Creates a ranking of `size` items by `compare`, as `Array.sort` takes it. Equal items stay in the order offered. */
export function createRanking<T>(size: number, compare: (a: T, b: T) => number): Ranking<T> {
  const kept: T[] = [];
  let worstKept: T | undefined;

  function settle(): T[] {
    kept.sort(compare).splice(size);
    worstKept = kept[size - 1];
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

/** Returns the order by one of the dates. An unreadable or missing date comes first, since it needs a look. */
export function compareBy(date: 'createdAt' | 'expiry'): (a: JudgedToken, b: JudgedToken) => number {
  const read = ({ token: { [date]: received } }: JudgedToken) => ('at' in received ? received.at : 0);
  return (a, b) => read(a) - read(b);
}
