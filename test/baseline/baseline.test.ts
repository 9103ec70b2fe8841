import assert from 'node:assert/strict';
import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { renderReport } from '../../src/report/report-json.ts';
import { createReport, findRun, makeFolder, readRun, writeRun } from '../harness/earlier-run.ts';
import {
  createAccount,
  createFoundToken,
  createOutcome,
  createRunFacts,
  createVerdict,
  gatherTotals,
} from '../harness/entries.ts';

const NOBODY = { id: '', name: '', email: '', status: '' };
const RECORDS = [
  createFoundToken({ id: 'token-1' }),
  createFoundToken({ id: 'token-2', label: '=1+1\r\n"x", y' }),
  createOutcome('checked', { tokens: 2 }),
  createOutcome('failed', { account: createAccount({ id: '712020:bo' }) }),
  createOutcome('skipped', { account: createAccount({ id: '712020:cy' }) }),
  createOutcome('rejected', { account: { ...NOBODY, email: 'di@example.com' } }),
  createOutcome('rejected', { account: { ...NOBODY, name: 'Ed' } }),
  createOutcome('rejected', { account: NOBODY }),
  createOutcome('not-managed', { account: createAccount({ id: '712020:flo' }) }),
  createOutcome('unlisted', { account: createAccount({ id: '712020:gus' }) }),
];

test('it says which run it was, what that run asked for and what it left unread', async () => {
  const folder = makeFolder();
  await writeRun(folder, RECORDS, { verdict: { result: 'incomplete', complete: false } });
  const { run, tokens, accounts, report } = await readRun(folder);
  assert.equal(run, 'https://github.com/example/audits/actions/runs/4700');
  const { history: _, orgId, accountsByStatus, ...facts } = report;
  assert.deepEqual(facts, {
    url: 'https://github.com/example/audits/actions/runs/4700',
    startedAt: '2026-11-16T06:00:00.000Z',
    source: 'accounts',
    complete: false,
    isUsable: false,
    continuesHistory: true,
    redacted: false,
    isWhole: true,
    allowed: 5,
    accounts: 8,
    asked: 7,
    unread: 5,
    tokens: 2,
    credentials: 0,
    kinds: [],
  });
  for (const [change, status] of [
    [{ id: '712020:ada' }, 'checked'],
    [{ id: '712020:bo' }, 'failed'],
    [{ id: '712020:cy' }, 'skipped'],
    [{ id: '712020:flo' }, 'not-managed'],
    [{ id: '712020:gus' }, 'unlisted'],
    [{ email: 'di@example.com' }, 'rejected'],
    [{ name: 'Ed' }, 'rejected'],
    [{}, undefined],
  ] as const)
    assert.equal(accounts.find({ ...NOBODY, ...change }), status);
  assert.equal(accounts.hasHiddenRows, false);
  assert.deepEqual(
    tokens.list().map(({ label }) => label),
    ['Jenkins', '=1+1\r\n"x", y'],
  );
});

const RUNS = 'https://github.com/example/audits/actions/runs/';
for (const url of [
  '',
  undefined,
  7,
  'http://github.com/example/audits/actions/runs/1',
  'javascript:alert(1)//github.com/example/audits/actions/runs/1',
  'https://user:pw@github.com/example/audits/actions/runs/1',
  `${RUNS}1?x=${'y'.repeat(10_000_000)}`,
  `${RUNS}${'1'.repeat(300)}`,
  `${RUNS}1\n::error::`,
])
  test(`a run whose address is ${String(url).slice(0, 80)} is named by its folder`, async () => {
    const folder = makeFolder();
    await writeRun(folder, RECORDS, { run: { url } });
    assert.equal((await readRun(folder)).run, 'earlier');
  });

test('a time is written anew, however it stands in the file', async () => {
  const folder = makeFolder();
  await writeRun(folder, RECORDS, { startedAt: `2026-11-16T07:00:00.${'0'.repeat(1_000_000)}+01:00` });
  assert.equal((await readRun(folder)).report.startedAt, '2026-11-16T06:00:00.000Z');
});

