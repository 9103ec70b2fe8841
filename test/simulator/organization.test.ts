import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import test from 'node:test';
import * as answers from './answers.ts';
import { createLargeOrganization } from './large-organization.ts';
import { createOrganization, type SimulatedAccount } from './organization.ts';
import { invalidPageCursor } from './organization-answers.ts';
import { ORG_ID } from './organization-scenario.ts';
import { createSampleOrganization } from './sample-organization.ts';
import { createSampleJoiners } from './sample-week.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from './simulator.ts';

const TOKENS = `/admin/api-access/v1/orgs/${ORG_ID}/api-tokens`;
const COUNT = `${TOKENS}/count`;
const USERS = `/admin/v1/orgs/${ORG_ID}/users`;
const NOW = new Date('2026-11-16T05:17:00Z');

type Item = Record<string, unknown> & { id: string; user: Record<string, unknown> };
type Body = { data: Item[]; links?: Record<string, string | null>; meta?: { total: number } };

test('every token is listed once, in pages of 20 unless told, and not grouped by owner', async () => {
  await withSimulator({}, async (simulator) => {
    const first = (await read(simulator, TOKENS)) as Body;
    assert.deepEqual([first.data.length, Object.keys(first.links ?? {})], [20, ['self', 'next']]);
    const all = await readAll(simulator, 7);
    assert.deepEqual(all.map(({ id }) => id).sort(), createTokenIds(60));
    assert.notEqual(all[0]?.user.id, all[1]?.user.id);
    assert.deepEqual(await readAll(simulator, 1000), all);
    assert.equal(await read(simulator, COUNT), 60);
  });
});

test('a listed token is what its account answers, spelt another way', async () => {
  const tokens = [
    { id: '1', label: 'a', createdAt: '2026-01-02T03:04:05.678Z', disabledStatus: true, expiry: '2027' },
    { id: '2', label: 'b', createdAt: '2026', lastAccess: '2026-11', status: 'ODD', scopes: ['read:x'] },
  ];
  const account = { id: 'a', name: 'Ann', email: 'ann@example.com', tokens };
  await withSimulator({ organization: createOrganization([account]) }, async (simulator) => {
    const user = { id: 'a', orgId: ORG_ID, name: 'Ann', email: 'ann@example.com' };
    const [first, second] = await readAll(simulator, 1000);
    const { scopes, ...rest } = first ?? assert.fail();
    assert.ok(Array.isArray(scopes));
    const same = { id: '1', label: 'a', createdAt: '2026-01-02T03:04:05.678Z' };
    assert.deepEqual(rest, { ...same, status: 'BLOCKED', expiresAt: '2027', user });
    const odd = { id: '2', label: 'b', createdAt: '2026', status: 'ODD', scopes: ['read:x'] };
    assert.deepEqual(second, { ...odd, lastActiveAt: '2026-11', user });
  });
});

test('sparse tokens lack what may be lacking, and have fields that no description has', async () => {
  await withSimulator({ organizationApi: { shape: 'sparse' } }, async (simulator) => {
    const all = await readAll(simulator, 1000);
    assert.equal(all.length, 60);
    for (const token of all) assert.ok(!('scopes' in token) && token.createdBy && 'appType' in token.user);
    assert.deepEqual(
      all.slice(0, 2).map(({ lastActiveAt }) => lastActiveAt),
      [null, undefined],
    );
    assert.deepEqual(
      all.slice(0, 3).map(({ user }) => user.orgId),
      [undefined, null, ''],
    );
  });
});

test('links are cursors that need encoding, or URLs on the same origin that keep the size', async () => {
  await withSimulator({}, async (simulator) => {
    const page = (await read(simulator, TOKENS)) as Body;
    assert.match(page.links?.next ?? '', /\+.*=/);
    const wrong = await ask(simulator, `${TOKENS}?cursor=${page.links?.next}`);
    assert.deepEqual([wrong.status, await readCode(wrong)], [400, 'ADMIN-400-1']);
  });
  await withSimulator({ organizationApi: { next: 'url' } }, async (simulator) => {
    const { links } = (await read(simulator, `${TOKENS}?pageSize=30`)) as Body;
    const next = new URL(links?.next ?? '');
    assert.deepEqual([next.origin, next.pathname], [simulator.apiUrl, TOKENS]);
    const last = (await read(simulator, next.pathname + next.search)) as Body;
    assert.deepEqual([last.data.length, Object.keys(last.links ?? {})], [30, ['self', 'prev']]);
  });
});

