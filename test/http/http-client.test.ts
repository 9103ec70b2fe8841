import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type TestContext, test } from 'node:test';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { version } from '../../src/action.ts';
import { createHttpClient, type HttpClientOptions, MAX_BODY_BYTES } from '../../src/http/http-client.ts';
import { describeCauses } from '../../src/text/errors.ts';
import { createMask } from '../../src/text/mask.ts';
import { renderAnswer, startRawServer } from '../harness/raw-server.ts';
import * as answers from '../simulator/answers.ts';
import { startSimulator } from '../simulator/simulator.ts';

const PATH = '/users/a/manage/api-tokens';
const KEY = 'ATCTT3-not/a+real=key==0F1E2D3C';
const HEADERS = { authorization: `Bearer ${KEY}` };

for (const name of ['http_proxy', 'https_proxy', 'no_proxy', 'ACTIONS_ORCHESTRATION_ID']) {
  delete process.env[name];
  delete process.env[name.toUpperCase()];
}

test('an answer arrives whole, with status, headers and JSON, whatever its status', async (t) => {
  for (const status of [200, 403, 429, 503]) {
    const { get } = await simulate(t, answers.json(status, [status], { 'Retry-After': '3' }));
    const { headers, ...reply } = await get();
    assert.deepEqual(reply, { status, json: [status], text: '' });
    assert.equal(headers['retry-after'], '3');
  }
});

test('a body that is not JSON is text', async (t) => {
  const { get } = await simulate(t, answers.text(404, '<title>Not here</title>'));
  const { headers, ...reply } = await get();
  assert.deepEqual(reply, { status: 404, json: undefined, text: '<title>Not here</title>' });
});

test('a request is a GET with its headers, the name of the project, and no wish for compression', async (t) => {
  const server = await startRawServer(t, () => renderAnswer('[]'));
  await createClient(t).get(`${server.url}/a?b=%3A`, HEADERS);
  const request = server.received();
  assert.match(request, /^GET \/a\?b=%3A HTTP\/1\.1\r\n/);
  assert.match(request, new RegExp(`^user-agent: token-audit/${version} `, 'im'));
  assert.match(request, /^accept-encoding: identity\r$/im);
  assert.ok(request.includes(`\r\nauthorization: Bearer ${KEY}\r\n`));
});

test('a redirect is not followed: nothing reaches the other server, and nothing more this one', async (t) => {
  const other = await startRawServer(t, () => renderAnswer('[]'));
  for (const location of [`${other.url}${PATH}`, PATH]) {
    const { get, simulator } = await simulate(t, { kind: 'redirect', location });
    assert.equal((await get()).status, 302);
    assert.equal(simulator.counts.requests, 1);
  }
  assert.equal(other.received(), '');
});

test('a secret that comes back is masked, in text as in the strings and keys of JSON, however it is escaped', async (t) => {
  const spellings = [KEY, encodeURIComponent(KEY), Buffer.from(KEY).toString('base64')];
  const echo = await simulate(t, answers.text(403, `Bearer ${spellings.join(' ')}, ${KEY}!`));
  assert.equal((await echo.get()).text, 'Bearer *** *** ***, ***!');
  const escaped = [...KEY].map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
  const { get } = await simulate(t, answers.text(200, `{"a":["${escaped}",{"${escaped}":1}],"b":true}`));
  assert.deepEqual((await get()).json, { a: ['***', { '***': 1 }], b: true });
});

