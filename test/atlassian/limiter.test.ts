import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createLimiter, type Limiter } from '../../src/atlassian/limiter.ts';
import { createRandom } from '../simulator/random.ts';
import { type LimitedRun, playRun } from './limited-run.ts';
import { CONCURRENCY, countAllowed, drawServer, HEADER_FORMS, type ServerPlan } from './limited-server.ts';
import { createBucket, createFixedWindow } from './request-limits.ts';

const SERVERS = 150;

test(`of ${SERVERS} servers drawn at random, limits are used well and cause few refusals`, (t) => {
  const seed = Date.now() % 1_000_000;
  t.diagnostic(`seed ${seed}`);
  const random = createRandom(seed);
  const used: number[] = [];
  const refused: number[] = [];
  for (let left = SERVERS; left > 0; left -= 1) {
    const plan = drawServer(random);
    const run = playRun(plan, random);
    const name = `seed ${seed}: ${plan.limit?.name ?? 'no limit'}, ${plan.form.name}`;
    assert.equal(run.read, run.asked, `a request is lost: ${name}`);
    assert.equal(run.early, 0, `a request goes during a wait: ${name}`);
    assert.ok(run.mostInFlight <= CONCURRENCY, `too many in flight: ${name}`);
    if (!plan.limit) assert.ok(run.fullAt <= 1500, `full after ${run.fullAt} ms: ${name}`);
    const endMs = Math.min(plan.durationMs, run.endedMs);
    used.push(Math.min(1, count(run.accepted, 0, endMs) / countAllowed(plan, endMs)));
    refused.push(computeRefused(run));
  }
  used.sort((a, b) => a - b);
  refused.sort((a, b) => a - b);
  const measured = {
    used: { median: at(used, 0.5), tenth: at(used, 0.1), mean: mean(used), below70: countBelow(used, 0.7) },
    refused: {
      median: at(refused, 0.5),
      ninth: at(refused, 0.9),
      mean: mean(refused),
      worst: at(refused, 1),
    },
  };
  const text = `seed ${seed}: ${JSON.stringify(measured)}`;
  t.diagnostic(text);
  assert.ok(measured.used.median >= 0.95, text);
  assert.ok(measured.used.tenth >= 0.72, text);
  assert.ok(measured.used.mean >= 0.91, text);
  assert.ok(measured.used.below70 <= 0.12, text);
  assert.ok(measured.refused.median <= 0.03, text);
  assert.ok(measured.refused.ninth <= 0.11, text);
  assert.ok(measured.refused.mean <= 0.04, text);
  assert.ok(measured.refused.worst <= 0.25, text);
});

for (const form of ['no header', 'Retry-After rounded up', 'reset with seconds'])
  for (const limit of [createBucket(0.02, 20), createFixedWindow(100, 5000, 0)]) {
    const changes = [
      { afterMs: 40_000, factor: 0.4 },
      { afterMs: 80_000, factor: 1.5 },
    ];
    test(`${limit.name}, ${form}: lowered, it is obeyed at once; raised, it is used within a minute`, () => {
      for (const latencyMs of [40, 120, 250]) {
        const plan = createPlan({ limit, form: findForm(form), latencyMs, durationMs: 170_000, changes });
        const run = playRun(plan, createRandom(latencyMs));
        const refused = count(run.refused, 41_000, 80_000);
        const share = refused / (refused + count(run.accepted, 41_000, 80_000));
        assert.ok(share <= 0.1, `${share} refused after the limit was lowered`);
        const used = count(run.accepted, 140_000, 170_000) / 900;
        assert.ok(used >= 0.8, `${used} used a minute after the limit was raised`);
      }
    });
  }

test('a limit that begins only midway is found within a few refusals', () => {
  for (const limit of [createBucket(0.02, 20), createFixedWindow(100, 5000, 0)]) {
    const changes = [
      { afterMs: 0, factor: 1000 },
      { afterMs: 20_000, factor: 1 },
    ];
    const plan = createPlan({ limit, latencyMs: 100, durationMs: 60_000, changes });
    const run = playRun(plan, createRandom(5));
    assert.equal(count(run.refused, 0, 19_999), 0);
    const refused = count(run.refused, 20_000, 60_000);
    assert.ok(refused <= 65, `${refused} refused by ${limit.name}`);
  }
});

test('requests-per-second is a hard upper bound', () => {
  const plan = createPlan({ latencyMs: 100, durationMs: 20_000 });
  const { accepted } = playRun(plan, createRandom(1), { requestsPerSecond: 3 });
  const inTime = count(accepted, 0, 20_000);
  assert.ok(inTime >= 58 && inTime <= 61, `${inTime}`);
});

