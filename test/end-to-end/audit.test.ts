import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createAccountId, createAccounts, createSimulatedToken, play } from '../harness/scenario.ts';
import { parseCsv } from '../harness/second-csv.ts';

test('three lines are enough: every token is listed, every account is a row, the files are in the artifact', async () => {
  const run = await play({ accounts: createAccounts(40, 2), inputs: { 'max-tokens': '80' } });
  assert.equal(run.exitCode, 0, run.log);
  assert.deepEqual(
    {
      ...run.outputs,
      'output-csv': '',
      'owners-csv': '',
      'report-json': '',
      'report-html': '',
      'summary-md': '',
      'artifact-digest': '',
    },
    {
      result: 'clean',
      complete: 'true',
      'accounts-total': '40',
      'accounts-checked': '40',
      'accounts-failed': '0',
      'accounts-not-managed': '0',
      'accounts-with-tokens': '40',
      'tokens-total': '80',
      'tokens-active': '80',
      'findings-total': '0',
      'new-tokens': '',
      'removed-tokens': '',
      'output-csv': '',
      'owners-csv': '',
      'credentials-csv': '',
      'report-json': '',
      'report-html': '',
      'summary-md': '',
      'artifact-id': '4242',
      'artifact-url': 'https://github.com/example/audits/actions/runs/4711/artifacts/4242',
      'artifact-digest': '',
    },
  );
  assert.deepEqual(
    run.output.map((row) => row.ID),
    Array.from({ length: 40 }, (_, index) => [`token-${index}-0`, `token-${index}-1`]).flat(),
  );
  assert.deepEqual(
    run.accounts.map((row) => row['Account ID']),
    Array.from({ length: 40 }, (_, index) => createAccountId(index)),
  );
  const [artifact] = run.simulator.artifacts;
  assert.equal(artifact?.name, 'token-audit');
  assert.equal(run.outputs['artifact-digest'], artifact?.digest);
  const uploaded = Object.fromEntries(
    [...(artifact?.files ?? [])].map(([name, data]) => [name, String(data)]),
  );
  assert.deepEqual(Object.keys(uploaded).sort(), Object.keys(run.files).sort());
  assert.equal(uploaded['output.csv'], run.files['output.csv']);
});

