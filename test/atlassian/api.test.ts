import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Answer, computeBackoff, createApi, createNetworkWatch } from '../../src/atlassian/api.ts';
import { createLimiter } from '../../src/atlassian/limiter.ts';
import { createRequestQueue } from '../../src/atlassian/request-queue.ts';
import type { Reply } from '../../src/http/http-client.ts';
import { createVirtualClock } from '../harness/virtual-clock.ts';

const PATH = '/users/a/manage/api-tokens';
const BEGAN = Date.UTC(2026, 10, 16, 9, 0, 20);
const FINE = json(200, []);
const FAILURE = { status: undefined, detail: 'ENOTFOUND api.atlassian.com', advice: '' };

test('a 200 of JSON is the value that `parse` makes of it', async () => {
  const { read } = create([json(200, [1, 2])]);
  assert.deepEqual(await read(), { kind: 'value', value: [1, 2] });
});

for (const [name, failure] of [
  ['a broken connection', new Error('read ECONNRESET')],
  ['a 408', json(408, {})],
  ['a 500', json(500, {})],
  ['a 503', text(503, 'upstream request failed')],
  ['a page with 200', text(200, '<html>')],
  ['an empty 200', text(200, '')],
  ['JSON that `parse` throws at', json(200, { data: [] })],
  ['a redirect', text(302, '')],
  ['no content', text(204, '')],
  ['a 404 that is a page', text(404, '<html>')],
  ['an empty 404', text(404, '')],
  ['a 404 of JSON that is no object', json(404, 'not found')],
  ['a 403 that is a page', text(403, '<title>Forbidden by the proxy</title>')],
  ['a 401 that is a page', text(401, '<title>Log in</title>')],
] as const)
  test(`${name} is tried again until an answer comes`, async () => {
    const { read, starts } = create([failure, failure, FINE]);
    assert.deepEqual(await read(), { kind: 'value', value: [] });
    assert.equal(starts.length, 3);
  });

test('a failure that stays is unread after max-retries, with the last status and what came', async () => {
  for (const [failure, status, detail] of [
    [new Error('read ECONNRESET'), undefined, 'read ECONNRESET'],
    [
      text(503, 'upstream request failed', 'text/plain'),
      503,
      'not JSON but text/plain, "upstream request failed"',
    ],
    [text(404, '<title>Blocked</title>', 'text/html'), 404, 'not JSON but text/html, "Blocked"'],
    [json(503, { message: 'later' }), 503, '{"message":"later"}'],
    [json(200, {}), 200, 'not an array'],
  ] as const) {
    const { read, starts } = create([json(500, {}), failure, failure, FINE], { maxRetries: 2 });
    const answer = await read();
    assert.ok(answer.kind === 'unread' && answer.status === status);
    assert.equal(answer.detail, detail);
    assert.equal(starts.length, 3);
  }
});

test('every other status with a JSON object is a refusal at once, whatever its content type', async () => {
  for (const status of [201, 301, 400, 401, 403, 404, 405, 410, 418]) {
    const { read, starts } = create([json(status, { key: 'why' }, { 'content-type': 'text/html' }), FINE]);
    assert.deepEqual(await read(), { kind: 'refused', status, body: '{"key":"why"}' });
    assert.equal(starts.length, 1);
  }
});

test('a failure whose status the caller takes for an answer is not tried again', async () => {
  const { read, starts } = create([text(500, ''), FINE], { finalStatuses: [500] });
  assert.equal((await read()).kind, 'unread');
  assert.equal(starts.length, 1);
});

test('a rate limit is waited out for as long as it takes, and uses up no retry', async () => {
  const refusals = Array.from({ length: 50 }, () => text(429, 'slow down'));
  const { read, starts } = create([...refusals, FINE], { maxRetries: 0 });
  assert.deepEqual(await read(), { kind: 'value', value: [] });
  assert.equal(starts.length, 51);
});

