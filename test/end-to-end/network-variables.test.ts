import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startRawServer } from '../harness/raw-server.ts';
import { createAccounts, play } from '../harness/scenario.ts';

const REFUSAL = 'HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';
const NO_RETRIES = { 'max-retries': '0', 'upload-artifact': 'false' };

test('a proxy without a scheme, with raw characters in its password, is used for the audit and for GitHub alike', async (t) => {
  const proxy = await startRawServer(t, () => REFUSAL);
  const run = await play({
    accounts: createAccounts(1),
    inputs: { ...NO_RETRIES, 'api-url': '', baseline: 'auto' },
    env: { HTTPS_PROXY: proxy.url.replace('http://', 'user:100%#1@'), GITHUB_API_URL: undefined },
  });
  assert.match(run.log, /tunneling socket could not be established, statusCode=403/);
  assert.match(run.log, /Check the address, the user and the password in HTTPS_PROXY/);
  for (const host of ['api.atlassian.com', 'api.github.com'])
    assert.match(proxy.received(), new RegExp(`^CONNECT ${host}:443 `, 'm'));
  const credentials = Buffer.from('user:100%#1').toString('base64');
  assert.match(proxy.received(), new RegExp(`^proxy-authorization: Basic ${credentials}\r$`, 'im'));
  assert.ok(!run.log.includes('100%#1'));
});

test('an artifact is uploaded past a proxy without a scheme to a host that needs none', async () => {
  const run = await play({
    accounts: createAccounts(1),
    env: { HTTPS_PROXY: 'user:pw@127.0.0.1:9', NO_PROXY: '*.example.com  127.0.0.1.' },
  });
  assert.equal(run.exitCode, 0, run.log);
  assert.equal(run.simulator.artifacts.length, 1);
});

test('a proxy variable that cannot be read is refused by name before the first request, beside other wrong values', async () => {
  const run = await play({
    accounts: createAccounts(1),
    inputs: { 'exceptions-csv': 'missing.csv' },
    env: { https_proxy: 'socks5://user:secret-word@127.0.0.1:9' },
  });
  assert.equal(run.outputs.result, 'error');
  assert.match(run.log, /https_proxy: expected the address of an HTTP proxy/);
  assert.match(run.log, /exceptions-csv/);
  assert.ok(!/secret-word/.test(run.log + run.summary));
  assert.equal(run.simulator.requests.length, 0);
});

test('where certificates are not verified, a run that contacts another machine is refused', async () => {
  const env = { NODE_TLS_REJECT_UNAUTHORIZED: '0', GITHUB_API_URL: 'https://api.github.example' };
  const accounts = createAccounts(1);
  for (const [inputs, expected] of [
    [{}, 'clean'],
    [{ 'api-url': 'https://127.0.0.1.example.com' }, 'error'],
    [{ baseline: 'auto' }, 'error'],
  ] as const) {
    const run = await play({ accounts, inputs: { ...inputs }, env });
    assert.equal(run.outputs.result, expected, run.log);
    assert.equal(run.simulator.requests.length, expected === 'clean' ? 1 : 0);
    if (expected === 'error') assert.match(run.log, /::error::NODE_TLS_REJECT_UNAUTHORIZED=0 switches off/);
  }
  const elsewhere = { ...env, ACTIONS_RESULTS_URL: 'https://results.example/' };
  assert.equal((await play({ accounts, env: elsewhere })).outputs.result, 'error');
  const withoutUpload = await play({ accounts, env: elsewhere, inputs: { 'upload-artifact': 'false' } });
  assert.equal(withoutUpload.outputs.result, 'clean');
});
