import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Limiter, Permit } from '../../src/atlassian/limiter.ts';
import { createRequestQueue, MAX_TIMER_MS, systemClock } from '../../src/atlassian/request-queue.ts';
import { createVirtualClock } from '../harness/virtual-clock.ts';

test('retries go before first tries, each in their order', () => {
  const { queue, order, add, end } = create({ places: 1 });
  for (const name of ['a', 'b', 'c']) add(name);
  add('retry 1', 0);
  add('retry 2', 0);
  for (let left = 5; left > 0; left -= 1) end();
  assert.deepEqual(order, ['a', 'retry 1', 'retry 2', 'b', 'c']);
  assert.equal(queue.pace().inFlight, 0);
});

test('a retry that waits holds nothing back', () => {
  const { clock, order, add } = create();
  add('retry', 500);
  add('a');
  assert.deepEqual(order, ['a']);
  clock.runUntil(499);
  assert.deepEqual(order, ['a']);
  clock.runUntil(500);
  assert.deepEqual(order, ['a', 'retry']);
});

test('what waits for the limiter goes when that opens, and the pause is reported while something waits', () => {
  const { clock, order, add, pauses } = create({ opensAt: 3000 });
  add('a');
  add('b');
  assert.deepEqual(pauses, [3000, 3000]);
  clock.runUntil(2999);
  assert.deepEqual(order, []);
  clock.runUntil(3000);
  assert.deepEqual(order, ['a', 'b']);
  assert.equal(pauses.length, 2);
});

test('when the run stops, all that waits is started with nothing, and no timer is left', () => {
  const { controller, clock, order, add } = create({ opensAt: 3000 });
  add('a');
  add('retry', 0);
  add('later', 60_000);
  controller.abort();
  assert.deepEqual(order.toSorted(), ['a stopped', 'later stopped', 'retry stopped']);
  add('too late');
  assert.equal(order.at(-1), 'too late stopped');
  clock.runUntil(Number.POSITIVE_INFINITY);
  assert.equal(clock.now(), 0);
});

test('a run that is stopped because of a pause is not waited for', () => {
  const { controller, clock, order, add } = create({ opensAt: 3000, onPause: () => controller.abort() });
  add('a');
  assert.deepEqual(order, ['a stopped']);
  clock.runUntil(Number.POSITIVE_INFINITY);
  assert.equal(clock.now(), 0);
});

test("the machine's clock counts from 1970, and sets no timer that Node cannot hold", (t) => {
  assert.ok(Math.abs(systemClock.now() - Date.now()) < 60_000);
  const timers = t.mock.method(globalThis, 'setTimeout');
  systemClock.setTimer(5_000_000_000, () => assert.fail())();
  assert.equal(timers.mock.calls[0]?.arguments[1], MAX_TIMER_MS);
});

/** A queue with a limiter that has so many places and opens at a time. */
function create(options: { places?: number; opensAt?: number; onPause?: () => void } = {}) {
  const { places = 9, opensAt = 0 } = options;
  const clock = createVirtualClock();
  const controller = new AbortController();
  const order: string[] = [];
  const pauses: number[] = [];
  const permits: Permit[] = [];
  let inFlight = 0;
  const limiter: Limiter = {
    next: () => (inFlight < places ? opensAt : Number.POSITIVE_INFINITY),
    send(now) {
      inFlight += 1;
      return { sentAt: now };
    },
    done() {
      inFlight -= 1;
    },
    pace: (now) => ({ inFlight, pausedMs: Math.max(0, opensAt - now) }),
  };
  const onPause = (pausedMs: number) => {
    pauses.push(pausedMs);
    options.onPause?.();
  };
  const queue = createRequestQueue({ limiter, clock, signal: controller.signal, onPause });
  const add = (name: string, retryDelayMs?: number) =>
    queue.add((permit) => {
      order.push(permit ? name : `${name} stopped`);
      if (permit) permits.push(permit);
    }, retryDelayMs);
  const end = () => queue.done(permits.shift() ?? assert.fail('nothing is in flight'), 'ok');
  return { queue, clock, controller, order, pauses, add, end };
}
