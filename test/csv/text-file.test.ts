import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTextFile } from '../../src/csv/text-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'text-file-'));
after(() => rmSync(folder, { recursive: true }));

test('what was appended is there a second later, though nobody closed the file', async () => {
  const path = join(folder, 'open.txt');
  const file = createTextFile(path);
  await file.append('a\n');
  await file.append('b\n');
  assert.equal(await waitForText(path), 'a\nb\n');
  await file.append('c\n');
  await file.close();
  assert.equal(readFileSync(path, 'utf8'), 'a\nb\nc\n');
});

test('of much that is appended little waits', async () => {
  const path = join(folder, 'much.txt');
  const file = createTextFile(path);
  for (let line = 0; line < 1000; line += 1) await file.append(`${'x'.repeat(99)}\n`);
  const length = readFileSync(path, 'utf8').length;
  assert.ok(length > 80_000 && length % 100 === 0, `${length}`);
  await file.close();
  assert.equal(readFileSync(path, 'utf8').length, 100_000);
});

test('a file that cannot be made is told to the next who appends, and to whoever closes it', async () => {
  const path = join(folder, 'none', 'a.txt');
  const file = createTextFile(path);
  const isTold = { message: `${path} could not be written: make room, or give another output-dir` };
  await assert.rejects(async () => {
    for (let tries = 0; tries < 200; tries += 1) {
      await file.append('a');
      await sleep(5);
    }
  }, isTold);
  await assert.rejects(file.close(), isTold);
});

async function waitForText(path: string): Promise<string> {
  for (let tries = 0; tries < 150; tries += 1) {
    await sleep(20);
    const text = readFileSync(path, 'utf8');
    if (text !== '') return text;
  }
  return '';
}
