import type { Failure } from '../http/failure.ts';
import type { Clock } from './request-queue.ts';

/** Notices a network on which nothing answers any more. A value, a refusal in JSON and a 429 are answers. */
export type NetworkWatch = ReturnType<typeof createNetworkWatch>;

/** `firstMs` is the longest time to the first answer, `laterMs` to another one; `onSilence` is called after it. */
type NetworkWatchOptions = {
  clock: Clock;
  firstMs: number;
  laterMs: number;
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
