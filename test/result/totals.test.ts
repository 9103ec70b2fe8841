import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { JudgedToken } from '../../src/policy/judge.ts';
import { countAccounts, countRead, countUnread, createRanking } from '../../src/result/totals.ts';
import {
  computeTime,
  createAccount,
  createFinding,
  createFoundToken,
  createOutcome,
  gatherTotals,
  repeat,
} from '../harness/entries.ts';

test('every outcome is an account in exactly one column', () => {
  const totals = gatherTotals([
    ...repeat(5, createOutcome('checked')),
    ...repeat(4, createOutcome('not-managed')),
    ...repeat(3, createOutcome('failed')),
    ...repeat(2, createOutcome('skipped')),
    createOutcome('rejected'),
    createOutcome('unlisted'),
  ]);
  assert.deepEqual(totals.accounts, {
    checked: 5,
    'not-managed': 4,
    failed: 3,
    skipped: 2,
    rejected: 1,
    unlisted: 1,
  });
  assert.equal(countAccounts(totals), 16);
  assert.equal(countRead(totals), 6);
  assert.equal(countUnread(totals), 6);
});

test('tokens are all counted, lists hold active ones only', () => {
  const forgotten = { lastAccess: '', expiry: '' };
  const totals = gatherTotals([createFoundToken(forgotten), createFoundToken(forgotten, false)]);
  assert.deepEqual([totals.tokens.count, totals.activeTokens.count], [2, 1]);
  for (const { count, top } of [totals.activeTokens, totals.neverUsed, totals.withoutExpiry])
    assert.deepEqual([count, top.length], [1, 1]);
});

test('a token expires soon from now until 30 days from now', () => {
  const expiries = ['', 'unreadable', computeTime(0), computeTime(30), computeTime(30.001), computeTime(29)];
  const totals = gatherTotals(expiries.map((expiry) => createFoundToken({ expiry })));
  assert.deepEqual(
    totals.expiringSoon.top.map(({ token }) => token.expiry.text),
    [computeTime(0), computeTime(29), computeTime(30)],
  );
});

test('the oldest token comes first, after one of unknown age', () => {
  const times = [computeTime(-10), '2019-05-01T00:00:00.125421997Z', 'long ago', computeTime(-400)];
  const totals = gatherTotals(times.map((createdAt) => createFoundToken({ createdAt })));
  assert.deepEqual(
    totals.activeTokens.top.map(({ token }) => token.createdAt.text),
    ['long ago', '2019-05-01T00:00:00.125421997Z', computeTime(-400), computeTime(-10)],
  );
});

test('holders are ranked by their tokens, failed accounts included', () => {
  const holders = [1, 0, 7, 3].map((tokens, index) =>
    createOutcome(tokens === 3 ? 'failed' : 'checked', {
      tokens,
      account: createAccount({ id: `a${index}` }),
    }),
  );
  const { count, top } = gatherTotals(holders).holders;
  assert.equal(count, 3);
  assert.deepEqual(
    top.map(({ account }) => account.id),
    ['a2', 'a3', 'a0'],
  );
});

test('unread accounts are counted by reason: the HTTP status, or the text where no answer came', () => {
  const totals = gatherTotals([
    createOutcome('failed', { detail: 'request 1' }),
    createOutcome('failed', { detail: 'request 2' }),
    createOutcome('failed', { httpStatus: undefined, detail: 'socket hang up' }),
    createOutcome('failed', { httpStatus: undefined, detail: 'no whole answer within 30 s' }),
    createOutcome('failed', { httpStatus: undefined, detail: 'socket hang up' }),
    createOutcome('not-managed'),
    createOutcome('not-managed', { httpStatus: 403 }),
    createOutcome('checked'),
    createOutcome('rejected', { detail: 'line 2: not an account ID: x' }),
    createOutcome('rejected', { detail: 'line 9: not an account ID: y' }),
  ]);
  assert.deepEqual(
    [...totals.reasons.values()].map(({ count, first }) => [
      count,
      first.status,
      first.httpStatus,
      first.detail,
    ]),
    [
      [2, 'failed', 500, 'request 1'],
      [2, 'failed', undefined, 'socket hang up'],
      [1, 'failed', undefined, 'no whole answer within 30 s'],
      [1, 'not-managed', 404, ''],
      [1, 'not-managed', 403, ''],
      [2, 'rejected', undefined, 'line 2: not an account ID: x'],
    ],
  );
});

test('its size does not grow with the accounts, and its numbers stay right', () => {
  const entries = Array.from({ length: 20_000 }, (_, index) => [
    createFoundToken({ id: String(index), lastAccess: '', expiry: '' }),
    createOutcome('failed', { tokens: 1, httpStatus: undefined, detail: `reason ${index}` }),
    createFinding({ excess: index }),
  ]);
  const totals = gatherTotals(entries.flat());
  const { findings, holders, activeTokens, neverUsed, withoutExpiry, reasons } = totals;
  for (const ranking of [holders, activeTokens, neverUsed, withoutExpiry])
    assert.deepEqual([ranking.count, ranking.top.length], [20_000, 20]);
  assert.equal(findings.count, 20_000);
  assert.ok(findings.top.length <= 5000 && findings.top[0]?.excess === 19_999);
  assert.ok(reasons.size <= 50);
  const sum = [...reasons.values()].reduce((total, { count }) => total + count, 0);
  assert.equal(sum, 20_000);
});

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
  const sorted = gatherTotals(ordered.toReversed()).tokens.top;
  assert.deepEqual(
    sorted.map(({ token }) => token.id),
    ordered.map(({ token }) => token.id),
  );
});

test('the 5,000 most urgent tokens are kept, and all are counted', () => {
  const tokens = Array.from({ length: 12_000 }, (_, index) =>
    createFoundToken({ id: String(index), lastAccess: computeTime(-((index * 7) % 12_000)) }),
  );
  const { count, top } = gatherTotals(tokens).tokens;
  assert.deepEqual([count, top.length], [12_000, 5000]);
  assert.equal(top[0]?.token.lastAccess.text, computeTime(-11_999));
  assert.equal(top.at(-1)?.token.lastAccess.text, computeTime(-7000));
});