for (const [end, links] of [
  ['absent', { self: 'tokens+0/==' }],
  ['null', { self: 'tokens+0/==', next: null }],
  ['empty', { self: 'tokens+0/==', next: '' }],
  ['no-links', undefined],
] as const) {
  test(`the last page's links end ${end}`, async () => {
    await withSimulator({ organizationApi: { end } }, async (simulator) => {
      assert.deepEqual(((await read(simulator, `${TOKENS}?pageSize=60`)) as Body).links, links);
    });
  });
}

test('pages may be smaller than asked for, and a size may be refused on the first', async () => {
  const organizationApi = { pageSizeLimit: 5, refusePageSize: 500 } as const;
  await withSimulator({ organizationApi }, async (simulator) => {
    assert.equal((await ask(simulator, `${TOKENS}?pageSize=1000`)).status, 500);
    const { data, links } = (await read(simulator, TOKENS)) as Body;
    assert.equal(data.length, 5);
    const next = `${TOKENS}?pageSize=1000&cursor=${encodeURIComponent(links?.next ?? '')}`;
    assert.equal(((await read(simulator, next)) as Body).data.length, 5);
  });
});

test('whatever must not be sent is refused, and a violation', async () => {
  const simulator = await startSimulator({ organization: createSmallOrganization() });
  for (const [path, what] of [
    [`${TOKENS}?pageSize=0`, 'pageSize 0 is not from 1 to 1000'],
    [`${TOKENS}?pageSize=1001`, 'pageSize 1001 is not from 1 to 1000'],
    [`${TOKENS}?pageSize=20&pageSize=30`, 'pageSize is given twice'],
    [`${TOKENS}?cursor=`, 'an empty cursor'],
    [`${TOKENS}?status=ALLOWED`, 'no parameter "status" may be sent'],
    [`${COUNT}?pageSize=20`, 'no parameter "pageSize" may be sent'],
    [`${USERS}?pageSize=20`, 'no parameter "pageSize" may be sent'],
  ] as const) {
    assert.equal((await ask(simulator, path)).status, 500);
    assert.equal(simulator.violations.pop(), `GET ${path}: ${what}`);
  }
  for (const method of ['DELETE', 'POST', 'PUT', 'PATCH']) {
    for (const path of [TOKENS, COUNT, USERS]) {
      assert.equal((await ask(simulator, path, { method })).status, 405);
      assert.match(simulator.violations.at(-1) ?? '', /not a GET/);
    }
  }
  assert.match(simulator.violations[0] ?? '', /^DELETE .*revokes the tokens of all managed accounts$/);
  await assert.rejects(simulator.close(), /saw 12 forbidden requests/);
});

test('an unknown organization and an unknown cursor have the documented codes', async () => {
  await withSimulator({ organizationApi: { orgId: 'other-org' } }, async (simulator) => {
    assert.equal(simulator.orgId, 'other-org');
    for (const path of [TOKENS, COUNT, USERS]) {
      const response = await ask(simulator, path);
      assert.deepEqual([response.status, await readCode(response)], [404, 'ADMIN-404-2']);
    }
    const expired = await ask(simulator, `/admin/v1/orgs/other-org/users?cursor=expired`);
    assert.deepEqual([expired.status, await readCode(expired)], [400, 'ADMIN-400-1']);
    assert.equal(await read(simulator, '/admin/api-access/v1/orgs/other-org/api-tokens/count'), 60);
  });
});

test('a key with scopes may do what they say, and no more', async () => {
  const scopes = ['read:tokens:admin'];
  await withSimulator({ organizationApi: { scopes } }, async (simulator) => {
    assert.equal((await readAll(simulator, 1000)).length, await read(simulator, COUNT));
    for (const [path, scope] of [
      [USERS, 'read:accounts:admin'],
      ['/users/account-1/manage/api-tokens', 'manage:org'],
    ] as const) {
      const response = await ask(simulator, path);
      assert.equal(response.status, 403);
      assert.match(await response.text(), new RegExp(`insufficientScope.*${scope}`));
    }
  });
  await withSimulator({ keyScenario: 'scoped' }, async (simulator) => {
    assert.match(await (await ask(simulator, COUNT)).text(), /read:tokens:admin/);
  });
  await withSimulator({ keyScenario: 'unauthorized' }, async (simulator) => {
    for (const path of [TOKENS, COUNT, USERS]) assert.equal((await ask(simulator, path)).status, 401);
  });
});

for (const [count, wanted] of [
  [7, ['200 7', '200 7']],
  [(asked: number) => 10 - asked, ['200 10', '200 9']],
  [() => answers.htmlPage(), ['200 <', '200 <']],
  ['forbidden', ['403 {', '403 {']],
  ['missing', ['404 {', '404 {']],
] as const) {
  test(`the count may be ${typeof count === 'function' ? wanted : count}`, async () => {
    await withSimulator({ organizationApi: { count } }, async (simulator) => {
      for (const start of wanted) {
        const response = await ask(simulator, COUNT);
        assert.ok(`${response.status} ${await response.text()}`.startsWith(start));
      }
    });
  });
}

