import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, type TestContext, test } from 'node:test';
import { setImmediate as settle } from 'node:timers/promises';
import fc from 'fast-check';
import { type AccountResult, auditAccounts } from '../../src/audit/account-by-account.ts';
import type { AccountsRow } from '../../src/audit/accounts-file.ts';
import type { AuditRecord } from '../../src/audit/records.ts';
import { createSourceReport, type SourceOptions } from '../../src/audit/source.ts';
import { PAUSE_TOO_LONG, readStopReason, TIME_IS_UP } from '../../src/audit/stop.ts';
import { createSource } from '../../src/audit/target.ts';
import { createAccount, createToken } from '../harness/entries.ts';
import { readAccounts } from '../harness/input-files.ts';
import { createAccountId } from '../harness/scenario.ts';
import * as answers from '../simulator/answers.ts';
import { createOrganization, type SimulatedAccount } from '../simulator/organization.ts';
import { type SimulatorOptions, startSimulator } from '../simulator/simulator.ts';

const folder = mkdtempSync(join(tmpdir(), 'audit-'));
after(() => rmSync(folder, { recursive: true }));

test("an account's tokens come just before its outcome, which counts them", async () => {
  const look = async () => checked(createToken({ id: '1' }), createToken({ id: '2' }));
  const account = createAccount();
  assert.deepEqual(await gather(auditAccounts(rows(account.id), look)), [
    { kind: 'token', account, token: createToken({ id: '1' }) },
    { kind: 'token', account, token: createToken({ id: '2' }) },
    { kind: 'outcome', account, status: 'checked', tokens: 2, httpStatus: 200, detail: '' },
  ]);
});

test('a row without an account ID is rejected with its line, and nobody is asked', async () => {
  const account = { id: '', name: 'Ada', email: 'ada@example.com', status: '' };
  const rejected = (cell: string): AccountsRow => ({ account, line: 7, cell });
  const records = await gather(auditAccounts([rejected(''), rejected('n/a')], () => assert.fail()));
  const common = { kind: 'outcome', account, status: 'rejected', tokens: 0, httpStatus: undefined };
  assert.deepEqual(records, [
    { ...common, detail: 'line 7: no account ID' },
    { ...common, detail: 'line 7: not an account ID: n/a' },
  ]);
});

test('an ID of no known form that the API does not know is rejected with its line; what it does know stays', async () => {
  const found = async (status: AccountResult['status'], httpStatus: number, id: string) => {
    const account = createAccount({ id });
    const read = async () => ({ status, tokens: [], httpStatus, detail: 'as answered' });
    const row: AccountsRow = { account, line: 9, cell: id };
    const [outcome] = await gather(auditAccounts([row], read));
    return outcome?.kind === 'outcome' ? [outcome.account.id, outcome.status, outcome.detail] : [];
  };
  for (const id of [
    'Total',
    'nan',
    `${createAccountId(1)}${createAccountId(2)}`,
    createAccountId(1).slice(0, 20),
  ])
    assert.deepEqual(await found('not-managed', 404, id), [
      id,
      'rejected',
      'line 9: the API knows no such account, and this does not look like an account ID',
    ]);
  for (const [status, httpStatus, id] of [
    ['not-managed', 404, createAccountId(1)],
    ['not-managed', 403, 'Total'],
    ['checked', 200, 'Total'],
    ['failed', 404, 'Total'],
  ] as const)
    assert.deepEqual(await found(status, httpStatus, id), [id, status, 'as answered']);
});

test('every row ends as one outcome, in the order of the rows, whatever the order of the answers', async () => {
  const delays = fc.array(fc.oneof(fc.constant(undefined), fc.nat(5)), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(delays, async (delays) => {
      const list = delays.map((delay, index): AccountsRow => {
        const person = delay === undefined ? { id: '', name: `${index}` } : { name: `${index}` };
        return { account: createAccount(person), line: index, cell: '' };
      });
      const look = async ({ name }: { name: string }) => {
        for (let left = delays[Number(name)] ?? 0; left > 0; left -= 1) await settle();
        return checked(createToken({ id: name }));
      };
      const records = await gather(auditAccounts(list, look));
      const wanted = delays.flatMap((delay, index) =>
        delay === undefined ? [`outcome ${index}`] : [`token ${index}`, `outcome ${index}`],
      );
      assert.deepEqual(
        records.map(({ kind, account }) => `${kind} ${account.name}`),
        wanted,
      );
    }),
    { numRuns: 50 },
  );
});

