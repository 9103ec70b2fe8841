import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isLoopback, normalizeProxyVariables } from '../../src/http/proxy.ts';

for (const [value, normalized] of [
  ['http://proxy.corp.example:3128', 'http://proxy.corp.example:3128/'],
  ['proxy.corp.example:3128', 'http://proxy.corp.example:3128/'],
  ['proxy', 'http://proxy/'],
  [' 10.0.0.1:8080/ ', 'http://10.0.0.1:8080/'],
  ['[::1]:3128', 'http://[::1]:3128/'],
  ['HTTPS://proxy.corp.example', 'https://proxy.corp.example/'],
  ['user:pw@proxy.corp.example:3128', 'http://user:pw@proxy.corp.example:3128/'],
  ['http://user@proxy.corp.example:3128', 'http://user@proxy.corp.example:3128/'],
  ['http://user:@proxy.corp.example:3128', 'http://user:@proxy.corp.example:3128/'],
  ['http://user:100%@proxy.corp.example:3128', 'http://user:100%25@proxy.corp.example:3128/'],
  ['http://user:a#b/c?d@proxy.corp.example:3128', 'http://user:a%23b%2Fc%3Fd@proxy.corp.example:3128/'],
  ['http://user:a@b:c@proxy.corp.example:3128', 'http://user:a%40b%3Ac@proxy.corp.example:3128/'],
  ['http://user:p%40ss%23@proxy.corp.example:3128', 'http://user:p%40ss%23@proxy.corp.example:3128/'],
  ['http://corp%5Cuser:pw@proxy.corp.example:3128', 'http://corp%5Cuser:pw@proxy.corp.example:3128/'],
] as const)
  test(`a proxy given as ${value} becomes ${normalized}`, () => {
    for (const name of ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'])
      assert.deepEqual(normalizeProxyVariables({ [name]: value }), { [name]: normalized });
  });

for (const value of [
  'socks5://user:secret-word@proxy.corp.example:1080',
  'http://',
  'http://user:secret-word@',
  'http://user:secret-word@proxy corp:3128',
  'http://user:secret-word@proxy.corp.example:port',
  'http://user:secret-word@proxy.corp.example:99999',
  'http://user:secret-word@proxy.corp.example:3128/path',
  'http://user:secret-word%zz%41@proxy.corp.example:3128',
  'http://user:secret-word%ff@proxy.corp.example:3128',
])
  test(`a proxy given as ${value} is refused by name, and its password is not shown`, () => {
    const normalize = () => normalizeProxyVariables({ https_proxy: value, HTTP_PROXY: value });
    assert.throws(normalize, ({ message }: Error) => {
      assert.match(message, /^https_proxy, HTTP_PROXY: expected the address of an HTTP proxy/);
      return !/secret-word|corp/.test(message);
    });
  });

test('hosts without a proxy may have stars, blanks and final dots', () => {
  for (const [value, normalized] of [
    ['*.example.com, .corp.example  localhost', '.example.com,.corp.example,localhost'],
    ['example.com.,example.org.:8443,', 'example.com,example.org:8443'],
    ['*', '*'],
    ['10.0.0.1', '10.0.0.1'],
  ] as const)
    for (const name of ['no_proxy', 'NO_PROXY'])
      assert.deepEqual(normalizeProxyVariables({ [name]: value }), { [name]: normalized });
});

test('variables that are unset or empty stay as they are', () => {
  assert.deepEqual(normalizeProxyVariables({ https_proxy: '', HTTP_PROXY: undefined, PATH: '%' }), {});
});

test('whatever the password, it arrives', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[ -~]{1,20}$/), (password) => {
      fc.pre(!password.includes('%'));
      const { https_proxy: url = '' } = normalizeProxyVariables({
        https_proxy: `user:${password}@proxy:3128`,
      });
      assert.equal(decodeURIComponent(new URL(url).password), password);
      assert.equal(new URL(url).host, 'proxy:3128');
    }),
  );
});

test('this machine is known by its names', () => {
  for (const [url, expected] of [
    ['http://127.0.0.1:80', true],
    ['http://127.1.2.3', true],
    ['http://localhost', true],
    ['http://[::1]:80', true],
    ['http://127.0.0.1.example.com', false],
    ['https://api.atlassian.com', false],
  ] as const)
    assert.equal(isLoopback(new URL(url)), expected, url);
});
