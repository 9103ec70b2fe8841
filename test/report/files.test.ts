import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { Baseline } from '../../src/baseline/baseline.ts';
import type { Entry } from '../../src/policy/redact.ts';
import {
  createCsvFiles,
  FILE_NAMES,
  type FilePaths,
  listFileNames,
  prepareFiles,
  readFilePaths,
  writeOwners,
} from '../../src/report/files.ts';
import { createAccount, createFinding, createFoundToken, createOutcome } from '../harness/entries.ts';
import { parseCsv } from '../harness/second-csv.ts';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'files-')));
const accountsCsv = join(root, 'managed_accounts.csv');
writeFileSync(accountsCsv, 'Account ID\n1\n');
after(() => rmSync(root, { recursive: true }));

test('the folder is made, however deep, and the paths are in it', async () => {
  const paths = await prepare(join(root, 'a', 'b'), accountsCsv);
  assert.deepEqual(Object.values(paths).sort(), [
    join(root, 'a', 'b', 'accounts.csv'),
    join(root, 'a', 'b', 'changes.csv'),
    join(root, 'a', 'b', 'credentials.csv'),
    join(root, 'a', 'b', 'findings.csv'),
    join(root, 'a', 'b', 'output.csv'),
    join(root, 'a', 'b', 'owners.csv'),
    join(root, 'a', 'b', 'report.html'),
    join(root, 'a', 'b', 'report.json'),
    join(root, 'a', 'b', 'summary.md'),
  ]);
  assert.deepEqual(readdirSync(join(root, 'a', 'b')), []);
});

test('a run names all its files', () => {
  const baseline = { kind: 'read', baseline: {} as Baseline } as const;
  const names: string[] = listFileNames({ baseline, include: ['api-key'] });
  for (const name of [
    'output.csv',
    'accounts.csv',
    'findings.csv',
    'credentials.csv',
    'owners.csv',
    'report.json',
    'report.html',
    'summary.md',
  ])
    assert.ok(names.includes(name), name);
});

test("an earlier run's files are removed first, and nothing else", async () => {
  const folder = makeFolder('earlier');
  for (const name of [...FILE_NAMES, 'mine.csv', 'output.csv.bak']) writeFileSync(join(folder, name), 'old');
  await prepare(folder, accountsCsv);
  assert.deepEqual(readdirSync(folder).sort(), ['mine.csv', 'output.csv.bak']);
});

test('the accounts file is never removed, even where it has the name of a file to write', async () => {
  const folder = makeFolder('same');
  const path = join(folder, 'accounts.csv');
  writeFileSync(path, 'Account ID\n1\n');
  writeFileSync(join(folder, 'output.csv'), 'old');
  const link = join(root, 'link.csv');
  symlinkSync(path, link);
  symlinkSync(folder, join(root, 'same-link'));
  for (const [directory, file] of [
    [folder, path],
    [folder, link],
    [folder, join(folder, '..', 'same', 'accounts.csv')],
    [join(root, 'same-link'), path],
  ] as const)
    await assert.rejects(prepare(directory, file), /^Error: accounts-csv: .*give another output-dir/);
  assert.equal(readFileSync(path, 'utf8'), 'Account ID\n1\n');
  assert.ok(existsSync(join(folder, 'output.csv')), 'nothing was removed');
});

test("output.csv begins with the article's five columns, and holds what was received", async () => {
  const token = {
    id: 'token-1',
    label: 'Jenkins',
    createdAt: '2023-10-27T16:17:45.125421997Z',
    disabledStatus: 'perhaps',
    lastAccess: 'yesterday',
    expiry: '2026-01-01T00:00Z',
    status: 'ALLOWED',
    scopes: ['read:jira', 'write:jira'],
  };
  const { output } = await write([createFoundToken(token, false)]);
  assert.deepEqual(output, [
    [
      ...['Account ID', 'ID', 'Label', 'Created At', 'Disabled Status'],
      ...['Last Access', 'Expiry', 'Status', 'Active', 'Scopes', 'Name', 'Email', 'Account Status'],
    ],
    [
      ...['712020:ada', 'token-1', 'Jenkins', '2023-10-27T16:17:45.125421997Z', 'perhaps'],
      ...['yesterday', '2026-01-01T00:00Z', 'ALLOWED', 'false', 'read:jira write:jira'],
      ...['Ada Okafor', 'ada@example.com', 'Active'],
    ],
  ]);
});