test('odd answers take the place of pages, and a list may change while it is read', async () => {
  const organization = createSmallOrganization();
  const pages: NonNullable<SimulatorOptions['organizationApi']>['pages'] = (asked, page) => {
    if (asked === 0) return { kind: 'reset-before' };
    if (asked === 1) return { kind: 'cut-body' };
    if (asked === 2) return answers.json(200, { ...page, links: { next: 'https://elsewhere.example' } });
    if (asked === 3) organization.tokens.splice(0, 25);
    return asked === 4 ? invalidPageCursor() : undefined;
  };
  await withSimulator({ organization, organizationApi: { pages } }, async (simulator) => {
    await assert.rejects(ask(simulator, TOKENS));
    await assert.rejects(read(simulator, TOKENS));
    assert.equal(((await read(simulator, TOKENS)) as Body).links?.next, 'https://elsewhere.example');
    assert.equal(((await read(simulator, TOKENS)) as Body).data.length, 20);
    assert.equal((await ask(simulator, TOKENS)).status, 400);
    assert.equal((await readAll(simulator, 1000)).length, 35);
    assert.equal(await read(simulator, COUNT), 35);
  });
});

test('managed accounts have the required fields of the published description, 50 a page', async () => {
  const accounts = Array.from({ length: 60 }, (_, index) => ({ id: `account-${index}`, tokens: [] }));
  const special: SimulatedAccount[] = [
    { id: 'gone', name: 'Gone', email: 'g@example.com', status: 'Deactivated', tokens: [{ id: 'kept' }] },
    { id: 'owner', tokens: [{ id: 'other' }], managed: false },
  ];
  const organization = createOrganization([...special, ...accounts]);
  await withSimulator({ organization, organizationApi: { end: 'null' } }, async (simulator) => {
    const first = (await read(simulator, USERS)) as Body;
    assert.deepEqual([first.data.length, first.meta, first.links?.prev], [50, { total: 61 }, undefined]);
    const next = new URL(first.links?.next ?? '');
    assert.deepEqual([next.origin, next.pathname], [simulator.apiUrl, USERS]);
    const second = (await read(simulator, next.pathname + next.search)) as Body;
    assert.deepEqual([second.data.length, second.links?.next], [11, null]);
    for (const item of [...first.data, ...second.data]) {
      for (const field of ['account_id', 'name', 'picture']) assert.equal(typeof item[field], 'string');
      assert.equal(item.account_type, 'atlassian');
      assert.notEqual(item.account_id, 'owner');
    }
    assert.deepEqual(
      first.data.slice(0, 2).map((item) => item.account_status),
      ['inactive', 'active'],
    );
    assert.deepEqual(
      first.data.slice(0, 2).map((item) => item.email),
      ['g@example.com', undefined],
    );
    assert.deepEqual(
      (await readAll(simulator, 9)).map(({ id }) => id),
      ['kept', 'other'],
    );
  });
});

test('managed accounts may be forbidden, none, or answer oddly', async () => {
  await withSimulator({ organizationApi: { users: 'forbidden' } }, async (simulator) => {
    assert.equal((await ask(simulator, USERS)).status, 403);
  });
  await withSimulator({ organizationApi: { users: 'empty' } }, async (simulator) => {
    const { data, meta } = (await read(simulator, USERS)) as Body;
    assert.deepEqual([data, meta], [[], { total: 0 }]);
  });
  await withSimulator({ organizationApi: { userPages: () => answers.json(200, {}) } }, async (simulator) => {
    assert.deepEqual(await read(simulator, USERS), {});
  });
});

test('a large organization is the same whichever way it is asked', async () => {
  const organization = createLargeOrganization({ accounts: 300_000, tokens: 1_000_000 });
  await withSimulator({ organization }, async (simulator) => {
    assert.equal(await read(simulator, COUNT), 1_000_000);
    const cursor = encodeURIComponent('tokens+999000/==');
    const { data, links } = (await read(simulator, `${TOKENS}?pageSize=1000&cursor=${cursor}`)) as Body;
    assert.deepEqual([data.length, links?.next], [1000, undefined]);
    const last = data.at(-1) ?? assert.fail();
    const path = `/users/${last.user.id}/manage/api-tokens`;
    const own = (await read(simulator, path)) as Record<string, unknown>[];
    const same = own.find(({ id }) => id === last.id);
    assert.deepEqual([own.length, same?.label, same?.expiry], [4, last.label, last.expiresAt]);
    assert.equal(((await read(simulator, USERS)) as Body).meta?.total, 300_000);
    assert.equal((await ask(simulator, '/users/712020:nobody/manage/api-tokens')).status, 404);
  });
});

