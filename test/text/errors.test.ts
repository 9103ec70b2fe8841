import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attempt, describeCauses } from '../../src/text/errors.ts';

test('an attempt returns its failure in words, and nothing when it succeeds', async () => {
  const rejects = async () => {
    throw new Error('one', { cause: new Error('two') });
  };
  const throws = () => {
    throw new Error('three');
  };
  assert.deepEqual(await attempt('A', rejects), ['A: one (two)']);
  assert.deepEqual(await attempt('B', throws), ['B: three']);
  assert.deepEqual(await attempt('C', () => {}), []);
});

test('a message is followed by those of its causes, and is never empty', () => {
  const cause = new Error('EACCES', { cause: 'the disk' });
  assert.equal(describeCauses(new Error('no file', { cause })), 'no file (EACCES (the disk))');
  assert.equal(describeCauses('a text'), 'a text');
  assert.equal(describeCauses(undefined), 'undefined');
  assert.equal(describeCauses(new AggregateError([new Error('x')])), 'AggregateError');
});
