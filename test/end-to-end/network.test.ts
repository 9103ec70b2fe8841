import assert from 'node:assert/strict';
import { appendFileSync, truncateSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { createAccountId, createAccounts, createSimulatedToken, play } from '../harness/scenario.ts';
import { gatewayError, json } from '../simulator/answers.ts';

const CHANGES: [string, (path: string) => void][] = [
  ['cut', (path) => truncateSync(path, 20_000)],
  ['rewritten', (path) => writeFileSync(path, `Atlassian ID\n${createAccountId(1)}\n`)],
  ['added to', (path) => appendFileSync(path, `${createAccountId(9_999)},x,y,z\r\n`)],
];

for (const [name, change] of CHANGES) {
  test(`an accounts file that is ${name} after it was read cannot matter`, async () => {
    const run = await play({
      accounts: createAccounts(1_000, 0),
      server: { latencyMs: 2 },
      when: { requests: 100, act: (_, { workspace }) => change(`${workspace}/accounts.csv`) },
    });
    assert.equal(run.exitCode, 0, run.log);
    assert.equal(run.outputs.result, 'clean');
    assert.equal(run.outputs['accounts-checked'], '1000');
  });
}

test('a file that cannot be written to is named, the accounts are counted as unread, and asking stops', async () => {
  const accounts = createAccounts(6_000, 1);
  const run = await play({ accounts, server: { latencyMs: 2 }, limitFileBlocks: 100 });
  assert.equal(run.exitCode, 1);
  assert.equal(run.outputs.result, 'error', run.log);
  assert.equal(run.outputs['accounts-total'], '');
  assert.match(run.log, /::error::Error: the audit broke off: .*output\.csv could not be written: make room/);
  assert.match(run.log, /::error::Incomplete: [\d,]+ accounts were not read\./);
  assert.ok(run.simulator.requests.length < 6_000, `${run.simulator.requests.length} requests`);
});

test('where the outputs or the job summary cannot be written the job is red, and all that is told says so', async () => {
  const accounts = createAccounts(3);
  const noOutputs = await play({ accounts, env: { GITHUB_OUTPUT: '/' } });
  assert.equal(noOutputs.exitCode, 1);
  assert.match(noOutputs.log, /::error::Error: the outputs: /);
  assert.match(noOutputs.summary, /^# ❌ Error/);
  const noSummary = await play({ accounts, env: { GITHUB_STEP_SUMMARY: '/' } });
  assert.equal(noSummary.exitCode, 1);
  assert.equal(noSummary.outputs.result, 'error');
  assert.match(noSummary.log, /the job summary: /);
  // The files hold the verdict on the audit.
  assert.equal(JSON.parse(noSummary.files['report.json'] ?? '').verdict.result, 'clean');
  const unset = await play({ accounts, env: { GITHUB_OUTPUT: undefined } });
  assert.equal(unset.exitCode, 1);
});

test('a log that nobody reads any more does not end the audit', async () => {
  const run = await play({ accounts: createAccounts(3), closeLog: true });
  assert.equal(run.exitCode, 0);
  assert.equal(run.outputs.result, 'clean');
  assert.equal(run.output.length, 3);
});

test('the key in another input is refused, and shown nowhere', async () => {
  for (const name of ['accounts-csv', 'id-column', 'artifact-name']) {
    const orgToken = 'ATCTT3xS1mulatedKey-n0tReal';
    const run = await play({
      accounts: createAccounts(2),
      server: { orgToken },
      inputs: { [name]: orgToken },
    });
    assert.equal(run.outputs.result, 'error');
    assert.match(run.log, new RegExp(`${name}: contains the key`));
    assert.equal(run.simulator.requests.length, 0);
  }
});

test('the key in a cell of the file or in a label is shown nowhere', async () => {
  const orgToken = 'ATCTT3xS1mulatedKey_n0tReal/At4ll==';
  const escaped = `"\\u0041${orgToken.slice(1)}"`;
  const accounts = createAccounts(2, 1, (index) =>
    index === 0 ? { always: { kind: 'text', status: 200, body: `[{"id":"x","label":${escaped}}]` } } : {},
  );
  const csv = `Atlassian ID,Name\n${accounts[0]?.id},${orgToken}\n${accounts[1]?.id},B\n${orgToken},C\n`;
  const run = await play({ accounts, csv, server: { orgToken }, inputs: { 'max-failed-accounts': '1' } });
  assert.equal(run.output[0]?.Label, '***');
  assert.equal(run.output[0]?.Name, '***');
});

test('a stop ends what is in flight: neither a refused key nor the end of time waits for a stalled answer', async () => {
  const stalled = (index: number) => (index === 0 ? ({ always: { kind: 'stall-headers' } } as const) : {});
  const accounts = createAccounts(12, 1, (index) => ({
    ...stalled(index),
    ...(index === 1 ? { always: json(401, { key: 'unauthorized' }) } : {}),
  }));
  const refused = await play({ accounts });
  assert.equal(refused.outputs.result, 'error');
  assert.ok(refused.ms < 8_000, `${refused.ms} ms`);
  const late = await play({
    accounts: createAccounts(3, 1, stalled),
    inputs: { 'max-duration-minutes': '0.02' },
  });
  assert.equal(late.outputs.result, 'incomplete');
  assert.equal(late.accounts[0]?.Status, 'skipped');
  assert.ok(late.ms < 8_000, `${late.ms} ms`);
});

test('a failure that asks to wait is waited for', async () => {
  const wait = { ...gatewayError(503), headers: { 'Retry-After': '1' } } as ReturnType<typeof gatewayError>;
  const accounts = createAccounts(1, 1, () => ({ answers: [wait] }));
  const run = await play({ accounts });
  const [first, second] = run.simulator.requests.map(({ at }) => at);
  assert.ok((second ?? 0) - (first ?? 0) >= 990);
});

test('nobody waits, so a pause that would outlast the run is not spoken of', async () => {
  const headers = { reset: 'iso-seconds', remaining: true } as const;
  const limit = { kind: 'fixed-window', limit: 10, windowMs: 3_600_000, headers } as const;
  const run = await play({
    accounts: createAccounts(10),
    server: { limit },
    inputs: { 'max-duration-minutes': '5' },
  });
  assert.equal(run.outputs.complete, 'true', run.log);
  assert.doesNotMatch(run.log, /stopped early/);
});

test('different reasons of failure are different rows of the summary', async () => {
  const accounts = createAccounts(
    4,
    1,
    (index) =>
      [
        { tokens: [{ label: 'x' }] },
        { always: json(403, { key: 'forbidden' }) },
        { always: json(403, { key: 'forbidden.action' }) },
        {},
      ][index] ?? {},
  );
  const run = await play({ accounts });
  assert.equal(run.summary.match(/<td>failed<\/td><td>[^<]+<\/td><td align="right">1</g)?.length, 3);
});

test('a blocked token is not active, whichever call tells of it', async () => {
  const tokens = [createSimulatedToken('x', { status: 'BLOCKED' })];
  const run = await play({
    accounts: createAccounts(1, 0, () => ({ tokens })),
    inputs: { 'max-tokens': '0' },
  });
  assert.equal(run.outputs['tokens-active'], '0');
  assert.equal(run.exitCode, 0);
});

test('a public repository is shown no cell of a file without headings', async () => {
  const csv = 'Ada Okafor,5b10a2844c20165700ede21g,Security\nBo Li,5b10a2844c20165700ede22g,Sales\n';
  const run = await play({ csv, event: { repository: { private: false } } });
  assert.equal(run.outputs.result, 'error');
  assert.doesNotMatch(run.log + run.summary, /Okafor|5b10a2844/);
  assert.match(run.log, /no column of account IDs recognised: the first line looks like data/);
});

test('retention-days reaches the artifact, and only files that are there are uploaded', async () => {
  const run = await play({
    accounts: createAccounts(2),
    inputs: { 'retention-days': '3' },
    env: { GITHUB_RETENTION_DAYS: '90' },
  });
  const expiresAt = run.simulator.artifacts[0]?.expiresAt;
  const days = (new Date(String(expiresAt)).getTime() - Date.now()) / 86_400_000;
  assert.ok(days > 2.9 && days < 3.1, String(expiresAt));
});
