import assert from 'node:assert/strict';
import { setMaxListeners } from 'node:events';
import { test } from 'node:test';
import fc from 'fast-check';
import { createPacer, type Feedback, type Pacer, type PacerOptions } from '../../src/atlassian/pacer.ts';
import { createWindow } from '../../src/atlassian/window.ts';
import { createVirtualClock, type VirtualClock } from '../harness/virtual-clock.ts';
import { createRandom } from '../simulator/random.ts';

const OK: Feedback = { ended: 'ok' };

test('a burst, a few while it is answered, and the window opens; after a push back by one a round', () => {
  const window = createWindow(32);
  const sizes = [window.size()];
  for (let answers = 1; answers <= 300; answers += 1) {
    window.grow();
    sizes.push(window.size());
  }
  assert.deepEqual(sizes.slice(0, 168), [12, ...Array(11).fill(3), ...Array(156).fill(32)]);
  assert.deepEqual(sizes.slice(168), [...Array(33).fill(25), ...Array(100).fill(32)], 'wary about 200');
  window.shrink();
  assert.equal(window.size(), 16);
  const playRound = () => {
    for (let left = window.size(); left > 0; left -= 1) window.grow();
    return window.size();
  };
  const later = [1, 2, 3, 4].map(playRound).map((size) => size - 16);
  assert.ok(later.every((size, round) => size >= round && size <= round + 1));
});

test('once it was opened, no answer to the burst closes it', () => {
  const window = createWindow(32);
  window.open();
  window.grow();
  assert.equal(window.size(), 32);
});

test('a burst that is not let through opens nothing', () => {
  const window = createWindow(32);
  for (let answers = 0; answers < 11; answers += 1) window.grow();
  window.shrink();
  window.grow();
  window.open();
  assert.equal(window.size(), 2);
});

test('the window stays between 1 and the concurrency, whatever happens', () => {
  const anyMoves = fc.array(fc.constantFrom('grow', 'grow', 'grow', 'shrink', 'open'), { maxLength: 300 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 64 }), anyMoves, (maximum, moves) => {
      const window = createWindow(maximum);
      for (const move of moves) {
        window[move]();
        assert.ok(window.size() >= 1 && window.size() <= maximum && Number.isInteger(window.size()));
      }
    }),
  );
});

test('requests in flight grow from a burst to the concurrency and never beyond', async () => {
  const { pacer, clock } = create({ concurrency: 32 });
  const inFlight: number[] = [];
  for (let index = 0; index < 400; index += 1) void send(pacer, clock, [OK]);
  for (let round = 0; round < 10; round += 1) {
    await clock.advance(round === 0 ? 0 : 100);
    inFlight.push(pacer.state().inFlight);
  }
  assert.deepEqual(inFlight, [12, 32, 32, 32, 32, 32, 27, 25, 32, 32]);
});

test('first requests that are slow to answer hold nothing up for longer than two seconds', async () => {
  const { pacer, clock } = create({ concurrency: 32 });
  const starts: number[] = [];
  for (let index = 0; index < 12; index += 1) void send(pacer, clock, [OK], [], () => 30_000);
  for (let index = 0; index < 500; index += 1) void send(pacer, clock, [OK], starts);
  await clock.advance(5000);
  assert.equal(starts.length, 500);
  assert.ok(starts.every((at) => at >= 2000));
});

test('the server pushing back halves the window, once a round', async () => {
  for (const ended of ['fault', 'limited'] as const) {
    const { pacer, clock } = create({ concurrency: 32 });
    for (let index = 0; index < 20; index += 1) void send(pacer, clock, [OK]);
    await clock.drain();
    const permits = await Promise.all(Array.from({ length: 32 }, () => pacer.enter(false)));
    await clock.advance(100);
    for (const permit of permits) pacer.leave(permit, { ended });
    assert.equal(pacer.state().window, 16, ended);
  }
});

test('a refusal holds everybody back for as long as the server says', async () => {
  const pauses: number[] = [];
  const { pacer, clock } = create({ concurrency: 8, onPause: (ms) => pauses.push(ms) });
  const starts: number[] = [];
  for (let index = 0; index < 12; index += 1)
    void send(pacer, clock, [index === 0 ? { ended: 'limited', waitMs: 5000 } : OK], starts);
  await clock.drain();
  assert.deepEqual(new Set(starts.slice(0, 8)), new Set([0]));
  assert.ok(starts.length === 12 && starts.slice(8).every((at) => at >= 5100));
  assert.equal(pauses[0], 5000);
});

test('when nothing remains the pause comes before the refusal', async () => {
  const { pacer, clock } = create({ concurrency: 1 });
  const starts: number[] = [];
  const feedback: Feedback[] = [OK, { ended: 'ok', remaining: 0, waitMs: 30_000 }, OK];
  for (const answer of feedback) void send(pacer, clock, [answer], starts);
  await clock.drain();
  assert.deepEqual(starts, [0, 100, 30_200]);
  assert.equal(pacer.state().pauses, 1);
});

test('retries go before first tries', async () => {
  const { pacer, clock } = create({ concurrency: 1 });
  const order: string[] = [];
  const permit = await pacer.enter(false);
  for (const [name, retry] of [
    ['first', false],
    ['again', true],
    ['second', false],
    ['again too', true],
  ] as const)
    void pacer.enter(retry).then((next) => {
      order.push(name);
      pacer.leave(next, OK);
    });
  pacer.leave(permit, OK);
  await clock.drain();
  assert.deepEqual(order, ['again', 'again too', 'first', 'second']);
});

