import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAccountId, createAccounts, play } from '../harness/scenario.ts';
import { ORG_ID } from '../simulator/organization-scenario.ts';

/** What spreadsheets and scripts make of account IDs. */
const DAMAGED = [
  `${createAccountId(8)}${createAccountId(9)}`,
  createAccountId(9).slice(0, 20),
  'nan',
  'Total',
];
const REJECTED = /^line \d+: the API knows no such account, and this does not look like an account ID$/;

for (const [name, inputs, scopes] of [
  ['account by account', {}, undefined],
  ['organization-wide', { 'org-id': ORG_ID }, ['read:tokens:admin', 'read:accounts:admin']],
  ['organization-wide, managed accounts unknown', { 'org-id': ORG_ID }, ['read:tokens:admin']],
] as const)
  test(`damaged account IDs are unread, with their lines, and the job is red: ${name}`, async () => {
    const accounts = createAccounts(8, 1, (index) => (index === 7 ? { tokens: [] } : {}));
    const stranger = '557058:0a1b2c3d-0000-4000-8000-00000000dead';
    const csv = ['Atlassian ID', ...accounts.map(({ id }) => id), ...DAMAGED, stranger, ''].join('\n');
    const server = { organizationApi: scopes ? { scopes } : {} };
    const run = await play({ accounts, csv, server, inputs });
    assert.equal(run.outputs.result, 'incomplete', run.log);
    assert.equal(run.exitCode, 1);
    assert.equal(run.outputs['accounts-failed'], '4');
    const rejected = run.accounts.filter((row) => row.Status === 'rejected');
    assert.deepEqual(
      rejected.map((row) => row['Account ID']),
      DAMAGED,
    );
    for (const row of rejected) assert.match(row.Detail ?? '', REJECTED);
    assert.match(rejected[0]?.Detail ?? '', /^line 10:/);
    const status = run.accounts.find((row) => row['Account ID'] === stranger)?.Status;
    assert.equal(status, scopes?.length === 1 ? 'checked' : 'not-managed');
  });

test('an ID of an unknown form that the API knows is an account like any other', async () => {
  const accounts = createAccounts(3, 1, (index) => (index === 1 ? { id: 'trello-user|5' } : {}));
  const run = await play({ accounts });
  assert.equal(run.outputs.result, 'clean', run.log);
  const whole = await play({ accounts, inputs: { 'org-id': ORG_ID } });
  assert.equal(whole.outputs.result, 'clean', whole.log);
});
