import assert from 'node:assert/strict';
import { setMaxListeners } from 'node:events';
import { test } from 'node:test';
import { type Answer, createApi } from '../../src/atlassian/api.ts';
import { createPacer } from '../../src/atlassian/pacer.ts';
import type { Reply } from '../../src/http/exchange.ts';
import { createVirtualClock } from '../harness/virtual-clock.ts';

const PATH = '/users/a/manage/api-tokens';
const BEGAN = Date.UTC(2026, 10, 16, 9, 0, 20);
const FINE = reply(200, '[]');

test('a 200 of JSON is the value that `parse` makes of it', async () => {
  const { read } = create([reply(200, '[1,2]')]);
  assert.deepEqual(await read(), { kind: 'value', value: [1, 2] });
});

for (const [name, failure] of [
  ['a broken connection', new Error('read ECONNRESET')],
  ['a 408', reply(408)],
  ['a 500', reply(500)],
  ['a 503', reply(503)],
  ['a page with 200', reply(200, '<html>')],
  ['an empty 200', reply(200, '')],
  ['JSON that `parse` throws at', reply(200, '{"data":[]}')],
] as const) {
  test(`${name} is tried again until it heals`, async () => {
    const { read, starts } = create([failure, failure, FINE]);
    assert.deepEqual(await read(), { kind: 'value', value: [] });
    assert.equal(starts.length, 3);
  });
}

test('what does not heal is unread after max-retries, with the last status and what was said', async () => {
  for (const [failure, status, detail] of [
    [new Error('read ECONNRESET'), undefined, 'read ECONNRESET'],
    [reply(503, 'upstream request failed'), 503, 'upstream request failed'],
    [reply(200, '<html>'), 200, /^the answer is not JSON: /],
    [reply(200, '{}'), 200, 'not an array'],
    [
      new AggregateError([new Error('connect ETIMEDOUT ::1'), new Error('connect ECONNREFUSED 127.0.0.1')]),
      undefined,
      'connect ETIMEDOUT ::1; connect ECONNREFUSED 127.0.0.1',
    ],
  ] as const) {
    const { read, starts } = create([reply(500), failure, failure, FINE], { maxRetries: 2 });
    const answer = await read();
    assert.ok(answer.kind === 'unread' && answer.status === status);
    if (typeof detail === 'string') assert.equal(answer.detail, detail);
    else assert.match(answer.detail, detail);
    assert.equal(starts.length, 3);
  }
});

test('every other answer is a refusal at once, with its body as it came', async () => {
  for (const status of [204, 301, 302, 400, 401, 403, 404, 405, 410, 418]) {
    const { read, starts } = create([reply(status, ' why '), FINE]);
    assert.deepEqual(await read(), { kind: 'refused', status, body: ' why ' });
    assert.equal(starts.length, 1);
  }
});

test('a rate limit is waited out for as long as it takes, and uses up no retry', async () => {
  const limited = Array.from({ length: 50 }, () => reply(429));
  const { read, starts } = create([...limited, FINE], { maxRetries: 0 });
  assert.deepEqual(await read(), { kind: 'value', value: [] });
  assert.equal(starts.length, 51);
});

test('the waits between tries grow, jittered over their whole range', async () => {
  for (const [random, waits] of [
    [1, [500, 1000, 2000, 4000]],
    [0.5, [250, 500, 1000, 2000]],
    [0, [0, 0, 0, 0]],
  ] as const) {
    const failures = waits.map(() => reply(500));
    const { read, starts } = create([...failures, FINE], { random: () => random });
    await read();
    assert.deepEqual(computeGaps(starts), waits);
  }
});

test('a try again that waits holds nobody back', async () => {
  const { read, starts, clock } = create([reply(500), FINE, FINE], { random: () => 1 });
  const reads = [read(), read()];
  await clock.drain();
  await Promise.all(reads);
  assert.deepEqual(starts, [0, 0, 500]);
});

test('an account that is tried again comes before those not asked yet', async () => {
  const script = [reply(500), FINE, FINE, FINE];
  const { read, clock } = create(script, { concurrency: 1, latencyMs: 100, random: () => 0 });
  const order: string[] = [];
  for (const name of ['a', 'b', 'c']) void read().then(() => order.push(name));
  await clock.drain();
  assert.deepEqual(order, ['b', 'a', 'c']);
});

