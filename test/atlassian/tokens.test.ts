import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { computeAccountTokensPath } from '../../src/atlassian/client.ts';
import {
  isActive,
  parseAccountTokens,
  parseApiKey,
  parseOAuthClient,
  parseOwnedToken,
  parseServiceAccount,
  parseServiceAccountToken,
  toPage,
} from '../../src/atlassian/tokens.ts';
import { isObject } from '../../src/text/json.ts';
import { createToken, NOW } from '../harness/entries.ts';

const NO_OWNER = { id: '', name: '', email: '' };

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
        expiry: { text: token.expiry, unknown: 'unreadable' },
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

test("either call's names of a field are read in both answers", () => {
  const date = '2026-11-01T10:00:00Z';
  for (const fields of [
    { expiresAt: date, lastActiveAt: date, scopes: ['a'] },
    { expiry: date, lastAccess: date, scopes: ['a'] },
  ]) {
    const item = { id: '1', ...fields };
    for (const token of [parseOwnedToken(item).token, parseAccountTokens([item]).tokens[0]])
      assert.deepEqual([token?.expiry.text, token?.lastAccess.text, token?.scopes], [date, date, ['a']]);
  }
});

test('the path holds the account ID, percent-encoded', () => {
  assert.equal(
    computeAccountTokensPath('712020:0a1b|c_D-9'),
    '/users/712020%3A0a1b%7Cc_D-9/manage/api-tokens',
  );
});

test('only a token that is disabled beyond doubt is inactive for it', () => {
  assert.equal(isActive(createToken({ disabled: true, disabledStatus: 'true' }), NOW), false);
  for (const disabledStatus of ['true', 'TRUE', '1', 'disabled', 'null', ''])
    assert.equal(isActive(createToken({ disabled: false, disabledStatus }), NOW), true, disabledStatus);
});

test('a token is active until its expiry lies in the past, to the millisecond', () => {
  const judge = (expiry: string) => isActive(createToken({ expiry }), Date.parse('2026-11-23T06:00:00.500Z'));
  assert.equal(judge('2026-11-23T06:00:00.501Z'), true);
  assert.equal(judge('2026-11-23T06:00:00.500Z'), true);
  assert.equal(judge('2026-11-23T06:00:00.500999999Z'), true);
  assert.equal(judge('2026-11-23T06:00:00.499Z'), false);
  assert.equal(judge('2026-11-23T07:00:00.499+01:00'), false);
  assert.equal(judge('2026-11-23T06:00Z'), false);
  assert.equal(judge('2026-11-23T06:01Z'), true);
});

test('a missing or unreadable expiry never makes a token inactive', () => {
  for (const expiry of [
    '',
    'never',
    '0',
    '1700000000',
    '2020-13-01T00:00:00Z',
    '01/02/2020',
    '{}',
    '0001-01-01T00:00:00Z',
  ])
    assert.equal(isActive(createToken({ expiry }), NOW), true, expiry);
});

test('an organization API key has its creator as owner, and its scopes', () => {
  const { token, owner } = parseApiKey({
    id: 'key-1',
    label: 'SIEM',
    createdAt: '2026-05-01T10:00:00Z',
    expiresAt: '2027-05-01T10:00:00Z',
    lastActiveAt: null,
    createdBy: { id: '712020:a', name: 'Ada', email: 'ada@example.com' },
    scopes: ['read:tokens:admin', 'read:keys:admin'],
  });
  assert.deepEqual(owner, { id: '712020:a', name: 'Ada', email: 'ada@example.com' });
  assert.deepEqual(token, {
    id: 'key-1',
    label: 'SIEM',
    createdAt: { text: '2026-05-01T10:00:00Z', at: Date.UTC(2026, 4, 1, 10) },
    lastAccess: { text: '', unknown: 'absent' },
    expiry: { text: '2027-05-01T10:00:00Z', at: Date.UTC(2027, 4, 1, 10) },
    disabledStatus: '',
    disabled: false,
    status: '',
    scopes: ['read:tokens:admin', 'read:keys:admin'],
  });
});

