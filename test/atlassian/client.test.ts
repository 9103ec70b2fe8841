import assert from 'node:assert/strict';
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { version } from '../../src/action.ts';
import { type ClientOptions, createClient } from '../../src/atlassian/client.ts';
import { type ApiPath, computeAccountTokensPath } from '../../src/atlassian/paths.ts';
import { MAX_BODY_BYTES } from '../../src/http/exchange.ts';
import { describeCauses } from '../../src/text/errors.ts';
import * as answers from '../simulator/answers.ts';
import { type SimulatorOptions, startSimulator } from '../simulator/simulator.ts';

const PATH = '/users/a/manage/api-tokens';
const KEY = 'ATCTT3-not/a+real=key==0F1E2D3C';

for (const name of ['http_proxy', 'https_proxy', 'no_proxy', 'ACTIONS_ORCHESTRATION_ID']) {
  delete process.env[name];
  delete process.env[name.toUpperCase()];
}

test('an answer arrives whole, with status, headers and body, whatever its status', async (t) => {
  for (const status of [200, 403, 429, 503]) {
    const { get } = await simulate(t, answers.json(status, [status], { 'Retry-After': '3' }));
    const { headers, ...reply } = await get(PATH);
    assert.deepEqual(reply, { status, body: `[${status}]` });
    assert.equal(headers['retry-after'], '3');
  }
});

test('every account ID of the documented form can be asked for', async (t) => {
  const { get, simulator } = await simulate(t, answers.json(200, []));
  await fc.assert(
    fc.asyncProperty(fc.stringMatching(/^[a-zA-Z0-9_|:-]{1,128}$/), async (id) => {
      assert.equal((await get(computeAccountTokensPath(id))).status, 200);
      assert.equal(simulator.requests.at(-1)?.accountId, id);
    }),
    { numRuns: 50 },
  );
});

test('no other path can be asked for: nothing leaves', async (t) => {
  const { get, simulator } = await simulate(t, answers.json(200, []));
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
  assert.equal(simulator.counts.requests, 0);
});

test('a request is a GET with the key in its Authorization header alone, and the name of the project', async (t) => {
  const { get, received } = await listen(t, () => 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]');
  await get(PATH);
  const request = received();
  assert.match(request, /^GET \/users\/a\/manage\/api-tokens HTTP\/1\.1\r\n/);
  assert.match(request, new RegExp(`^user-agent: token-audit/${version} `, 'im'));
  assert.match(request, /^accept: application\/json\r$/im);
  assert.ok(request.includes(`\r\nauthorization: Bearer ${KEY}\r\n`));
  assert.equal(request.split(KEY).length, 2);
});

test('a base address with a path stays in front', async (t) => {
  const { get, received } = await listen(t, () => 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]', '/base/');
  await get(PATH);
  assert.match(received(), /^GET \/base\/users\/a\/manage\/api-tokens HTTP/);
});

test('a redirect is not followed: nothing reaches the other server, and nothing more this one', async (t) => {
  const other = await listen(t, () => 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]');
  for (const location of [`${other.url}${PATH}`, PATH]) {
    const { get, simulator } = await simulate(t, { kind: 'redirect', location });
    assert.equal((await get(PATH)).status, 302);
    assert.equal(simulator.counts.requests, 1);
  }
  assert.equal(other.received(), '');
});

test('a key that comes back in a body is taken out, in every spelling', async (t) => {
  const spellings = [KEY, encodeURIComponent(KEY), Buffer.from(KEY).toString('base64')];
  const { get } = await simulate(t, answers.text(403, `Bearer ${spellings.join(' ')}, ${KEY}!`));
  assert.equal((await get(PATH)).body, 'Bearer *** *** ***, ***!');
});

for (const [name, answer] of [
  ['never begins', { kind: 'stall-headers' }],
  ['stalls in its body', { kind: 'stall-body' }],
  ['drips for longer than the timer', { kind: 'drip', everyMs: 10, body: '[]'.repeat(500) }],
] as const) {
  test(`an answer that ${name} fails in time`, async (t) => {
    const { get } = await simulate(t, answer, { timeoutMs: 150 });
    const begin = performance.now();
    await assert.rejects(get(PATH), { message: 'no whole answer within 0.15 s' });
    assert.ok(performance.now() - begin < 1000);
  });
}

