import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createGate, type Gate } from '../../src/atlassian/gate.ts';
import type { RateHeaders } from '../../src/atlassian/retry.ts';

const NEVER = Number.POSITIVE_INFINITY;

test('it is open until something is said against it', () => {
  const gate = create();
  for (let now = 0; now < 5; now += 1) gate.pass(7);
  assert.ok(gate.opensAt() <= 7);
  assert.deepEqual([gate.pausedMs(7), gate.pauses()], [0, 0]);
});

test('requests-per-second spaces requests evenly, decimals and all', () => {
  for (const [rate, spacing] of [
    [10, 100],
    [0.5, 2000],
    [2.5, 400],
  ] as const) {
    const gate = create(rate);
    for (const now of [1000, 1000 + spacing, 1000 + 2 * spacing]) {
      gate.pass(now);
      assert.equal(gate.opensAt(), now + spacing);
    }
  }
});

test('after a rest the next two requests are as far apart as any', () => {
  const gate = create(100);
  for (const now of [1000, 5000]) {
    gate.pass(now);
    assert.equal(gate.opensAt(), now + 10);
  }
});

test('a slot missed by a little is made up for, one missed by much is lost', () => {
  const gate = create(100);
  gate.pass(1000);
  gate.pass(1014);
  assert.equal(gate.opensAt(), 1020);
  gate.pass(1026);
  assert.equal(gate.opensAt(), 1036);
});

test("a refusal waits until the server's word, and the longest word counts", () => {
  const gate = create();
  gate.refuse(1000, 900, { waitMs: 5000 });
  gate.refuse(1500, 900, { waitMs: 1000 });
  assert.deepEqual([gate.opensAt(), gate.pausedMs(2000)], [6000, 4000]);
  gate.refuse(2000, 900, { waitMs: 9000 });
  assert.deepEqual([gate.opensAt(), gate.pauses()], [11_000, 1]);
});

test('without a word pauses grow from 0.5 s to 30 s, by up to half of each shorter', () => {
  for (const [random, share] of [
    [1, 1],
    [0, 0.5],
  ] as const) {
    const gate = create(undefined, random);
    const pauses = Array.from({ length: 8 }, () => refuseAfterPause(gate));
    const longest = [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000];
    assert.deepEqual(
      pauses,
      longest.map((ms) => ms * share),
    );
  }
});

test('refusals during a pause, when they bring no word, are one with it', () => {
  const gate = create();
  for (const now of [1000, 1100, 1400]) gate.refuse(now, 900, {});
  assert.deepEqual([gate.opensAt(), gate.pauses()], [1500, 1]);
  assert.equal(refuseAfterPause(gate), 1000);
});

test('an answer that is no refusal ends the growing', () => {
  const gate = create();
  for (let time = 0; time < 3; time += 1) refuseAfterPause(gate);
  gate.accept(gate.opensAt(), gate.opensAt());
  assert.equal(refuseAfterPause(gate), 500);
});

test('as many go as remain, less those in flight that may not be counted yet', () => {
  const gate = create();
  learn(gate, 1000, 2, { remaining: 5, waitMs: 60_000 });
  for (let left = 3; left > 0; left -= 1) {
    assert.ok(gate.opensAt() <= 1000);
    gate.pass(1000);
  }
  assert.equal(gate.opensAt(), NEVER);
});

test('when nothing remains it closes, and with the last answer it tells until when', () => {
  const gate = create();
  learn(gate, 1000, 2, { remaining: 0, waitMs: 60_000 });
  learn(gate, 1100, 1, {});
  assert.deepEqual([gate.opensAt(), gate.pausedMs(1100)], [NEVER, 0]);
  learn(gate, 31_000, 0, {});
  assert.deepEqual([gate.opensAt(), gate.pausedMs(31_000), gate.pauses()], [61_000, 30_000, 1]);
});

test('when nothing remains and no time is told, or it is over, it pauses all the same', () => {
  const gate = create();
  learn(gate, 1000, 0, { remaining: 0 });
  assert.equal(gate.opensAt(), 1500);
  learn(gate, 5000, 1, { remaining: 0, waitMs: 1000 });
  learn(gate, 9000, 0, {});
  assert.equal(gate.opensAt(), 10_000);
});

test('after a pause one goes first, and the others once it was let through', () => {
  for (const close of [
    (gate: Gate) => learn(gate, 1000, 0, { limit: 3, remaining: 0, waitMs: 4000 }),
    (gate: Gate) => gate.refuse(1000, 900, { waitMs: 4000 }),
  ]) {
    const gate = create();
    close(gate);
    assert.equal(gate.opensAt(), 5000);
    gate.pass(5000);
    assert.equal(gate.opensAt(), NEVER);
    gate.accept(5100, 4900);
    assert.equal(gate.opensAt(), NEVER, 'one that went before the pause says nothing');
    gate.accept(5100, 5000);
    assert.ok(gate.opensAt() <= 5100);
  }
});

test('a reset that moves on before it is reached is a bucket: it waits for one request, not until all is full', () => {
  const gate = create();
  learn(gate, 1000, 2, { limit: 20, remaining: 3, waitMs: 1000, resetAt: 60_000 });
  learn(gate, 1100, 0, { limit: 20, remaining: 0, waitMs: 2000, resetAt: 61_000 });
  assert.equal(gate.opensAt(), 1200);
});