for (const [encoding, compress] of [
  ['gzip', gzipSync],
  ['x-gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
] as const) {
  test(`a body in ${encoding} that nobody asked for is read, up to the cap`, async (t) => {
    const { get } = await simulate(t, answers.text(200, compress('["ä"]'), { 'Content-Encoding': encoding }));
    assert.deepEqual((await get()).json, ['ä']);
    const bomb = compress(Buffer.alloc(MAX_BODY_BYTES + 1, ' '));
    const large = await simulate(t, answers.text(200, bomb, { 'Content-Encoding': encoding }));
    await assert.rejects(large.get(), /larger than/);
  });
}

test('a body that is not in the encoding that its header names fails', async (t) => {
  const { get } = await simulate(t, answers.text(200, '[]', { 'Content-Encoding': 'gzip' }));
  await assert.rejects(get(), /not in the encoding gzip/);
});

test('a byte order mark before JSON does not matter', async (t) => {
  const { get } = await simulate(t, answers.text(200, '\ufeff["a"]'));
  assert.deepEqual((await get()).json, ['a']);
});

for (const [name, answer] of [
  ['never begins', { kind: 'stall-headers' }],
  ['stalls in its body', { kind: 'stall-body' }],
  ['drips for longer than the timer', { kind: 'drip', everyMs: 10, body: '[]'.repeat(500) }],
] as const)
  test(`an answer that ${name} fails in time`, async (t) => {
    const { get } = await simulate(t, answer, { timeoutMs: 150 });
    const begin = performance.now();
    await assert.rejects(get(), { message: 'no whole answer within 0.15 s' });
    assert.ok(performance.now() - begin < 2000);
  });

test('a request that took too long is ended, not only given up', async (t) => {
  for (const answer of ['', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n[']) {
    const { url, ended } = await startRawServer(t, () => answer);
    await assert.rejects(createClient(t, { timeoutMs: 100 }).get(url, {}), /no whole answer/);
    await ended;
  }
});

test('when the run stops, whatever is in flight ends at once', async (t) => {
  const run = new AbortController();
  const { url } = await startRawServer(t, () => '');
  const client = createClient(t, { signal: run.signal });
  const gets = [client.get(url, {}), client.get(url, {})];
  setTimeout(() => run.abort(), 50);
  for (const get of gets) await assert.rejects(get, /the run stopped/);
});

for (const [name, answer, reason] of [
  ['reset before it begins', { kind: 'reset-before' }, /ECONNRESET|socket hang up/],
  ['reset in its headers', { kind: 'reset-in-headers' }, /ECONNRESET|socket hang up/],
  ['cut', { kind: 'cut-body' }, /aborted/],
  ['cut between its chunks', { kind: 'cut-body', chunked: true }, /aborted/],
  ['larger than the cap', { kind: 'oversized', bytes: MAX_BODY_BYTES + 1 }, /larger than 16777216 bytes/],
] as const)
  test(`an answer that is ${name} fails at once, and the next one is not the worse for it`, async (t) => {
    const { get } = await simulate(t, [answer], { timeoutMs: 20_000 });
    const begin = performance.now();
    await assert.rejects(get(), reason);
    assert.ok(performance.now() - begin < 10_000);
    assert.deepEqual((await get()).json, []);
  });

test('an answer that is longer than it says ends where it says, and the next one begins afresh', async (t) => {
  const { get } = await simulate(t, [{ kind: 'wrong-length', body: '[1]' }]);
  assert.equal((await get()).text, '[1');
  const next = await get().catch(() => get());
  assert.deepEqual(next.json, []);
});

test('an answer as large as the cap is read', async (t) => {
  const { get } = await simulate(t, { kind: 'oversized', bytes: MAX_BODY_BYTES });
  assert.deepEqual((await get()).json, []);
});

for (const [name, answer] of [
  ['no HTTP', 'SSH-2.0-OpenSSH_9.6\r\n'],
  ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n[] '],
  [
    'a length and chunks',
    'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n0\r\n\r\n',
  ],
  ['headers without end', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`],
] as const)
  test(`an answer with ${name} fails`, async (t) => {
    const { url } = await startRawServer(t, () => answer);
    await assert.rejects(createClient(t).get(url, {}), /Parse Error/);
  });

test('a server that is not there fails at once', async (t) => {
  await assert.rejects(createClient(t).get('http://127.0.0.1:1', {}), /ECONNREFUSED 127\.0\.0\.1:1/);
});

test('no error holds a secret', async (t) => {
  const echo = (request: string) => `HTTP/1.1 200 OK\r\n${request.replace(/[\r\n]/g, ' ')}\r\n\r\n`;
  for (const answer of [echo, (request: string) => request, () => '\0']) {
    const { url } = await startRawServer(t, answer);
    const get = createClient(t, { timeoutMs: 300 }).get(url, HEADERS);
    await assert.rejects(get, (error) => !describeCauses(error).includes(KEY));
  }
});

test('connections are used again, and there are no more of them than requests in flight', async (t) => {
  for (const inFlight of [1, 4]) {
    const { get, simulator } = await simulate(t, answers.json(200, []));
    for (let round = 0; round < 10; round += 1) await Promise.all(Array.from({ length: inFlight }, get));
    assert.deepEqual([simulator.counts.requests, simulator.counts.connections], [10 * inFlight, inFlight]);
  }
});

test('closing ends the connections that wait for the next request', async (t) => {
  const { url, ended } = await startRawServer(t, () => renderAnswer('[]'));
  const { get, close } = createClient(t);
  await get(url, {});
  close();
  await ended;
});

test('https goes through the proxy of the variables, which sees the host and no header of the request', async (t) => {
  for (const name of ['https_proxy', 'HTTPS_PROXY']) {
    const proxy = await startRawServer(t, () => 'HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n');
    setEnv(t, name, proxy.url.replace('//', '//user:pass%40word@'));
    const get = createClient(t).get('https://api.atlassian.com', HEADERS);
    await assert.rejects(get, /tunneling socket could not be established, statusCode=502/);
    assert.match(proxy.received(), /^CONNECT api\.atlassian\.com:443 HTTP\/1\.1\r\n/);
    assert.match(proxy.received(), /^proxy-authorization: Basic dXNlcjpwYXNzQHdvcmQ=\r$/im);
    assert.ok(!proxy.received().includes(KEY) && !/^authorization/im.test(proxy.received()));
    delete process.env[name];
  }
});

test('a proxy that never connects fails in time', async (t) => {
  const proxy = await startRawServer(t, () => '');
  setEnv(t, 'https_proxy', proxy.url);
  const client = createClient(t, { timeoutMs: 150 });
  const gets = [1, 2].map(() => client.get('https://api.atlassian.com', {}));
  const results = await Promise.race([
    Promise.allSettled(gets),
    once(AbortSignal.timeout(5000), 'abort').then(() => []),
  ]);
  assert.deepEqual(
    results.map((result) => result.status === 'rejected' && result.reason.message),
    ['no whole answer within 0.15 s', 'no whole answer within 0.15 s'],
  );
});

test('no_proxy is honoured, and this machine is never asked for through a proxy', async (t) => {
  const proxy = await startRawServer(t, () => 'HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n');
  for (const name of ['http_proxy', 'https_proxy']) setEnv(t, name, proxy.url);
  const { get } = await simulate(t, answers.json(200, []));
  assert.equal((await get()).status, 200);
  setEnv(t, 'no_proxy', 'example.com, 0.0.0.0');
  await assert.rejects(createClient(t).get('https://0.0.0.0:1', {}), /ECONNREFUSED|EADDRNOTAVAIL/);
  assert.equal(proxy.received(), '');
});

function createClient(t: TestContext, options: Partial<HttpClientOptions> = {}) {
  const { signal } = new AbortController();
  const client = createHttpClient({ timeoutMs: 10_000, signal, mask: createMask(KEY), ...options });
  t.after(client.close);
  return client;
}

/** A client of the simulator; an answer is given every time, a list of them once, before `[]`. */
async function simulate(
  t: TestContext,
  answer: answers.Answer | answers.Answer[],
  options: Partial<HttpClientOptions> = {},
) {
  const script = Array.isArray(answer) ? { answers: answer } : { always: answer };
  const account = { id: 'a', tokens: [], ...script };
  const simulator = await startSimulator({ organization: { accountOf: () => account }, orgToken: KEY });
  const client = createClient(t, options);
  t.after(() => simulator.close());
  return { get: () => client.get(simulator.apiUrl + PATH, HEADERS), simulator };
}

function setEnv(t: TestContext, name: string, value: string): void {
  process.env[name] = value;
  t.after(() => {
    delete process.env[name];
  });
}
