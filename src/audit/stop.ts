import type { ListingError, Missing } from '../atlassian/pages.ts';
import { describeListRefusal } from '../atlassian/refusals.ts';
import { describeBody, type Failure } from '../http/failure.ts';
import type { Outcome } from './records.ts';
import type { Audit } from './source.ts';

/**
 * The reason why a run is aborted: the key is refused, nothing can be reached, the audit takes too long, it is cancelled,
 * or it broke off. `why` goes into the row of each account that was not asked, `advice` into the verdict.
 */
export type StopReason = {
  kind: 'refused' | 'unreachable' | 'time' | 'cancelled' | 'broken';
  why: string;
  advice: string;
};

/** Returns why the run stops: the first reason that its controller was aborted with; undefined while it goes on. */
export function readStopReason({ aborted, reason }: AbortSignal): StopReason | undefined {
  return aborted ? (reason as StopReason) : undefined;
}

export const TIME_IS_UP: StopReason = {
  kind: 'time',
  why: 'the time was up before an answer came',
  advice: 'The time set by max-duration-minutes was up: raise it, or split the accounts file.',
};

export const PAUSE_TOO_LONG: StopReason = {
  kind: 'time',
  why: 'the rate limit asked for a pause longer than the time left',
  advice:
    'Atlassian asked to wait for longer than max-duration-minutes leave: run it at another hour, or raise max-duration-minutes.',
};

export const CANCELLED: StopReason = {
  kind: 'cancelled',
  why: 'the run was cancelled before an answer came',
  advice: 'The run was cancelled before its end.',
};

/** The run cannot continue, for instance because a file cannot be written. */
export const BROKEN: StopReason = { kind: 'broken', why: 'the run broke off', advice: 'The run broke off.' };

type Silence = { hasAnswered: boolean; afterMs: number; failure: Failure | undefined };

/** Returns the reason to stop a run that gets no usable answer, or, with `hasAnswered`, no further one. */
export function createSilence({ hasAnswered, afterMs, failure }: Silence, mayQuote: boolean): StopReason {
  const cause = failure ? renderAnswer({ kind: 'unread', ...failure }, mayQuote) : 'nothing came.';
  const why = `no usable answer came ${hasAnswered ? 'any more' : 'to any request'}`;
  const advice = `No usable answer came within ${Math.round(afterMs / 1000)} s: ${cause}`;
  return { kind: hasAnswered ? 'time' : 'unreachable', why, advice };
}

const NEW_KEY =
  'Scopes cannot be added later: make a new key at admin.atlassian.com → Settings → API keys, with all scopes that the audit needs.';

/** Describes why a list of other credentials is missing or short, and what to do. */
export function describeUnreadList(
  { items, scope }: { items: string; scope: string },
  end: ListingError,
  mayQuote: boolean,
): string {
  const status = end.answer?.kind === 'refused' ? end.answer.status : undefined;
  if (status === 403)
    return `The ${items} were not read (403): the key in org-token lacks the scope ${scope}. ${NEW_KEY}`;
  if (status === 404)
    return `The ${items} were not read (404): Atlassian does not serve this list to the organization.`;
  return `The list of ${items} was not read to its end: ${renderCause(end, mayQuote)}`;
}

/** The part of an outcome that is the same for all accounts after a list that ended early. */
export type Unread = Pick<Outcome, 'status' | 'httpStatus' | 'detail'>;

/** Reports a list that ended early, as an error or as a gap, or aborts the run if the key is refused. */
export function reportListFailure(
  list: 'tokens' | 'managed accounts',
  end: ListingError,
  { sourceReport: report, controller }: Audit,
  isError: boolean,
): Unread {
  const { answer } = end;
  const { signal } = controller;
  const stopKind = readStopReason(signal)?.kind;
  const advice = answer?.kind === 'refused' ? describeListRefusal(answer.status) : undefined;
  const cause = renderCause(end, report.mayQuote);
  if (advice) controller.abort({ kind: 'refused', why: 'the key was refused', advice });
  // A run that stopped early has an error of its own, unless time ran out.
  else if (isError && (stopKind === undefined || stopKind === 'time'))
    report.errors.push(`The list of ${list} could not be read: ${cause}`);
  else report.gaps.push(`The list of ${list} was not read to its end: ${cause}`);
  if (signal.aborted)
    return { status: 'skipped', httpStatus: undefined, detail: readStopReason(signal)?.why ?? '' };
  if (answer === undefined || answer.kind === 'stopped')
    return { status: 'failed', httpStatus: undefined, detail: end.message };
  const detail = `page ${end.pages + 1}: ${describeAnswer(answer, true)}`;
  return { status: 'failed', httpStatus: answer.status, detail };
}

/** Renders an answer that is not usable as the end of a sentence, and what helps against it as the next one. */
export function renderAnswer(answer: Missing, mayQuote: boolean): string {
  const advice = answer.kind === 'unread' ? answer.advice : '';
  return `${describeAnswer(answer, mayQuote)}. ${advice}`.trim();
}

function renderCause({ answer, pages, message }: ListingError, mayQuote: boolean): string {
  if (answer === undefined || answer.kind === 'stopped') return `${message}.`;
  return `page ${pages + 1}: ${renderAnswer(answer, mayQuote)}`;
}

/** Describes an answer as a clause. A failure without a status comes from the network and quotes no answer. */
function describeAnswer(answer: Missing, mayQuote: boolean): string {
  if (answer.kind === 'stopped') return 'the run stopped';
  const detail = answer.kind === 'refused' ? describeBody(answer.body) : answer.detail;
  if (answer.status === undefined) return detail;
  return mayQuote && detail !== '' ? `HTTP ${answer.status}, ${detail}` : `HTTP ${answer.status}`;
}