test('200 a minute: 2,000 accounts are read in the ten minutes that the limit takes', () => {
  const limit = createFixedWindow(200, 60_000, 0);
  const plan = createPlan({
    limit,
    form: findForm('reset without seconds'),
    latencyMs: 200,
    durationMs: 3_600_000,
  });
  const run = playRun(plan, createRandom(3), { most: 2000 });
  assert.equal(run.read, 2000);
  assert.ok(run.endedMs <= 601_000, `${run.endedMs} ms`);
  assert.ok(computeRefused(run) <= 0.05, `${computeRefused(run)} refused`);
});

test('after a 429 nothing goes until the wait is over; then one request goes, and the others once it is accepted', () => {
  const limiter = createLimiter({ concurrency: 4, random: () => 0.5 });
  const [first, second] = [limiter.send(0), limiter.send(50)];
  limiter.done(100, first, 'rateLimited', 7000);
  limiter.done(120, second, 'ok');
  assert.equal(limiter.next(), 7100);
  assert.equal(limiter.pace(2100).pausedMs, 5000);
  const probe = limiter.send(7100);
  assert.equal(limiter.next(), Number.POSITIVE_INFINITY);
  limiter.done(7200, probe, 'ok');
  assert.ok(Number.isFinite(limiter.next()));
  assert.equal(limiter.pace(7200).pausedMs, 0);
});

test('the longest of several waits counts, also one that arrives late', () => {
  const limiter = createLimiter({ concurrency: 4, random: () => 0.5 });
  const permits = [limiter.send(0), limiter.send(50), limiter.send(100)] as const;
  limiter.done(200, permits[0], 'rateLimited', 3000);
  limiter.done(210, permits[1], 'rateLimited', 1000);
  assert.equal(limiter.next(), 3200);
  limiter.done(3300, limiter.send(3200), 'ok');
  limiter.done(3400, permits[2], 'rateLimited', 5000);
  assert.equal(limiter.next(), 8400);
});

test('without a wait, pauses double up to half a minute while the probe is refused', () => {
  const limiter = createLimiter({ concurrency: 4, random: () => 0.5 });
  let now = 0;
  const pauses = Array.from({ length: 10 }, () => {
    limiter.done(now, limiter.send(now), 'rateLimited');
    const { pausedMs } = limiter.pace(now);
    now = limiter.next();
    return pausedMs;
  });
  assert.deepEqual(pauses, [250, 500, 1000, 2000, 4000, 8000, 16_000, 32_000, 32_000, 32_000]);
});

test('a probe that fails is followed by another one', () => {
  const limiter = createLimiter({ concurrency: 4, random: () => 0.5 });
  limiter.done(100, limiter.send(0), 'rateLimited', 1000);
  limiter.done(1600, limiter.send(1100), 'fault');
  assert.equal(limiter.next(), 1600);
  limiter.done(1700, limiter.send(1600), 'ok');
  assert.ok(Number.isFinite(limiter.next()));
});

test('whatever the answers, no more are in flight than allowed, and something can always go or end', () => {
  const steps = fc.array(fc.record({ ended: fc.nat(5), waitMs: fc.nat(3000), passedMs: fc.nat(500) }), {
    maxLength: 200,
  });
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 5 }), (steps, concurrency) => {
      const limiter = createLimiter({ concurrency, random: () => 0.5 });
      const permits: ReturnType<Limiter['send']>[] = [];
      let now = 0;
      for (const { ended, waitMs, passedMs } of steps) {
        now += passedMs;
        if (limiter.next() <= now) permits.push(limiter.send(now));
        assert.ok(permits.length <= concurrency);
        assert.ok(permits.length > 0 || Number.isFinite(limiter.next()));
        const permit = ended < 3 ? permits.shift() : undefined;
        if (permit)
          limiter.done(
            now,
            permit,
            (['ok', 'rateLimited', 'fault'] as const)[ended] ?? 'ok',
            waitMs || undefined,
          );
      }
    }),
  );
});

function createPlan(plan: Partial<ServerPlan>): ServerPlan {
  const calm = { jitter: 0.3, clockLeadMs: 0, faults: 0, others: 0, changes: [] };
  return {
    limit: undefined,
    form: findForm('no header'),
    latencyMs: 100,
    durationMs: 60_000,
    ...calm,
    ...plan,
  };
}

function findForm(name: string) {
  const form = HEADER_FORMS.find((form) => form.name === name);
  return form ?? assert.fail(`there is no form "${name}"`);
}

function computeRefused({ accepted, refused }: LimitedRun): number {
  return refused.length / (accepted.length + refused.length);
}

function count(times: readonly number[], fromMs: number, toMs: number): number {
  return times.filter((time) => time >= fromMs && time <= toMs).length;
}

function countBelow(values: readonly number[], bound: number): number {
  return values.filter((value) => value < bound).length / values.length;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The value at this share of a sorted list. */
function at(values: readonly number[], share: number): number {
  return values[Math.min(values.length - 1, Math.floor(share * values.length))] ?? Number.NaN;
}
