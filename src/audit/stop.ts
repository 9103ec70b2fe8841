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

/** max-duration-minutes have passed before the audit was done. */
export const TIME_IS_UP: StopReason = {
  kind: 'time',
  why: 'the time was up before an answer came',
  advice: 'The time set by max-duration-minutes was up: raise it, or split the accounts file.',
};

/** The rate limit asks for a pause that is longer than the time left. */
export const PAUSE_TOO_LONG: StopReason = {
  kind: 'time',
  why: 'the rate limit asked for a pause longer than the time left',
  advice:
    'Atlassian asked to wait for longer than max-duration-minutes leave: run it at another hour, or raise max-duration-minutes.',
};

/** The runner, or the user, ended the step. */
export const CANCELLED: StopReason = {
  kind: 'cancelled',
  why: 'the run was cancelled before an answer came',
  advice: 'The run was cancelled before its end.',
};

/** The run cannot continue, for instance because a file cannot be written. */
export const BROKEN: StopReason = { kind: 'broken', why: 'the run broke off', advice: 'The run broke off.' };

/** Returns the reason to stop a run that gets no usable answer, or, with `hasAnswered`, no further one. */
export function createSilence(hasAnswered: boolean, afterMs: number, cause: string): StopReason {
  const why = `no usable answer came ${hasAnswered ? 'any more' : 'to any request'}`;
  const advice = `No usable answer came within ${Math.round(afterMs / 1000)} s: ${cause}`;
  return { kind: hasAnswered ? 'time' : 'unreachable', why, advice };
}
