import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { computeAccountTokensPath } from '../../src/atlassian/paths.ts';
import { parseAccountTokens, parseOwnedToken } from '../../src/atlassian/tokens.ts';
import { isObject } from '../../src/text/json.ts';

test('a token is passed on as it was received', () => {
  const token = {
    id: '5f1c0d',
    label: ' =Jenkins\n',
    createdAt: '2023-10-27T16:17:45.125421997Z',
    lastAccess: '2026-03-26T16:00Z',
    expiry: 'tomorrow',
    disabledStatus: false,
  };
  assert.deepEqual(parseAccountTokens([token]), {
    tokens: [
      {
        ...token,
        createdAt: { text: token.createdAt, at: Date.UTC(2023, 9, 27, 16, 17, 45, 125) },
        lastAccess: { text: token.lastAccess, at: Date.UTC(2026, 2, 26, 16) },
        expiry: { text: token.expiry, missing: 'unreadable' },
        disabledStatus: 'false',
        disabled: false,
        status: '',
        scopes: [],
      },
    ],
    invalidItems: [],
  });
});

test('only the id is indispensable: what is missing or null is an empty cell', () => {
  const { tokens, invalidItems } = parseAccountTokens([{ id: '1' }, { id: '2', label: null, expiry: null }]);
  assert.deepEqual(
    tokens.map(({ id, label, createdAt, lastAccess, expiry, disabledStatus }) =>
      [id, label, createdAt.text, lastAccess.text, expiry.text, disabledStatus].join(),
    ),
    ['1,,,,,', '2,,,,,'],
  );
  assert.deepEqual(invalidItems, []);
});

test('a field of an odd type is shown as it came', () => {
  const { tokens, invalidItems } = parseAccountTokens([
    { id: 17, label: ['a'], createdAt: 1.5, expiry: { at: 1 } },
  ]);
  const [token] = tokens;
  assert.deepEqual(
    [token?.id, token?.label, token?.createdAt.text, token?.expiry.text],
    ['17', '["a"]', '1.5', '{"at":1}'],
  );
  assert.deepEqual(invalidItems, []);
});

test('a token is disabled only where the answer says true', () => {
  const states = [true, false, 'true', 'disabled', 1, null, undefined];
  const { tokens } = parseAccountTokens(states.map((disabledStatus) => ({ id: '1', disabledStatus })));
  assert.deepEqual(
    tokens.map(({ disabled }) => disabled),
    [true, false, false, false, false, false, false],
  );
  assert.deepEqual(
    tokens.map(({ disabledStatus }) => disabledStatus),
    ['true', 'false', 'true', 'disabled', '1', '', ''],
  );
});

test('a token without an id is listed, and named as an invalid item', () => {
  const { tokens, invalidItems } = parseAccountTokens([
    { id: '1' },
    { label: 'Jenkins' },
    { id: '' },
    { id: null },
  ]);
  assert.deepEqual(
    tokens.map(({ id, label }) => id + label),
    ['1', 'Jenkins', '', ''],
  );
  assert.deepEqual(invalidItems, ['token 2 has no id', 'token 3 has no id', 'token 4 has no id']);
});

test('an element that is no token is named as an invalid item, and the others are listed', () => {
  const { tokens, invalidItems } = parseAccountTokens([null, { id: '1' }, 'x', 7, [{ id: '2' }]]);
  assert.deepEqual(
    tokens.map(({ id }) => id),
    ['1'],
  );
  assert.deepEqual(invalidItems, [
    'element 1 is no token but null',
    'element 3 is no token but a string',
    'element 4 is no token but a number',
    'element 5 is no token but an array',
  ]);
});

test('an answer that is no array is an error and never "no tokens"', () => {
  for (const [json, got] of [
    [null, 'null'],
    [{}, 'an object'],
    [{ data: [] }, 'an object'],
    ['', 'a string'],
    [0, 'a number'],
    [false, 'a boolean'],
  ] as const)
    assert.throws(() => parseAccountTokens(json), {
      message: `expected an array of tokens, got ${got}`,
    });
  assert.deepEqual(parseAccountTokens([]), { tokens: [], invalidItems: [] });
});

test('no JSON makes it throw but what is no array', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 4 }), (text) => {
      const json: unknown = JSON.parse(text);
      if (Array.isArray(json)) parseAccountTokens(json);
      else
        assert.throws(
          () => parseAccountTokens(json),
          /^Error: expected an array of tokens, got (an? \w+|null)$/,
        );
    }),
  );
});

test('every element is listed or named, and no token with an id is dropped', () => {
  const id = fc.oneof(fc.string(), fc.jsonValue({ maxDepth: 1 }));
  const token = fc.record({ id, label: fc.jsonValue({ maxDepth: 1 }) }, { requiredKeys: [] });
  const element = fc.oneof({ weight: 3, arbitrary: token }, fc.jsonValue({ maxDepth: 1 }));
  fc.assert(
    fc.property(fc.array(element), (elements) => {
      const { tokens, invalidItems } = parseAccountTokens(elements);
      const objects = elements.filter(isObject);
      const texts = objects.map(({ id }) => id).filter((id) => typeof id === 'string');
      assert.equal(tokens.length, objects.length);
      assert.equal(invalidItems.length, elements.length - tokens.filter(({ id }) => id !== '').length);
      assert.deepEqual(
        texts.filter((id) => !tokens.some((token) => token.id === id)),
        [],
      );
    }),
  );
});

test('a status of any spelling is shown, and only BLOCKED disables', () => {
  const statuses = ['ALLOWED', 'BLOCKED', 'blocked', 'PAUSED', 'constructor', '__proto__', 'toString', ''];
  const found = statuses.map((status) => parseOwnedToken({ id: '1', status }).token);
  assert.deepEqual(
    found.map(({ status }) => status),
    statuses,
  );
  assert.deepEqual(
    found.map(({ disabledStatus, disabled }) => [disabledStatus, disabled]),
    [['false', false], ['true', true], ...Array.from({ length: 6 }, () => ['', false])],
  );
});

test('the path holds the account ID, percent-encoded', () => {
  assert.equal(
    computeAccountTokensPath('712020:0a1b|c_D-9'),
    '/users/712020%3A0a1b%7Cc_D-9/manage/api-tokens',
  );
});