test('accounts.csv has a row for every outcome, also for those that were never asked', async () => {
  const nobody = createAccount({ id: '', name: 'Bo', email: '', status: '' });
  const { accounts } = await write([
    createOutcome('checked', { tokens: 2 }),
    createOutcome('failed', { detail: 'gateway says no' }),
    createOutcome('skipped', { detail: 'the time was up' }),
    createOutcome('rejected', { account: nobody, detail: 'line 3: no account ID' }),
  ]);
  assert.deepEqual(accounts, [
    ['Account ID', 'Name', 'Email', 'Status', 'Tokens', 'HTTP Status', 'Detail'],
    ['712020:ada', 'Ada Okafor', 'ada@example.com', 'checked', '2', '200', ''],
    ['712020:ada', 'Ada Okafor', 'ada@example.com', 'failed', '0', '500', 'gateway says no'],
    ['712020:ada', 'Ada Okafor', 'ada@example.com', 'skipped', '0', '', 'the time was up'],
    ['', 'Bo', '', 'rejected', '0', '', 'line 3: no account ID'],
  ]);
});

test('findings.csv has a row for every finding; one about the organization names who holds the most', async () => {
  const largestHolder = { account: createAccount(), tokens: 9, active: 7 };
  const { findings } = await write([
    createFinding(),
    createFinding({
      rule: 'max-tokens',
      level: 'warn',
      limit: 1,
      excess: 8,
      account: undefined,
      largestHolder,
      evidence: '9 active of 9 tokens, limit 1',
    }),
  ]);
  assert.deepEqual(findings, [
    [
      'Rule',
      'Account ID',
      'Name',
      'Email',
      'Token ID',
      'Label',
      'Evidence',
      'Exception',
      'Exception Expires',
      'Level',
      'Action',
      'Kind',
    ],
    [
      ...['max-tokens-per-account', '712020:ada', 'Ada Okafor', 'ada@example.com'],
      ...['', '', '3 active of 4 tokens, limit 2', '', ''],
      ...['fail', 'Delete at least 1 of 3 active tokens.', 'user-token'],
    ],
    [
      ...['max-tokens', '', '', '', '', ''],
      ...['9 active of 9 tokens, limit 1; the most: Ada Okafor with 7 active', '', ''],
      ...['warn', 'Delete at least 8 of 9 active tokens.', 'user-token'],
    ],
  ]);
});

test('owners.csv has a row for everyone who must act, and one for the organization admins', async () => {
  const account = createAccount();
  const row = { level: 'fail', findings: 2, rules: ['max-age-days', 'max-idle-days'], action: '=1' } as const;
  const { 'owners.csv': owners } = await prepare(makeFolder('owners'), accountsCsv);
  await writeOwners(owners, [
    { ...row, rules: [...row.rules], account, tokens: 3, active: 2 },
    { ...row, rules: ['max-tokens'], account: undefined, tokens: undefined, active: undefined },
  ]);
  assert.deepEqual(parseCsv(readFileSync(owners, 'utf8')), [
    ['Account ID', 'Name', 'Email', 'Findings', 'Rules', 'Tokens', 'Active', 'Action'],
    ['712020:ada', 'Ada Okafor', 'ada@example.com', '2', 'max-age-days, max-idle-days', '3', '2', "'=1"],
    ['', 'organization admins', '', '2', 'max-tokens', '', '', "'=1"],
  ]);
});

test('a run that found nothing has all three files, with their headings', async () => {
  const { output, accounts, findings } = await write([]);
  assert.deepEqual([output?.length, accounts?.length, findings?.length], [1, 1, 1]);
});

async function write(entries: Entry[]) {
  const paths = await prepare(makeFolder('csv'), accountsCsv);
  const files = createCsvFiles(paths, { baseline: undefined, include: [] });
  for (const entry of entries) await files.write([entry]);
  await files.close();
  const [output, accounts, findings] = [
    paths['output.csv'],
    paths['accounts.csv'],
    paths['findings.csv'],
  ].map((path) => parseCsv(readFileSync(path, 'utf8')));
  return { output, accounts, findings };
}

function makeFolder(name: string): string {
  const folder = join(root, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** The paths, and the folder ready for them. */
async function prepare(directory: string, accountsCsv: string): Promise<FilePaths> {
  const paths = await readFilePaths(directory, { 'accounts-csv': accountsCsv });
  await prepareFiles(paths);
  return paths;
}
