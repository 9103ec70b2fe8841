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
      top.splice(findPlace(top, item, compare), 0, item);
      if (top.length > size) top.pop();
    },
  };
  return ranking;
}

/** Behind all that are not greater; by halves, since a ranking may be long. */
function findPlace<T>(sorted: T[], item: T, compare: (a: T, b: T) => number): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (compare(sorted[middle] as T, item) > 0) to = middle;
    else from = middle + 1;
  }
  return from;
}