test('a 429 holds all requests back for as long as the server asks', async () => {
  const { read, starts } = create([json(429, {}, { 'retry-after': '7' }), FINE, FINE, FINE], {
    concurrency: 1,
  });
  await Promise.all([read(), read(), read()]);
  assert.deepEqual(starts.slice(0, 2), [0, 7000]);
  assert.ok((starts[2] ?? 0) > 7000);
});

test('the waits between tries double up to half a minute, with full jitter', async () => {
  for (const random of [1, 0.5]) {
    const waits = [500, 1000, 2000, 4000].map((ms) => ms * random);
    const { read, starts } = create([...waits.map(() => json(500, {})), FINE], { random: () => random });
    await read();
    assert.deepEqual(computeGaps(starts), waits);
  }
  assert.deepEqual(
    [5, 6, 7, 5000].map((failures) => computeBackoff(failures, 1)),
    [16_000, 30_000, 30_000, 30_000],
  );
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.nat(10_000), share, (failures, share) => {
      assert.equal(computeBackoff(failures, share), share * computeBackoff(failures, 1));
    }),
  );
});

test('a failure that asks to wait is tried again after that, and not at all when the run ends before', async () => {
  const failure = (seconds: string) => json(503, {}, { 'retry-after': seconds });
  const patient = create([failure('60'), FINE]);
  assert.equal((await patient.read()).kind, 'value');
  assert.deepEqual(patient.starts, [0, 60_000]);
  for (const seconds of ['3601', '1000000', '5000000', '999999999999999']) {
    const { read, starts } = create([failure(seconds), FINE]);
    assert.deepEqual(await read(), { kind: 'unread', status: 503, detail: '{}', advice: '' });
    assert.deepEqual(starts, [0]);
  }
});

test('an account that is tried again comes before those not asked yet', async () => {
  const { read, settle } = create([json(500, {}), FINE, FINE, FINE], { concurrency: 1, latencyMs: 1000 });
  const order: string[] = [];
  for (const name of ['a', 'b', 'c']) void read().then(() => order.push(name));
  await settle();
  assert.deepEqual(order, ['b', 'a', 'c']);
});

test('a stop ends what waits for a retry, for a pause or for its turn', async () => {
  for (const answer of [json(500, {}), json(429, {}, { 'retry-after': '60' }), FINE]) {
    const { read, controller, settle } = create([answer, answer], { concurrency: 1, latencyMs: 100 });
    const reads = [read(), read()];
    await settle(answer === FINE ? 50 : 101);
    controller.abort();
    await settle();
    assert.deepEqual((await Promise.all(reads))[1], { kind: 'stopped' });
  }
});

test('after a stop nothing is asked, and an answer that is on its way may still come', async () => {
  const { read, controller, settle, starts } = create([FINE, FINE], { latencyMs: 100 });
  const early = read();
  await settle(50);
  controller.abort();
  assert.deepEqual(await read(), { kind: 'stopped' });
  await settle();
  assert.deepEqual(await early, { kind: 'value', value: [] });
  assert.equal(starts.length, 1);
});

test('where nothing but failures comes, the run ends, whatever max-retries allows', async () => {
  const failures = Array.from({ length: 100 }, () => text(403, '<title>Blocked</title>', 'text/html'));
  const { read, silences, clock } = create(failures, { maxRetries: 100 });
  assert.deepEqual(await read(), { kind: 'stopped' });
  assert.deepEqual(silences, ['not JSON but text/html, "Blocked"']);
  assert.equal(clock.now(), 90_000);
});

test('a refusal in JSON and a 429 are answers, and a pause is no silence', async () => {
  for (const answer of [json(403, { key: 'forbidden' }), json(429, {}, { 'retry-after': '1200' })]) {
    const { read, silences } = create([text(500, ''), answer, text(500, ''), FINE, FINE]);
    await Promise.all([read(), read()]);
    assert.deepEqual(silences, []);
  }
});

test('a request that the stop ended is stopped and not unread, also on its last try', async () => {
  const { read, controller, settle } = create([new Error('the run stopped')], {
    latencyMs: 100,
    maxRetries: 0,
  });
  const answer = read();
  await settle(50);
  controller.abort();
  await settle();
  assert.deepEqual(await answer, { kind: 'stopped' });
});