test('one slow account holds back no more than 1,024 rows', async () => {
  let asked = 0;
  let answerFirst = () => {};
  const look = () => {
    asked += 1;
    if (asked > 1) return Promise.resolve(checked());
    return new Promise<AccountResult>((resolve) => {
      answerFirst = () => resolve(checked());
    });
  };
  const ids = Array.from({ length: 3000 }, (_, index) => `id-${index}`);
  const gathered = gather(auditAccounts(rows(...ids), look));
  for (let time = 0; time < 200; time += 1) await settle();
  assert.equal(asked, 1024);
  answerFirst();
  assert.deepEqual(
    (await gathered).map(({ account }) => account.id),
    ids,
  );
});

test('a fault of this program loses no result before it', async () => {
  const read = async ({ id }: { id: string }) => {
    if (id === 'c') throw new Error('a fault');
    return checked();
  };
  const found: string[] = [];
  const run = async () => {
    for await (const records of auditAccounts(rows('a', 'b', 'c', 'd'), read))
      found.push(...records.map(({ account }) => account.id));
  };
  await assert.rejects(run(), /a fault/);
  assert.deepEqual(found, ['a', 'b']);
});

test('no more than 1,024 accounts are read at a time', async () => {
  const countAsked = askInVain(3000);
  for (let time = 0; time < 100; time += 1) await settle();
  assert.equal(countAsked(), 1024);
});

test('results that are ready together come in one batch', async () => {
  const ids = Array.from({ length: 3000 }, (_, index) => `id-${index}`);
  const sizes: number[] = [];
  const look = async ({ id }: { id: string }) => {
    for (let left = Number(id.slice(3)) / 50; left > 0; left -= 1) await Promise.resolve();
    return checked();
  };
  for await (const records of auditAccounts(rows(...ids), look)) sizes.push(records.length);
  assert.ok(Math.max(...sizes) > 500 && sizes.length < 20, sizes.join(' '));
});

test('the accounts of a file are asked for one by one, and what became of each is told', async (t) => {
  const { records, simulator } = await run(t, [
    { id: 'a', tokens: [{ id: '1' }, { id: '2' }], answers: [answers.gatewayError(503)] },
    { id: createAccountId(1), tokens: [], always: answers.accountNotFound() },
    { id: 'c', tokens: [{ label: 'no id' }] },
    { id: 'd', tokens: [], always: answers.forbidden() },
    { id: 'e', tokens: [{ id: '3' }] },
  ]);
  assert.deepEqual(
    records.map((record) => (record.kind === 'outcome' ? record.status : record.token.id)),
    ['1', '2', 'checked', 'not-managed', '', 'failed', 'failed', '3', 'checked'],
  );
  assert.equal(simulator.counts.requests, 6);
});

test('nothing is asked before the first record is wanted', async (t) => {
  const { source, simulator } = await create(t, [{ id: 'a', tokens: [] }]);
  await new Promise((resolve) => setTimeout(resolve, 30));
  assert.equal(simulator.counts.requests, 0);
  await gather(source.records);
  assert.equal(simulator.counts.requests, 1);
  assert.deepEqual([source.pace().inFlight, source.pace().pausedMs], [0, 0]);
});

test('when the time is up, whoever has no answer yet is skipped', async (t) => {
  const accounts = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({ id, tokens: [] }));
  const { records, controller } = await run(
    t,
    accounts,
    { latencyMs: 200 },
    { maxDurationMs: 300, concurrency: 2 },
  );
  const outcomes = records.flatMap((record) => (record.kind === 'outcome' ? [record] : []));
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ['checked', 'checked', 'skipped', 'skipped', 'skipped', 'skipped'],
  );
  assert.ok(outcomes.slice(2).every(({ detail }) => detail === TIME_IS_UP.why));
  assert.equal(readStopReason(controller.signal), TIME_IS_UP);
});

