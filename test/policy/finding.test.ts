import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareFindings, renderEvidence } from '../../src/policy/finding.ts';
import { computeCountFindings } from '../../src/policy/rules.ts';
import { createAccount, createFinding } from '../harness/entries.ts';

test('a finding about the organization names who holds the most; its numbers alone name nobody', () => {
  const largestHolder = { account: createAccount(), tokens: 9, active: 7 };
  const limits = { 'max-tokens': 10 };
  const [finding] = computeCountFindings('max-tokens', { tokens: 20, active: 12 }, limits, { largestHolder });
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
