import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { computeAllowed, type GivenLimits, RULES, resolveLimits } from '../../src/policy/limits.ts';

test('the preset sets three limits and lets one warn; what is given, off too, replaces it', () => {
  assert.deepEqual(resolve({ policy: 'recommended' }), [
    { 'max-idle-days': 90, 'max-lifetime-days': 366, 'expires-within-days': 14 },
    { 'max-idle-days': 'policy', 'max-lifetime-days': 'policy', 'expires-within-days': 'policy' },
    ['expires-within-days'],
  ]);
  const limits = { 'max-idle-days': 30, 'max-lifetime-days': 'off', 'max-tokens': 0 } as const;
  assert.deepEqual(resolve({ policy: 'recommended', limits }), [
    { 'max-tokens': 0, 'max-idle-days': 30, 'expires-within-days': 14 },
    { 'max-tokens': 'input', 'max-idle-days': 'input', 'expires-within-days': 'policy' },
    ['expires-within-days'],
  ]);
});

test('without the preset there are only the limits given', () => {
  assert.deepEqual(resolve({}), [{}, {}, []]);
  const limits = { 'max-age-days': 365, 'max-idle-days': 'off' } as const;
  assert.deepEqual(resolve({ limits }), [{ 'max-age-days': 365 }, { 'max-age-days': 'input' }, []]);
});

test('given warn-rules replace those of the preset, none too, and warn-only is all rules', () => {
  const warnRules = (change: Partial<GivenLimits>) => resolve({ policy: 'recommended', ...change })[2];
  assert.deepEqual(warnRules({ warnRules: ['max-tokens'] }), ['max-tokens']);
  assert.deepEqual(warnRules({ warnRules: [] }), []);
  assert.deepEqual(warnRules({ warnOnly: true, warnRules: [] }), [...RULES]);
});

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

function resolve(change: Partial<GivenLimits>) {
  const given = { limits: {}, policy: undefined, warnRules: undefined, warnOnly: false, ...change };
  const { limits, limitOrigins, warnRules } = resolveLimits(given);
  return [limits, limitOrigins, [...warnRules]];
}
