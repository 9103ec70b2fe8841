/** How many accounts may stay unread: a number, or a share of all in percent. */
export type Tolerance = { kind: 'count'; count: number } | { kind: 'share'; percent: number };

/** How many of `total` accounts may stay unread; a share is rounded down. */
export function computeAllowed(tolerance: Tolerance, total: number): number {
  if (tolerance.kind === 'count') return tolerance.count;
  // In whole millionths of a percent, since 2.3 % of 3,000 would come out as 68.99….
  return Math.floor((total * Math.round(tolerance.percent * 1e6)) / 1e8);
}