test('seeded faults hit a page three times at most, and none of them is a right page', async () => {
  await withSimulator({ faults: { seed: 1, share: 1 } }, async (simulator) => {
    for (let time = 0; time < 3; time++) {
      const data = await read(simulator, TOKENS).then(
        (body) => (body as Body).data,
        () => undefined,
      );
      assert.equal(data, undefined);
    }
    assert.equal(((await read(simulator, TOKENS)) as Body).data.length, 20);
  });
});

test('limits hold for all calls together, and are told', async () => {
  const limit = { kind: 'fixed-window', limit: 3, windowMs: 60_000, headers: { remaining: true } } as const;
  await withSimulator({ limit }, async (simulator) => {
    const responses = [];
    for (const path of [TOKENS, COUNT, USERS, TOKENS]) responses.push(await ask(simulator, path));
    assert.deepEqual(
      responses.map(({ status }) => status),
      [200, 200, 200, 429],
    );
    assert.deepEqual(
      responses.map(({ headers }) => headers.get('x-ratelimit-remaining')),
      ['2', '1', '0', '0'],
    );
  });
});

test('the sample organization has owners whom its export lacks, and deactivated ones', () => {
  const { accounts, csv } = createSampleOrganization(NOW);
  const joiners = createSampleJoiners(NOW);
  const { tokens, managedAccounts } = createOrganization([...accounts, ...joiners]);
  const unlisted = new Set(tokens.map(({ user }) => user.id).filter((id) => !csv.includes(id)));
  assert.deepEqual(
    [...unlisted],
    joiners.map(({ id }) => id),
  );
  const inactive = new Set(
    managedAccounts
      .filter((account) => account.account_status === 'inactive')
      .map((account) => account.account_id),
  );
  assert.ok(tokens.filter(({ user }) => inactive.has(user.id)).length >= 2);
});

test('serve.ts prints the organization ID on its third line', async () => {
  const server = spawn(process.execPath, [join(import.meta.dirname, 'serve.ts')]);
  const [chunk] = (await once(server.stdout, 'data')) as [Buffer];
  const [apiUrl, orgToken, orgId] = `${chunk}`.split('\n').map((line) => line.slice(line.indexOf('=') + 1));
  const headers = { Authorization: `Bearer ${orgToken}` };
  const response = await fetch(`${apiUrl}/admin/api-access/v1/orgs/${orgId}/api-tokens/count`, { headers });
  assert.match(`${chunk}`, /^API_URL=.+\nORG_TOKEN=.+\nORG_ID=.+\n$/);
  assert.ok(((await response.json()) as number) > 150);
  server.kill('SIGTERM');
  await once(server, 'close');
});

/** 30 accounts of one token and 3 of ten. */
function createSmallOrganization() {
  const ids = createTokenIds(60);
  const counts = Array.from({ length: 33 }, (_, index) => (index < 3 ? 10 : 1));
  return createOrganization(
    counts.map((count, index) => ({
      id: `account-${index}`,
      tokens: ids.splice(0, count).map((id) => ({ id, label: id, createdAt: NOW.toISOString() })),
    })),
  );
}

function createTokenIds(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `token-${String(index).padStart(2, '0')}`);
}

async function withSimulator(
  { organization = createSmallOrganization(), ...options }: Partial<SimulatorOptions>,
  run: (simulator: Simulator) => Promise<void>,
): Promise<void> {
  const simulator = await startSimulator({ organization, ...options });
  try {
    await run(simulator);
  } finally {
    await simulator.close();
  }
}

async function readAll(simulator: Simulator, pageSize: number): Promise<Item[]> {
  const items: Item[] = [];
  for (let cursor: string | null | undefined = ''; ; ) {
    const rest = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
    const page = (await read(simulator, `${TOKENS}?pageSize=${pageSize}${rest}`)) as Body;
    items.push(...page.data);
    cursor = page.links?.next;
    if (!cursor) return items;
  }
}

async function read(simulator: Simulator, path: string): Promise<unknown> {
  const response = await ask(simulator, path);
  assert.equal(response.status, 200);
  return response.json();
}

async function readCode(response: Response): Promise<string | undefined> {
  const { errors } = (await response.json()) as { errors: { status: string; code: string }[] };
  assert.equal(errors[0]?.status, String(response.status));
  return errors[0]?.code;
}

function ask(simulator: Simulator, path: string, init: RequestInit = {}) {
  return fetch(simulator.apiUrl + path, {
    headers: { Authorization: `Bearer ${simulator.orgToken}` },
    redirect: 'manual',
    signal: AbortSignal.timeout(10_000),
    ...init,
  });
}