test('report.html is written, told, uploaded, and holds every token; from a public repository it goes nowhere', async () => {
  const accounts = createAccounts(3, 2);
  const run = await play({ accounts, inputs: { 'max-tokens': '1' } });
  const page = run.files['report.html'] ?? '';
  assert.match(run.outputs['report-html'] ?? '', /\/token-audit\/report\.html$/);
  assert.equal(String(run.simulator.artifacts[0]?.files.get('report.html')), page);
  assert.match(page, /<title>API tokens, \d{4}-\d\d-\d\d: findings<\/title>/);
  assert.equal(page.match(/<tr data-flags="active/g)?.length, 6);
  for (const { name } of accounts) assert.ok(page.includes(`<b>${name}</b>`), name);
  const event = { repository: { private: false } };
  const open = await play({ accounts, event });
  assert.equal(open.simulator.artifacts.length, 0);
  assert.match(
    open.files['report.html'] ?? '',
    /<b>Person 0<\/b>/,
    'on disk it holds what the CSV files hold',
  );
});

test("the first five columns hold what the article's script writes", async () => {
  const accounts = createAccounts(12, 3, (index) => (index % 3 === 0 ? { tokens: [] } : {}));
  accounts[1] = {
    ...createAccounts(2)[1],
    id: createAccountId(1),
    tokens: [createSimulatedToken('x', { disabledStatus: true })],
  };
  const csv = `Atlassian ID\n${accounts.map(({ id }) => id).join('\n')}\n`;
  const run = await play({ accounts, csv });
  const article = accounts.flatMap(({ id, tokens }) =>
    (tokens as Record<string, unknown>[]).map((token) => [
      id,
      token.id,
      token.label,
      token.createdAt,
      // Python writes True and False.
      { True: 'true', False: 'false' }[token.disabledStatus ? 'True' : 'False'],
    ]),
  );
  const [header, ...rows] = parseCsv(run.files['output.csv'] ?? '');
  assert.deepEqual(header?.slice(0, 5), ['Account ID', 'ID', 'Label', 'Created At', 'Disabled Status']);
  assert.deepEqual(
    rows.map((row) => row.slice(0, 5)),
    article,
  );
});

for (const [name, heading] of [
  ['export-managed-accounts.csv', 'Atlassian ID'],
  ['export-users.csv', 'User id'],
  ['export-domain-accounts.csv', 'Atlassian ID'],
  ['managed_accounts.csv', 'Atlassian ID'],
] as const) {
  test(`${name} is audited as it came, and every distinct account of it is exactly one row`, async () => {
    const csv = readFileSync(new URL(`../fixtures/${name}`, import.meta.url));
    const ids = readIds(csv.toString('utf8'), heading);
    const accounts = ids.map((id) => ({ id, tokens: [createSimulatedToken(id)] }));
    const run = await play({ accounts, csv });
    assert.equal(run.exitCode, 0, run.log);
    assert.deepEqual(
      run.accounts.map((row) => row['Account ID']),
      ids,
    );
    assert.equal(run.outputs['tokens-total'], String(ids.length));
  });
}

function readIds(csv: string, heading: string): string[] {
  const [header = [], ...rows] = parseCsv(csv.replace(/^\ufeff/, ''));
  const column = header.indexOf(heading);
  return [...new Set(rows.map((row) => row[column] ?? '').filter((id) => id !== ''))];
}

test('a token that lacks everything but its id is listed with empty cells; odd values are shown as they came', async () => {
  const tokens = [
    { id: 'bare' },
    createSimulatedToken('odd', {
      disabledStatus: 'yes',
      label: 42,
      expiry: null,
      lastAccess: 'never',
      createdAt: 1714557600,
    }),
    createSimulatedToken('off', { disabledStatus: true }),
    createSimulatedToken('over', { expiry: '2026-01-01T00:00Z' }),
  ];
  const run = await play({ accounts: createAccounts(1, 0, () => ({ tokens })) });
  const cells = run.output.map((row) => [
    row.ID,
    row.Label,
    row['Disabled Status'],
    row['Created At'],
    row.Expiry,
    row.Active,
  ]);
  assert.deepEqual(cells, [
    ['bare', '', '', '', '', 'true'],
    ['token-odd', '42', 'yes', '1714557600', '', 'true'],
    ['token-off', 'Label off', 'true', '2026-05-01T10:00:00.125421997Z', '2099-05-01T10:00:00.000Z', 'false'],
    ['token-over', 'Label over', 'false', '2026-05-01T10:00:00.125421997Z', '2026-01-01T00:00Z', 'false'],
  ]);
  assert.equal(run.outputs['tokens-active'], '2');
});

test('an element without an id is listed and makes its account failed; the tokens beside it are kept', async () => {
  const tokens = [createSimulatedToken('good'), { label: 'no id' }, 'no token'];
  const run = await play({ accounts: createAccounts(2, 1, (index) => (index === 0 ? { tokens } : {})) });
  assert.equal(run.outputs.result, 'incomplete');
  assert.deepEqual(
    run.output.map((row) => [row.ID, row.Label]),
    [
      ['token-good', 'Label good'],
      ['', 'no id'],
      ['token-1-0', 'Label 1-0'],
    ],
  );
  assert.deepEqual(
    run.accounts.map((row) => [row.Status, row.Tokens]),
    [
      ['failed', '2'],
      ['checked', '1'],
    ],
  );
  assert.match(run.accounts[0]?.Detail ?? '', /token 2 has no id; element 3 is no token but a string/);
});

test('the same answers give the same CSV bytes, whatever order they arrive in', async () => {
  const accounts = createAccounts(200, 1);
  const server = { latencyMs: () => Math.random() * 10 };
  const [first, second] = [await play({ accounts, server }), await play({ accounts, server })];
  for (const name of ['output.csv', 'accounts.csv', 'findings.csv', 'owners.csv'])
    assert.equal(first.files[name], second.files[name]);
});

test("an earlier run's files are removed and replaced, and nothing else in the folder is touched", async () => {
  const workspace = {
    'token-audit/output.csv': 'old',
    'token-audit/findings.csv': 'old',
    'token-audit/owners.csv': 'old',
    'token-audit/notes.txt': 'mine',
  };
  const run = await play({ accounts: createAccounts(3, 1), workspace });
  assert.equal(run.files['notes.txt'], 'mine');
  assert.doesNotMatch(run.files['output.csv'] ?? '', /old/);
  assert.equal([...(run.simulator.artifacts[0]?.files.keys() ?? [])].includes('notes.txt'), false);
});
