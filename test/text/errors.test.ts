import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFaults, describeCauses } from '../../src/text/errors.ts';

test('one step that fails is kept and does not keep the next from running', async () => {
  const faults = createFaults();
  const done: string[] = [];
  await faults.guard('audit', 'A', async () => {
    throw new Error('one');
  });
  await faults.guard('delivery', 'B', () => {
    throw new Error('two');
  });
  await faults.guard('delivery', 'B', () => void done.push('three'));
  assert.deepEqual(faults.list, [
    { of: 'audit', message: 'A: one' },
    { of: 'delivery', message: 'B: two' },
  ]);
  assert.deepEqual(done, ['three']);
});

test('a message is followed by those of its causes, and is never empty', () => {
  const cause = new Error('EACCES', { cause: 'the disk' });
  assert.equal(describeCauses(new Error('no file', { cause })), 'no file (EACCES (the disk))');
  assert.equal(describeCauses('a text'), 'a text');
  assert.equal(describeCauses(undefined), 'undefined');
  assert.equal(describeCauses(new AggregateError([new Error('x')])), 'AggregateError');
});
