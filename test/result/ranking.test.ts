import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { JudgedToken } from '../../src/policy/judge.ts';
import { compareUrgency, createRanking } from '../../src/result/ranking.ts';
import { computeTime, createFoundToken, gatherTotals } from '../harness/entries.ts';

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

test('urgency: active tokens, then the number of rules broken, then idle time', () => {
  const ordered: JudgedToken[] = [
    { ...createFoundToken({ id: 'two rules' }), brokenRules: ['max-age-days', 'max-idle-days'] },
    { ...createFoundToken({ id: 'one rule' }), brokenRules: ['max-age-days'] },
    createFoundToken({ id: 'unreadable', lastAccess: 'perhaps', createdAt: computeTime(-1) }),
    createFoundToken({ id: 'never used', lastAccess: '', createdAt: computeTime(-400) }),
    createFoundToken({ id: 'idle', lastAccess: computeTime(-90), createdAt: computeTime(-900) }),
    createFoundToken({ id: 'busy', lastAccess: computeTime(-1) }),
    createFoundToken({ id: 'disabled', lastAccess: computeTime(-900) }, false),
  ];
  const sorted = ordered.toReversed().sort(compareUrgency);
  assert.deepEqual(
    sorted.map(({ token }) => token.id),
    ordered.map(({ token }) => token.id),
  );
});

test('the 5,000 most urgent tokens are kept, and all are counted', () => {
  const tokens = Array.from({ length: 12_000 }, (_, index) =>
    createFoundToken({ id: String(index), lastAccess: computeTime(-((index * 7) % 12_000)) }),
  );
  const { count, top } = gatherTotals(tokens).urgent;
  assert.deepEqual([count, top.length], [12_000, 5000]);
  assert.equal(top[0]?.token.lastAccess.text, computeTime(-11_999));
  assert.equal(top.at(-1)?.token.lastAccess.text, computeTime(-7000));
});
