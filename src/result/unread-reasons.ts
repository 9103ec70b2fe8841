import type { JudgedOutcome } from '../policy/judge.ts';

/** Accounts that ended alike, and the first of them. */
export type Reason = { count: number; first: JudgedOutcome };

const REASONS_KEPT = 40;

/**
 * Counts why an account has no result. Groups by status, HTTP status and what can be told of the cause; the rest of a
 * body differs in every answer.
 */
export function addReason(reasons: Map<string, Reason>, outcome: JudgedOutcome): void {
  const key = `${outcome.status} ${outcome.httpStatus} ${describeCause(outcome)}`;
  const place = reasons.has(key) || reasons.size < REASONS_KEPT ? key : outcome.status;
  const reason = reasons.get(place);
  if (reason) reason.count += 1;
  else reasons.set(place, { count: 1, first: outcome });
}

/** The reasons, the most frequent first. */
export function listReasons(reasons: Map<string, Reason>): Reason[] {
  return [...reasons.values()].sort((a, b) => b.count - a.count);
}

/** A failure without an error status has its reason in words; an error body, as a rule, in its `key`. */
function describeCause({ status, httpStatus, detail }: JudgedOutcome): string {
  if (status !== 'failed') return '';
  if (httpStatus === undefined || httpStatus === 200) return detail.replace(/\d+|".*/g, '');
  return /"key"\s*:\s*"([\w.]{1,60})"/.exec(detail)?.[1] ?? '';
}
