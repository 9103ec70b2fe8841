/**
 * One promise and what came of it, in words for the table. `ok` is undefined where this system cannot measure it, or
 * this run leaves it out.
 */
export type Measurement = {
  promise: string;
  measured: string;
  target: string;
  peer: string;
  ok: boolean | undefined;
};

/** Measures one promise, or several that one run tells. Quick: smaller, with the same targets. */
export type Measure = (quick: boolean) => Promise<Measurement[]>;

/** The middle value; of an even number of values the mean of the two in the middle. */
export function computeMedian(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.slice(Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2) + 1);
  if (middle.length === 0) throw new Error('There is no median of no values');
  return middle.reduce((sum, value) => sum + value, 0) / middle.length;
}

/** Repeats a measurement, one after the other: two at a time would disturb each other. */
export async function repeat<T>(times: number, measure: () => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let left = times; left > 0; left -= 1) results.push(await measure());
  return results;
}

/** `7.19 s` */
export function formatSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

/** `92.0 %` */
export function formatShare(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** `150 MB`, of a million bytes each. */
export function formatMegabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
