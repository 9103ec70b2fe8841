import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JudgedToken } from '../../src/policy/judge.ts';
import { compareUrgency, weighToken } from '../../src/result/urgency.ts';
import { computeTime, createFoundToken, gatherTotals, NOW } from '../harness/entries.ts';

test('active tokens come first, of these who breaks more rules, of these who lies idle longer', () => {
  const ordered: JudgedToken[] = [
    { ...createFoundToken({ id: 'two rules' }), broken: ['max-age-days', 'max-idle-days'] },
    { ...createFoundToken({ id: 'one rule' }), broken: ['max-age-days'] },
    createFoundToken({ id: 'unreadable', lastAccess: 'perhaps', createdAt: computeTime(-1) }),
    createFoundToken({ id: 'never used', lastAccess: '', createdAt: computeTime(-400) }),
    createFoundToken({ id: 'idle', lastAccess: computeTime(-90), createdAt: computeTime(-900) }),
    createFoundToken({ id: 'busy', lastAccess: computeTime(-1) }),
    createFoundToken({ id: 'disabled', lastAccess: computeTime(-900) }, false),
  ];
  const sorted = ordered
    .toReversed()
    .map((judged) => weighToken(judged, NOW))
    .sort(compareUrgency);
  assert.deepEqual(
    sorted.map(({ judged }) => judged.token.id),
    ordered.map(({ token }) => token.id),
  );
});

test('a last use that is yet to come is not believed: the token counts as idle for ever', () => {
  const { idleSince } = weighToken(createFoundToken({ lastAccess: computeTime(2) }), NOW);
  assert.equal(idleSince, 0);
});

test('of many tokens the 5,000 most urgent are kept, and all are counted', () => {
  const tokens = Array.from({ length: 12_000 }, (_, index) =>
    createFoundToken({ id: String(index), lastAccess: computeTime(-((index * 7) % 12_000)) }),
  );
  const { count, top } = gatherTotals(tokens).urgent;
  assert.deepEqual([count, top.length], [12_000, 5000]);
  assert.equal(top[0]?.judged.token.lastAccess, computeTime(-11_999));
  assert.equal(top.at(-1)?.judged.token.lastAccess, computeTime(-7000));
});