test('a pause that would outlast the run ends it at once', async (t) => {
  const limited = answers.tooManyRequests({ 'Retry-After': '60' });
  const begin = performance.now();
  const { records, controller } = await run(
    t,
    [
      { id: 'a', tokens: [], always: limited },
      { id: 'b', tokens: [] },
    ],
    {},
    { maxDurationMs: 30_000, concurrency: 1 },
  );
  assert.deepEqual(
    records.map((record) => record.kind === 'outcome' && [record.status, record.detail]),
    [
      ['skipped', PAUSE_TOO_LONG.why],
      ['skipped', PAUSE_TOO_LONG.why],
    ],
  );
  assert.equal(readStopReason(controller.signal), PAUSE_TOO_LONG);
  assert.ok(performance.now() - begin < 5000);
});

test('a refused key stops the run: those not asked are skipped, and few were', async (t) => {
  const accounts = Array.from({ length: 100 }, (_, index) => ({ id: `a${index}`, tokens: [] }));
  const { records, controller, simulator } = await run(t, accounts, { keyScenario: 'unauthorized' });
  assert.equal(records.length, 100);
  assert.equal(readStopReason(controller.signal)?.kind, 'refused');
  assert.ok(simulator.counts.requests <= 8, `${simulator.counts.requests} asked`);
});

function checked(...tokens: AccountResult['tokens']): AccountResult {
  return { status: 'checked', tokens, httpStatus: 200, detail: '' };
}

function rows(...ids: string[]): AccountsRow[] {
  return ids.map((id) => ({ account: createAccount({ id }), line: 2, cell: id }));
}

/** Asks for so many accounts, of which none is ever answered; what it returns tells how many were asked for so far. */
function askInVain(accounts: number): () => number {
  let asked = 0;
  const look = () => {
    asked += 1;
    return new Promise<AccountResult>(() => {});
  };
  const ids = Array.from({ length: accounts }, (_, index) => `id-${index}`);
  void gather(auditAccounts(rows(...ids), look));
  return () => asked;
}

async function gather(batches: AsyncIterable<AuditRecord[]>): Promise<AuditRecord[]> {
  const list: AuditRecord[] = [];
  for await (const records of batches) list.push(...records);
  return list;
}

type Server = Partial<SimulatorOptions>;

/** A source over a file of these accounts and a server that knows them. */
async function create(
  t: TestContext,
  accounts: SimulatedAccount[],
  server: Server = {},
  options: Partial<SourceOptions> = {},
) {
  const simulator = await startSimulator({ organization: createOrganization(accounts), ...server });
  const path = join(folder, 'accounts.csv');
  writeFileSync(path, `Atlassian ID\n${accounts.map(({ id }) => `${id}\n`).join('')}`);
  const controller = new AbortController();
  const { orgToken } = simulator;
  const limits = {
    concurrency: 4,
    requestsPerSecond: undefined,
    maxRetries: 2,
    mask: (text: string) => text,
  };
  const times = { timeoutMs: 5000, maxDurationMs: 60_000 };
  const source = createSource({
    target: { kind: 'accounts', file: await readAccounts(path) },
    inputs: {
      request: { apiUrl: new URL(simulator.apiUrl), orgToken, ...limits, ...times, ...options },
      orgId: '',
      include: [],
    },
    sourceReport: createSourceReport(),
    controller,
  });
  t.after(async () => {
    source.close();
    await simulator.close();
  });
  return { source, simulator, controller };
}

async function run(t: TestContext, ...scenario: [SimulatedAccount[], Server?, Partial<SourceOptions>?]) {
  const parts = await create(t, ...scenario);
  return { ...parts, records: await gather(parts.source.records) };
}
