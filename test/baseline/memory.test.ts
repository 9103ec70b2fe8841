import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { makeFolder, writeRun } from '../harness/earlier-run.ts';
import { createOutcome } from '../harness/entries.ts';
import { createManyTokens } from '../harness/many-tokens.ts';

const TOKENS = 200_000;
const MAX_BYTES = 600e6;

test('200,000 tokens are compared with a baseline of as many in under 600 MB', async (context) => {
  const folder = makeFolder();
  await writeRun(folder, createRecords());
  const told = execFileSync(process.execPath, ['test/harness/baseline-memory.ts', folder, String(TOKENS)]);
  const { changed, unseen, peakBytes } = JSON.parse(told.toString());
  assert.deepEqual([changed, unseen], [TOKENS / 100, 0]);
  context.diagnostic(`${Math.round(peakBytes / 1e6)} MB`);
  assert.ok(peakBytes < MAX_BYTES, `${peakBytes} bytes`);
});

function* createRecords() {
  for (const found of createManyTokens(TOKENS, 0)) {
    yield found;
    yield createOutcome('checked', { account: found.account, tokens: 1 });
  }
}
