import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createRanking } from '../../src/result/ranking.ts';

type Item = { weight: number; index: number };

test('the first of all items are kept as a stable sort would have them, and all are counted', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 })), fc.integer({ min: 1, max: 8 }), (weights, size) => {
      const items = weights.map((weight, index): Item => ({ weight, index }));
      const compare = (a: Item, b: Item) => b.weight - a.weight;
      const ranking = createRanking(size, compare);
      for (const item of items) ranking.offer(item);
      assert.deepEqual(ranking.top, items.toSorted(compare).slice(0, size));
      assert.equal(ranking.count, items.length);
    }),
  );
});
