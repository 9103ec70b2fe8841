import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countAccounts, countRead, countUnread } from '../../src/result/totals.ts';
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
  assert.deepEqual([totals.tokens, totals.activeTokens], [2, 1]);
  for (const { count, top } of [totals.oldest, totals.neverUsed, totals.withoutExpiry])
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
    totals.oldest.top.map(({ token }) => token.createdAt.text),
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
  const { accountsWithTokens, holders: ranking } = gatherTotals(holders);
  assert.equal(accountsWithTokens, 3);
  assert.deepEqual(
    ranking.top.map(({ account }) => account.id),
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
  const { findings, holders, oldest, neverUsed, withoutExpiry, reasons } = totals;
  for (const ranking of [holders, oldest, neverUsed, withoutExpiry])
    assert.deepEqual([ranking.count, ranking.top.length], [20_000, 20]);
  assert.equal(findings.count, 20_000);
  assert.ok(findings.top.length <= 5000 && findings.top[0]?.excess === 19_999);
  assert.ok(reasons.size <= 50);
  const sum = [...reasons.values()].reduce((total, { count }) => total + count, 0);
  assert.equal(sum, 20_000);
});
