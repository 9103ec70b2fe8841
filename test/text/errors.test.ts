import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attempt, describeCauses, readAll } from '../../src/text/errors.ts';

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
  const both = ['x', 'y', 'x'].map((text) => new Error(text));
  assert.equal(describeCauses(new AggregateError(both)), 'x; y');
  assert.equal(describeCauses(new AggregateError([])), 'AggregateError');
});

test('all values are read, and all that fails is thrown, also from within', async () => {
  const fail = (message: string) => () => {
    throw new Error(message);
  };
  assert.deepEqual(await readAll({ a: () => 1, b: async () => 'x' }), { a: 1, b: 'x' });
  await assert.rejects(readAll({ a: fail('a'), b: () => 1 }), { name: 'Error', message: 'a' });
  const nested = readAll({ a: fail('a'), b: () => readAll({ c: fail('c'), d: fail('d') }) });
  await assert.rejects(nested, { name: 'AggregateError', message: 'a c d' });
});
