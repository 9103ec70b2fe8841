import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAccounts, play } from '../harness/scenario.ts';
import { htmlPage, json, text } from '../simulator/answers.ts';

const BLOCKED = text(403, '<html><title>Blocked by policy</title></html>', { 'Content-Type': 'text/html' });
/** Three of these are less than the 15 seconds that every run waits for its first answer. */
const QUICK = { 'request-timeout-seconds': '1', 'max-retries': '100' };

test('an HTML 403 for every account ends the run in seconds, with what answered and both possibilities', async () => {
  const run = await play({ accounts: createAccounts(2000, 1, () => ({ always: BLOCKED })), inputs: QUICK });
  assert.equal(run.outputs.result, 'error', run.log);
  assert.match(
    run.log,
    /no usable answer came within 15 s: HTTP 403, not JSON but text\/html, "Blocked by policy"/,
  );
  assert.match(run.summary, /IP allowlist/);
  assert.ok(run.ms < 60_000, `${run.ms} ms`);
  assert.ok(run.accounts.every(({ Status }) => Status === 'skipped' || Status === 'failed'));
  assert.equal(run.accounts.length, 2000);
});

test('a server that accepts and never answers ends the run in seconds', async () => {
  const run = await play({
    accounts: createAccounts(64, 1, () => ({ always: { kind: 'stall-headers' } })),
    inputs: QUICK,
  });
  assert.equal(run.outputs.result, 'error', run.log);
  assert.match(run.log, /no usable answer came within 15 s: no whole answer within 1 s/);
  assert.ok(run.ms < 60_000, `${run.ms} ms`);
});

test('one answer is enough to go on, and what fails is unread with its cause', async () => {
  const script = [json(404, { key: 'accountNotFound' }), text(404, ''), htmlPage(), BLOCKED];
  const accounts = createAccounts(5, 1, (index) => (script[index] ? { always: script[index] } : {}));
  const run = await play({ accounts, inputs: { 'max-retries': '1' } });
  assert.equal(run.outputs.result, 'incomplete', run.log);
  assert.deepEqual(
    run.accounts.map(({ Status, 'HTTP Status': status, Detail }) => [Status, status, Detail]),
    [
      ['not-managed', '404', '{"key":"accountNotFound"}'],
      ['failed', '404', 'not JSON but application/json, empty'],
      ['failed', '200', 'not JSON but text/html, "Log in"'],
      ['failed', '403', 'not JSON but text/html, "Blocked by policy"'],
      ['checked', '200', ''],
    ],
  );
});
