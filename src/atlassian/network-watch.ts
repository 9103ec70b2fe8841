import type { Failure } from '../http/failure.ts';
import type { Clock } from './request-queue.ts';

/** Notices a network on which nothing answers any more. A value, a refusal in JSON and a 429 are answers. */
export type NetworkWatch = ReturnType<typeof createNetworkWatch>;

type NetworkWatchOptions = {
  clock: Clock;
  /** The longest time from the first request to an answer, in milliseconds. */
  firstMs: number;
  /** The longest time without an answer once there was one, counted from the next request. */
  laterMs: number;
  /** Called after that time, with the last failure. */
  onSilence: (silence: { hasAnswered: boolean; afterMs: number; failure: Failure | undefined }) => void;
};

/** Creates a watch whose time runs only while a request waits for an answer, and so not during a pause. */
export function createNetworkWatch({ clock, firstMs, laterMs, onSilence }: NetworkWatchOptions) {
  let hasAnswered = false;
  let failure: Failure | undefined;
  let cancelTimer: (() => void) | undefined;
  const close = () => {
    cancelTimer?.();
    cancelTimer = undefined;
  };
  return {
    noteRequest() {
      const afterMs = hasAnswered ? laterMs : firstMs;
      cancelTimer ??= clock.setTimer(afterMs, () => onSilence({ hasAnswered, afterMs, failure }));
    },
    noteAnswer() {
      hasAnswered = true;
      close();
    },
    noteFailure(latest: Failure) {
      failure = latest;
    },
    close,
  };
}