test('a request that took too long is ended, not only given up', async (t) => {
  const { get, ended } = await listen(t, () => '', '', { timeoutMs: 100 });
  await assert.rejects(get(PATH), /no whole answer/);
  await ended;
});

test('when the run stops, whatever is in flight ends at once', async (t) => {
  const run = new AbortController();
  const { get } = await listen(t, () => '', '', { signal: run.signal });
  const gets = [get(PATH), get(PATH)];
  setTimeout(() => run.abort(), 50);
  for (const get of gets) await assert.rejects(get, /the run stopped/);
});

for (const [name, answer, reason] of [
  ['reset before it begins', { kind: 'reset-before' }, /ECONNRESET|socket hang up/],
  ['reset in its headers', { kind: 'reset-in-headers' }, /ECONNRESET|socket hang up/],
  ['cut', { kind: 'cut-body' }, /aborted/],
  ['cut between its chunks', { kind: 'cut-body', chunked: true }, /aborted/],
  ['larger than the cap', { kind: 'oversized', bytes: MAX_BODY_BYTES + 1 }, /larger than 16777216 bytes/],
] as const) {
  test(`an answer that is ${name} fails at once, and the next one is not the worse for it`, async (t) => {
    const { get } = await simulate(t, [answer], { timeoutMs: 20_000 });
    const begin = performance.now();
    await assert.rejects(get(PATH), reason);
    assert.ok(performance.now() - begin < 5000);
    assert.equal((await get(PATH)).body, '[]');
  });
}

test('an answer that is longer than it says ends where it says, and the next one begins afresh', async (t) => {
  const { get } = await simulate(t, [{ kind: 'wrong-length', body: '[1]' }]);
  assert.equal((await get(PATH)).body, '[1');
  const next = await get(PATH).catch(() => get(PATH));
  assert.equal(next.body, '[]');
});

test('an answer as large as the cap is read', async (t) => {
  const { get } = await simulate(t, { kind: 'oversized', bytes: MAX_BODY_BYTES });
  assert.equal((await get(PATH)).body.length, MAX_BODY_BYTES);
});

