import { describeError, describeReply, type Failure } from '../http/failure.ts';
import type { Reply } from '../http/http-client.ts';
import { describeCauses } from '../text/errors.ts';
import { isObject } from '../text/json.ts';
import type { Client } from './client.ts';
import type { Ended, Permit } from './limiter.ts';
import type { NetworkWatch } from './network-watch.ts';
import type { ApiPath } from './paths.ts';
import { computeRetryAfter, createRetryAfterReader } from './rate-limit-headers.ts';
import type { Clock, RequestQueue } from './request-queue.ts';

/**
 * The outcome of a request and its retries: a value; a refusal by Atlassian, in JSON; a failure that outlasted the
 * retries; or nothing, because the run stopped.
 */
export type Answer<T> =
  | { kind: 'value'; value: T }
  | { kind: 'refused'; status: number; body: string }
  | ({ kind: 'unread' } & Failure)
  | { kind: 'stopped' };

/**
 * Reads a path until there is an answer. Never rejects; `parse` throws at JSON of another shape than it expects. A
 * failure with a status of `finalStatuses` is not tried again.
 */
export type Api = {
  read<T>(path: ApiPath, parse: (json: unknown) => T, finalStatuses?: readonly number[]): Promise<Answer<T>>;
};

export type ApiOptions = {
  client: Pick<Client, 'get'>;
  queue: RequestQueue;
  clock: Clock;
  random: () => number;
  maxRetries: number;
  /** The time by which the run ends, on the clock. */
  endsAt: number;
  watch: NetworkWatch;
  signal: AbortSignal;
};

/** The outcome of one request. `ok` is final, also for a refusal; `fault` is transient. */
type Attempt<T> = { ended: Ended; answer: Answer<T>; reply?: Reply };

const BACKOFF_BASE_MS = 500;
const BACKOFF_CAP_MS = 30_000;

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
        const { ended, answer, reply } = await attempt(client, path, parse);
        if (ended !== 'fault') watch.noteAnswer();
        else if (answer.kind === 'unread') watch.noteFailure(answer);
        queue.done(permit, ended, reply && readRetryAfter(reply.headers, clock.now()));
        if (ended === 'ok' || (reply && finalStatuses.includes(reply.status))) return answer;
        if (signal.aborted) return { kind: 'stopped' };
        // A retry without a delay of its own: the limiter holds it back.
        delayMs = 0;
        if (ended === 'rateLimited') continue;
        const askedMs = reply ? computeRetryAfter(reply.headers, clock.now()) : 0;
        delayMs = Math.max(askedMs, computeBackoff(failures, options.random()));
        failures += 1;
        if (failures > options.maxRetries || clock.now() + delayMs > options.endsAt) return answer;
      }
    },
  };
}

/**
 * Returns capped exponential backoff in milliseconds with full jitter: `random` is from 0 to 1.
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function computeBackoff(failures: number, random: number): number {
  return random * Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** failures);
}

async function attempt<T>(
  client: Pick<Client, 'get'>,
  path: ApiPath,
  parse: (json: unknown) => T,
): Promise<Attempt<T>> {
  try {
    const reply = await client.get(path);
    return { ...judgeReply(reply, parse), reply };
  } catch (error) {
    return { ended: 'fault', answer: { kind: 'unread', ...describeError(error) } };
  }
}

/** Judges an answer. Atlassian answers in JSON: any other body comes from something in between, whatever its status. */
function judgeReply<T>(reply: Reply, parse: (json: unknown) => T): Omit<Attempt<T>, 'reply'> {
  const { status, json } = reply;
  if (status === 429) return { ended: 'rateLimited', answer: { kind: 'unread', ...describeReply(reply) } };
  if (status === 200 && json !== undefined) {
    try {
      return { ended: 'ok', answer: { kind: 'value', value: parse(json) } };
    } catch (error) {
      return { ended: 'fault', answer: { kind: 'unread', ...describeReply(reply, describeCauses(error)) } };
    }
  }
  const isFinal = status !== 200 && status !== 408 && status < 500 && isObject(json);
  return isFinal
    ? { ended: 'ok', answer: { kind: 'refused', status, body: JSON.stringify(json) } }
    : { ended: 'fault', answer: { kind: 'unread', ...describeReply(reply) } };
}