test('the report that this action writes is one that it can read', async () => {
  const folder = makeFolder();
  await writeRun(folder, RECORDS);
  const totals = gatherTotals(RECORDS);
  const verdict = createVerdict(totals);
  writeFileSync(join(folder, 'report.json'), renderReport({ run: createRunFacts(), totals, verdict }));
  const { startedAt, complete, asked, tokens } = (await readRun(folder)).report;
  assert.deepEqual([startedAt, complete, asked, tokens], ['2026-11-23T06:00:00.000Z', false, 7, 2]);
});

test('whether a run listed all: account by account always, organization-wide if it was not incomplete', async () => {
  for (const [source, result, complete, isWhole] of [
    ['accounts', 'incomplete', false, true],
    ['organization', 'clean', false, true],
    ['organization', 'findings', false, true],
    ['organization', 'incomplete', false, false],
    ['organization', 'error', false, false],
  ] as const) {
    const folder = makeFolder();
    await writeRun(folder, RECORDS, { source, verdict: { result, complete } });
    assert.equal((await readRun(folder)).report.isWhole, isWhole, `${source} ${result} ${complete}`);
  }
});

test('columns are found by their headings, wherever they stand', async () => {
  const folder = makeFolder();
  writeFileSync(join(folder, 'report.json'), JSON.stringify(createReport({ failed: 1 }, 1)));
  writeFileSync(join(folder, 'accounts.csv'), 'Status,X,Email,Name,Account ID\r\nfailed,,,,712020:a\r\n');
  const header = 'Email,Name,Scopes,Status,Disabled Status,Expiry,Created At,Label,ID,Account ID';
  writeFileSync(join(folder, 'output.csv'), `${header}\r\ne,n,s,BLOCKED,,x,c,l,t,a\r\n`);
  const { accounts, tokens } = await readRun(folder);
  assert.equal(accounts.find({ ...NOBODY, id: '712020:a' }), 'failed');
  assert.deepEqual(tokens.list(), [
    {
      credentialKind: 'user-token',
      owner: { id: 'a', name: 'n', email: 'e' },
      tokenId: 't',
      label: 'l',
      createdAt: 'c',
      expiry: 'x',
      disabled: true,
      scopes: 's',
    },
  ]);
});

test('another organization is no baseline, if both runs say which it is', async () => {
  const folder = makeFolder();
  await writeRun(folder, RECORDS, { settings: { 'org-id': 'one' } });
  assert.equal((await findRun(folder, 'one')).kind, 'read');
  assert.equal((await findRun(folder)).kind, 'read');
  assert.deepEqual(await findRun(folder, 'two'), createNone('report.json is of another organization'));
  for (const settings of [{}, { 'org-id': '' }]) {
    await rewriteReport(folder, { settings });
    assert.equal((await findRun(folder, 'two')).kind, 'read');
  }
});

