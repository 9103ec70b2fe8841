import { ListingError, type Missing } from '../../atlassian/pages.ts';
import { LIST_ADVICE } from '../../atlassian/refusals.ts';
import { describeBody } from '../../http/failure.ts';
import type { SourceReport } from '../source.ts';
import { readStopReason } from '../stop.ts';

/** The status of the page that is missing, if it was requested, and the cause, which may hold foreign text. */
export type ListFailure = { httpStatus: number | undefined; detail: string };

/** The point at which a list ended. */
type UnreadPage = Pick<ListingError, 'answer' | 'pages' | 'message'>;

const NEW_KEY =
  'Scopes cannot be added later: make a new key at admin.atlassian.com → Settings → API keys, with all scopes that the audit needs.';

/**
 * Reports a list that ended early, or aborts the run if the key is refused. An unread list of tokens
 * can be an error; any other early end is a gap. Rethrows everything but a `ListingError`.
 */
export function reportListFailure(
  error: unknown,
  list: 'tokens' | 'managed accounts',
  { report, controller }: { report: SourceReport; controller: AbortController },
  hasRead: boolean,
): ListFailure {
  if (!(error instanceof ListingError)) throw error;
  const { answer } = error;
  const refusal = answer?.kind === 'refused' ? LIST_ADVICE[answer.status] : undefined;
  const cause = renderCause(error, report.mayQuote);
  if (refusal) controller.abort({ kind: 'refused', why: 'the key was refused', advice: refusal });
  else if (!hasRead && list === 'tokens' && isFailure(controller.signal))
    report.errors.push(`The list of ${list} could not be read: ${cause}`);
  else report.gaps.push(`The list of ${list} was not read to its end: ${cause}`);
  if (answer === undefined || answer.kind === 'stopped')
    return { httpStatus: undefined, detail: error.message };
  return { httpStatus: answer.status, detail: `page ${error.pages + 1}: ${describeAnswer(answer, true)}` };
}

/** Describes why a list of other credentials is missing or short, and what to do. */
export function describeUnreadList(
  { items, scope }: { items: string; scope: string },
  error: UnreadPage,
  mayQuote: boolean,
): string {
  const status = error.answer?.kind === 'refused' ? error.answer.status : undefined;
  if (status === 403)
    return `The ${items} were not read (403): the key in org-token lacks the scope ${scope}. ${NEW_KEY}`;
  if (status === 404)
    return `The ${items} were not read (404): Atlassian does not serve this list to the organization.`;
  return `The list of ${items} was not read to its end: ${renderCause(error, mayQuote)}`;
}

/** Returns whether a list that ended early can be an error: a run that stopped early has its own, unless time ran out. */
function isFailure(signal: AbortSignal): boolean {
  const kind = readStopReason(signal)?.kind;
  return kind === undefined || kind === 'time';
}

function renderCause({ answer, pages, message }: UnreadPage, mayQuote: boolean): string {
  if (answer === undefined || answer.kind === 'stopped') return `${message}.`;
  return `page ${pages + 1}: ${renderAnswer(answer, mayQuote)}`;
}

/** Renders an answer that is not usable as the end of a sentence, and what helps against it as the next one. */
export function renderAnswer(answer: Missing, mayQuote: boolean): string {
  const advice = answer.kind === 'unread' ? answer.advice : '';
  return `${describeAnswer(answer, mayQuote)}. ${advice}`.trim();
}

/** Describes an answer as a clause. A failure without a status comes from the network and quotes no answer. */
function describeAnswer(answer: Missing, mayQuote: boolean): string {
  if (answer.kind === 'stopped') return 'the run stopped';
  const detail = answer.kind === 'refused' ? describeBody(answer.body) : answer.detail;
  if (answer.status === undefined) return detail;
  return mayQuote && detail !== '' ? `HTTP ${answer.status}, ${detail}` : `HTTP ${answer.status}`;
}
