import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareFindings, nameAccount, renderEvidence } from '../../src/policy/finding.ts';
import type { Rule } from '../../src/policy/limits.ts';
import { computeCountFindings } from '../../src/policy/rules.ts';
import { createAccount, createFinding } from '../harness/entries.ts';

test('a finding about the organization names the account with the most tokens; its evidence alone has numbers', () => {
  const largestHolder = { account: createAccount(), tokens: 9, active: 7 };
  const rules = { limits: { 'max-tokens': 10 }, warnRules: new Set<Rule>() };
  const [finding] = computeCountFindings('max-tokens', { tokens: 20, active: 12 }, rules, { largestHolder });
  assert.ok(finding);
  assert.equal(finding.account, undefined);
  assert.equal(finding.evidence, '12 active of 20 tokens, limit 10');
  assert.equal(
    renderEvidence(finding),
    '12 active of 20 tokens, limit 10; the most: Ada Okafor with 7 active',
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

test('findings without a number of days are equal', () => {
  const endless = createFinding({ excess: Number.POSITIVE_INFINITY });
  assert.equal(compareFindings(endless, { ...endless }), 0);
  assert.ok(compareFindings(endless, createFinding({ excess: 1 })) < 0);
});

test('an account is called by its name, email address or ID, the first that may be shown', () => {
  const names = [{}, { name: '' }, { name: '', email: '' }, { name: '[redacted]', email: '[redacted]' }];
  assert.deepEqual(
    names.map((change) => nameAccount(createAccount(change))),
    ['Ada Okafor', 'ada@example.com', '712020:ada', '712020:ada'],
  );
});