test('until a bucket is full nobody waits, unless the server asks for that', () => {
  for (const [resetAt, isResetOnly, pausedMs] of [
    [61_000, true, 500],
    [61_000, false, 4000],
    [120_000, true, 4000],
  ] as const) {
    const gate = create();
    learn(gate, 1000, 1, { servedAt: 59_000, waitMs: 1000, resetAt: 60_000, isResetOnly: true });
    gate.refuse(2000, 1900, { servedAt: 60_000, waitMs: 4000, resetAt, ...(isResetOnly && { isResetOnly }) });
    assert.equal(gate.pausedMs(2000), pausedMs);
  }
});

test('a reset that moves on long before it is reached is a bucket, however far it moves', () => {
  for (const [servedAt, pausedMs] of [
    [60_000, 500],
    [89_000, 4000],
  ] as const) {
    const gate = create();
    learn(gate, 1000, 1, { servedAt: 59_000, waitMs: 1000, resetAt: 90_000, isResetOnly: true });
    gate.refuse(2000, 1900, { servedAt, waitMs: 4000, resetAt: 120_000, isResetOnly: true });
    assert.equal(gate.pausedMs(2000), pausedMs);
  }
});

test('what remains in a bucket rises too: by more than those in flight it is believed', () => {
  const gate = create();
  const bucket = { limit: 20, servedAt: 60_000, waitMs: 1000 };
  learn(gate, 1000, 0, { ...bucket, remaining: 1, resetAt: 61_000 });
  learn(gate, 1100, 1, { ...bucket, remaining: 1, resetAt: 62_000 });
  assert.equal(gate.opensAt(), NEVER);
  learn(gate, 1200, 1, { ...bucket, remaining: 2, resetAt: 62_000 });
  assert.equal(gate.opensAt(), NEVER);
  learn(gate, 1300, 1, { ...bucket, remaining: 3, resetAt: 62_000 });
  assert.ok(gate.opensAt() <= 1300);
});

test('of a time that is told, what was cut off the time of the answer is not waited for', () => {
  const gate = create();
  learn(gate, 1000, 1, { servedAt: 60_000 });
  gate.refuse(1900, 1800, { servedAt: 60_000, waitMs: 5000, waitUntil: 65_000 });
  assert.equal(gate.opensAt(), 6000);
});

test('until the next reset an answer that was overtaken raises nothing', () => {
  const gate = create();
  const rate = { limit: 200, waitMs: 1000, resetAt: 60_000 };
  learn(gate, 1000, 3, { ...rate, remaining: 3 });
  learn(gate, 1001, 2, { ...rate, remaining: 9 });
  assert.equal(gate.opensAt(), NEVER);
  learn(gate, 1002, 2, { ...rate, remaining: 9, resetAt: 120_000 }, 990);
  assert.ok(gate.opensAt() <= 1002);
});

test('where no reset is told, of answers to requests that were in flight together the least counts', () => {
  for (const told of [{}, { resetAt: 60_000 }]) {
    const gate = create();
    learn(gate, 1000, 2, { ...told, remaining: 1 }, 980);
    learn(gate, 1001, 1, { ...told, remaining: 3 }, 990);
    learn(gate, 1002, 0, { ...told, remaining: 4 }, 999);
    gate.pass(1002);
    assert.ok(gate.opensAt() > 1002, 'three that remained were granted to the others');
    learn(gate, 1020, 0, { ...told, remaining: 4 }, 1000);
    assert.ok(gate.opensAt() <= 1020, 'one that went later is news');
  }
});

test('until the next reset each answer that says less counts', () => {
  const gate = create();
  const rate = { waitMs: 1000, resetAt: 60_000 };
  learn(gate, 1000, 3, { ...rate, remaining: 9 });
  learn(gate, 1001, 3, { ...rate, remaining: 4 });
  gate.pass(1001);
  assert.equal(gate.opensAt(), NEVER);
});

test('an answer that tells an earlier reset is of the past and says nothing', () => {
  const gate = create();
  learn(gate, 1000, 1, { waitMs: 60_000, remaining: 0, resetAt: 120_000 });
  learn(gate, 1001, 0, { waitMs: 1000, remaining: 9, resetAt: 60_000 });
  assert.equal(gate.opensAt(), 61_000);
});

test('an answer that tells no reset still says what remains', () => {
  const gate = create();
  learn(gate, 1000, 1, { remaining: 9, resetAt: 60_000 });
  learn(gate, 1001, 1, { remaining: 1 });
  assert.equal(gate.opensAt(), NEVER);
});

test('a limit of 0 is no grant: it opens again', () => {
  const gate = create();
  learn(gate, 1000, 0, { limit: 0, remaining: 0, waitMs: 100 });
  assert.equal(gate.opensAt(), 1100);
});

/** An answer to a request that went when it came, unless told. */
function learn(gate: Gate, now: number, inFlight: number, told: RateHeaders, since = now): void {
  gate.learn({ now, since, inFlight }, told);
}

/** `random` 1 gives the longest pauses. */
function create(requestsPerSecond?: number, random = 1): Gate {
  return createGate({ requestsPerSecond, random: () => random });
}

/** How long the pause is that a refusal without a word brings, as soon as the last one is over. */
function refuseAfterPause(gate: Gate): number {
  const now = Math.max(1, gate.opensAt());
  gate.refuse(now, now, {});
  return gate.opensAt() - now;
}