for (const [name, change, why] of [
  ['a newer schema', { schemaVersion: 2 }, 'report.json is of a newer version'],
  ['an older schema', { schemaVersion: 0 }, 'report.json is of too old a version'],
  ['a schema of another kind', { schemaVersion: '1' }, 'report.json is of too old a version'],
  ['no schema', { schemaVersion: undefined }, 'report.json is of too old a version'],
  ['no start', { startedAt: undefined }, 'report.json has no startedAt that can be read'],
  ['a start that is no time', { startedAt: 'Monday' }, 'report.json has no startedAt that can be read'],
  ['no run', { run: null }, 'report.json has no run that can be read'],
  ['no source', { source: 7 }, 'report.json has no source that can be read'],
  ['another source', { source: 'x' }, 'report.json has no source that can be read'],
  ['no settings', { settings: [] }, 'report.json has no settings that can be read'],
  ['no verdict', { verdict: 'clean' }, 'report.json has no verdict that can be read'],
  ['no result', { verdict: {} }, 'report.json has no verdict.result that can be read'],
  ['no counts', { counts: undefined }, 'report.json has no counts that can be read'],
  [
    'no count of tokens',
    { counts: countRecords({}, '2') },
    'report.json has no counts.tokens.total that can be read',
  ],
  [
    'a negative count',
    { counts: countRecords({}, -1) },
    'report.json has no counts.tokens.total that can be read',
  ],
  [
    'a huge count',
    { counts: countRecords({}, 1e15) },
    'report.json has no counts.tokens.total that can be read',
  ],
  [
    'no count of accounts',
    { counts: countRecords({ total: {} }) },
    'report.json has no counts.accounts.total that can be read',
  ],
  [
    'no count of a status',
    { counts: countRecords({ failed: null }) },
    'report.json has no counts.accounts.failed that can be read',
  ],
  ['no tolerance', { completeness: {} }, 'report.json has no completeness.allowed that can be read'],
  [
    'more tokens',
    { counts: countRecords({}, 5) },
    'output.csv does not hold the 5 tokens that report.json counts',
  ],
  [
    'fewer tokens',
    { counts: countRecords({}, 1) },
    'output.csv does not hold the 1 tokens that report.json counts',
  ],
  [
    'more accounts',
    { counts: countRecords({ total: 9 }) },
    'accounts.csv does not hold the 9 accounts that report.json counts',
  ],
  [
    'fewer accounts',
    { counts: countRecords({ total: 7 }) },
    'accounts.csv does not hold the 7 accounts that report.json counts',
  ],
  [
    'other statuses',
    { counts: countRecords({ checked: 2, failed: 0 }) },
    'accounts.csv does not hold the 2 checked accounts that report.json counts',
  ],
  [
    '"complete" beside unread accounts',
    { verdict: { result: 'clean', complete: true } },
    'accounts.csv has 5 unread accounts, report.json allows 0',
  ],
  [
    'a tolerance that it exceeds',
    { completeness: { allowed: 4 } },
    'accounts.csv has 5 unread accounts, report.json allows 4',
  ],
] as const) {
  test(`a report with ${name} is no baseline, and why is said`, async () => {
    const folder = makeFolder();
    await writeRun(folder, RECORDS, change);
    assert.deepEqual(await findRun(folder), createNone(why));
  });
}

for (const [name, text, why] of [
  ['empty', '', 'report.json is not a JSON object'],
  ['cut off', '{"schemaVersion": 1', 'report.json is not a JSON object'],
  ['a list', '[]', 'report.json is not a JSON object'],
] as const) {
  test(`a report that is ${name} is no baseline`, async () => {
    const folder = makeFolder();
    await writeRun(folder, RECORDS);
    writeFileSync(join(folder, 'report.json'), text);
    assert.deepEqual(await findRun(folder), createNone(why));
  });
}

test('a report larger than 32 MiB is not read', async () => {
  const folder = makeFolder();
  await writeRun(folder, RECORDS);
  truncateSync(join(folder, 'report.json'), 32 * 1024 * 1024 + 1);
  assert.deepEqual(await findRun(folder), createNone('report.json is larger than 32 MiB'));
});

test('a folder that is missing or empty is a first run; a file that is missing, or a folder, is named', async () => {
  const [missing, empty] = [await findRun(join(makeFolder(), 'none')), await findRun(makeFolder())];
  assert.deepEqual(missing, { kind: 'first-run', why: 'earlier does not exist' });
  assert.deepEqual(empty, { kind: 'first-run', why: 'earlier is an empty folder' });
  for (const name of ['report.json', 'accounts.csv', 'output.csv']) {
    const folder = makeFolder();
    await writeRun(folder, RECORDS);
    rmSync(join(folder, name));
    assert.deepEqual(await findRun(folder), createNone(`${name} does not exist`));
    mkdirSync(join(folder, name));
    assert.deepEqual(await findRun(folder), createNone(`${name} is not a file`));
  }
});

