import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { nextLull } from '../src/github/lull.ts';

/** How many turns it takes, of which these are busy for so long, and all that follow are quiet. */
async function countTurns(...busyMs: number[]): Promise<number> {
  let turns = 0;
  await nextLull(async () => busyMs[turns++] ?? 0);
  return turns;
}

for (const [what, busyMs, turns] of [
  ['the first quiet turn after a busy one is a lull', [9, 0], 2],
  ['quiet before anything came is none', [0, 0, 0, 9, 0], 5],
  ['a single answer in a turn changes nothing', [1, 0, 3, 0, 9, 1], 6],
  ['answers that keep coming put it off', [9, 4, 9, 9, 0], 5],
  ['nothing comes at all: it waits no longer than 200 turns', [], 200],
  ['answers come without a pause: the same', Array<number>(500).fill(9), 200],
] as const)
  test(what, async () => assert.equal(await countTurns(...busyMs), turns));

test('what ends it is a quiet turn behind a busy one, or that there was none in 200', async () => {
  const turn = fc.integer({ min: 0, max: 10 });
  await fc.assert(
    fc.asyncProperty(fc.array(turn, { maxLength: 300 }), async (busyMs) => {
      const turns = await countTurns(...busyMs);
      const last = busyMs[turns - 1] ?? 0;
      const before = busyMs.slice(0, turns - 1);
      assert.ok(turns === 200 || (last <= 3 && before.some((ms) => ms > 3)));
      const isMissed = before.some((ms, at) => ms <= 3 && before.slice(0, at).some((earlier) => earlier > 3));
      assert.equal(isMissed, false);
    }),
  );
});

test('left to itself it sees a turn in which the event loop was busy, and the quiet one behind it', async () => {
  const began = performance.now();
  const lull = nextLull();
  setTimeout(() => {
    const end = performance.now() + 50;
    while (performance.now() < end);
  }, 1);
  await lull;
  // Two hundred turns would take longer than that.
  assert.ok(performance.now() - began < 2000);
});
