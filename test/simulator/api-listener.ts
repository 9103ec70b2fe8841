import type { IncomingMessage, ServerResponse } from 'node:http';
import { makeText, statusOf } from './answers.ts';
import type { ApiCall, ApiReply } from './atlassian.ts';
import { sendAnswer } from './send.ts';

/**
 * A request to the Atlassian API. `at` is in milliseconds (`performance.now()`), `status` is 0 when it ended without
 * one, and `inFlight` counts the open requests when it arrived, itself included.
 */
export type ApiRequest = {
  at: number;
  method: string;
  url: string;
  accountId?: string;
  userAgent: string;
  status: number;
  inFlight: number;
};

/** Counted whether or not requests are recorded. */
export type Counts = { requests: number; refused: number; mostInFlight: number; connections: number };

export type ApiListenerOptions = { latencyMs?: number | (() => number); recordRequests?: boolean };

export type ApiListener = {
  requests: ApiRequest[];
  counts: Counts;
  answer(request: IncomingMessage, response: ServerResponse): void;
};

/** Serves `reply` over HTTP: counts and records requests, and answers after the latency. */
export function createApiListener(
  reply: (call: ApiCall) => ApiReply,
  { latencyMs = 0, recordRequests = true }: ApiListenerOptions,
): ApiListener {
  const requests: ApiRequest[] = [];
  const counts: Counts = { requests: 0, refused: 0, mostInFlight: 0, connections: 0 };
  const latency = typeof latencyMs === 'number' ? () => latencyMs : latencyMs;
  let inFlight = 0;

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const record = createRecord(request, ++inFlight);
    response.once('close', () => inFlight--);
    request.resume();
    const { authorization } = request.headers;
    const { answer, headers, accountId } = reply({ method: record.method, url: record.url, authorization });
    if (accountId !== undefined) record.accountId = accountId;
    if (recordRequests) requests.push(record);
    counts.requests++;
    counts.mostInFlight = Math.max(counts.mostInFlight, inFlight);
    if (statusOf(answer) === 429) counts.refused++;
    // The time to render a large page is part of the latency.
    const made = makeText(answer);
    afterLatency(response, latency() - (performance.now() - record.at), () => {
      record.status = statusOf(answer);
      sendAnswer(response, made, headers);
    });
  }

  return { requests, counts, answer };
}

function createRecord({ method = '', url = '', headers }: IncomingMessage, inFlight: number): ApiRequest {
  return { at: performance.now(), method, url, userAgent: headers['user-agent'] ?? '', status: 0, inFlight };
}

function afterLatency(response: ServerResponse, latencyMs: number, send: () => void): void {
  if (latencyMs <= 0) {
    send();
    return;
  }
  const timer = setTimeout(send, latencyMs);
  response.once('close', () => clearTimeout(timer));
}
