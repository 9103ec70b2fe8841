import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { AuditRecord } from '../../../src/audit/records.ts';
import { createSourceReport } from '../../../src/audit/source.ts';
import { createSource } from '../../../src/audit/target.ts';
import { createAccounts } from '../../harness/scenario.ts';
import type { ListedToken } from '../../simulator/listed-tokens.ts';
import { createOrganization } from '../../simulator/organization.ts';
import { invalidPageCursor } from '../../simulator/organization-answers.ts';
import { ORG_ID, type OrganizationScenario } from '../../simulator/organization-scenario.ts';
import { startSimulator } from '../../simulator/simulator.ts';

const LISTS_TOKENS = { scopes: ['read:tokens:admin'], pageSizeLimit: 10 };

test('a token that one revoked and one made meanwhile push out of the list is found by reading again', async (t) => {
  const run = await read(t, (tokens) => ({
    pages: (asked) => {
      if (asked === 1) replaceFirst(tokens, 'made-meanwhile');
      return undefined;
    },
  }));
  assert.equal(run.readings, 2);
  const listed = run.tokenIds();
  const missing = run.tokens.map(({ id }) => id).filter((id) => !listed.includes(String(id)));
  assert.deepEqual([missing, run.report.gaps], [[], []]);
});

test('a list in which that happens every time it is read is a gap with its numbers', async (t) => {
  const run = await read(t, (tokens) => ({
    pages: (asked) => {
      if (asked % 6 === 1) replaceFirst(tokens, `made-${asked}`);
      return undefined;
    },
  }));
  assert.equal(run.readings, 3);
  assert.deepEqual(run.report.gaps, [
    'The list shows 60 tokens after 3 readings, but the organization counts 60. 1 of those listed may have been made meanwhile.',
  ]);
});

test('tokens that are made meanwhile, and none revoked, need no second reading', async (t) => {
  const run = await read(t, (tokens) => ({
    pages: (asked) => {
      if (asked === 1) tokens.push(createListedToken('made-meanwhile', new Date()));
      return undefined;
    },
  }));
  assert.deepEqual([run.readings, run.report.gaps, run.tokenIds().length], [1, [], 61]);
});

test('what makes a reading doubtful: a token whose creation is recent, or not known', async (t) => {
  for (const createdAt of [new Date().toISOString(), undefined, 'yesterday', '2999-01-01T00:00:00Z']) {
    const run = await read(t, (tokens) => {
      Object.assign(tokens[0] ?? {}, { createdAt });
      return {};
    });
    assert.deepEqual([run.readings, run.report.gaps], [2, []], String(createdAt));
  }
});

test('a list of one page is one answer: what was made a moment ago is no doubt', async (t) => {
  const run = await read(t, (tokens) => {
    for (const token of tokens) token.createdAt = new Date().toISOString();
    return { pageSizeLimit: 1000 };
  });
  assert.deepEqual([run.readings, run.report.gaps], [1, []]);
});

test('a list that moves up and down lists no token twice', async (t) => {
  const run = await read(t, (tokens) => ({
    pages: (asked) => {
      if (asked === 1) tokens.unshift(createListedToken('made-first', new Date()));
      if (asked === 3) tokens.splice(0, 5);
      return undefined;
    },
  }));
  assert.equal(new Set(run.tokenIds()).size, run.tokenIds().length);
  const gone = run.tokens.filter(({ id }) => !run.tokenIds().includes(String(id)));
  assert.deepEqual([gone, run.report.gaps], [[], []]);
});

test('a cursor that expires twice restarts the list twice', async (t) => {
  const run = await read(t, () => ({
    pages: (asked) => (asked === 3 || asked === 8 ? invalidPageCursor() : undefined),
  }));
  assert.deepEqual([run.readings, run.report.gaps, run.tokenIds().length], [3, [], 60]);
});

test('items that are not tokens, or lack an ID or an owner, are gaps, counted once', async (t) => {
  const run = await read(t, (tokens) => {
    tokens.push({ ...createListedToken('', new Date(0)), label: 'no ID' });
    tokens.push({ ...createListedToken('no-owner', new Date(0)), user: { id: '' } });
    return { count: 100 };
  });
  assert.deepEqual(run.report.gaps.slice(0, 2), [
    'Listed tokens without an ID: 1.',
    'Listed tokens without an owner: 1.',
  ]);
  assert.equal(run.tokenIds().length, 62);
});

test('each account is one outcome, and the first name and email seen stay', async (t) => {
  const run = await read(t, (tokens) => {
    const [first, second] = tokens;
    if (first && second) second.user = { ...first.user, name: 'Another name' };
    return {};
  });
  const names = run.outcomes().map(({ account }) => account.name);
  assert.equal(names[0], 'Person 0');
  assert.equal(run.outcomes().length, 59);
  assert.equal(run.outcomes()[0]?.tokens, 2);
});

/** Revokes the first token and makes another at the end: the list is as long as before. */
function replaceFirst(tokens: ListedToken[], id: string): void {
  tokens.shift();
  tokens.push(createListedToken(id, new Date()));
}

function createListedToken(id: string, createdAt: Date): ListedToken {
  return { id, label: id, createdAt: createdAt.toISOString(), user: { id: 'somebody' } };
}

/** Reads an organization of 60 tokens in pages of ten; `plan` may change the tokens. */
async function read(t: TestContext, plan: (tokens: ListedToken[]) => OrganizationScenario) {
  const organization = createOrganization(createAccounts(60, 1));
  const organizationApi = { ...LISTS_TOKENS, ...plan(organization.tokens) };
  const simulator = await startSimulator({ organization, organizationApi });
  const report = createSourceReport();
  const { orgToken, apiUrl } = simulator;
  const options = { apiUrl: new URL(apiUrl), orgToken, concurrency: 4, requestsPerSecond: undefined };
  const times = { timeoutMs: 5000, maxRetries: 0, maxDurationMs: 60_000, mask: (text: string) => text };
  const target = { kind: 'organization', file: undefined } as const;
  const source = createSource({
    target,
    inputs: { request: { ...options, ...times }, orgId: ORG_ID, include: [] },
    sourceReport: report,
    controller: new AbortController(),
  });
  t.after(async () => {
    source.close();
    await simulator.close();
  });
  const records: AuditRecord[] = [];
  for await (const batch of source.records) records.push(...batch);
  return {
    report,
    records,
    tokens: organization.tokens,
    readings: simulator.requests.filter(({ url }) => url.endsWith('/count')).length,
    tokenIds: () => records.flatMap((record) => (record.kind === 'token' ? [record.token.id] : [])),
    outcomes: () => records.flatMap((record) => (record.kind === 'outcome' ? [record] : [])),
  };
}
