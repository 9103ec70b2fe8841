import { ListingError } from '../atlassian/pages.ts';
import { describeBody, describeListRefusal } from '../atlassian/refusals.ts';
import type { SourceReport } from './source.ts';
import { readStopReason } from './stop.ts';

/** The status of the page that is missing, if it was requested, and the cause, which may hold foreign text. */
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
  const refusal = answer?.kind === 'refused' ? describeListRefusal(answer.status) : undefined;
  const cause = renderCause(error, report.mayQuote);
  if (refusal) controller.abort({ kind: 'refused', why: 'the key was refused', advice: refusal });
  else if (!hasRead && list === 'tokens' && isFailure(controller.signal))
    report.errors.push(`The list of ${list} could not be read: ${cause}`);
  else report.gaps.push(`The list of ${list} was not read to its end: ${cause}`);
  const httpStatus = answer && answer.kind !== 'stopped' ? answer.status : undefined;
  return { httpStatus, detail: describeCause(error, true) };
}

/** Describes why a list of other credentials is missing or short, and what to do. */
export function describeUnreadList(
  { items, scope }: { items: string; scope: string },
  error: ListingError,
  mayQuote: boolean,
): string {
  const status = error.answer?.kind === 'refused' ? error.answer.status : undefined;
  if (status === 403)
    return `The ${items} were not read (403): the key in org-token lacks the scope ${scope}. ${NEW_KEY}`;
  if (status === 404)
    return `The ${items} were not read (404): Atlassian does not serve this list to the organization.`;
  return `The list of ${items} was not read to its end: ${renderCause(error, mayQuote)}`;
}

/** A cancelled run and a refused key explain themselves; time that ran out does not. */
function isFailure(signal: AbortSignal): boolean {
  const kind = readStopReason(signal)?.kind;
  return kind === undefined || kind === 'time';
}

/** Renders the cause as the end of a sentence, and what helps as the next one. */
function renderCause(error: ListingError, mayQuote: boolean): string {
  const advice = error.answer?.kind === 'unread' ? error.answer.advice : '';
  return `${describeCause(error, mayQuote)}. ${advice}`.trim();
}

/** Describes the missing page. An error without a status is one of the network: it quotes no answer. */
function describeCause({ answer, pages, message }: ListingError, mayQuote: boolean): string {
  if (answer === undefined || answer.kind === 'stopped') return message;
  const page = `page ${pages + 1}`;
  const detail = answer.kind === 'refused' ? describeBody(answer.body) : answer.detail;
  if (answer.status === undefined) return `${page}: ${detail}`;
  return mayQuote && detail !== ''
    ? `${page}: HTTP ${answer.status}, ${detail}`
    : `${page}: HTTP ${answer.status}`;
}
