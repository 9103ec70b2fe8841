import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  parseApiUrl,
  parseArtifactName,
  parseBoolean,
  parseChoice,
  parseDecimal,
  parseLimit,
  parseOrgId,
  parseTolerance,
  parseWhole,
  parseWords,
} from '../../src/actions/input-fields.ts';
import { hostileText } from '../harness/hostile.ts';

const NO_NUMBERS = [
  '99abc',
  '1e3',
  ' 5',
  '5 ',
  '-1',
  '+1',
  '0x10',
  '1_000',
  '1,5',
  'NaN',
  'Infinity',
  '٣',
  '1\n',
  '.5',
];

test('a whole number is digits and nothing else', () => {
  assert.equal(parseWhole('max-retries', '0', 0, 100), 0);
  assert.equal(parseWhole('max-retries', '12', 0, 100), 12);
  assert.equal(parseWhole('max-retries', '007', 0, 100), 7);
  for (const text of [...NO_NUMBERS, '5.0', '5.', ' ', '9'.repeat(400)])
    assert.throws(
      () => parseWhole('max-retries', text, 0, 100),
      /^Error: max-retries: expected a whole number from 0 to 100, got "/,
    );
});

test('an error names the input, what it takes and what it got', () => {
  assert.throws(() => parseLimit('max-tokens', '99abc'), {
    message: 'max-tokens: expected a whole number of at least 0, or off, got "99abc"',
  });
  assert.throws(() => parseWhole('concurrency', '65', 1, 64), {
    message: 'concurrency: expected a whole number from 1 to 64, got "65"',
  });
  assert.throws(() => parseDecimal('requests-per-second', '0', 0.001, 10_000), {
    message: 'requests-per-second: expected a number from 0.001 to 10000, got "0"',
  });
});

test('both ends of a range are in it', () => {
  for (const number of [1, 64]) assert.equal(parseWhole('concurrency', String(number), 1, 64), number);
  for (const text of ['0', '65']) assert.throws(() => parseWhole('concurrency', text, 1, 64), /from 1 to 64/);
  assert.equal(parseDecimal('max-duration-minutes', '0.001', 0.001, 5), 0.001);
  assert.throws(() => parseDecimal('max-duration-minutes', '5.001', 0.001, 5), /from 0.001 to 5/);
});

