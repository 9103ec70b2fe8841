import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  computeAccountTokensPath,
  computeCountPath,
  computeListPath,
  computeManagedAccountsPath,
  isAllowedPath,
} from '../../src/atlassian/paths.ts';

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