test('epoch milliseconds become ISO 8601', () => {
  const created = { text: '2025-12-02T02:36:20.899Z', at: 1764642980899 };
  for (const createdAt of [1764642980899, '1764642980899']) {
    const { token, owner } = parseOAuthClient({ clientId: 'c', name: 'Deploy', createdAt, status: 'ACTIVE' });
    assert.deepEqual([token.id, token.label, token.createdAt], ['c', 'Deploy', created]);
    assert.deepEqual([owner, token.status, token.disabled], [NO_OWNER, 'ACTIVE', false]);
  }
});

test('an invalid time is shown as received, and is never a date', () => {
  for (const [createdAt, shown, unknown] of [
    [-1, '-1', 'unreadable'],
    [1e300, '1e+300', 'unreadable'],
    [1764642980, '1970-01-21T10:10:42.980Z', undefined],
    [0, '1970-01-01T00:00:00.000Z', 'absent'],
    [null, '', 'absent'],
    [{ at: 1 }, '{"at":1}', 'unreadable'],
    ['17646429808999999', '17646429808999999', 'unreadable'],
  ] as const) {
    const { token } = parseOAuthClient({ clientId: 'c', createdAt });
    assert.equal(token.createdAt.text, shown);
    assert.equal('unknown' in token.createdAt ? token.createdAt.unknown : undefined, unknown, shown);
  }
});

test('a token of a service account takes its owner from whatever field has one', () => {
  for (const [fields, id] of [
    [{ serviceAccountId: 'sa-1', user: { id: 'other' } }, 'sa-1'],
    [{ user: { id: '712020:b', name: 'Bot' }, createdBy: { id: 'admin' } }, '712020:b'],
    [{ atlassianId: '712020:c', createdBy: { id: 'admin' } }, '712020:c'],
    [{ createdBy: { id: 'admin' } }, 'admin'],
    [{ user: 'odd', createdBy: null }, ''],
  ] as const)
    assert.equal(parseServiceAccountToken({ id: '1', ...fields }).owner.id, id);
  const { owner } = parseServiceAccountToken({ user: { id: '712020:b', name: 'Bot', email: 'b@x' } });
  assert.deepEqual(owner, { id: '712020:b', name: 'Bot', email: 'b@x' });
});

test('both spellings of expiry and last use are read', () => {
  const date = '2026-11-01T10:00:00Z';
  for (const fields of [
    { expiresAt: date, lastActiveAt: date },
    { expiry: date, lastAccess: date },
  ]) {
    const { token } = parseServiceAccountToken({ id: '1', ...fields });
    assert.deepEqual([token.expiry.text, token.lastAccess.text], [date, date]);
  }
});

test('only a status that ends the use disables; any other counts as active', () => {
  const isDisabled = (status: unknown) => parseServiceAccountToken({ id: '1', status }).token.disabled;
  assert.deepEqual(['BLOCKED', 'disabled', 'Revoked'].map(isDisabled), [true, true, true]);
  assert.deepEqual(
    ['ACTIVE', 'constructor', '__proto__', '', null, 7, {}].map(isDisabled),
    Array.from({ length: 7 }, () => false),
  );
  assert.equal(parseServiceAccountToken({ id: '1', disabledStatus: true }).token.disabled, true);
});

test('a service account has two IDs', () => {
  const item = { id: 'sa-1', atlassianId: '712020:b', displayName: 'Bot', email: 'b@x', status: 'ACTIVE' };
  const owner = { id: '712020:b', name: 'Bot', email: 'b@x' };
  assert.deepEqual(parseServiceAccount(item), { id: 'sa-1', owner, status: 'ACTIVE' });
});

test('a list may be an array, data or items; anything else stays what it is', () => {
  assert.deepEqual(toPage([1]), { data: [1] });
  assert.deepEqual(toPage({ items: [1], links: {} }), { data: [1], items: [1], links: {} });
  for (const json of [{ data: [1] }, { tokens: [] }, { items: 'none' }, null, 'x', 7])
    assert.deepEqual(toPage(json), json);
});

test('no JSON object makes a parser throw', () => {
  fc.assert(
    fc.property(
      fc.object({ key: fc.constantFrom('id', 'user', 'createdAt', 'status', 'scopes') }),
      (item) => {
        const json: unknown = JSON.parse(JSON.stringify(item));
        if (!isObject(json)) return;
        for (const parse of [parseApiKey, parseOAuthClient, parseServiceAccountToken, parseServiceAccount])
          assert.equal(typeof parse(json).owner.id, 'string');
      },
    ),
  );
});