for (const [name, headers, waitMs] of [
  ['Retry-After in seconds', { 'retry-after': '7' }, 7000],
  ['Retry-After as an HTTP date', { 'retry-after': 'Mon, 16 Nov 2026 09:00:50 GMT' }, 30_000],
  ['a reset with seconds', { 'x-ratelimit-reset': '2026-11-16T09:00:31Z' }, 11_000],
  ['a reset without seconds', { 'x-ratelimit-reset': '2026-11-16T09:01Z' }, 40_000],
] as const) {
  test(`a 429 holds all requests back until the server's word: ${name}`, async () => {
    const { read, starts } = create([reply(429, '', headers), FINE, FINE, FINE], { concurrency: 1 });
    await Promise.all([read(), read(), read()]);
    assert.deepEqual(starts, [0, waitMs, waitMs, waitMs]);
  });
}

test('a 429 whose time is over, or that tells none, brings growing pauses', async () => {
  for (const headers of [{ 'x-ratelimit-reset': '2026-11-16T09:00Z' }, { 'retry-after': '0' }, {}]) {
    const refusals = [1, 2, 3, 4].map(() => reply(429, '', headers));
    const { read, starts } = create([...refusals, FINE], { random: () => 1 });
    await read();
    assert.deepEqual(computeGaps(starts), [500, 1000, 2000, 4000]);
  }
});

test('a 200 after which nothing remains holds the next request back before it is refused', async () => {
  const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '2026-11-16T09:01Z' };
  const { read, starts } = create([reply(200, '[]', headers), FINE], { concurrency: 1 });
  await Promise.all([read(), read()]);
  assert.deepEqual(starts, [0, 40_000]);
});

test('a stop ends what waits for a retry, for a pause or for its turn', async () => {
  for (const answer of [reply(500), reply(429, '', { 'retry-after': '60' }), FINE]) {
    const { read, controller, clock } = create([answer, answer], { concurrency: 1, latencyMs: 100 });
    const reads = [read(), read()];
    await clock.advance(answer === FINE ? 50 : 101);
    controller.abort(new Error('stopped'));
    await clock.drain();
    assert.deepEqual((await Promise.all(reads))[1], { kind: 'stopped' });
    assert.ok(clock.now() <= 200);
  }
});

test('a stop asks nothing any more, and what is in flight may still answer', async () => {
  const { read, controller, clock, starts } = create([FINE, FINE], { latencyMs: 100 });
  const early = read();
  await clock.advance(50);
  controller.abort(new Error('stopped'));
  assert.deepEqual(await read(), { kind: 'stopped' });
  await clock.drain();
  assert.deepEqual(await early, { kind: 'value', value: [] });
  assert.equal(starts.length, 1);
});

test('a fault of this program is not hidden behind a stop that did not happen', async () => {
  const api = createApi({
    ...create([]).parts,
    pacer: { enter: () => Promise.reject(new Error('a bug')), leave: () => {}, state: () => assert.fail() },
  });
  await assert.rejects(api.read(PATH, String), /a bug/);
});

function reply(status: number, body = '', headers: Reply['headers'] = {}): Reply {
  return { status, headers, body };
}

type Options = {
  maxRetries?: number;
  concurrency?: number;
  latencyMs?: number;
  random?: () => number;
};

/** A pacer and retries over a server that gives these answers, one after the other, on a clock that jumps. */
function create(script: (Reply | Error)[], options: Options = {}) {
  const { maxRetries = 5, concurrency = 4, latencyMs = 0, random = () => 0.5 } = options;
  const clock = createVirtualClock();
  const controller = new AbortController();
  const { signal } = controller;
  setMaxListeners(0, signal);
  const starts: number[] = [];

  async function get(): Promise<Reply> {
    const answer = script[starts.push(clock.now()) - 1] ?? assert.fail('one request too many');
    if (latencyMs > 0) await clock.sleep(latencyMs, new AbortController().signal);
    if (answer instanceof Error) throw answer;
    const date = new Date(BEGAN + clock.now()).toUTCString();
    return { ...answer, headers: { date, ...answer.headers } };
  }

  const limits = { concurrency, requestsPerSecond: undefined, onPause: () => {} };
  const pacer = createPacer({ ...limits, clock, random, signal });
  const parts = { client: { get, close: () => {} }, pacer, clock, random, maxRetries, signal };
  const api = createApi(parts);
  async function read(): Promise<Answer<unknown>> {
    const answer = api.read(PATH, parseArray);
    if (latencyMs === 0) await clock.drain();
    return answer;
  }
  return { read, starts, clock, controller, parts };
}

function parseArray(json: unknown): unknown {
  if (!Array.isArray(json)) throw new Error('not an array');
  return json;
}

function computeGaps(times: number[]): number[] {
  return times.slice(1).map((time, index) => time - (times[index] ?? 0));
}