test('a stop sends away all who wait and all who come, and those in flight may leave', async () => {
  const { pacer, clock, controller } = create({ concurrency: 1 });
  const permit = await pacer.enter(false);
  const waiting = [pacer.enter(true), pacer.enter(false)];
  controller.abort(new Error('stopped'));
  for (const waiter of [...waiting, pacer.enter(false)]) await assert.rejects(waiter, /stopped/);
  pacer.leave(permit, { ended: 'limited', waitMs: 1000 });
  await clock.drain();
  assert.equal(pacer.state().inFlight, 0);
});

test('a stop ends a pause', async () => {
  const { pacer, clock, controller } = create({ concurrency: 1 });
  pacer.leave(await pacer.enter(false), { ended: 'limited', waitMs: 3_600_000 });
  const waiter = pacer.enter(true);
  controller.abort(new Error('stopped'));
  await assert.rejects(waiter, /stopped/);
  await clock.drain();
  assert.equal(clock.now(), 0);
});

const answers: fc.Arbitrary<Feedback> = fc.record(
  {
    ended: fc.constantFrom('ok', 'ok', 'limited', 'fault'),
    remaining: fc.nat(3),
    limit: fc.nat(3),
    waitMs: fc.integer({ min: 1, max: 5000 }),
    resetAt: fc.constantFrom(0, 60_000, 120_000),
  },
  { requiredKeys: ['ended'] },
);

test('whoever enters gets through, whatever comes back in whatever order', async () => {
  const scripts = fc.array(fc.array(answers, { minLength: 1, maxLength: 4 }), { maxLength: 30 });
  const concurrency = fc.integer({ min: 1, max: 8 });
  await fc.assert(
    fc.asyncProperty(scripts, concurrency, fc.nat(), async (scripts, concurrency, seed) => {
      const random = createRandom(seed);
      const { pacer, clock } = create({ concurrency, random });
      let through = 0;
      let most = 0;
      for (const script of scripts)
        void send(pacer, clock, script, [], () => {
          most = Math.max(most, pacer.state().inFlight);
          return random() * 500;
        }).then(() => {
          through += 1;
        });
      await clock.drain();
      assert.deepEqual([through, pacer.state().inFlight], [scripts.length, 0]);
      assert.ok(most <= concurrency);
    }),
    { numRuns: 200 },
  );
});

/** A timer may come so late that what was missed is made up for. */
const SLACK_MS = 5;

test('requests-per-second is a hard bound, from any request to any other', async () => {
  const rate = fc.double({ min: 0.1, max: 300, noNaN: true });
  const concurrency = fc.integer({ min: 1, max: 64 });
  await fc.assert(
    fc.asyncProperty(rate, concurrency, fc.nat(), async (requestsPerSecond, concurrency, seed) => {
      const random = createRandom(seed);
      const { pacer, clock } = create({ requestsPerSecond, concurrency });
      const starts: number[] = [];
      for (let index = 0; index < 40; index += 1) {
        if (random() < 0.2) await clock.advance(random() * 5000);
        void send(pacer, clock, [OK], starts, () => random() * 1000);
      }
      await clock.drain();
      assert.equal(starts.length, 40);
      for (const [first, from] of starts.entries())
        for (const [more, to] of starts.slice(first).entries())
          assert.ok(to - from > (more * 1000) / requestsPerSecond - SLACK_MS);
    }),
  );
});

test('timers that come late cost nothing of requests-per-second', async () => {
  const random = createRandom(1);
  const clock = createVirtualClock();
  const late = {
    ...clock,
    sleep: (ms: number, signal: AbortSignal) => clock.sleep(ms + (SLACK_MS - 1) * random(), signal),
  };
  const { pacer } = create({ requestsPerSecond: 100, concurrency: 64, clock: late });
  const starts: number[] = [];
  for (let index = 0; index < 501; index += 1) void send(pacer, clock, [OK], starts, () => 10);
  await clock.drain();
  assert.ok(Math.abs((starts.at(-1) ?? 0) - 5000) < SLACK_MS);
});

test('timers that come early let nobody through too soon, and nobody waits for ever', async () => {
  const clock = createVirtualClock();
  const early = { ...clock, sleep: (ms: number, signal: AbortSignal) => clock.sleep(ms * 0.9, signal) };
  const { pacer } = create({ requestsPerSecond: 10, clock: early });
  const starts: number[] = [];
  for (let index = 0; index < 4; index += 1) void send(pacer, clock, [OK], starts, () => 1);
  await clock.drain();
  assert.deepEqual(
    starts.map((at) => Math.round(at)),
    [0, 100, 200, 300],
  );
});

function create(options: Partial<PacerOptions>) {
  const clock = createVirtualClock();
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  const common = { requestsPerSecond: undefined, random: () => 0.5, onPause: () => {}, concurrency: 4 };
  return {
    clock,
    controller,
    pacer: createPacer({ ...common, clock, signal: controller.signal, ...options }),
  };
}

/** Sends a request as often as there are answers; each takes 100 ms unless told. */
async function send(
  pacer: Pacer,
  clock: VirtualClock,
  script: Feedback[],
  starts: number[] = [],
  latency = () => 100,
): Promise<void> {
  for (const [index, feedback] of script.entries()) {
    const permit = await pacer.enter(index > 0);
    starts.push(clock.now());
    await clock.sleep(latency(), new AbortController().signal);
    pacer.leave(permit, feedback);
  }
}
