import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { computeAllowed } from '../../src/policy/limits.ts';

test('a tolerated share is exact and rounded down, a tolerated number is itself', () => {
  const allow = (percent: number, total: number) => computeAllowed({ kind: 'share', percent }, total);
  assert.equal(allow(2, 5000), 100);
  assert.equal(allow(2, 49), 0);
  assert.equal(allow(2.3, 3000), 69);
  assert.equal(allow(0.29, 100_000), 290);
  assert.equal(allow(0, 1000), 0);
  assert.equal(allow(100, 7), 7);
  assert.equal(computeAllowed({ kind: 'count', count: 5 }, 3), 5);
  const millionths = fc.integer({ min: 0, max: 100_000_000 });
  fc.assert(
    fc.property(millionths, fc.integer({ min: 0, max: 1_000_000 }), (share, total) => {
      assert.equal(allow(share / 1e6, total), Number((BigInt(share) * BigInt(total)) / 100_000_000n));
    }),
    { numRuns: 5000 },
  );
});
