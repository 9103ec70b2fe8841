import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { describeBody, describeError, describeReply } from '../../src/http/failure.ts';
import type { Reply } from '../../src/http/http-client.ts';

test('an answer that is not JSON is described by its type and title', () => {
  const page = '<html><head><title>\n Access denied | Proxy </title></head><body>…</body></html>';
  for (const [status, type, text, detail] of [
    [403, 'text/html; charset=utf-8', page, 'not JSON but text/html, "Access denied | Proxy"'],
    [404, 'text/html', '', 'not JSON but text/html, empty'],
    [503, 'text/plain', 'upstream\n request failed', 'not JSON but text/plain, "upstream request failed"'],
    [302, undefined, 'x'.repeat(300), `not JSON but an unknown type, "${'x'.repeat(199)}…"`],
    [200, 'text/html', `<title>${'x'.repeat(150)}</title>`, `not JSON but text/html, "${'x'.repeat(99)}…"`],
    [200, '::error::x', '[', 'not JSON but an unknown type, "["'],
  ] as const) {
    const failure = describeReply(reply(status, type, text));
    assert.deepEqual([failure.status, failure.detail], [status, detail]);
    const mentions = /a proxy, a sign-in page or an IP allowlist.*the key/.test(failure.advice);
    assert.equal(mentions, status < 500);
  }
});

test('JSON is described by its text, or by what is wrong with it', () => {
  const json = { ...reply(503, 'application/json', ''), json: { message: 'later' } };
  assert.deepEqual(describeReply(json), { status: 503, detail: '{"message":"later"}', advice: '' });
  assert.equal(describeReply(json, 'expected an array').detail, 'expected an array');
});

for (const [message, detail, advice] of [
  ['getaddrinfo ENOTFOUND api.atlassian.com', 'ENOTFOUND api.atlassian.com', /HTTPS_PROXY/],
  ['getaddrinfo EAI_AGAIN api.atlassian.com', 'EAI_AGAIN api.atlassian.com', /HTTPS_PROXY/],
  ['connect ECONNREFUSED 127.0.0.1:443', 'ECONNREFUSED 127.0.0.1:443', /HTTPS_PROXY/],
  ['no whole answer within 30 s', 'no whole answer within 30 s', /HTTPS_PROXY/],
  [
    'self-signed certificate in certificate chain',
    'self-signed certificate in certificate chain',
    /NODE_EXTRA_CA_CERTS/,
  ],
  ['unable to get local issuer certificate', 'unable to get local issuer certificate', /NODE_EXTRA_CA_CERTS/],
  [
    'tunneling socket could not be established, statusCode=407',
    'tunneling socket could not be established, statusCode=407',
    /^Check .* in HTTPS_PROXY/,
  ],
  ['read ECONNRESET', 'read ECONNRESET', /^$/],
  ['', 'Error', /^$/],
] as const)
  test(`an error is described by its cause: ${detail}`, () => {
    const failure = describeError(new Error(message));
    assert.deepEqual([failure.status, failure.detail], [undefined, detail]);
    assert.match(failure.advice, advice);
  });

test('of a host with several addresses, each error is named once', () => {
  const errors = ['ETIMEDOUT ::1', 'ECONNREFUSED 127.0.0.1', 'ETIMEDOUT ::1'].map(
    (text) => new Error(`connect ${text}`),
  );
  assert.equal(describeError(new AggregateError(errors)).detail, 'ETIMEDOUT ::1; ECONNREFUSED 127.0.0.1');
});

test('a body becomes one line of at most 200 characters', () => {
  assert.equal(describeBody(' {\r\n\t"key":  "forbidden"\n}\n'), '{ "key": "forbidden" }');
  assert.equal(describeBody('x'.repeat(200)), 'x'.repeat(200));
  assert.equal(describeBody('x'.repeat(201)), `${'x'.repeat(199)}…`);
});

test('no cut leaves half a character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 150, maxLength: 400 }), (body) => {
      const text = describeBody(body);
      assert.ok(text.isWellFormed() && text.length <= 200 && !/[\r\n]/.test(text));
    }),
  );
});

function reply(status: number, type: string | undefined, text: string): Reply {
  return { status, headers: type === undefined ? {} : { 'content-type': type }, json: undefined, text };
}
