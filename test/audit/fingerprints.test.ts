import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createFingerprints } from '../../src/audit/fingerprints.ts';

test('it tells texts apart as a set of the texts themselves does', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string(), fc.constantFrom('a', 'b', 'c')), { maxLength: 200 }),
      (texts) => {
        const fingerprints = createFingerprints();
        const set = new Set<string>();
        for (const text of texts) assert.equal(fingerprints.add(text), set.size < set.add(text).size);
        assert.equal(fingerprints.size(), set.size);
      },
    ),
  );
});

test('it grows: a hundred thousand texts are all new once and known afterwards', () => {
  const fingerprints = createFingerprints();
  const texts = Array.from({ length: 100_000 }, (_, index) => `token-${index}`);
  assert.ok(texts.every((text) => fingerprints.add(text)));
  assert.equal(fingerprints.size(), 100_000);
  assert.ok(texts.every((text) => !fingerprints.add(text)));
});