test('a network on which nothing answers is noticed, with the last failure', () => {
  const { watch, clock, silences } = createWatch();
  watch.noteRequest();
  clock.runUntil(50_000);
  watch.noteFailure(FAILURE);
  watch.noteRequest();
  clock.runUntil(89_999);
  assert.deepEqual(silences, []);
  clock.runUntil(90_000);
  assert.deepEqual(silences, [{ hasAnswered: false, afterMs: 90_000, failure: FAILURE }]);
});

test('after an answer the time is longer, and runs from the next request', () => {
  const { watch, clock, silences } = createWatch();
  watch.noteRequest();
  watch.noteAnswer();
  clock.runUntil(10_000_000);
  assert.deepEqual(silences, []);
  clock.after(0, watch.noteRequest);
  clock.runUntil(10_300_000);
  assert.deepEqual(silences, [{ hasAnswered: true, afterMs: 300_000, failure: undefined }]);
});

test('a watch that is closed is silent', () => {
  const { watch, clock, silences } = createWatch();
  watch.noteRequest();
  watch.close();
  clock.runUntil(Number.POSITIVE_INFINITY);
  assert.deepEqual(silences, []);
});

function json(status: number, body: unknown, headers: Reply['headers'] = {}): Reply {
  return { status, headers, json: body, text: '' };
}

function text(status: number, body: string, type?: string): Reply {
  return { status, headers: type ? { 'content-type': type } : {}, json: undefined, text: body };
}

type Options = {
  maxRetries?: number;
  concurrency?: number;
  latencyMs?: number;
  random?: () => number;
  finalStatuses?: number[];
};

/** An API whose server gives these answers, one after the other, for a run of an hour on a clock that jumps. */
function create(script: (Reply | Error)[], options: Options = {}) {
  const { maxRetries = 5, concurrency = 4, latencyMs = 0, random = () => 0.5, finalStatuses = [] } = options;
  const clock = createVirtualClock();
  const controller = new AbortController();
  const { signal } = controller;
  const starts: number[] = [];

  async function get(): Promise<Reply> {
    const answer = script[starts.push(clock.now()) - 1] ?? assert.fail('one request too many');
    if (latencyMs > 0) await new Promise<void>((resolve) => clock.after(latencyMs, resolve));
    if (answer instanceof Error) throw answer;
    const date = new Date(BEGAN + clock.now()).toUTCString();
    return { ...answer, headers: { date, ...answer.headers } };
  }

  const limiter = createLimiter({ concurrency, random });
  const queue = createRequestQueue({ limiter, clock, signal, onPause: () => {} });
  const silences: (string | undefined)[] = [];
  const onSilence = ({ failure }: { failure: { detail: string } | undefined }) => {
    silences.push(failure?.detail);
    controller.abort();
  };
  const watch = createNetworkWatch({ clock, firstMs: 90_000, laterMs: 300_000, onSilence });
  const endsAt = 3_600_000;
  const api = createApi({ client: { get }, queue, clock, watch, random, maxRetries, endsAt, signal });
  const settle = (ms = Number.POSITIVE_INFINITY) => clock.settleUntil(ms);
  async function read(): Promise<Answer<unknown>> {
    const answer = api.read(PATH, parseArray, finalStatuses);
    if (latencyMs === 0) await settle();
    return answer;
  }
  return { read, starts, clock, controller, settle, silences };
}

function parseArray(json: unknown): unknown {
  if (!Array.isArray(json)) throw new Error('not an array');
  return json;
}

function computeGaps(times: number[]): number[] {
  return times.slice(1).map((time, index) => time - (times[index] ?? 0));
}

function createWatch() {
  const clock = createVirtualClock();
  const silences: unknown[] = [];
  const onSilence = (silence: unknown) => silences.push(silence);
  return {
    clock,
    silences,
    watch: createNetworkWatch({ clock, firstMs: 90_000, laterMs: 300_000, onSilence }),
  };
}
