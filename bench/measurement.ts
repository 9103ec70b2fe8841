/** One row of the table. `ok` is undefined where a value is only reported, or cannot be measured here. */
export type Measurement = {
  promise: string;
  measured: string;
  target: string;
  peer: string;
  ok: boolean | undefined;
};

/** Creates a row whose value is only reported. */
export function report(promise: string, measured: string, peer = ''): Measurement {
  return { promise, measured, target: '', peer, ok: undefined };
}

/** Measures one or several promises. A quick run is smaller and has the same targets. */
export type Measure = (quick: boolean) => Promise<Measurement[]>;

const HEADINGS = ['Promise', 'Measured', 'Target', 'Beside it', ''];

/** Renders the measurements as a table of plain text. */
export function renderTable(measurements: readonly Measurement[]): string {
  const rows = measurements.map((row) => [row.promise, row.measured, row.target, row.peer, renderOk(row.ok)]);
  const widths = HEADINGS.map((heading, column) =>
    Math.max(...[heading, ...rows.map((row) => row[column] ?? '')].map((cell) => cell.length)),
  );
  const renderRow = (cells: readonly string[]) => {
    const padded = cells.map((cell, column) => cell.padEnd(widths[column] ?? 0));
    return padded.join('  ').trimEnd();
  };
  const rule = widths.map((width) => '-'.repeat(width));
  return [HEADINGS, rule, ...rows].map(renderRow).join('\n');
}

/** Returns the promises that were measured and not kept. */
export function listMissed(measurements: readonly Measurement[]): string[] {
  return measurements.filter(({ ok }) => ok === false).map(({ promise }) => promise);
}

/** Renders in one line how many promises are kept, and which are not. */
export function renderVerdict(measurements: readonly Measurement[]): string {
  const missed = listMissed(measurements);
  const kept = measurements.filter(({ ok }) => ok === true).length;
  return `${kept} kept, ${missed.length} missed${missed.map((promise) => `; ${promise}`).join('')}`;
}

/** Returns the middle value; of an even number of values the mean of the two in the middle. */
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

/** Counts the times from a moment on and before another. */
export function countBetween(times: readonly number[], from: number, to: number): number {
  return times.filter((time) => time >= from && time < to).length;
}

/** Renders `7.19 s`. */
export function formatSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

/** Renders `92.0 %`. */
export function formatShare(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function renderOk(ok: boolean | undefined): string {
  if (ok === undefined) return 'reported';
  return ok ? 'kept' : 'MISSED';
}