test('a file that is a symbolic link is not read: a committed one can name any file', async () => {
  const elsewhere = makeFolder();
  await writeRun(elsewhere, RECORDS);
  for (const name of ['report.json', 'accounts.csv', 'output.csv']) {
    const folder = makeFolder();
    await writeRun(folder, RECORDS);
    rmSync(join(folder, name));
    symlinkSync(join(elsewhere, name), join(folder, name));
    assert.deepEqual(await findRun(folder), createNone(`${name} is a symbolic link`));
  }
});

for (const [name, edit, why] of [
  ['a missing column', (text: string) => text.replace('Status,', 'State,'), 'has no column Disabled Status'],
  [
    'a short row',
    (text: string) => `${text}712020:ada,token-3\r\n`,
    'has a row of another length than its header: row 4',
  ],
  ['an empty row', (text: string) => `${text}\r\n`, 'has a row of another length than its header: row 4'],
  [
    'a stray quote',
    (text: string) => text.replace('Jenkins', 'Jen"kins'),
    'is no CSV as it was written: row ',
  ],
  ['trimmed quotes', (text: string) => text.replace('"\'=1', ' "\'=1'), 'is no CSV as it was written: row '],
  [
    'an open quote',
    (text: string) => text.replace('Jenkins', '"Jenkins'),
    'is no CSV as it was written: row ',
  ],
  ['a last row cut in its last cell', (text: string) => text.slice(0, -4), 'is cut off'],
  ['a last row without its end', (text: string) => text.slice(0, -2), 'is cut off'],
  ['half a line end', (text: string) => text.slice(0, -1), 'is cut off'],
  ['other line ends', (text: string) => text.replaceAll('\r\n', '\n'), 'is cut off'],
  ['nothing in it', () => '', 'is cut off'],
  [
    'a row less',
    (text: string) => text.slice(0, text.indexOf('712020')),
    'does not hold the 2 tokens that report.json counts',
  ],
  ['a byte order mark', (text: string) => `\ufeff${text}`, 'has no column Account ID'],
] as const) {
  test(`an output.csv with ${name} is no baseline, and no cell of it is told`, async () => {
    const folder = makeFolder();
    await writeRun(folder, RECORDS);
    const path = join(folder, 'output.csv');
    writeFileSync(path, edit(readFileSync(path, 'utf8')));
    const found = await findRun(folder);
    assert.ok(
      found.kind === 'unusable' && found.why.startsWith(`earlier: output.csv ${why}`),
      JSON.stringify(found),
    );
    assert.doesNotMatch(found.why, /712020|token-|Jenkins|\n/);
  });
}

test('a file that another program saved in its own encoding is no baseline', async () => {
  const folder = makeFolder();
  await writeRun(folder, RECORDS);
  appendFileSync(join(folder, 'accounts.csv'), Buffer.from('712020:zo\xe9,,,checked,0,200,\r\n', 'latin1'));
  const why = 'accounts.csv is not UTF-8: it was saved by another program';
  assert.deepEqual(await findRun(folder), createNone(why));
});

test('a status that no run writes is told, and not quoted', async () => {
  const folder = makeFolder();
  await writeRun(folder, RECORDS);
  const path = join(folder, 'accounts.csv');
  writeFileSync(path, readFileSync(path, 'utf8').replace(',not-managed,', ',constructor,'));
  assert.deepEqual(await findRun(folder), createNone('accounts.csv has a status that no run writes'));
});

/** The counts of RECORDS but for a change. */
function countRecords(accounts: object, tokens: unknown = 2) {
  const statuses = { checked: 1, 'not-managed': 1, failed: 1, skipped: 1, rejected: 3, unlisted: 1 };
  return { accounts: { total: 8, ...statuses, ...accounts }, tokens: { total: tokens } };
}

function createNone(why: string) {
  return { kind: 'unusable', why: `earlier: ${why}` };
}

async function rewriteReport(folder: string, change: object): Promise<void> {
  const path = join(folder, 'report.json');
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), ...change }));
}
