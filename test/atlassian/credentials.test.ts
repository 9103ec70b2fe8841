import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  parseApiKey,
  parseOAuthClient,
  parseServiceAccount,
  parseServiceAccountToken,
  toPage,
} from '../../src/atlassian/credentials.ts';
import { isObject } from '../../src/text/json.ts';

const NOBODY = { id: '', name: '', email: '' };

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
    lastAccess: { text: '', missing: 'missing' },
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
    assert.deepEqual([owner, token.status, token.disabled], [NOBODY, 'ACTIVE', false]);
  }
});

test('a time that is none is shown, and is never a date', () => {
  for (const [createdAt, shown, missing] of [
    [-1, '-1', 'unreadable'],
    [1e300, '1e+300', 'unreadable'],
    [1764642980, '1970-01-21T10:10:42.980Z', undefined],
    [0, '1970-01-01T00:00:00.000Z', 'missing'],
    [null, '', 'missing'],
    [{ at: 1 }, '{"at":1}', 'unreadable'],
    ['17646429808999999', '17646429808999999', 'unreadable'],
  ] as const) {
    const { token } = parseOAuthClient({ clientId: 'c', createdAt });
    assert.equal(token.createdAt.text, shown);
    assert.equal('missing' in token.createdAt ? token.createdAt.missing : undefined, missing, shown);
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
