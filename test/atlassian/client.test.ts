import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import {
  type ApiPath,
  computeAccountTokensPath,
  computeCountPath,
  computeListPath,
  computeManagedAccountsPath,
  createClient,
  isAllowedPath,
} from '../../src/atlassian/client.ts';
import { createMask } from '../../src/text/mask.ts';
import { renderAnswer, startRawServer } from '../harness/raw-server.ts';
import { startSimulator } from '../simulator/simulator.ts';

const PATH = '/users/a/manage/api-tokens';
const KEY = 'ATCTT3-not/a+real=key==0F1E2D3C';

test('every account ID of the documented form can be asked for', async (t) => {
  const account = { id: 'a', tokens: [] };
  const simulator = await startSimulator({ organization: { accountOf: () => account }, orgToken: KEY });
  t.after(() => simulator.close());
  const { get } = create(t, simulator.apiUrl);
  await fc.assert(
    fc.asyncProperty(fc.stringMatching(/^[a-zA-Z0-9_|:-]{1,128}$/), async (id) => {
      assert.equal((await get(computeAccountTokensPath(id))).status, 200);
      assert.equal(simulator.requests.at(-1)?.accountId, id);
    }),
    { numRuns: 50 },
  );
});

test('no other path can be asked for: nothing leaves', async (t) => {
  const server = await startRawServer(t, () => renderAnswer('[]'));
  const { get } = create(t, server.url);
  for (const path of [
    '',
    '/',
    '/admin/v1/orgs',
    '/users/a/manage/api-tokens/1',
    '/users/a/manage/api-tokens?cursor=1',
    '/users/a/manage/api-tokens#',
    '/users/a/manage/api-tokens\n',
    '/users//manage/api-tokens',
    '/users/a/b/manage/api-tokens',
    '/users/../manage/api-tokens',
    '/users/%2e%2e/manage/api-tokens',
    '/users/a%2F..%2Fb/manage/api-tokens',
    '/users/%5c/manage/api-tokens',
    '/users/%00/manage/api-tokens',
    `/users/${'a'.repeat(129)}/manage/api-tokens`,
    '/admin/v1/orgs/a/users?delete=1',
    '/admin/v1/orgs/a/users?pageSize=100&x=1',
    '/admin/api-access/v1/orgs/a/api-tokens?x=1',
    '/admin/api-access/v1/orgs/a/api-tokens/count?cursor=1',
    '@evil.example/users/a/manage/api-tokens',
    'https://evil.example/users/a/manage/api-tokens',
  ])
    await assert.rejects(get(path as ApiPath), /not a path of this project/, path);
  assert.equal(server.received(), '');
});

test('the key is in the Authorization header alone', async (t) => {
  const server = await startRawServer(t, () => renderAnswer('[]'));
  await create(t, server.url).get(PATH);
  const request = server.received();
  assert.match(request, /^GET \/users\/a\/manage\/api-tokens HTTP\/1\.1\r\n/);
  assert.match(request, /^accept: application\/json\r$/im);
  assert.ok(request.includes(`\r\nauthorization: Bearer ${KEY}\r\n`));
  assert.equal(request.split(KEY).length, 2);
});

test('a base address with a path stays in front', async (t) => {
  const server = await startRawServer(t, () => renderAnswer('[]'));
  await create(t, `${server.url}/base/`).get(PATH);
  assert.match(server.received(), /^GET \/base\/users\/a\/manage\/api-tokens HTTP/);
});

test('a key that comes back is masked', async (t) => {
  const server = await startRawServer(t, () => renderAnswer(JSON.stringify({ error: `no ${KEY}` })));
  assert.deepEqual((await create(t, server.url).get(PATH)).json, { error: 'no ***' });
});

test('these are all paths that are requested', () => {
  const base = '/admin/api-access/v1/orgs/o-1';
  const page = { pageSize: 1000, cursor: 'a+b/==' };
  assert.deepEqual(
    [
      computeAccountTokensPath('712020:a|b'),
      computeManagedAccountsPath('o-1', { cursor: 'x' }),
      computeListPath('o-1', 'api-tokens', {}),
      computeCountPath('o-1', 'api-tokens'),
      computeListPath('o-1', 'api-keys', page),
      computeCountPath('o-1', 'api-keys'),
      computeListPath('o-1', 'service-accounts', {}),
      computeListPath('o-1', 'service-accounts/api-tokens', { cursor: 'x' }),
      computeListPath('o-1', 'oauth-clients', { pageSize: 20 }),
    ].filter((path) => !isAllowedPath(path)),
    [],
  );
  assert.equal(
    computeListPath('o-1', 'api-keys', page),
    `${base}/api-keys?pageSize=1000&cursor=a%2Bb%2F%3D%3D`,
  );
});

test('what is next to them is not', () => {
  const base = '/admin/api-access/v1/orgs/o';
  for (const path of [
    `${base}/api-keys/key-1`,
    `${base}/api-keys?status=ACTIVE`,
    `${base}/api-keys?pageSize=10000`,
    `${base}/api-keys?cursor=x&pageSize=10`,
    `${base}/api-keys/count?cursor=x`,
    `${base}/api-tokens/count/`,
    `${base}/oauth-clients/count`,
    `${base}/service-accounts/count`,
    `${base}/service-accounts/sa-1`,
    `${base}/service-accounts/sa-1/api-tokens`,
    `${base}/service-accounts/api-tokens?tokenLabel=x`,
    `${base}/service-accounts/api-tokens\n`,
    '/admin/api-access/v1/orgs/../orgs/o/api-keys',
    '/admin/api-access/v1/orgs/a%2Fb/api-keys',
    'https://evil.example/admin/v1/orgs/o/users',
  ])
    assert.ok(!isAllowedPath(path), path);
});

function create(t: TestContext, apiUrl: string) {
  const { signal } = new AbortController();
  const mask = createMask(KEY);
  const client = createClient({ apiUrl: new URL(apiUrl), orgToken: KEY, timeoutMs: 10_000, signal, mask });
  t.after(client.close);
  return client;
}
