import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isActive } from '../../src/atlassian/tokens.ts';
import { compareFindings, renderEvidence } from '../../src/policy/finding.ts';
import { computeAccountFindings, computeTotalFindings } from '../../src/policy/rules.ts';
import { computeAllowed } from '../../src/policy/tolerance.ts';
import { createAccount, createFinding, createToken, NOW } from '../harness/entries.ts';

const ADA = createAccount();

test('only a token that is disabled beyond doubt is inactive for it', () => {
  assert.equal(isActive(createToken({ disabled: true, disabledStatus: 'true' }), NOW), false);
  for (const disabledStatus of ['true', 'TRUE', '1', 'disabled', 'null', ''])
    assert.equal(isActive(createToken({ disabled: false, disabledStatus }), NOW), true, disabledStatus);
});

test('a token is active until its expiry lies in the past, to the millisecond', () => {
  const judge = (expiry: string) => isActive(createToken({ expiry }), Date.parse('2026-11-23T06:00:00.500Z'));
  assert.equal(judge('2026-11-23T06:00:00.501Z'), true);
  assert.equal(judge('2026-11-23T06:00:00.500Z'), true);
  assert.equal(judge('2026-11-23T06:00:00.500999999Z'), true);
  assert.equal(judge('2026-11-23T06:00:00.499Z'), false);
  assert.equal(judge('2026-11-23T07:00:00.499+01:00'), false);
  assert.equal(judge('2026-11-23T06:00Z'), false);
  assert.equal(judge('2026-11-23T06:01Z'), true);
});

test('a missing or unreadable expiry never makes a token inactive', () => {
  for (const expiry of [
    '',
    'never',
    '0',
    '1700000000',
    '2020-13-01T00:00:00Z',
    '01/02/2020',
    '{}',
    '0001-01-01T00:00:00Z',
  ])
    assert.equal(isActive(createToken({ expiry }), NOW), true, expiry);
});

test('a limit is exceeded by one more, not by as many', () => {
  const limits = { maxTokens: 10, maxTokensPerAccount: 10 };
  for (const held of [
    { tokens: 20, active: 10 },
    { tokens: 0, active: 0 },
  ]) {
    assert.deepEqual(computeAccountFindings(ADA, held, limits), []);
    assert.deepEqual(computeTotalFindings(held, undefined, limits), []);
  }
  const held = { tokens: 20, active: 12 };
  assert.deepEqual(computeAccountFindings(ADA, held, limits), [
    {
      kind: 'finding',
      rule: 'max-tokens-per-account',
      account: ADA,
      token: undefined,
      worst: undefined,
      exception: undefined,
      evidence: '12 active of 20 tokens, limit 10',
      excess: 2,
    },
  ]);
});

test('zero is a limit, and no limit is none', () => {
  const held = { tokens: 1, active: 1 };
  assert.equal(computeAccountFindings(ADA, held, { maxTokensPerAccount: 0 }).length, 1);
  assert.equal(computeTotalFindings(held, undefined, { maxTokens: 0 }).length, 1);
  assert.deepEqual(computeAccountFindings(ADA, held, { maxTokens: 0 }), []);
  assert.deepEqual(computeTotalFindings(held, undefined, { maxTokensPerAccount: 0 }), []);
});

test('a finding about the organization names who holds the most; its numbers alone name nobody', () => {
  const worst = { account: ADA, tokens: 9, active: 7 };
  const [finding] = computeTotalFindings({ tokens: 20, active: 12 }, worst, { maxTokens: 10 });
  assert.ok(finding);
  assert.equal(finding.account, undefined);
  assert.equal(finding.evidence, '12 active of 20 tokens, limit 10');
  assert.equal(
    renderEvidence(finding),
    '12 active of 20 tokens, limit 10; the most: 712020:ada with 7 active',
  );
});

test('findings are ordered by rule as the inputs are, then by excess', () => {
  const findings = [
    createFinding({ excess: 1 }),
    createFinding({ excess: 5 }),
    createFinding({ rule: 'max-tokens', excess: 2 }),
  ];
  assert.deepEqual(
    findings.sort(compareFindings).map(({ rule, excess }) => `${rule} ${excess}`),
    ['max-tokens 2', 'max-tokens-per-account 5', 'max-tokens-per-account 1'],
  );
});

test('of findings without a number of days none is before another', () => {
  const endless = createFinding({ excess: Number.POSITIVE_INFINITY });
  assert.equal(compareFindings(endless, { ...endless }), 0);
  assert.ok(compareFindings(endless, createFinding({ excess: 1 })) < 0);
});

test('a tolerated share is exact and rounded down, a tolerated number is itself', () => {
  const allow = (percent: number, total: number) => computeAllowed({ kind: 'share', percent }, total);
  assert.equal(allow(2, 5000), 100);
  assert.equal(allow(2, 49), 0);
  assert.equal(allow(2.3, 3000), 69);
  assert.equal(allow(0.29, 100_000), 290);
  assert.equal(allow(0, 1000), 0);
  assert.equal(allow(100, 7), 7);
  assert.equal(computeAllowed({ kind: 'count', count: 5 }, 3), 5);
  const millionths = fc.integer({ min: 0, max: 100_000_000 });
  fc.assert(
    fc.property(millionths, fc.integer({ min: 0, max: 1_000_000 }), (share, total) => {
      assert.equal(allow(share / 1e6, total), Number((BigInt(share) * BigInt(total)) / 100_000_000n));
    }),
    { numRuns: 5000 },
  );
});
