import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  createAccountId,
  createAccounts,
  createSimulatedToken,
  type Played,
  play,
} from '../harness/scenario.ts';
import { toListedToken } from '../simulator/listed-tokens.ts';
import { createOrganization, type SimulatedAccount } from '../simulator/organization.ts';
import { ORG_ID } from '../simulator/organization-scenario.ts';

/** Stands in every name, mail address, label, error body and reason, and nowhere else. */
const PRIVATE = 'Zanzibar';
const HEADER = 'Account ID,Token ID,Rule,Expires,Reason\r\n';
const LIMITS = { 'max-age-days': '30', 'max-tokens-per-account': '1', 'max-failed-accounts': '50%' };

const describePerson = (index: number) => ({
  name: `${PRIVATE} ${index}`,
  email: `${PRIVATE}${index}@example.com`,
});

const EXPIRIES: Record<string, string> = { before: '2098-05-01T10:00:00Z', after: '2099-05-01T10:00:00Z' };

function createPeople(label: string): SimulatedAccount[] {
  return createAccounts(6, 2, (index) => ({
    ...describePerson(index),
    tokens: [
      createSimulatedToken(`${index}-0`, { label: `${PRIVATE} ${label}`, expiry: EXPIRIES[label] ?? null }),
      createSimulatedToken(`${index}-${label}`, { label: PRIVATE }),
    ],
    ...(index === 5
      ? { answers: [{ kind: 'text', status: 403, body: `{"message":"${PRIVATE} refused"}` }] }
      : {}),
  }));
}

for (const source of ['accounts', 'organization'])
  test(`redacted, source ${source}: no byte that leaves the process holds a name, address, label, detail or reason`, async () => {
    const before = await play({ accounts: createPeople('before').slice(0, 5) });
    assert.ok(gatherBytes(before).includes(PRIVATE), 'what is looked for is there without redaction');
    const accounts = createPeople('after');
    const rows = accounts.map(({ id, name, email }) => `${id},${name},${email}\r\n`).join('');
    const run = await play({
      accounts,
      csv: `Atlassian ID,Name,Email\r\n${rows}no ID but ${PRIVATE},${PRIVATE},x@${PRIVATE}.example\r\n`,
      workspace: {
        'exceptions.csv': `${HEADER}${accounts[0]?.id},,*,2099-01-01,${PRIVATE}\r\n,gone,*,2099-01-01,${PRIVATE}\r\n,gone,*,2020-01-01,${PRIVATE}\r\n`,
        ...Object.fromEntries(Object.entries(before.files).map(([name, text]) => [`earlier/${name}`, text])),
      },
      inputs: {
        ...LIMITS,
        source,
        redact: 'true',
        baseline: 'earlier',
        'exceptions-csv': 'exceptions.csv',
        ...(source === 'organization' ? { 'org-id': before.simulator.orgId } : {}),
      },
      env: { RUNNER_DEBUG: '1' },
    });
    assert.equal(run.outputs.result, 'findings', run.log);
    const bytes = gatherBytes(run);
    const place = bytes.indexOf(PRIVATE);
    assert.equal(place, -1, bytes.slice(Math.max(0, place - 300), place + 100));
    assert.ok(run.output.length > 8 && run.changes.length > 8 && run.findings.length > 8);
    assert.ok(run.changes.some((row) => row.Change === 'changed' && row.Detail?.startsWith('expiry 2098-')));
    for (const row of [...run.output, ...run.changes]) assert.equal(row.Label, '[redacted]');
    assert.ok(run.output.every((row) => row['Account ID'] !== '' && row.ID !== ''));
  });

test('a name that only a later page tells is hidden in what stands since an earlier one', async () => {
  const tokens = [createSimulatedToken('1'), createSimulatedToken('2')];
  const owner = { id: createAccountId(1), tokens };
  const organization = createOrganization([owner]);
  const listed = tokens.map((token, index) =>
    toListedToken(token, { ...owner, ...(index === 0 ? {} : describePerson(1)) }),
  );
  organization.tokens.splice(0, 2, ...listed);
  const server = { organizationApi: { scopes: ['read:tokens:admin'], pageSizeLimit: 1 } };
  const inputs = { 'org-id': ORG_ID, 'max-age-days': '1', redact: 'true' };
  const run = await play({ organization, withFile: false, server, inputs });
  assert.equal(run.outputs['findings-total'], '2', run.log);
  assert.ok(!gatherBytes(run).includes(PRIVATE));
});

test('redacted runs still compare: with each other, and with one that was not', async () => {
  const accounts = createPeople('same').slice(0, 5);
  const inputs = { redact: 'true' };
  const [open, hidden] = [await play({ accounts }), await play({ accounts, inputs })];
  for (const before of [open, hidden]) {
    const workspace = Object.fromEntries(
      Object.entries(before.files).map(([name, text]) => [`earlier/${name}`, text]),
    );
    for (const redact of ['true', 'false']) {
      const run = await play({ accounts, workspace, inputs: { redact, baseline: 'earlier' } });
      assert.deepEqual(run.changes, [], `${redact}: ${run.log}`);
      assert.equal(run.outputs['new-tokens'], '0');
    }
  }
});

test('what cannot be read in the accounts file or the exceptions file is not quoted when redacted', async () => {
  const accounts = createPeople('x').slice(0, 1);
  const [head, cell] = [
    `${PRIVATE},${PRIVATE}2\r\na,b\r\n`,
    `${HEADER}a,,${PRIVATE},2099-01-01,${PRIVATE}\r\n`,
  ];
  const workspace = { 'exceptions.csv': cell };
  for (const [csv, inputs] of [
    [head, {}],
    [undefined, { 'exceptions-csv': 'exceptions.csv' }],
  ] as const) {
    const file = csv === undefined ? {} : { csv };
    const run = await play({ accounts, ...file, workspace, inputs: { redact: 'true', ...inputs } });
    assert.equal(run.outputs.result, 'error');
    assert.ok(!gatherBytes(run).includes(PRIVATE), run.log);
  }
});

/** Log, outputs, summary, files, and what was uploaded. */
function gatherBytes({ log, outputs, summary, files, simulator }: Played): string {
  const uploaded = simulator.artifacts.flatMap((artifact) => [...artifact.files.values()].map(String));
  return [log, JSON.stringify(outputs), summary, ...Object.values(files), ...uploaded].join('\n');
}
