import assert from 'node:assert/strict';
import { test } from 'node:test';
import { suggest } from '../../src/text/suggest.ts';

const RULES = [
  'max-tokens',
  'max-tokens-per-account',
  'max-age-days',
  'max-idle-days',
  'expires-within-days',
];

test('a misspelt word is recognised, whatever its case and dashes', () => {
  for (const [text, expected] of [
    ['max-age-day', 'max-age-days'],
    ['maxAgeDays', 'max-age-days'],
    ['MAX_AGE_DAYS', 'max-age-days'],
    ['max age days ', 'max-age-days'],
    ['max-aeg-days', 'max-age-days'],
    ['max-idel-days', 'max-idle-days'],
    ['expire-within-days', 'expires-within-days'],
    ['max-token', 'max-tokens'],
    ['tokens', 'max-tokens'],
  ] as const)
    assert.equal(suggest(text, RULES), expected, text);
});

test('a word that resembles none is left alone', () => {
  for (const text of ['', 'min-age-weeks', 'labels', 'password', 'x'.repeat(1_000_000)])
    assert.equal(suggest(text, RULES), undefined, text.slice(0, 20));
  assert.equal(suggest('anything', []), undefined);
});
