import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rejectRow } from '../../src/audit/records.ts';
import { describeMainReason, describeReason } from '../../src/result/unread-reasons.ts';
import { createAccount, createOutcome, gatherTotals, repeat } from '../harness/entries.ts';

test('reasons are in words, not in the JSON of an answer', () => {
  const describe = (...parameters: Parameters<typeof createOutcome>) =>
    describeReason({ count: 1, first: createOutcome(...parameters) }, true);
  const detail = '{"key":"not.found"}';
  assert.equal(describe('not-managed', { detail }), 'the API knows no such account');
  assert.equal(describe('not-managed', { httpStatus: 403, detail }), 'not managed by this organization');
  assert.equal(describe('failed', { detail }), 'HTTP 500');
  assert.equal(
    describe('failed', { httpStatus: 403, detail: 'the key may not read this account ({"code":1})' }),
    'HTTP 403: the key may not read this account',
  );
  const page = 'not JSON but text/html, "Sign in"';
  assert.equal(describe('failed', { httpStatus: 403, detail: page }), `HTTP 403: ${page}`);
  assert.equal(describe('failed', { httpStatus: 200, detail }), 'the answer was not a whole list of tokens');
  assert.equal(describe('rejected', { detail: 'line 2: no account ID' }), 'no account ID');
  assert.equal(describe('rejected', { detail: 'line 2: not an account ID: Ada' }), 'not an account ID');
  assert.match(
    describe('rejected', rejectRow({ account: createAccount(), line: 7, cell: '' }, 404)),
    /^the API knows no such account, and this does not look like an account ID$/,
  );
  assert.equal(describe('skipped', { detail: 'the time was up' }), 'the time was up');
});

test('without names a reason has no foreign text', () => {
  for (const status of ['failed', 'skipped', 'rejected', 'not-managed'] as const) {
    const detail = status === 'rejected' ? 'line 2: not an account ID: Ada' : 'Ada';
    const first = createOutcome(status, { httpStatus: undefined, detail });
    assert.doesNotMatch(describeReason({ count: 1, first }, false), /Ada/);
  }
});

test('the main reason is the most frequent one of unread accounts, and others only if there is none', () => {
  const gone = repeat(9, createOutcome('not-managed'));
  const failed = repeat(
    2,
    createOutcome('failed', { httpStatus: undefined, detail: 'ENOTFOUND api.example' }),
  );
  const main = (entries: Parameters<typeof gatherTotals>[0]) =>
    describeMainReason(gatherTotals(entries).reasons, true).reason;
  assert.equal(main([...gone, createOutcome('failed'), ...failed]), 'ENOTFOUND api.example (2 accounts)');
  assert.equal(main(gone), 'the API knows no such account (9 accounts)');
});

test('what answered in place of the API is shown where names may be, with what helps', () => {
  const page = { httpStatus: 403, detail: 'not JSON but text/html, "Denied"', advice: 'Check the proxy.' };
  const entries = [
    { ...createOutcome('failed'), ...page },
    { ...createOutcome('failed'), httpStatus: 403, detail: '{"key":"forbidden"}' },
    { ...createOutcome('failed'), ...page },
  ];
  const { reasons } = gatherTotals(entries);
  assert.deepEqual(describeMainReason(reasons, true), {
    reason: 'HTTP 403: not JSON but text/html, "Denied" (2 accounts)',
    advice: 'Check the proxy.',
  });
  assert.equal(describeMainReason(reasons, false).reason, 'HTTP 403 (2 accounts)');
});
