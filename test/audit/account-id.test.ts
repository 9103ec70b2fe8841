import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isKnownAccountIdForm, parseAccountId } from '../../src/audit/account-id.ts';

const UUID = '5b0e7c1a-9f0d-4c1e-8a43-2f6d1b9e7c01';

test('known forms: a number and a UUID, 24 letters and digits, portal customers', () => {
  for (const id of [
    `712020:${UUID}`,
    `557058:${UUID}`,
    `70121:${UUID}`,
    '384093:32b4d9w0-f6a5-3535-11a3-9c8c88d10192',
    '5b10ac8d82e05b22cc7d4ef5',
    '5b10a2844c20165700ede21g',
    `qm:a713c8ea-1075-4e30-9d96-891a7d181739:5ad6d3581db05e2a66fa80b1`,
    `qm:${UUID}:${UUID}`,
    `qm:${UUID}`,
    `ug:${UUID}`,
  ]) {
    assert.ok(isKnownAccountIdForm(id), id);
    assert.equal(parseAccountId(` '${id}\u200b`), id);
  }
});

test('damaged IDs have no known form, although some of them could be IDs', () => {
  for (const id of [
    '',
    'nan',
    'Total',
    '5.1E+23',
    'ada@example.com',
    `557058:${UUID}557058:${UUID}`,
    `557058:${UUID}`.slice(0, 20),
    `557058:${UUID}`.slice(0, -1),
    `557058:${UUID}0`,
    `:${UUID}`,
    UUID,
    '5b10ac8d82e05b22cc7d4ef',
    '5b10ac8d82e05b22cc7d4ef55',
    '5b10ac8d82e05b22cc7d4ef55b10a2844c20165700ede21g',
    '5B10AC8D82E05B22CC7D4EF5',
    'counterrevolutionariness',
    '712020:a',
  ])
    assert.ok(!isKnownAccountIdForm(id), id);
});
