import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { AnyKind } from '../../src/atlassian/tokens.ts';
import type { Finding, IdleToken } from '../../src/policy/finding.ts';
import type { Rule } from '../../src/policy/limits.ts';
import { type Entry, redactEntry } from '../../src/policy/redact.ts';
import { countPeople, listOwnerRows, type OwnerRow } from '../../src/result/owners.ts';
import {
  computeTime,
  createAccount,
  createException,
  createFinding,
  createOutcome,
  createToken,
  gatherTotals,
} from '../harness/entries.ts';

test('a row has what an owner must do, and how many tokens the owner has', () => {
  const entries = [
    createTokenFinding('a', 'max-idle-days', 'old'),
    createTokenFinding('a', 'max-age-days', 'old'),
    createTokenFinding('a', 'expires-within-days', 'ending'),
    createOutcome('checked', { account: createAccount({ id: 'a' }), tokens: 7, active: 5 }),
  ];
  assert.deepEqual(list(entries), [
    {
      account: createAccount({ id: 'a' }),
      level: 'fail',
      findings: 3,
      rules: ['max-age-days', 'max-idle-days', 'expires-within-days'],
      tokens: 7,
      active: 5,
      action: 'Delete "old" unless still needed. Replace "ending" before the expiry on 2026-12-03.',
    },
  ]);
});

test('a key is for its creator to mend, if still there; what has no person is for the organization admins', () => {
  const namesOf = (credentialKind: AnyKind, status: string) => {
    const finding = createTokenFinding('a', 'max-age-days', 'x');
    const account = createAccount({ id: 'a', status });
    return list([{ ...finding, credentialKind, account }]).map((row) => row.account?.id);
  };
  for (const status of ['active', '']) assert.deepEqual(namesOf('api-key', status), ['a']);
  for (const status of ['inactive', 'not-managed']) assert.deepEqual(namesOf('api-key', status), [undefined]);
  for (const kind of ['service-account-token', 'oauth-client'] as const)
    assert.deepEqual(namesOf(kind, 'active'), [undefined]);
  assert.deepEqual(namesOf('user-token', 'inactive'), ['a']);
});

test('tokens of the same label in one action are told apart by their IDs', () => {
  const account = createAccount({ id: 'a' });
  const create = (id: string, rule: Rule, label: string) =>
    createFinding({ rule, account, token: createToken({ id, label }) });
  const entries = [
    create('036b98c1-a843-970a', 'max-idle-days', 'Grafana'),
    create('1c2d', 'max-idle-days', 'CI'),
    create('ee49f014-a1df-8c3c', 'expires-within-days', 'Grafana'),
  ];
  const [row] = list(entries);
  assert.match(
    row?.action ?? '',
    /^Delete "Grafana" \(ID 036b98c1…\) and "CI" .*Replace "Grafana" \(ID ee49f014…\) before/,
  );
});

