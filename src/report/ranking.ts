/** The first `size` of all items ever offered, in order, and how many were offered. Memory stays bounded. */
export type Ranking<T> = { count: number; top: T[]; offer(item: T): void };

/** A ranking by `compare`, as `Array.sort` takes it; of equal items the one offered first stands first. */
export function createRanking<T>(size: number, compare: (a: T, b: T) => number): Ranking<T> {
  const top: T[] = [];
  const ranking: Ranking<T> = {
    count: 0,
    top,
    offer(item) {
      ranking.count += 1;
      const last = top.at(-1);
      if (top.length >= size && last !== undefined && compare(last, item) <= 0) return;
      const place = top.findIndex((other) => compare(other, item) > 0);
      top.splice(place === -1 ? top.length : place, 0, item);
      if (top.length > size) top.pop();
    },
  };
  return ranking;
}
