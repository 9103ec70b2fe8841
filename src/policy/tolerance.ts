/** How many accounts may stay unread: a number, or a share of all in percent. */
export type Tolerance = { kind: 'count'; count: number } | { kind: 'share'; percent: number };

/** How many of `total` accounts may stay unread; a share is rounded down. */
export function computeAllowed(tolerance: Tolerance, total: number): number {
  return tolerance.kind === 'count' ? tolerance.count : Math.floor((total * tolerance.percent) / 100);
}
