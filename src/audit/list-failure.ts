import { ListingError } from '../atlassian/pages.ts';
import { describeBody, describeListRefusal } from '../atlassian/refusals.ts';
import type { SourceReport } from './source.ts';
import { readStopReason } from './stop.ts';

/** The status of the page that is missing, if it was asked for, and the cause, which may hold foreign text. */
export type ListFailure = { httpStatus: number | undefined; detail: string };

const NEW_KEY =
  'Scopes cannot be added later: make a new key at admin.atlassian.com → Settings → API keys, with all scopes that the audit needs.';

/**
 * Reports what a list that ended early means for the run, or aborts it if the key is refused. If nothing of the tokens
 * was read, there is no usable result. Rethrows everything but a `ListingError`.
 */
export function reportListFailure(
  error: unknown,
  list: 'tokens' | 'managed accounts',
  { report, controller }: { report: SourceReport; controller: AbortController },
  hasRead: boolean,
): ListFailure {
  if (!(error instanceof ListingError)) throw error;
  const { answer } = error;
  const advice = answer?.kind === 'refused' ? describeListRefusal(answer.status) : undefined;
  if (advice) controller.abort({ kind: 'refused', why: 'the key was refused', advice });
  else if (!hasRead && list === 'tokens' && isFailure(controller.signal))
    report.errors.push(`The list of ${list} could not be read: ${error.message}.`);
  else report.gaps.push(`The list of ${list} was not read to its end: ${error.message}.`);
  const httpStatus = answer && 'status' in answer ? answer.status : undefined;
  return { httpStatus, detail: `${error.message}${describeAnswer(answer)}` };
}

/** Describes why a list of other credentials is missing or short, and what to do. */
export function describeUnreadList(
  { items, scope }: { items: string; scope: string },
  { answer, message }: ListingError,
): string {
  const status = answer?.kind === 'refused' ? answer.status : undefined;
  if (status === 403)
    return `The ${items} were not read (403): the key in org-token lacks the scope ${scope}. ${NEW_KEY}`;
  if (status === 404)
    return `The ${items} were not read (404): Atlassian does not serve this list to the organization.`;
  return `The list of ${items} was not read to its end: ${message}.`;
}

/** A cancelled run and a refused key explain themselves; time that ran out does not. */
function isFailure(signal: AbortSignal): boolean {
  const kind = readStopReason(signal)?.kind;
  return kind === undefined || kind === 'time';
}

function describeAnswer(answer: ListingError['answer']): string {
  if (answer?.kind === 'refused') return `: ${describeBody(answer.body)}`;
  return answer?.kind === 'unread' ? `: ${describeBody(answer.detail)}` : '';
}