test('tokens without an ID are separate tokens, and the findings of one of them are not', () => {
  const account = createAccount({ id: 'a' });
  const [one, other] = ['x', 'y'].map((label) => createToken({ id: '', label, expiry: computeTime(10) }));
  const entries = [
    createFinding({ account, rule: 'max-age-days', token: one }),
    createFinding({ account, rule: 'max-idle-days', token: one }),
    createFinding({ account, rule: 'max-age-days', token: other }),
  ];
  const action = 'Delete "x" unless still needed. Rotate "y" (older than 2 days).';
  assert.equal(list(entries)[0]?.action, action);
  const many = Array.from({ length: 12 }, (_, index) => {
    const token = createToken({ id: '', label: 'x', createdAt: computeTime(-index) });
    return createFinding({ account, rule: 'max-age-days', token });
  });
  for (const shown of [many, many.map(redactEntry)])
    assert.match(list(shown)[0]?.action ?? '', /^Rotate [^(]* \(older than 2 days\)\. … and 2 more$/);
});

test('the order: level fail first, then more findings, then account ID', () => {
  const entries = [
    ...['x', 'y', 'z'].map((label) => createTokenFinding('many-warnings', 'max-age-days', label, 'warn')),
    createTokenFinding('c', 'max-age-days', 'x'),
    createTokenFinding('B', 'max-age-days', 'x'),
    createTokenFinding('two', 'max-age-days', 'x', 'warn'),
    createTokenFinding('two', 'max-idle-days', 'x'),
    createTokenFinding('one-warning', 'max-age-days', 'x', 'warn'),
  ];
  assert.deepEqual(
    list(entries).map(({ account, level, findings }) => [account?.id, level, findings]),
    [
      ['two', 'fail', 2],
      ['B', 'fail', 1],
      ['c', 'fail', 1],
      ['many-warnings', 'warn', 3],
      ['one-warning', 'warn', 1],
    ],
  );
});

test('findings without a person share a row of the organization admins, which is not counted', () => {
  const nobody = { account: undefined, token: undefined };
  const entries = [
    createFinding({ ...nobody, rule: 'max-tokens', excess: 3 }),
    createFinding({ ...nobody, rule: 'max-new-tokens' }),
    createTokenFinding('', 'max-age-days', 'orphan'),
    createTokenFinding('a', 'max-age-days', 'x'),
    createOutcome('rejected', { account: createAccount({ id: '' }), tokens: 0 }),
  ];
  const [admins, person] = list(entries);
  assert.deepEqual([admins?.account, admins?.findings, admins?.tokens], [undefined, 3, undefined]);
  assert.equal(
    admins?.action,
    'Delete at least 3 of 5 active tokens. Check the new tokens, and delete those that are not needed. Rotate "orphan" (older than 2 days).',
  );
  assert.equal(person?.account?.id, 'a');
  assert.equal(countPeople(gatherTotals(entries).owners), 1);
});

test('findings with an exception are in no row', () => {
  const excepted = { ...createTokenFinding('a', 'max-age-days', 'x'), exception: createException() };
  assert.deepEqual(list([excepted]), []);
});

test('tokens that need the same are named together, failing ones first, and each token once', () => {
  const entries = [
    createTokenFinding('a', 'max-age-days', 'w', 'warn'),
    createTokenFinding('a', 'max-idle-days', 'x', 'warn'),
    createTokenFinding('a', 'max-age-days', 'y'),
    createTokenFinding('a', 'max-age-days', 'z', 'warn'),
    createTokenFinding('a', 'expires-within-days', 'z'),
  ];
  assert.equal(
    list(entries)[0]?.action,
    'Replace "z" before the expiry on 2026-12-03. Rotate "w" and "y" (older than 2 days). Delete "x" unless still needed.',
  );
});

test('a token that any rule fails comes before warnings, whatever its task warns of', () => {
  const entries = [
    createTokenFinding('a', 'max-idle-days', 'w', 'warn'),
    createTokenFinding('a', 'expires-within-days', 'y', 'warn'),
    createTokenFinding('a', 'max-lifetime-days', 'y'),
    createTokenFinding('a', 'max-age-days', 'z'),
  ];
  assert.equal(
    list(entries)[0]?.action,
    'Replace "y" before the expiry on 2026-12-03. Rotate "z" (older than 2 days). Delete "w" unless still needed.',
  );
});

test('ten tokens at most are named, then how many more have findings', () => {
  const entries = Array.from({ length: 47 }, (_, index) =>
    createTokenFinding('a', 'max-age-days', `t${index}`),
  );
  const { action = '' } = list(entries)[0] ?? {};
  assert.match(action, /^Rotate "t0", "t1",.*"t8" and "t9" \(older than 2 days\)\. … and 37 more$/);
});

test('of more tokens the failing ones are named, wherever they come', () => {
  const entries = Array.from({ length: 30 }, (_, index) =>
    createTokenFinding(
      'a',
      index % 3 === 2 ? 'max-idle-days' : 'max-age-days',
      `t${index}`,
      index % 3 === 2 ? 'fail' : 'warn',
    ),
  );
  const { action = '' } = list(entries)[0] ?? {};
  assert.match(action, /^Delete "t2", "t5", .*"t26" and "t29" unless still needed\. … and 20 more$/);
});

test('the longest idle tokens of an account with too many are named first, and no token twice', () => {
  const idle = (label: string, hasFindings: boolean): IdleToken => ({
    id: `id-${label}`,
    label,
    idleSince: 0,
    hasFindings,
  });
  const account = createAccount({ id: 'a' });
  const entries = [
    ...Array.from({ length: 12 }, (_, index) => createTokenFinding('a', 'max-age-days', `t${index}`)),
    createFinding({ account, limit: 10, excess: 2, longestIdle: [idle('t11', true), idle('new', false)] }),
  ];
  const { action = '', findings } = list(entries)[0] ?? {};
  assert.equal(findings, 13);
  assert.match(
    action,
    /^Delete at least 2 of 12 active tokens, the longest idle first: "t11" and "new"\. Rotate/,
  );
  assert.match(action, /"t7" \(older than 2 days\)\. … and 3 more$/);
  assert.equal(action.match(/"[^"]*"/g)?.length, 10);
});

test('redacted rows name IDs instead of labels', () => {
  const account = createAccount({ id: 'a' });
  const longestIdle = [{ id: 'id-z', label: 'z', idleSince: 0, hasFindings: false }];
  const entries: Entry[] = [
    createTokenFinding('a', 'max-age-days', 'x'),
    createFinding({ account, limit: 0, excess: 1, longestIdle }),
  ];
  const [row] = list(entries.map(redactEntry));
  assert.deepEqual([row?.account?.name, row?.account?.email], ['[redacted]', '[redacted]']);
  assert.equal(
    row?.action,
    'Delete at least 1 of 1 active tokens, the longest idle first: "id-z". Rotate "id-x" (older than 2 days).',
  );
});

test('whatever the findings, every unexcepted one is counted in exactly one row', () => {
  const finding = fc
    .record({
      id: fc.constantFrom('', 'a', 'b', 'c', '__proto__'),
      rule: fc.constantFrom<Rule>('max-age-days', 'max-idle-days', 'max-lifetime-days'),
      token: fc.constantFrom('t1', 't2', 't3'),
      level: fc.constantFrom<Finding['level']>('fail', 'warn'),
    })
    .map(({ id, rule, token, level }) => createTokenFinding(id, rule, token, level));
  fc.assert(
    fc.property(fc.array(finding), (findings) => {
      const rows = list(findings);
      assert.equal(
        rows.reduce((sum, row) => sum + row.findings, 0),
        findings.length,
      );
      for (const { account, findings: count } of rows)
        assert.equal(count, findings.filter((found) => found.account?.id === (account?.id ?? '')).length);
    }),
  );
});

function createTokenFinding(
  accountId: string,
  rule: Rule,
  label: string,
  level: Finding['level'] = 'fail',
): Finding {
  const token = createToken({ id: `id-${label}`, label, expiry: computeTime(10) });
  return createFinding({ account: createAccount({ id: accountId }), rule, level, token });
}

function list(entries: Entry[]): OwnerRow[] {
  return [...listOwnerRows(gatherTotals(entries).owners)];
}