for (const [name, answer] of [
  ['no HTTP', 'SSH-2.0-OpenSSH_9.6\r\n'],
  ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n[] '],
  [
    'a length and chunks',
    'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n0\r\n\r\n',
  ],
  ['headers without end', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`],
] as const) {
  test(`an answer with ${name} fails`, async (t) => {
    const { get } = await listen(t, () => answer);
    await assert.rejects(get(PATH), /Parse Error/);
  });
}

test('a server that is not there fails at once', async () => {
  const { get } = createClient(createOptions('http://127.0.0.1:1'));
  await assert.rejects(get(PATH), /ECONNREFUSED 127\.0\.0\.1:1/);
});

test('no error holds the key', async (t) => {
  const echo = (request: string) => `HTTP/1.1 200 OK\r\n${request.replace(/[\r\n]/g, ' ')}\r\n\r\n`;
  for (const answer of [echo, (request: string) => request, () => '\0']) {
    const { get } = await listen(t, answer, '', { timeoutMs: 300 });
    await assert.rejects(get(PATH), (error) => !describeCauses(error).includes(KEY));
  }
});

test('connections are used again, and there are no more of them than requests in flight', async (t) => {
  for (const inFlight of [1, 4]) {
    const { get, simulator } = await simulate(t, answers.json(200, []), { concurrency: inFlight });
    for (let round = 0; round < 10; round += 1)
      await Promise.all(Array.from({ length: inFlight }, () => get(PATH)));
    assert.deepEqual([simulator.counts.requests, simulator.counts.connections], [10 * inFlight, inFlight]);
  }
});

test('closing ends the connections that wait for the next request', async (t) => {
  const { get, close, ended } = await listen(t, () => 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]');
  await get(PATH);
  close();
  await ended;
});

test('https goes through the proxy of the variables, which sees the host and not the key', async (t) => {
  for (const name of ['https_proxy', 'HTTPS_PROXY']) {
    const proxy = await listen(t, () => 'HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n');
    setEnv(t, name, proxy.url.replace('//', '//user:pass%40word@'));
    const { get } = createClient(createOptions('https://api.atlassian.com'));
    await assert.rejects(get(PATH), /tunneling socket could not be established, statusCode=502/);
    assert.match(proxy.received(), /^CONNECT api\.atlassian\.com:443 HTTP\/1\.1\r\n/);
    assert.match(proxy.received(), /^proxy-authorization: Basic dXNlcjpwYXNzQHdvcmQ=\r$/im);
    assert.ok(!proxy.received().includes(KEY) && !/^authorization/im.test(proxy.received()));
    delete process.env[name];
  }
});

test('a proxy that never connects fails in time, also for those that wait behind it', async (t) => {
  const proxy = await listen(t, () => '');
  setEnv(t, 'https_proxy', proxy.url);
  const { get } = createClient({
    ...createOptions('https://api.atlassian.com'),
    timeoutMs: 150,
    concurrency: 1,
  });
  const settled = Promise.allSettled([get(PATH), get(PATH)]);
  const results = await Promise.race([settled, once(AbortSignal.timeout(2000), 'abort').then(() => [])]);
  assert.deepEqual(
    results.map((result) => result.status === 'rejected' && result.reason.message),
    ['no whole answer within 0.15 s', 'no whole answer within 0.15 s'],
  );
});

test('no_proxy is honoured, and this machine is never asked for through a proxy', async (t) => {
  const proxy = await listen(t, () => 'HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n');
  for (const name of ['http_proxy', 'https_proxy']) setEnv(t, name, proxy.url);
  const { get } = await simulate(t, answers.json(200, []));
  assert.equal((await get(PATH)).status, 200);
  setEnv(t, 'no_proxy', 'example.com, 0.0.0.0');
  const direct = createClient(createOptions('https://0.0.0.0:1'));
  await assert.rejects(direct.get(PATH), /ECONNREFUSED|EADDRNOTAVAIL/);
  assert.equal(proxy.received(), '');
});

function createOptions(apiUrl: string): ClientOptions {
  return {
    apiUrl: new URL(apiUrl),
    orgToken: KEY,
    timeoutMs: 10_000,
    concurrency: 4,
    signal: new AbortController().signal,
  };
}

/** A client of the simulator; an answer is given for ever, a list of them once, before `[]`. */
async function simulate(
  t: TestContext,
  answer: answers.Answer | answers.Answer[],
  options: Partial<ClientOptions> = {},
) {
  const script = Array.isArray(answer) ? { answers: answer } : { always: answer };
  const organization: SimulatorOptions['organization'] = {
    accountOf: () => account,
  };
  const account = { id: 'a', tokens: [], ...script };
  const simulator = await startSimulator({ organization, orgToken: KEY });
  const client = createClient({ ...createOptions(simulator.apiUrl), ...options });
  t.after(async () => {
    client.close();
    await simulator.close();
  });
  return { ...client, simulator };
}

/** A client of a server that is told what to send, byte by byte, once there is a whole request. */
async function listen(
  t: TestContext,
  answer: (request: string) => string,
  path = '',
  options: Partial<ClientOptions> = {},
) {
  let received = '';
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.setEncoding('latin1').on('data', (text) => {
      received += text;
      if (received.endsWith('\r\n\r\n')) socket.write(answer(received));
    });
  });
  const ended = once(server, 'connection').then(([socket]) => once(socket, 'close'));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = createClient({ ...createOptions(url + path), ...options });
  t.after(() => {
    client.close();
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { ...client, url, ended, received: () => received };
}

function setEnv(t: TestContext, name: string, value: string): void {
  process.env[name] = value;
  t.after(() => {
    delete process.env[name];
  });
}
