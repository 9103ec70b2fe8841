import { describeError, describeReply, type Failure } from '../http/failure.ts';
import type { Reply } from '../http/http-client.ts';
import { describeCauses } from '../text/errors.ts';
import { isObject } from '../text/json.ts';
import type { ApiPath, Client } from './client.ts';
import type { Ended, Permit } from './limiter.ts';
import { createRetryAfterReader } from './rate-limit-headers.ts';
import type { Clock, RequestQueue } from './request-queue.ts';

/** A value; a refusal by Atlassian, in JSON; a failure that outlasted the retries; or nothing, as the run stopped. */
export type Answer<T> =
  | { kind: 'value'; value: T }
  | { kind: 'refused'; status: number; body: string }
  | ({ kind: 'unread' } & Failure)
  | { kind: 'stopped' };

/** Reads a path until there is an answer. Never rejects. A failure with one of `finalStatuses` is not tried again. */
export type Api = {
  read<T>(path: ApiPath, parse: (json: unknown) => T, finalStatuses?: readonly number[]): Promise<Answer<T>>;
};

/** Notices a network on which nothing answers any more. A value, a refusal in JSON and a 429 are answers. */
export type NetworkWatch = ReturnType<typeof createNetworkWatch>;

/** `firstMs` is the longest time to the first answer, `laterMs` to another one; `onSilence` is called after it. */
type NetworkWatchOptions = {
  clock: Clock;
  firstMs: number;
  laterMs: number;
  onSilence: (silence: { hasAnswered: boolean; afterMs: number; failure: Failure | undefined }) => void;
};

/** `endsAt` is the time by which the run ends, on the clock. */
type ApiOptions = {
  client: Pick<Client, 'get'>;
  queue: RequestQueue;
  clock: Clock;
  random: () => number;
  maxRetries: number;
  endsAt: number;
  watch: NetworkWatch;
  signal: AbortSignal;
};

/** Joins client, queue and retries. All requests wait for a rate limit, which uses up no retry. */
export function createApi({ client, queue, clock, watch, signal, ...options }: ApiOptions): Api {
  const readRetryAfter = createRetryAfterReader();
  return {
    async read(path, parse, finalStatuses = []) {
      let delayMs: number | undefined;
      for (let failures = 0; ; ) {
        const permit = await new Promise<Permit | undefined>((start) => queue.add(start, delayMs));
        if (!permit) return { kind: 'stopped' };
        watch.noteRequest();
        const result = await client.get(path).catch(describeError);
        const answer = judge(result, parse);
        const ended = judgeEnd(answer, result);
        if (answer.kind === 'unread' && ended === 'fault') watch.noteFailure(answer);
        else watch.noteAnswer();
        const askedMs = 'headers' in result ? readRetryAfter(result, clock.now()) : undefined;
        queue.done(permit, ended, askedMs);
        if (ended === 'ok' || finalStatuses.some((status) => status === result.status)) return answer;
        if (signal.aborted) return { kind: 'stopped' };
        // A retry without a delay of its own: the limiter holds it back.
        delayMs = 0;
        if (ended === 'rateLimited') continue;
        delayMs = Math.max(askedMs ?? 0, computeBackoff(failures, options.random()));
        failures += 1;
        if (failures > options.maxRetries || clock.now() + delayMs > options.endsAt) return answer;
      }
    },
  };
}

/** Returns milliseconds, with full jitter. https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/ */
export function computeBackoff(failures: number, random: number): number {
  return random * Math.min(30_000, 500 * 2 ** failures);
}

/** Atlassian answers in JSON: any other body comes from something in between, whatever its status. */
function judge<T>(result: Reply | Failure, parse: (json: unknown) => T): Answer<T> {
  if (!('headers' in result)) return { kind: 'unread', ...result };
  const { status, json } = result;
  let flaw: string | undefined;
  if (status === 200 && json !== undefined) {
    try {
      return { kind: 'value', value: parse(json) };
    } catch (error) {
      flaw = describeCauses(error);
    }
  }
  const isFinal = ![200, 408, 429].includes(status) && status < 500 && isObject(json);
  if (isFinal) return { kind: 'refused', status, body: JSON.stringify(json) };
  return { kind: 'unread', ...describeReply(result, flaw) };
}

function judgeEnd({ kind }: Answer<unknown>, { status }: Reply | Failure): Ended {
  if (status === 429) return 'rateLimited';
  return kind === 'unread' ? 'fault' : 'ok';
}

/** Creates a watch whose time runs from a request to the next answer, also from failure to failure, but not in a pause. */
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
