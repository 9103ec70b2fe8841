import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  compareFindings,
  type Finding,
  type IdleToken,
  nameAccount,
  renderAction,
  renderEvidence,
} from '../../src/policy/finding.ts';
import type { Rule } from '../../src/policy/limits.ts';
import { computeCountFindings, computeTokenFindings } from '../../src/policy/rules.ts';
import {
  computeTime,
  createAccount,
  createFinding,
  createToken,
  NOW,
  type TokenTexts,
} from '../harness/entries.ts';
import { hostileText } from '../harness/hostile.ts';

/** The rule, its limit, what is wrong with the token, and what its owner should do. */
const CASES: [Rule, number, Partial<TokenTexts>, string][] = [
  ['max-idle-days', 45, { lastAccess: '', createdAt: computeTime(-90) }, 'Delete "Jenkins" (never used).'],
  ['max-idle-days', 45, { lastAccess: '', createdAt: 'x' }, 'Delete "Jenkins" (never used).'],
  ['max-idle-days', 45, { lastAccess: computeTime(-46) }, 'Delete "Jenkins" unless still needed.'],
  ['max-idle-days', 45, { lastAccess: 'x' }, 'Check the last use of "Jenkins".'],
  ['max-idle-days', 45, { lastAccess: computeTime(9) }, 'Check the last use of "Jenkins".'],
  ['max-age-days', 1, { createdAt: computeTime(-2) }, 'Rotate "Jenkins" (older than 1 day).'],
  ['max-age-days', 365, { createdAt: '' }, 'Rotate "Jenkins" (age unknown).'],
  ['max-lifetime-days', 366, { expiry: '' }, 'Recreate "Jenkins" with an expiry within 366 days.'],
  ['max-lifetime-days', 90, {}, 'Recreate "Jenkins" with an expiry within 90 days.'],
  [
    'expires-within-days',
    30,
    { expiry: computeTime(10) },
    'Replace "Jenkins" before the expiry on 2026-12-03.',
  ],
  ['expires-within-days', 30, { expiry: 'soon' }, 'Check the expiry of "Jenkins".'],
];

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

for (const [rule, limit, change, expected] of CASES)
  test(`${rule}: ${expected}`, () => {
    const found = { kind: 'token', account: createAccount(), token: createToken(change) } as const;
    const rules = { limits: { [rule]: limit }, warnRules: new Set<Rule>() };
    assert.deepEqual(computeTokenFindings(found, rules, NOW).map(renderAction), [expected]);
  });

test('too many tokens of an account: how many to delete, and which are idle longest', () => {
  const act = (excess: number, longestIdle: IdleToken[]) =>
    renderAction(createFinding({ limit: 5, excess, longestIdle }));
  assert.equal(
    act(4, ['a', 'b', 'c', 'd'].map(createIdle)),
    'Delete at least 4 of 9 active tokens, the longest idle first: "a", "b", "c" and "d".',
  );
  assert.equal(
    act(1, [createIdle('a')]),
    'Delete at least 1 of 6 active tokens, the longest idle first: "a".',
  );
  assert.equal(act(1, []), 'Delete at least 1 of 6 active tokens.');
});

test('too many tokens in the organization name none', () => {
  const total = { account: undefined, limit: 1000, excess: 1500 };
  assert.equal(
    renderAction(createFinding({ ...total, rule: 'max-tokens' })),
    'Delete at least 1,500 of 2,500 active tokens.',
  );
  assert.equal(
    renderAction(createFinding({ ...total, rule: 'max-new-tokens' })),
    'Check the new tokens, and delete those that are not needed.',
  );
});

test('a token without a label, or whose label is left out, is named by its ID', () => {
  for (const label of ['', ' ', '[redacted]']) assert.match(act({ id: 'id-7', label }), /^Rotate "id-7" /);
});

test('whatever a label says, the sentence begins with the verb and is one line of bounded length', () => {
  fc.assert(
    fc.property(fc.oneof(hostileText, fc.string({ minLength: 100, maxLength: 400 })), (label) => {
      const text = act({ id: 't', label });
      assert.match(text, /^Rotate "[^\n\r]*" \(older than 2 days\)\.$/);
      assert.ok(text.length < 100);
    }),
  );
});

function act(change: Partial<TokenTexts>): string {
  const finding: Partial<Finding> = { rule: 'max-age-days', limit: 2, excess: 1, token: createToken(change) };
  return renderAction(createFinding(finding));
}

function createIdle(label: string): IdleToken {
  return { id: `id-${label}`, label, idleSince: 0, hasFindings: false };
}
