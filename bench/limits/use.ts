/** When requests were accepted and refused, in milliseconds. */
export type Times = { accepted: readonly number[]; refusals: readonly number[] };

/** What was accepted from a moment on and before another, as a share of what was allowed in that time. */
export function computeUsedShare({ accepted }: Times, from: number, to: number, allowed: number): number {
  return countBetween(accepted, from, to) / allowed;
}

/** Which share of the requests was refused, from a moment on and before another; 0 when there were none. */
export function computeRefusedShare(
  { accepted, refusals }: Times,
  from = Number.NEGATIVE_INFINITY,
  to = Number.POSITIVE_INFINITY,
): number {
  const refused = countBetween(refusals, from, to);
  const asked = refused + countBetween(accepted, from, to);
  return asked === 0 ? 0 : refused / asked;
}

function countBetween(times: readonly number[], from: number, to: number): number {
  return times.filter((time) => time >= from && time < to).length;
}
