import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Limits, Rule } from '../../src/policy/limits.ts';
import { computeCountFindings, computeTokenFindings } from '../../src/policy/rules.ts';
import { createAccount, createToken, type TokenTexts } from '../harness/entries.ts';

const DAY = 86_400_000;
const NOW = Date.parse('2026-11-23T06:00:00.500Z');

/** What a case changes in a token that breaks no limit, the limits, and the evidence, or nothing. */
type Case = [name: string, token: Partial<TokenTexts>, limits: Limits, evidence: string | undefined];

const at = (ms: number) => new Date(ms).toISOString();

const CASES: Case[] = [
  ['max-age-days: exactly as old', { createdAt: at(NOW - 365 * DAY) }, { 'max-age-days': 365 }, undefined],
  [
    'max-age-days: a millisecond older',
    { createdAt: at(NOW - 365 * DAY - 1) },
    { 'max-age-days': 365 },
    'created 2025-11-23, more than 365 days ago, limit 365',
  ],
  [
    'max-age-days: years older',
    { createdAt: '2024-03-01T06:00:00.500Z' },
    { 'max-age-days': 365 },
    'created 2024-03-01, 997 days ago, limit 365',
  ],
  ['max-age-days: a day ahead', { createdAt: at(NOW + DAY) }, { 'max-age-days': 0 }, undefined],
  [
    'max-age-days: further ahead than clocks are',
    { createdAt: at(NOW + DAY + 1) },
    { 'max-age-days': 9999 },
    'created on a day that is in the future, limit 9,999',
  ],
  [
    'max-idle-days: used in the future',
    { lastAccess: '2200-01-01T00:00:00Z' },
    { 'max-idle-days': 9999 },
    'last used on a day that is in the future, limit 9,999',
  ],
  [
    'max-lifetime-days: created in the future',
    { createdAt: '2200-01-01T00:00:00Z', expiry: '2200-01-02T00:00:00Z' },
    { 'max-lifetime-days': 9999 },
    'created on a day that is in the future, limit 9,999',
  ],
  [
    'max-age-days: zero is a limit',
    { createdAt: at(NOW - 1) },
    { 'max-age-days': 0 },
    'created 2026-11-23, more than 0 days ago, limit 0',
  ],
  [
    'max-age-days: no date',
    { createdAt: '' },
    { 'max-age-days': 9999 },
    'created on a day that is not given, limit 9,999',
  ],
  [
    'max-age-days: no date that can be read',
    { createdAt: '01/02/2026' },
    { 'max-age-days': 9999 },
    'created on a day that cannot be read, limit 9,999',
  ],
  ['max-idle-days: used just then', { lastAccess: at(NOW - 45 * DAY) }, { 'max-idle-days': 45 }, undefined],
  [
    'max-idle-days: a millisecond before',
    { lastAccess: at(NOW - 45 * DAY - 1) },
    { 'max-idle-days': 45 },
    'last used 2026-10-09, more than 45 days ago, limit 45',
  ],
  [
    'max-idle-days: never used, new',
    { lastAccess: '', createdAt: at(NOW - 45 * DAY) },
    { 'max-idle-days': 45 },
    undefined,
  ],
  [
    'max-idle-days: never used, old',
    { lastAccess: '', createdAt: at(NOW - 100 * DAY) },
    { 'max-idle-days': 45 },
    'never used, created 2026-08-15, 100 days ago, limit 45',
  ],
  [
    'max-idle-days: a zero time is never',
    { lastAccess: '0001-01-01T00:00:00Z', createdAt: at(NOW - 100 * DAY) },
    { 'max-idle-days': 45 },
    'never used, created 2026-08-15, 100 days ago, limit 45',
  ],
  [
    'max-idle-days: no use that can be read',
    { lastAccess: 'yesterday' },
    { 'max-idle-days': 9999 },
    'last used on a day that cannot be read, limit 9,999',
  ],
  [
    'max-idle-days: never used, no creation',
    { lastAccess: '', createdAt: '' },
    { 'max-idle-days': 45 },
    'never used, created on a day that is not given, limit 45',
  ],
  [
    'max-lifetime-days: exactly as long',
    { createdAt: at(NOW), expiry: at(NOW + 90 * DAY) },
    { 'max-lifetime-days': 90 },
    undefined,
  ],
  [
    'max-lifetime-days: a millisecond longer',
    { createdAt: at(NOW), expiry: at(NOW + 90 * DAY + 1) },
    { 'max-lifetime-days': 90 },
    'created 2026-11-23, expires 2027-02-21, more than 90 days later, limit 90',
  ],
  [
    'max-lifetime-days: without expiry',
    { expiry: '' },
    { 'max-lifetime-days': 36_500 },
    'never expires, limit 36,500',
  ],
  [
    'max-lifetime-days: a zero expiry is none',
    { expiry: '0001-01-01T00:00:00Z' },
    { 'max-lifetime-days': 36_500 },
    'never expires, limit 36,500',
  ],
  [
    'max-lifetime-days: no expiry that can be read',
    { expiry: 'soon' },
    { 'max-lifetime-days': 36_500 },
    'its expiry cannot be read, limit 36,500',
  ],
  [
    'max-lifetime-days: no creation that can be read',
    { createdAt: 'then' },
    { 'max-lifetime-days': 36_500 },
    'created on a day that cannot be read, limit 36,500',
  ],
  [
    'expires-within-days: just then',
    { expiry: at(NOW + 30 * DAY) },
    { 'expires-within-days': 30 },
    'expires 2026-12-23, in 30 days, limit 30',
  ],
  [
    'expires-within-days: a millisecond later',
    { expiry: at(NOW + 30 * DAY + 1) },
    { 'expires-within-days': 30 },
    undefined,
  ],
  [
    'expires-within-days: today',
    { expiry: at(NOW + 1) },
    { 'expires-within-days': 30 },
    'expires 2026-11-23, today, limit 30',
  ],
  ['expires-within-days: never', { expiry: '' }, { 'expires-within-days': 30 }, undefined],
  [
    'expires-within-days: no expiry that can be read',
    { expiry: 'soon' },
    { 'expires-within-days': 30 },
    'its expiry cannot be read, limit 30',
  ],
];

