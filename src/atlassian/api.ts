import type { Reply } from '../http/exchange.ts';
import type { Client } from './client.ts';
import type { Clock } from './clock.ts';
import type { Pacer } from './pacer.ts';
import type { ApiPath } from './paths.ts';
import { classifyStatus, computeNext, parseRateHeaders, parseToldWait } from './retry.ts';

/** The last word on one address: its value, a refusal as it came, no answer, or none because the run stopped. */
export type Answer<T> =
  | { kind: 'value'; value: T }
  | { kind: 'refused'; status: number; body: string }
  | { kind: 'unread'; status: number | undefined; detail: string }
  | { kind: 'stopped' };

/**
 * Reads an address until there is a last word. Never rejects; `parse` throws at JSON that is not what it takes. A
 * status of `finalStatuses` is a last word even if it might heal.
 */
export type Api = {
  read<T>(path: ApiPath, parse: (json: unknown) => T, finalStatuses?: readonly number[]): Promise<Answer<T>>;
};

export type ApiOptions = {
  client: Pick<Client, 'get'>;
  pacer: Pacer;
  clock: Clock;
  random: () => number;
  maxRetries: number;
  signal: AbortSignal;
};

/** Joins client, pacer and retries: what heals is tried again, a rate limit is waited out by all. */
export function createApi({ client, pacer, clock, random, maxRetries, signal }: ApiOptions): Api {
  async function attemptOnce<T>(path: ApiPath, parse: (json: unknown) => T, retry: boolean) {
    const permit = await pacer.enter(retry);
    const exchange = await exchangeOnce(client, path, parse);
    pacer.leave(permit, computeFeedback(exchange));
    return exchange;
  }

  async function read<T>(
    path: ApiPath,
    parse: (json: unknown) => T,
    finalStatuses: readonly number[] = [],
  ): Promise<Answer<T>> {
    for (let failures = 0, tries = 0; ; tries += 1) {
      const { ended, answer, reply } = await attemptOnce(path, parse, tries > 0);
      if (ended === 'final' || (reply && finalStatuses.includes(reply.status))) return answer;
      if (signal.aborted) return { kind: 'stopped' };
      const toldMs = reply && ended === 'healing' ? parseToldWait(reply.headers, Date.now()) : 0;
      const next = computeNext(ended, failures, maxRetries, random(), toldMs);
      if (next.kind === 'done') return answer;
      if (next.kind === 'again') {
        failures += 1;
        await clock.sleep(next.waitMs, signal);
      }
    }
  }

  return {
    read: (path, parse, finalStatuses) =>
      read(path, parse, finalStatuses).catch((error: unknown) => {
        if (signal.aborted) return { kind: 'stopped' };
        throw error;
      }),
  };
}

type Tried<T> = { ended: 'final' | 'limited' | 'healing'; answer: Answer<T>; reply: Reply | undefined };

async function exchangeOnce<T>(
  client: Pick<Client, 'get'>,
  path: ApiPath,
  parse: (json: unknown) => T,
): Promise<Tried<T>> {
  let reply: Reply | undefined;
  try {
    reply = await client.get(path);
    if (reply.status !== 200)
      return { ended: classifyStatus(reply.status), answer: describeRefusal(reply), reply };
    return { ended: 'final', answer: { kind: 'value', value: parse(JSON.parse(reply.body)) }, reply };
  } catch (error) {
    return {
      ended: 'healing',
      answer: { kind: 'unread', status: reply?.status, detail: describeError(error) },
      reply,
    };
  }
}

function describeRefusal({ status, body }: Reply): Answer<never> {
  return classifyStatus(status) === 'final'
    ? { kind: 'refused', status, body }
    : { kind: 'unread', status, detail: body };
}

function describeError(error: unknown): string {
  if (error instanceof SyntaxError) return `the answer is not JSON: ${error.message}`;
  // Of a host with several addresses each has its reason, and the whole has none.
  if (error instanceof AggregateError) return error.errors.map(describeError).join('; ');
  return error instanceof Error ? error.message || error.name : String(error);
}

function computeFeedback({ ended, reply }: Tried<unknown>) {
  const rate = reply ? parseRateHeaders(reply.headers, Date.now()) : {};
  return {
    ...rate,
    ended: ended === 'final' ? ('ok' as const) : ended === 'limited' ? ended : ('fault' as const),
  };
}
