import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AuditRecord } from '../../src/audit/records.ts';
import { createExceptions, type Exceptions } from '../../src/policy/exceptions.ts';
import { type Entry, judgeRecords } from '../../src/policy/judge.ts';
import type { Limits } from '../../src/policy/rules.ts';
import {
  computeTime,
  createAccount,
  createException,
  createOutcome,
  createPolicy,
  createToken,
  NOW,
} from '../harness/entries.ts';

test('every record is passed on in its place, judged, with what limits say of it', async () => {
  const records = [...createHolder('a', 2, 1), ...createHolder('b', 0), ...createHolder('c', 1)];
  const entries = await judge(records, { maxTokensPerAccount: 1 });
  assert.deepEqual(entries.map(describe), [
    'token a true',
    'token a true',
    'token a false',
    'outcome a 3 2',
    'finding max-tokens-per-account a: 2 active of 3 tokens, limit 1',
    'outcome b 0 0',
    'token c true',
    'outcome c 1 1',
  ]);
});

test('the finding about all tokens comes last and names the first of those who hold the most', async () => {
  const records = [...createHolder('a', 1, 5), ...createHolder('b', 3), ...createHolder('c', 3)];
  const entries = await judge(records, { maxTokens: 6 });
  assert.equal(describe(entries.at(-1)), 'finding max-tokens organization: 7 active of 12 tokens, limit 6');
  const last = entries.at(-1);
  assert.deepEqual(last?.kind === 'finding' && [last.worst?.account.id, last.worst?.active], ['b', 3]);
});

test('tokens of an account that failed count as well', async () => {
  const [token] = createHolder('a', 1);
  assert.ok(token);
  const failed = createOutcome('failed', { account: createAccount({ id: 'a' }), tokens: 1 });
  const entries = await judge([token, failed], { maxTokens: 0, maxTokensPerAccount: 0 });
  assert.deepEqual(entries.slice(1).map(describe), [
    'outcome a 1 1',
    'finding max-tokens-per-account a: 1 active of 1 token, limit 0',
    'finding max-tokens organization: 1 active of 1 token, limit 0',
  ]);
});

test('without limits there are no findings, and zero tokens exceed no limit of zero', async () => {
  assert.equal((await judge(createHolder('a', 3), {})).length, 4);
  assert.equal((await judge(createHolder('a', 0, 2), { maxTokens: 0, maxTokensPerAccount: 0 })).length, 3);
  assert.deepEqual(await judge([], { maxTokens: 0 }), []);
});

test('a token knows the rules that it breaks, those aside that an exception covers', async () => {
  const token = createToken({ id: 't', expiry: '', createdAt: computeTime(-400) });
  const found = { kind: 'token', account: createAccount(), token } as const;
  const limits = { maxAgeDays: 365, maxLifetimeDays: 365, maxIdleDays: 30 };
  const [broken] = await judge([found], limits);
  assert.deepEqual(broken?.kind === 'token' && broken.broken, ['max-age-days', 'max-lifetime-days']);
  const exceptions = createExceptions([createException({ rule: 'max-age-days', tokenId: 't' })], NOW);
  const [excepted] = await judge([found], limits, exceptions);
  assert.deepEqual(excepted?.kind === 'token' && excepted.broken, ['max-lifetime-days']);
});

test('records are judged as they come, not all at the end', async () => {
  let taken = 0;
  async function* count(): AsyncGenerator<AuditRecord[]> {
    for (const record of createHolder('a', 5)) {
      taken += 1;
      yield [record];
    }
  }
  await judgeRecords(count(), createPolicy()).next();
  assert.equal(taken, 1);
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

async function judge(records: AuditRecord[], limits: Limits, exceptions?: Exceptions): Promise<Entry[]> {
  async function* stream() {
    // Cut anywhere: what belongs together may come apart.
    for (let at = 0; at < records.length; at += 2) yield records.slice(at, at + 2);
  }
  const policy = exceptions ? { limits, exceptions } : { limits };
  const entries: Entry[] = [];
  for await (const batch of judgeRecords(stream(), createPolicy(policy))) entries.push(...batch);
  return entries;
}

function describe(entry: Entry | undefined): string {
  if (entry?.kind === 'token') return `token ${entry.account.id} ${entry.active}`;
  if (entry?.kind === 'outcome') return `outcome ${entry.account.id} ${entry.tokens} ${entry.active}`;
  if (entry?.kind === 'change') return `${entry.change} ${entry.tokenId}`;
  return `finding ${entry?.rule} ${entry?.account?.id ?? 'organization'}: ${entry?.evidence}`;
}
