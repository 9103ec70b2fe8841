import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAccounts, createSimulatedToken, play } from '../harness/scenario.ts';
import { accountNotFound, gatewayError, notManaged } from '../simulator/answers.ts';

const NO_RETRY = { 'max-retries': '0' };
const failsFor =
  (...indexes: number[]) =>
  (index: number) =>
    indexes.includes(index) ? { always: gatewayError(503) } : {};

test('accounts that cannot be read: red, incomplete, a row each, every other token listed, artifact uploaded', async () => {
  const accounts = createAccounts(30, 1, failsFor(3, 14, 15));
  const run = await play({ accounts, inputs: NO_RETRY });
  assert.equal(run.exitCode, 1);
  assert.equal(run.outputs.result, 'incomplete');
  assert.equal(run.outputs.complete, 'false');
  assert.deepEqual(
    run.accounts.filter((row) => row.Status === 'failed').map((row) => row['HTTP Status']),
    ['503', '503', '503'],
  );
  assert.equal(run.output.length, 27);
  assert.equal(run.simulator.artifacts.length, 1);
  assert.match(run.summary, /^# 🟠 Incomplete: 3 accounts were not read\n/);
  assert.match(
    run.log,
    /::error::Incomplete: 3 accounts were not read\. Every number is a lower bound\. Main reason: HTTP 503 \(3 accounts\)/,
  );
});

test('unread accounts within max-failed-accounts: green and clean, but not complete, and the headline says so', async () => {
  const accounts = createAccounts(30, 1, failsFor(3, 14, 15));
  for (const tolerance of ['3', '10%']) {
    const inputs = { ...NO_RETRY, 'max-failed-accounts': tolerance, 'max-tokens': '99' };
    const run = await play({ accounts, inputs });
    assert.equal(run.exitCode, 0, run.log);
    assert.equal(run.outputs.result, 'clean');
    assert.equal(run.outputs.complete, 'false');
    assert.equal(run.outputs['accounts-failed'], '3');
    assert.match(run.summary, /^# ✅ Clean: 27 of 30 accounts were read, 3 not read &#40;3 allowed&#41;/);
    assert.match(run.log, /::warning::Clean: 27 of 30 accounts were read, 3 not read \(3 allowed\)/);
  }
  const run = await play({ accounts, inputs: { ...NO_RETRY, 'max-failed-accounts': '9.9%' } });
  assert.equal(run.outputs.result, 'incomplete');
});

test('limits count active tokens only, zero is a limit, and the finding names the largest holder', async () => {
  const tokens = [
    createSimulatedToken('a'),
    createSimulatedToken('b'),
    createSimulatedToken('off', { disabledStatus: true }),
  ];
  const accounts = createAccounts(4, 1, (index) => (index === 2 ? { tokens } : {}));
  const at = await play({ accounts, inputs: { 'max-tokens': '5', 'max-tokens-per-account': '2' } });
  assert.equal(at.outputs.result, 'clean', at.log);
  const over = await play({ accounts, inputs: { 'max-tokens': '4', 'max-tokens-per-account': '1' } });
  assert.equal(over.exitCode, 1);
  assert.equal(over.outputs.result, 'findings');
  assert.equal(over.outputs['findings-total'], '2');
  assert.deepEqual(
    over.findings.map((row) => [row.Rule, row.Name, row.Evidence]),
    [
      ['max-tokens-per-account', 'Person 2', '2 active of 3 tokens, limit 1'],
      ['max-tokens', '', '5 active of 6 tokens, limit 4; the most: Person 2 with 2 active'],
    ],
  );
  assert.match(
    over.log,
    /::error::2 findings: 1 person must act\n[\s\S]*::error::max-tokens: 5 active of 6 tokens, limit 4; the most: Person 2/,
  );
  const zero = await play({ accounts, inputs: { 'max-tokens': '0' } });
  assert.equal(zero.outputs.result, 'findings');
});

test('warn-only turns findings into a warning, and nothing else', async () => {
  const findings = await play({
    accounts: createAccounts(2),
    inputs: { 'max-tokens': '1', 'warn-only': 'true' },
  });
  assert.equal(findings.exitCode, 0);
  assert.equal(findings.outputs.result, 'findings');
  assert.match(findings.log, /::warning::1 finding: organization admins should act/);
  const accounts = createAccounts(3, 1, failsFor(1));
  const incomplete = await play({
    accounts,
    inputs: { ...NO_RETRY, 'warn-only': 'true', 'max-tokens': '1' },
  });
  assert.equal(incomplete.exitCode, 1);
  assert.equal(incomplete.outputs.result, 'incomplete');
  assert.match(incomplete.log, /::warning::max-tokens: 2 active of 2 tokens, limit 1/);
});

test('accounts of other organizations are answers: not managed, not unread, and a tenth of them is asked about', async () => {
  const change = (index: number) =>
    index < 2 ? { always: index === 0 ? accountNotFound() : notManaged() } : {};
  const few = await play({ accounts: createAccounts(21, 1, change) });
  assert.equal(few.outputs.result, 'clean', few.log);
  assert.equal(few.outputs.complete, 'true');
  assert.equal(few.outputs['accounts-not-managed'], '2');
  assert.doesNotMatch(few.log, /is it the right file/);
  const many = await play({ accounts: createAccounts(19, 1, change) });
  assert.equal(many.exitCode, 0);
  assert.match(
    many.log,
    /::warning::2 of 19 accounts are not managed by this organization: is it the right file\?/,
  );
});

test('more accounts not managed than read is an incomplete audit', async () => {
  const accounts = createAccounts(5, 1, (index) => (index < 3 ? { always: notManaged() } : {}));
  const run = await play({ accounts });
  assert.equal(run.exitCode, 1);
  assert.equal(run.outputs.result, 'incomplete');
  assert.match(run.log, /the wrong file/);
});

test('no account read at all is an error, and no number is claimed', async () => {
  const accounts = createAccounts(5, 1, () => ({ always: notManaged() }));
  const run = await play({ accounts });
  assert.equal(run.exitCode, 1);
  assert.equal(run.outputs.result, 'error');
  assert.equal(run.outputs['tokens-total'], '');
  assert.equal(run.outputs['accounts-total'], '');
  assert.equal(run.accounts.length, 5);
});

test('a 200 that is no array of tokens is a failure, never "no tokens"', async () => {
  const bodies = [{}, null, 'tokens', 0, { data: [] }, { code: 429, message: 'slow down' }];
  const accounts = createAccounts(bodies.length + 1, 1, (index) =>
    index < bodies.length ? { tokens: bodies[index] } : {},
  );
  const run = await play({ accounts, inputs: NO_RETRY });
  assert.equal(run.outputs.result, 'incomplete');
  assert.equal(run.outputs['accounts-failed'], String(bodies.length));
});

test('time that is up ends the run: what is left is skipped, a row each, and the run is red', async () => {
  const accounts = createAccounts(60, 1);
  const inputs = { 'max-duration-minutes': '0.02', concurrency: '2' };
  const run = await play({ accounts, inputs, server: { latencyMs: 100 } });
  assert.equal(run.exitCode, 1);
  assert.equal(run.outputs.result, 'incomplete');
  assert.equal(run.accounts.length, 60);
  const skipped = run.accounts.filter((row) => row.Status === 'skipped').length;
  const checked = run.accounts.filter((row) => row.Status === 'checked').length;
  assert.ok(
    skipped > 10 && checked > 2 && skipped + checked === 60,
    `${skipped} skipped, ${checked} checked`,
  );
  assert.match(run.log, /max-duration-minutes/);
});

test('rows without an account ID are rejected: unread, named by line in the file and in the log', async () => {
  const accounts = createAccounts(3, 1);
  const csv = `Atlassian ID,Name\n${accounts[0]?.id},A\njane@example.com,Jane\n${accounts[1]?.id},B\n\n,Nobody\n${accounts[2]?.id},C\n`;
  const run = await play({ accounts, csv, inputs: { 'max-failed-accounts': '2' } });
  assert.equal(run.exitCode, 0, run.log);
  assert.equal(run.outputs['accounts-total'], '5');
  assert.equal(run.outputs.complete, 'false');
  assert.deepEqual(
    run.accounts.map((row) => [row.Status, row.Name, row.Detail]),
    [
      ['checked', 'A', ''],
      ['rejected', 'Jane', 'line 3: not an account ID: jane@example.com'],
      ['checked', 'B', ''],
      ['rejected', 'Nobody', 'line 6: no account ID'],
      ['checked', 'C', ''],
    ],
  );
  assert.match(run.log, /no account ID: 2 rows of the accounts file: line 3 "jane@example.com", line 6/);
});
