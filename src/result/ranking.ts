/** The first `size` of all items ever offered, in order, and how many were offered. Memory stays bounded. */
export type Ranking<T> = { count: number; readonly top: T[]; offer(item: T): void };

/** A ranking by `compare`, as `Array.sort` takes it; of equal items the one offered first stands first. */
export function createRanking<T>(size: number, compare: (a: T, b: T) => number): Ranking<T> {
  const kept: T[] = [];
  let worst: T | undefined;

  function settle(): T[] {
    kept.sort(compare);
    if (kept.length > size) kept.length = size;
    if (kept.length === size) worst = kept.at(-1);
    return kept;
  }

  return {
    count: 0,
    get top() {
      return settle();
    },
    offer(item) {
      this.count += 1;
      if (worst !== undefined && compare(worst, item) <= 0) return;
      kept.push(item);
      // Not with each item: to sort once in a while takes a fraction of the time.
      if (kept.length >= 2 * size) settle();
    },
  };
}