for (const [name, token, limits, evidence] of CASES)
  test(name, () => {
    const findings = judge(token, limits);
    assert.deepEqual(
      findings.map((finding) => finding.evidence),
      evidence === undefined ? [] : [evidence],
    );
    if (evidence !== undefined) assert.equal(findings[0]?.rule, name.split(':')[0]);
  });

test('days are differences of UTC calendar dates, so that they agree with the dates shown', () => {
  const limits = { 'max-age-days': 10, 'expires-within-days': 30 };
  const evening = Date.parse('2026-11-23T23:30:00Z');
  const judgeAt = (now: number, change: Partial<TokenTexts>) =>
    computeTokenFindings(
      { kind: 'token', account: createAccount(), token: createToken(change) },
      toRules(limits),
      now,
    ).map(({ evidence }) => evidence);
  for (const now of [Date.parse('2026-11-23T00:30:00Z'), evening])
    assert.deepEqual(judgeAt(now, { createdAt: '2026-11-01T12:00:00Z', expiry: '2026-12-01T12:00:00Z' }), [
      'created 2026-11-01, 22 days ago, limit 10',
      'expires 2026-12-01, in 8 days, limit 30',
    ]);
  // Less than a day away, and tomorrow's date.
  assert.deepEqual(judgeAt(evening, { createdAt: '2026-11-23T00:00:00Z', expiry: '2026-11-24T00:30:00Z' }), [
    'expires 2026-11-24, in 1 day, limit 30',
  ]);
});

test('evidence never shows the limit itself as the excess', () => {
  const minutes = fc.integer({ min: 0, max: 200 * 24 * 60 });
  fc.assert(
    fc.property(minutes, fc.integer({ min: 0, max: 100 }), (age, limit) => {
      const [finding] = judge({ createdAt: at(NOW - age * 60_000) }, { 'max-age-days': limit });
      if (!finding) return;
      const [, more, days] = /, (more than )?(\d+) days? ago, limit/.exec(finding.evidence) ?? [];
      assert.ok(Number(days) > limit || (Number(days) === limit && more), finding.evidence);
    }),
  );
});

test('a finding has the level of its rule', () => {
  const limits = { 'max-age-days': 1, 'max-idle-days': 0, 'max-tokens': 0 };
  const rules = toRules(limits, ['max-age-days', 'max-tokens']);
  const found = { kind: 'token', account: createAccount(), token: createToken() } as const;
  const levels = [
    ...computeTokenFindings(found, rules, NOW),
    ...computeCountFindings('max-tokens', { tokens: 1, active: 1 }, rules),
  ].map(({ rule, level, limit }) => [rule, level, limit]);
  assert.deepEqual(levels, [
    ['max-age-days', 'warn', 1],
    ['max-idle-days', 'fail', 0],
    ['max-tokens', 'warn', 0],
  ]);
});

