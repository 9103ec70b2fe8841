import type { JudgedOutcome } from '../policy/judge.ts';

/** A reason why accounts have no result, with the first of them. */
export type Reason = { count: number; first: JudgedOutcome };

const REASONS_KEPT = 40;

/**
 * Counts an account without a result under its reason: status, HTTP status and cause. The rest of an error body differs
 * from answer to answer.
 */
export function addReason(reasons: Map<string, Reason>, outcome: JudgedOutcome): void {
  const key = `${outcome.status} ${outcome.httpStatus} ${findCause(outcome)}`;
  const place = reasons.has(key) || reasons.size < REASONS_KEPT ? key : outcome.status;
  const reason = reasons.get(place);
  if (reason) reason.count += 1;
  else reasons.set(place, { count: 1, first: outcome });
}

/** Returns the reasons, the most frequent first. */
export function listReasons(reasons: Map<string, Reason>): Reason[] {
  return [...reasons.values()].sort((a, b) => b.count - a.count);
}

/** A failure without an error status has its cause in words. An error body usually has it as `key`. */
function findCause({ status, httpStatus, detail }: JudgedOutcome): string {
  if (status !== 'failed') return '';
  if (httpStatus === undefined || httpStatus === 200) return detail.replace(/\d+|".*/g, '');
  return /"key"\s*:\s*"([\w.]{1,60})"/.exec(detail)?.[1] ?? '';
}