test('a number may have decimals where that makes sense, but no other spelling', () => {
  assert.equal(parseDecimal('requests-per-second', '3.33', 0, 100), 3.33);
  assert.equal(parseDecimal('requests-per-second', '5.0', 0, 100), 5);
  assert.equal(parseDecimal('requests-per-second', '5', 0, 100), 5);
  for (const text of [...NO_NUMBERS, '5.', '1.2.3', '1.0000000001'])
    assert.throws(() => parseDecimal('requests-per-second', text, 0, 100), /got "/, text);
});

test('a limit is a whole number, or off', () => {
  assert.equal(parseLimit('max-tokens', '0'), 0);
  assert.equal(parseLimit('max-tokens', '12'), 12);
  assert.equal(parseLimit('max-tokens', '007'), 7);
  assert.equal(parseLimit('max-tokens', '9'.repeat(400)), Number.MAX_SAFE_INTEGER);
  assert.equal(parseLimit('max-tokens', 'off'), 'off');
  for (const text of [...NO_NUMBERS, '', '5.0', '5.', ' ', 'OFF', 'none'])
    assert.throws(
      () => parseLimit('max-tokens', text),
      /^Error: max-tokens: expected a whole number of at least 0, or off, got "/,
    );
});

test('an empty number is none', () => {
  assert.throws(() => parseWhole('concurrency', '', 1, 64), /from 1 to 64, got ""$/);
  assert.throws(() => parseDecimal('max-duration-minutes', '', 0, 1), /from 0 to 1, got ""$/);
});

test('a word is one of those that are known, and a misspelt one is recognised', () => {
  const words = ['auto', 'accounts', 'organization'] as const;
  assert.equal(parseChoice('source', 'accounts', words), 'accounts');
  assert.throws(() => parseChoice('source', 'acounts', words), {
    message: 'source: expected auto, accounts or organization, got "acounts". Did you mean accounts?',
  });
  assert.throws(() => parseChoice('source', 'list', words), {
    message: 'source: expected auto, accounts or organization, got "list"',
  });
});

test('words are separated by commas, blanks or line breaks, and count once', () => {
  const words = ['api-keys', 'service-accounts'] as const;
  const parse = (text: string) => parseWords('include', text, words);
  for (const text of [
    'api-keys,service-accounts',
    ' api-keys\nservice-accounts\n',
    'api-keys, service-accounts api-keys',
  ])
    assert.deepEqual(parse(text), words);
  assert.deepEqual(parse(''), []);
  assert.throws(() => parse('api-keys apikey'), /^Error: include: .*got "apikey"\. Did you mean api-keys\?$/);
});

test('an organization is given by its ID or by the URL of its admin page', () => {
  const parse = (text: string) => parseOrgId('org-id', text);
  const id = '8c6f1f7a-2b3d-4e5f-9a0b-1c2d3e4f5a6b';
  for (const text of [
    id,
    `https://admin.atlassian.com/o/${id}`,
    `https://admin.atlassian.com/o/${id}/overview?from=mail#top`,
    `admin.atlassian.com/o/${id}/user-management`,
  ])
    assert.equal(parse(text), id, text);
  for (const text of [
    '',
    'a/b',
    `${id} `,
    'x'.repeat(129),
    'https://admin.atlassian.com/',
    'https://x/o/a%2fb/c',
    '../..',
  ])
    assert.throws(
      () => parse(text),
      /^Error: org-id: expected the ID of the organization .*admin page.*, got "/,
      text,
    );
});

test('true and false are what YAML takes for them', () => {
  for (const text of ['true', 'True', 'TRUE']) assert.equal(parseBoolean('warn-only', text), true);
  for (const text of ['false', 'False', 'FALSE']) assert.equal(parseBoolean('warn-only', text), false);
  for (const text of ['', 'yes', 'no', 'on', '1', '0', 'tRue', 'true ', 'true\n'])
    assert.throws(() => parseBoolean('warn-only', text), /^Error: warn-only: expected true or false, got "/);
});

test('a tolerance is a number of accounts or a share in percent', () => {
  const parse = (text: string) => parseTolerance('max-failed-accounts', text);
  assert.deepEqual(parse('0'), { kind: 'count', count: 0 });
  assert.deepEqual(parse('5'), { kind: 'count', count: 5 });
  assert.deepEqual(parse('2%'), { kind: 'share', percent: 2 });
  assert.deepEqual(parse('2 %'), { kind: 'share', percent: 2 });
  assert.deepEqual(parse('0.5%'), { kind: 'share', percent: 0.5 });
  assert.deepEqual(parse('0%'), { kind: 'share', percent: 0 });
  assert.deepEqual(parse('100%'), { kind: 'share', percent: 100 });
  for (const text of [
    '',
    '%',
    '101%',
    '100.1%',
    '-1%',
    '-1',
    '5.5',
    '1e1%',
    '2%%',
    '% 2',
    'all',
    '2 percent',
  ])
    assert.throws(() => parse(text), /^Error: max-failed-accounts: expected .*0% to 100%.*, got "/, text);
});

test('the API is asked over https, or over http on this machine only', () => {
  const parse = (text: string) => parseApiUrl('api-url', text).href;
  assert.equal(parse('https://api.atlassian.com'), 'https://api.atlassian.com/');
  assert.equal(parse('HTTPS://proxy.example:8443/atlassian'), 'https://proxy.example:8443/atlassian');
  for (const host of ['localhost', '127.0.0.1', '127.8.8.8', '[::1]', 'LOCALHOST', '127.1'])
    assert.ok(parse(`http://${host}:8080`).endsWith(':8080/'), host);
  for (const text of [
    '',
    'api.atlassian.com',
    'http://api.atlassian.com',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
    'http://evil.example/127.0.0.1',
    'http://127.0.0.1@evil.example',
    'http://0.0.0.0',
    'http://10.0.0.1',
    'http://[::2]',
    'ftp://localhost',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'https://api.atlassian.com?x=1',
    'https://api.atlassian.com#x',
    'https://',
  ])
    assert.throws(() => parse(text), /^Error: api-url: expected an https address .*, got "/, text);
});

test('credentials in an address are refused, and not shown', () => {
  for (const text of [
    'https://user:s3cr3t@api.example',
    'https://s3cr3t@api.example',
    'https://user:s3c/s3cr3t@api.example',
    'https://a@b:s3cr3t@api.example',
    'https:user:s3cr3t@api.example',
    'https:\\\\user:s3cr3t@api.example',
    'user:s3cr3t@api.example',
  ])
    assert.throws(
      () => parseApiUrl('api-url', text),
      (error: Error) => /^api-url: .*\*\*\*@api\.example"$/.test(error.message) && !/s3c/.test(error.message),
      text,
    );
});

test('an artifact name is one that the artifact service takes', () => {
  for (const name of ['token-audit', 'a', 'Ünïcode name (1)', 'x'.repeat(256), 'a.b_c'])
    assert.equal(parseArtifactName('artifact-name', name), name);
  for (const name of ['', 'x'.repeat(257), ...'":<>|*?\\/\r\n\t\0'.split('').map((char) => `a${char}b`)])
    assert.throws(
      () => parseArtifactName('artifact-name', name),
      /^Error: artifact-name: expected a name of at most 256 characters/,
      JSON.stringify(name),
    );
});

test('a bad value is shown in one line, cut short', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const message = readMessage(() => parseLimit('max-tokens', `x${text}`));
      assert.doesNotMatch(message, /[\r\n]/);
    }),
  );
  assert.ok(readMessage(() => parseLimit('max-tokens', 'x'.repeat(10_000))).length < 200);
});

function readMessage(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error('nothing was thrown');
}
