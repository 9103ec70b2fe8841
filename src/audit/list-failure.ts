import { ListingError } from '../atlassian/pages.ts';
import { describeBody, describeListRefusal } from '../atlassian/refusals.ts';
import type { SourceReport } from './source.ts';
import { readStopReason } from './stop.ts';

/** How a list broke off: the status of the page that is missing, and what was said of it, which is foreign text. */
export type Broken = { httpStatus: number | undefined; detail: string };

/**
 * Says in the report, or to the stop if the key is at fault, what a list that broke off means; without anything read
 * there is nothing to trust. What is no `ListingError` is thrown on.
 */
export function explainListing(
  error: unknown,
  what: 'tokens' | 'managed accounts',
  { report, controller }: { report: SourceReport; controller: AbortController },
  hasRead: boolean,
): Broken {
  if (!(error instanceof ListingError)) throw error;
  const { answer } = error;
  const refusal = answer?.kind === 'refused' ? describeListRefusal(answer.status) : undefined;
  if (refusal) controller.abort({ kind: 'refused', why: 'the key was refused', advice: refusal });
  else if (!hasRead && what === 'tokens' && isFailure(controller.signal))
    report.errors.push(`The list of ${what} could not be read: ${error.message}.`);
  else report.gaps.push(`The list of ${what} was not read to its end: ${error.message}.`);
  const httpStatus = answer && 'status' in answer ? answer.status : undefined;
  return { httpStatus, detail: `${error.message}${describeSaid(answer)}` };
}

/** Whoever cancelled knows why nothing is there, and a refused key is told of already; time that ran out explains nothing. */
function isFailure(signal: AbortSignal): boolean {
  const kind = readStopReason(signal)?.kind;
  return kind === undefined || kind === 'time';
}

function describeSaid(answer: ListingError['answer']): string {
  if (answer?.kind === 'refused') return `: ${describeBody(answer.body)}`;
  return answer?.kind === 'unread' ? `: ${describeBody(answer.detail)}` : '';
}
