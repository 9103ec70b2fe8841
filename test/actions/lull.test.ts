import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextLull } from '../../src/actions/lull.ts';

/** How many turns it takes, of which these are busy for so long, and all that follow are quiet. */
async function countTurns(busyMs: readonly number[]): Promise<number> {
  let turns = 0;
  await nextLull(async () => busyMs[turns++] ?? 0);
  return turns;
}

for (const [what, busyMs, turns] of [
  ['the first quiet turn after a busy one is a lull', [9, 0], 2],
  ['so are four in a row', [0, 0, 0, 0], 4],
  ['a single answer is no matter', [3, 0, 3, 0], 4],
  ['answers put it off', [0, 0, 0, 4, 0], 5],
  ['answers that keep coming put it off', [4, 10, 3.1, 9, 0], 5],
  ['answers that never pause put it off for 200 turns', Array<number>(500).fill(9), 200],
] as const)
  test(what, async () => assert.equal(await countTurns(busyMs), turns));

test('left to itself it lets a turn pass, and waits while the event loop is busy', async () => {
  const began = performance.now();
  const busy = setInterval(() => {
    const end = performance.now() + 9;
    while (performance.now() < end);
    if (performance.now() - began > 100) clearInterval(busy);
  }, 1);
  await nextLull();
  assert.ok(performance.now() - began > 100);
  // Two hundred turns would take longer than that.
  assert.ok(performance.now() - began < 2000);
  const quiet = performance.now();
  await nextLull();
  assert.ok(performance.now() - quiet > 9);
});