test('no limit is no rule, and each limit that is given is one of its own', () => {
  const bad = { createdAt: 'x', lastAccess: 'x', expiry: 'x' };
  assert.deepEqual(judge(bad, {}), []);
  const limits = { 'max-age-days': 1, 'max-idle-days': 1, 'max-lifetime-days': 1, 'expires-within-days': 1 };
  assert.deepEqual(
    judge(bad, limits).map(({ rule, excess }) => `${rule} ${excess}`),
    ['max-age-days', 'max-idle-days', 'max-lifetime-days', 'expires-within-days'].map(
      (rule) => `${rule} Infinity`,
    ),
  );
});

test('evidence holds no text of the token: whatever its label and dates say', () => {
  const hostile = '<img src=x>::error::';
  const token = { createdAt: hostile, lastAccess: hostile, expiry: hostile, label: hostile, id: hostile };
  const limits = { 'max-age-days': 1, 'max-idle-days': 1, 'max-lifetime-days': 1, 'expires-within-days': 1 };
  for (const { evidence } of judge(token, limits)) assert.doesNotMatch(evidence, /[<>:]/);
});

test('a limit is exceeded to the millisecond, and by how much is the excess', () => {
  const offsets = fc.integer({ min: -2000 * DAY, max: 2000 * DAY });
  fc.assert(
    fc.property(offsets, offsets, fc.nat(1000), (created, expires, limit) => {
      fc.pre(created <= DAY);
      const token = { createdAt: at(NOW + created), lastAccess: '', expiry: at(NOW + expires) };
      const all = {
        'max-age-days': limit,
        'max-idle-days': limit,
        'max-lifetime-days': limit,
        'expires-within-days': limit,
      };
      const excesses = new Map(judge(token, all).map(({ rule, excess }) => [rule, excess]));
      const expected: [string, number, boolean][] = [
        ['max-age-days', -created - limit * DAY, -created > limit * DAY],
        ['max-idle-days', -created - limit * DAY, -created > limit * DAY],
        ['max-lifetime-days', expires - created - limit * DAY, expires - created > limit * DAY],
        ['expires-within-days', limit * DAY - expires, expires <= limit * DAY],
      ];
      for (const [rule, ms, broken] of expected) {
        const excess = [...excesses].find(([name]) => name === rule)?.[1];
        assert.equal(excess !== undefined, broken, `${rule} ${created} ${expires} ${limit}`);
        if (excess !== undefined) assert.ok(Math.abs(excess * DAY - ms) < 1);
      }
    }),
    { numRuns: 2000 },
  );
});

test('a limit is exceeded by one more, not by as many', () => {
  const limits = { 'max-tokens': 10, 'max-tokens-per-account': 10 };
  for (const held of [
    { tokens: 20, active: 10 },
    { tokens: 0, active: 0 },
  ]) {
    assert.deepEqual(computeCountFindings('max-tokens-per-account', held, toRules(limits)), []);
    assert.deepEqual(computeCountFindings('max-tokens', held, toRules(limits)), []);
  }
  const held = { tokens: 20, active: 12 };
  const account = createAccount();
  assert.deepEqual(computeCountFindings('max-tokens-per-account', held, toRules(limits), { account }), [
    {
      kind: 'finding',
      rule: 'max-tokens-per-account',
      level: 'fail',
      limit: 10,
      account,
      token: undefined,
      credentialKind: 'user-token',
      largestHolder: undefined,
      longestIdle: [],
      exception: undefined,
      evidence: '12 active of 20 tokens, limit 10',
      excess: 2,
    },
  ]);
});

test('zero is a limit, and no limit is none', () => {
  const held = { tokens: 1, active: 1 };
  assert.equal(computeCountFindings('max-tokens', held, toRules({ 'max-tokens': 0 })).length, 1);
  assert.deepEqual(computeCountFindings('max-tokens', held, toRules({ 'max-tokens-per-account': 0 })), []);
});

function judge(change: Partial<TokenTexts>, limits: Limits) {
  const found = { kind: 'token', account: createAccount(), token: createToken(change) } as const;
  return computeTokenFindings(found, toRules(limits), NOW);
}

function toRules(limits: Limits, warnRules: Rule[] = []) {
  return { limits, warnRules: new Set(warnRules) };
}
