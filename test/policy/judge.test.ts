import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { CredentialKind } from '../../src/atlassian/tokens.ts';
import type { AuditRecord } from '../../src/audit/records.ts';
import { createExceptions, type Exceptions } from '../../src/policy/exceptions.ts';
import { createJudge, type Judgement } from '../../src/policy/judge.ts';
import type { Limits } from '../../src/policy/limits.ts';
import {
  computeTime,
  createAccount,
  createCredential,
  createException,
  createOutcome,
  createPolicy,
  createToken,
  NOW,
} from '../harness/entries.ts';

test('every record is returned, judged, a token before its findings and an outcome after them', () => {
  const records = [...createHolder('a', 2, 1), ...createHolder('b', 0), ...createHolder('c', 1)];
  const entries = judge(records, { 'max-tokens-per-account': 1 });
  assert.deepEqual(entries.map(describe), [
    'token a true',
    'token a true',
    'token a false',
    'finding max-tokens-per-account a: 2 active of 3 tokens, limit 1',
    'outcome a 3 2',
    'outcome b 0 0',
    'token c true',
    'outcome c 1 1',
  ]);
});

test('the finding about all tokens comes last and has the first of the largest holders', () => {
  const records = [...createHolder('a', 1, 5), ...createHolder('b', 3), ...createHolder('c', 3)];
  const entries = judge(records, { 'max-tokens': 6 });
  assert.equal(describe(entries.at(-1)), 'finding max-tokens organization: 7 active of 12 tokens, limit 6');
  const last = entries.at(-1);
  assert.deepEqual(last?.kind === 'finding' && [last.largestHolder?.account.id, last.largestHolder?.active], [
    'b',
    3,
  ]);
});

test('the tokens of a failed account count as well', () => {
  const [token] = createHolder('a', 1);
  assert.ok(token);
  const failed = createOutcome('failed', { account: createAccount({ id: 'a' }), tokens: 1 });
  const entries = judge([token, failed], { 'max-tokens': 0, 'max-tokens-per-account': 0 });
  assert.deepEqual(entries.slice(1).map(describe), [
    'finding max-tokens-per-account a: 1 active of 1 token, limit 0',
    'outcome a 1 1',
    'finding max-tokens organization: 1 active of 1 token, limit 0',
  ]);
});

test('without limits there are no findings, and zero tokens exceed no limit of zero', () => {
  assert.equal(judge(createHolder('a', 3), {}).length, 4);
  assert.equal(judge(createHolder('a', 0, 2), { 'max-tokens': 0, 'max-tokens-per-account': 0 }).length, 3);
  assert.deepEqual(judge([], { 'max-tokens': 0 }), []);
});

test('a token has the rules that it breaks, without those that an exception covers', () => {
  const token = createToken({ id: 't', expiry: '', createdAt: computeTime(-400) });
  const found = { kind: 'token', account: createAccount(), token } as const;
  const limits = { 'max-age-days': 365, 'max-lifetime-days': 365, 'max-idle-days': 30 };
  const [token1] = judge([found], limits);
  assert.deepEqual(token1?.kind === 'token' && token1.brokenRules, ['max-age-days', 'max-lifetime-days']);
  const exceptions = createExceptions([createException({ rule: 'max-age-days', tokenId: 't' })], NOW);
  const [excepted] = judge([found], limits, exceptions);
  assert.deepEqual(excepted?.kind === 'token' && excepted.brokenRules, ['max-lifetime-days']);
});

test('tokens without an owner are not those of a rejected row, which has no ID either', () => {
  const [token] = createHolder('', 1);
  assert.ok(token);
  const rejected = createOutcome('rejected', { account: createAccount({ id: '' }) });
  const entries = judge([token, rejected], { 'max-tokens-per-account': 0, 'max-tokens': 0 });
  assert.deepEqual(entries.slice(1).map(describe), [
    'outcome  0 0',
    'finding max-tokens organization: 1 active of 1 token, limit 0',
  ]);
});

test('max-new-tokens is judged only with a baseline', () => {
  const judge = createJudge(createPolicy({ limits: { 'max-new-tokens': 1 } }));
  assert.deepEqual(judge.finish({}), []);
  assert.deepEqual(judge.finish({ newTokens: { tokens: 3, active: 2 } }).map(describe), [
    'finding max-new-tokens organization: 2 active of 3 new tokens, limit 1',
  ]);
});

test('a token is idle since its last use, or since its creation; 0 stands for an unknown date', () => {
  const idleSince = (change: Parameters<typeof createToken>[0]) => {
    const [token] = judge([{ kind: 'token', account: createAccount(), token: createToken(change) }], {});
    return token?.kind === 'token' && token.idleSince;
  };
  assert.equal(idleSince({ lastAccess: computeTime(-9) }), Date.parse(computeTime(-9)));
  assert.equal(idleSince({ lastAccess: '', createdAt: computeTime(-90) }), Date.parse(computeTime(-90)));
  for (const lastAccess of ['perhaps', computeTime(2)]) assert.equal(idleSince({ lastAccess }), 0);
});

