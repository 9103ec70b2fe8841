import type { Missing } from '../atlassian/pages.ts';
import { describeBody, type Failure } from '../http/failure.ts';
import type { Result } from './records.ts';

/** Why a run is aborted. `why` goes into the row of each account that was not asked, `advice` into the verdict. */
export type StopReason = {
  kind: 'refused' | 'unreachable' | 'time' | 'cancelled' | 'broken';
  why: string;
  advice: string;
};

/** Returns why the run stops: the first reason that its controller was aborted with; undefined while it goes on. */
export function readStopReason({ reason }: AbortSignal): StopReason | undefined {
  return reason;
}

/** Returns the result of an account that was not asked, because the run stopped. */
export function createSkipped(signal: AbortSignal): Result {
  return { status: 'skipped', httpStatus: undefined, detail: readStopReason(signal)?.why ?? '' };
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

export const BROKEN: StopReason = { kind: 'broken', why: 'the run broke off', advice: 'The run broke off.' };

type Silence = { hasAnswered: boolean; afterMs: number; failure: Failure | undefined };

/** Returns the reason to stop a run that gets no usable answer, or, with `hasAnswered`, no further one. */
export function createSilence({ hasAnswered, afterMs, failure }: Silence, mayQuote: boolean): StopReason {
  const cause = failure ? renderAnswer({ kind: 'unread', ...failure }, mayQuote) : 'nothing came.';
  const why = `no usable answer came ${hasAnswered ? 'any more' : 'to any request'}`;
  const advice = `No usable answer came within ${Math.round(afterMs / 1000)} s: ${cause}`;
  return { kind: hasAnswered ? 'time' : 'unreachable', why, advice };
}

/** Renders an answer that is not usable as the end of a sentence, and what helps against it as the next one. */
export function renderAnswer(answer: Missing, mayQuote: boolean): string {
  const advice = answer.kind === 'unread' ? answer.advice : '';
  return `${describeAnswer(answer, mayQuote)}. ${advice}`.trim();
}

/** Describes an answer as a clause. A failure without a status comes from the network and quotes no answer. */
export function describeAnswer(answer: Missing, mayQuote: boolean): string {
  if (answer.kind === 'stopped') return 'the run stopped';
  const detail = answer.kind === 'refused' ? describeBody(answer.body) : answer.detail;
  if (answer.status === undefined) return detail;
  return mayQuote && detail !== '' ? `HTTP ${answer.status}, ${detail}` : `HTTP ${answer.status}`;
}
