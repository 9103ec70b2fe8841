import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createTexts } from '../../src/baseline/texts.ts';
import type { TokenCells } from '../../src/baseline/token-cells.ts';
import { createRows } from '../../src/baseline/token-rows.ts';
import { hostileText } from '../harness/hostile.ts';

const cells = fc.record<TokenCells>(
  {
    accountId: fc.constantFrom('', 'a', 'b'),
    tokenId: fc.constantFrom('', 'a', 'b'),
    label: hostileText,
    expiry: hostileText,
    disabled: fc.boolean(),
    scopes: hostileText,
    name: hostileText,
    email: hostileText,
  },
  { noNullPrototype: true },
);

test('texts come back as they were, however long', () => {
  const texts = createTexts();
  const lengths = [0, 1, 1024 * 1024, 0, 3 * 1024 * 1024, 600_000, 600_000, 2];
  const written = lengths.map((length, index) => '0a😀z'.charAt(index % 2).repeat(length));
  assert.deepEqual(
    written.map((text) => texts.add(text)),
    [0, 1, 2, 3, 4, 5, 6, 7],
  );
  for (const [index, text] of written.entries()) assert.ok(texts.get(index) === text, `text ${index}`);
});

test('rows are taken and listed as a list that is searched from its start would do', () => {
  fc.assert(
    fc.property(fc.array(cells, { maxLength: 30 }), fc.array(cells, { maxLength: 30 }), (added, wanted) => {
      const rows = createRows();
      for (const row of added) rows.add(row);
      const left = [...added];
      for (const { accountId, tokenId, ...rest } of wanted) {
        const at = left.findIndex((row) => row.accountId === accountId && row.tokenId === tokenId);
        const expected = at === -1 ? undefined : left.splice(at, 1)[0];
        assert.deepEqual(rows.take({ accountId, tokenId, ...rest }), expected);
      }
      assert.deepEqual([...rows.list()], left);
    }),
  );
});

test('hashes that are the same do not make two tokens one', () => {
  // The SHA-256 of ["49328",""] and of ["167372",""] begin with the same 32 bits.
  const [one, other] = ['49328', '167372'].map((accountId) => ({ ...NOTHING, accountId }));
  assert.ok(one && other);
  const rows = createRows();
  rows.add(one);
  assert.equal(rows.take(other), undefined);
  rows.add(other);
  assert.deepEqual(rows.take(other), other);
  assert.deepEqual([...rows.list()], [one]);
});

const NOTHING: TokenCells = {
  ...{ accountId: '', tokenId: '', label: '', expiry: '', disabled: false },
  ...{ scopes: '', name: '', email: '' },
};