test('a finding about an account names its longest idle tokens, as many as are too many', () => {
  const account = createAccount({ id: 'a' });
  const idleDays = [3, 50, 7, 20, 1];
  const records: AuditRecord[] = idleDays.map((days) => {
    const token = createToken({ id: `t${days}`, lastAccess: computeTime(-days) });
    return { kind: 'token', account, token };
  });
  const { active: _, ...outcome } = createOutcome('checked', { account, tokens: 5 });
  const name = (limits: Limits, exceptions?: Exceptions) =>
    judge([...records, outcome], limits, exceptions).flatMap((entry) =>
      entry.kind === 'finding' && entry.rule === 'max-tokens-per-account' ? entry.longestIdle : [],
    );
  const named = name({ 'max-tokens-per-account': 2, 'max-idle-days': 30 });
  assert.deepEqual(
    named.map(({ id, hasFindings }) => [id, hasFindings]),
    [
      ['t50', true],
      ['t20', false],
      ['t7', false],
    ],
  );
  assert.deepEqual(name({ 'max-tokens-per-account': 5 }), []);
  const exceptions = createExceptions([createException({ tokenId: 't50' })], NOW);
  const agreed = name({ 'max-tokens-per-account': 2, 'max-idle-days': 30 }, exceptions);
  assert.deepEqual(
    agreed.map(({ id }) => id),
    ['t20', 't7', 't3'],
    'a token with an exception is not named',
  );
});

test('it names ten tokens at most, whatever the order in which they come', () => {
  const account = createAccount({ id: 'a' });
  const { active: _, ...outcome } = createOutcome('checked', { account, tokens: 100 });
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 60 }), (idleDays) => {
      const records: AuditRecord[] = idleDays.map((days) => ({
        kind: 'token',
        account,
        token: createToken({ lastAccess: computeTime(-days) }),
      }));
      const [finding] = judge([...records, outcome], { 'max-tokens-per-account': 0 }).filter(
        (entry) => entry.kind === 'finding',
      );
      const expected = idleDays.toSorted((a, b) => b - a).slice(0, 10);
      assert.deepEqual(
        finding?.kind === 'finding' && finding.longestIdle.map(({ idleSince }) => idleSince),
        expected.map((days) => Date.parse(computeTime(-days))),
      );
    }),
  );
});

test('other credentials break the rules about dates that their kind has, and count for no number of tokens', () => {
  const limits = {
    'max-tokens': 0,
    'max-tokens-per-account': 0,
    'max-age-days': 30,
    'max-idle-days': 30,
    'max-lifetime-days': 30,
    'expires-within-days': 30,
  };
  const rulesOf = (kind: CredentialKind, change: Parameters<typeof createCredential>[1] = {}) =>
    judge([createCredential(kind, change)], limits).flatMap((entry) =>
      entry.kind === 'finding' ? [[entry.credentialKind, entry.rule]] : [],
    );
  const undated = { createdAt: '', lastAccess: '', expiry: '' };
  for (const kind of ['api-key', 'service-account-token'] as const)
    assert.deepEqual(rulesOf(kind, undated), [
      [kind, 'max-age-days'],
      [kind, 'max-idle-days'],
      [kind, 'max-lifetime-days'],
    ]);
  assert.deepEqual(
    rulesOf('api-key', { lastAccess: '', createdAt: computeTime(-29), expiry: computeTime(1) }),
    [['api-key', 'expires-within-days']],
  );
  assert.deepEqual(rulesOf('oauth-client', undated), [['oauth-client', 'max-age-days']]);
  assert.deepEqual(rulesOf('oauth-client', { ...undated, createdAt: computeTime(-29) }), []);
});

test('an exception without a token ID does not cover another credential of the account', () => {
  const key = createCredential('api-key');
  const { id: accountId, email } = key.account;
  const isCovered = (change: Parameters<typeof createException>[0]) => {
    const exceptions = createExceptions([createException(change)], NOW);
    return judge([key], { 'max-age-days': 1 }, exceptions).some(
      (entry) => entry.kind === 'finding' && entry.exception,
    );
  };
  for (const change of [{ accountId }, { emailPattern: email }, { emailPattern: 'ada@*' }])
    assert.deepEqual([isCovered(change), isCovered({ ...change, tokenId: 'key-1' })], [false, true]);
  assert.ok(isCovered({ tokenId: 'key-1' }));
});

/** An account's records: its active tokens, its expired ones, its outcome. */
function createHolder(id: string, active: number, expired = 0): AuditRecord[] {
  const account = createAccount({ id });
  const expiries = [
    ...Array.from({ length: active }, () => ''),
    ...Array.from({ length: expired }, () => computeTime(-1)),
  ];
  const tokens = expiries.map((expiry) => ({
    kind: 'token' as const,
    account,
    token: createToken({ expiry }),
  }));
  const { active: _, ...outcome } = createOutcome('checked', { account, tokens: active + expired });
  return [...tokens, outcome];
}

function judge(records: AuditRecord[], limits: Limits, exceptions?: Exceptions): Judgement[] {
  const { judge, finish } = createJudge(createPolicy(exceptions ? { limits, exceptions } : { limits }));
  return [...records.flatMap(judge), ...finish({})];
}

function describe(entry: Judgement | undefined): string {
  if (entry?.kind === 'token') return `token ${entry.account.id} ${entry.active}`;
  if (entry?.kind === 'outcome') return `outcome ${entry.account.id} ${entry.tokens} ${entry.active}`;
  if (entry?.kind === 'credential') return `${entry.credentialKind} ${entry.token.id} ${entry.active}`;
  return `finding ${entry?.rule} ${entry?.account?.id ?? 'organization'}: ${entry?.evidence}`;
}
