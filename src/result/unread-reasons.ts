import type { JudgedOutcome } from '../policy/judge.ts';
import { cut } from '../text/escape.ts';
import { formatPlural } from '../text/format.ts';

/** A reason why accounts have no result, with the first of them. */
export type Reason = { count: number; first: JudgedOutcome };

const REASONS_KEPT = 40;

/** Counts an account without a result under its status, HTTP status and cause; the rest of an error body differs. */
export function addReason(reasons: Map<string, Reason>, outcome: JudgedOutcome): void {
  const key = `${outcome.status} ${outcome.httpStatus} ${findCause(outcome)} ${outcome.advice ?? ''}`;
  const place = reasons.has(key) || reasons.size < REASONS_KEPT ? key : outcome.status;
  const reason = reasons.get(place);
  if (reason) reason.count += 1;
  else reasons.set(place, { count: 1, first: outcome });
}

/** Returns the reasons, the most frequent first. */
export function listReasons(reasons: Map<string, Reason>): Reason[] {
  return [...reasons.values()].sort((a, b) => b.count - a.count);
}

/** Describes a reason in words, without the JSON of an answer. Without `showNames` it has no foreign text. */
export function describeReason({ first }: Reason, showNames: boolean): string {
  const { status, httpStatus, detail } = first;
  if (status === 'not-managed')
    return httpStatus === 404 ? 'the API knows no such account' : 'not managed by this organization';
  if (status === 'rejected') return findRejection(detail);
  if (httpStatus === 200) return 'the answer was not a whole list of tokens';
  const words = showNames ? cut(detail.replace(/\s*\(?[{[].*$/s, ''), 120) : '';
  if (httpStatus !== undefined) return [`HTTP ${httpStatus}`, words].filter((part) => part !== '').join(': ');
  return words || (status === 'skipped' ? 'the run stopped first' : 'no answer');
}

/** Describes the most frequent reason of unread accounts, `HTTP 503 (8 accounts)`, and what helps against it. */
export function describeMainReason(reasons: Map<string, Reason>, showNames: boolean) {
  const sorted = listReasons(reasons);
  const main = sorted.find(({ first }) => first.status !== 'not-managed') ?? sorted[0];
  if (!main) return { reason: 'no answer', advice: '' };
  const reason = `${describeReason(main, showNames)} (${formatPlural(main.count, 'account')})`;
  return { reason, advice: main.first.advice ?? '' };
}

/** Finds the cause: the `key` in the JSON of an error, or its words without numbers and quotes, which differ. */
function findCause({ status, detail }: JudgedOutcome): string {
  if (status === 'rejected') return findRejection(detail);
  if (status !== 'failed') return '';
  return /"key"\s*:\s*"([\w.]{1,60})"/.exec(detail)?.[1] ?? detail.replace(/\d+|".*/gs, '');
}

/** Returns why a row was rejected, without its line and cell. */
function findRejection(detail: string): string {
  return detail.replace(/^line \d+: /, '').replace(/:.*$/s, '');
}
