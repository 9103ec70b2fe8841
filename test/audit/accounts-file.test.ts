import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readAccountsFile } from '../../src/audit/accounts-file.ts';
import { readAccounts } from '../harness/input-files.ts';

const ADA = '712020:5b0e7c1a-9f0d-4c1e-8a43-2f6d1b9e7c01';
const BO = '557058:0c9a4f2e-7b1d-4e5a-9c3f-6d8e2a1b4f02';
const CHIARA = '5d3f6a0c9b2e7d0c1a4b8e03';
const NO_ACCOUNT = { id: '', name: '', email: '', status: '' };
const JAN_3 = Date.UTC(2024, 0, 3);

const folder = mkdtempSync(join(tmpdir(), 'accounts-'));
after(() => rmSync(folder, { recursive: true }));

test('the Managed accounts export, unedited', async () => {
  const { file, accounts } = await read('test/fixtures/export-managed-accounts.csv');
  assert.deepEqual(file.columns, {
    id: 'Atlassian ID',
    name: 'Name',
    email: 'Email',
    status: 'Status',
    lastActive: 'Last active date [UTC]',
  });
  assert.deepEqual(countsOf(file), { accounts: 8, duplicates: 0, rejected: 0 });
  assert.deepEqual(accounts[1], {
    id: BO,
    name: 'Lindqvist, Bo',
    email: 'bo.lindqvist@example.com',
    status: 'Active',
  });
  assert.deepEqual(accounts.map(({ name }) => name).slice(3, 7), [
    'Dmitri "Dima" Volkov',
    'Elif\nYıldız',
    'Fabien Élodie Ngũgĩ',
    '高橋 由美',
  ]);
});

test('the Users export, unedited: a user once per group', async () => {
  const { file, accounts } = await read('test/fixtures/export-users.csv');
  assert.deepEqual(file.columns, {
    id: 'User id',
    name: 'User name',
    email: 'email',
    status: 'User status',
  });
  assert.deepEqual(countsOf(file), { accounts: 5, duplicates: 3, rejected: 0 });
  assert.deepEqual(
    accounts.map(({ name }) => name),
    ['Ada Okafor', 'Lindqvist, Bo', 'Gus Contractor', 'Chiara Bellini', 'Hana Partner'],
  );
});

test('the Domains export, unedited', async () => {
  const { file, accounts } = await read('test/fixtures/export-domain-accounts.csv');
  assert.equal(file.columns.id, 'Atlassian ID');
  assert.deepEqual(countsOf(file), { accounts: 4, duplicates: 0, rejected: 0 });
  assert.equal(accounts[2]?.name, 'Ivo "Ivi" Horvat');
});

test("the article's file of one column", async () => {
  const { file, accounts } = await read('test/fixtures/managed_accounts.csv');
  assert.deepEqual(file.columns, { id: 'Atlassian ID' });
  assert.deepEqual(accounts[0], { id: ADA, name: '', email: '', status: '' });
  assert.equal(file.accounts, 4);
});

test('a plain list has no heading, and its first line counts', async () => {
  for (const list of [
    `${ADA}\n${BO}\n`,
    `${CHIARA.toUpperCase()}\n${BO}`,
    `,${ADA},\n,${BO},\n`,
    `'${CHIARA}\nx y\n${BO}`,
  ]) {
    const { file, accounts } = await readText(list);
    assert.deepEqual(file.columns, { id: '' });
    assert.deepEqual([file.accounts, accounts.length], [2, 2]);
  }
});

const encodings: [string, string, (text: string) => Buffer][] = [
  ['UTF-8', 'utf-8', (text) => Buffer.from(text)],
  ['UTF-8 with a byte order mark', 'utf-8', (text) => Buffer.from(`\ufeff${text}`)],
  ['UTF-16 LE', 'utf-16le', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['UTF-16 BE', 'utf-16be', (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
];

for (const [title, encoding, encode] of encodings) {
  test(`${title}, with tabs as Excel's "Unicode text" has them`, async () => {
    const { file, accounts } = await readText(encode(`Account ID\tName\r\n${ADA}\t"Zoë\t😀"\r\n`));
    assert.deepEqual([file.encoding, file.replaced], [encoding, false]);
    assert.deepEqual([accounts[0]?.id, accounts[0]?.name], [ADA, 'Zoë\t😀']);
  });
}

test('characters longer than a byte survive between two chunks of the file', async () => {
  for (const shift of ['', 'x', 'xx', 'xxx']) {
    const { file, accounts } = await readText(`Account ID,Name\n${ADA},${shift}${'😀'.repeat(100_000)}\n`);
    assert.equal(accounts[0]?.name, shift + '😀'.repeat(100_000));
    assert.equal(file.replaced, false);
  }
});

test('bytes that are no text are told of, and nothing else suffers', async () => {
  const { file, accounts } = await readText(Buffer.from(`Account ID,Name\n${ADA},Zo\xeb\n`, 'latin1'));
  assert.equal(file.replaced, true);
  assert.deepEqual([accounts[0]?.id, accounts[0]?.name], [ADA, 'Zo\ufffd']);
});

test('a file that ends in the middle of a character is told of, too', async () => {
  const { file } = await readText(Buffer.from(`Account ID,Name\n${ADA},Zoë`).subarray(0, -1));
  assert.equal(file.replaced, true);
});

test('every line end, also mixed, with blank lines and without the last one', async () => {
  for (const text of [
    `Account ID\n${ADA}\n${BO}\n`,
    `Account ID\r\n${ADA}\r\n${BO}`,
    `Account ID\r${ADA}\r${BO}\r`,
    `\r\n \nAccount ID\r\n\n${ADA}\r\r${BO}\n\n\n`,
  ]) {
    assert.deepEqual(await readIds(text), [ADA, BO]);
  }
});

test('every delimiter, told by where the known heading comes out', async () => {
  for (const delimiter of [',', ';', '\t']) {
    const others = [',', ';', '\t'].filter((other) => other !== delimiter).join('');
    const { accounts } = await readText(
      `"Sites${others}${others}","Account ID","Name"\n"a${others}",${ADA},"x${others}y"\n`.replaceAll(
        /(?<="),|,(?=")/g,
        delimiter,
      ),
    );
    assert.deepEqual([accounts[0]?.id, accounts[0]?.name], [ADA, `x${others}y`]);
  }
});

test('a delimiter that gives more cells yields to one that finds the account IDs', async () => {
  assert.deepEqual(await readIds(`a,b,c,d;Account ID\n1,2,3,4;${ADA}\n`), [ADA]);
  assert.deepEqual(await readIds(`a,b,c,d;Konto\n1,2,3,4;${ADA}\n`, 'konto'), [ADA]);
});

test("Excel's sep= line names the delimiter", async () => {
  for (const [delimiter, eol] of [
    [';', '\r\n'],
    ['|', '\n'],
    [',', '\r'],
    ['\t', '\n'],
  ]) {
    const rows = ['sep=', 'Account ID', `${ADA}`].map((cell) => `${cell}${delimiter}`).join(eol ?? '');
    const { file, accounts } = await readText(`\ufeff${rows}Ada${eol}!${eol}`);
    assert.deepEqual([file.accounts, accounts[0]?.id], [1, ADA]);
    assert.deepEqual(file.firstRejected, [{ account: NO_ACCOUNT, line: 4, cell: '!' }]);
  }
});

test('rows of empty cells may stand above the headings, and blanks before a quote', async () => {
  const { file, accounts } = await readText(`,,\n , ,\nAccount ID, "Name"\n${ADA}, "Okafor, Ada"\n`);
  assert.deepEqual(file.columns, { id: 'Account ID', name: 'Name' });
  assert.equal(accounts[0]?.name, 'Okafor, Ada');
});

test('headings are known by name, whatever their case, spaces and underscores', async () => {
  for (const heading of [
    'Atlassian ID',
    'atlassianid',
    ' ACCOUNT ID ',
    'account_id',
    'accountId',
    'User id',
    '"User\u00a0ID"',
  ])
    assert.deepEqual(await readIds(`Foo,${heading}\nx,${ADA}\n`), [ADA]);
  for (const heading of ['Email', 'email', 'E-mail', 'EMAIL ADDRESS', 'email_address']) {
    const { accounts } = await readText(`Account ID,${heading}\n${ADA}, a@example.com \n`);
    assert.equal(accounts[0]?.email, 'a@example.com');
  }
  const { accounts } = await readText(`User name,User id,account status\nAda,${ADA},closed\n`);
  assert.deepEqual(accounts, [{ id: ADA, name: 'Ada', email: '', status: 'closed' }]);
});

test('of several known ID columns the best, of two alike the first', async () => {
  const { file, accounts } = await readText(`User id,Account ID,Atlassian ID,Atlassian ID\n1,2,${ADA},4\n`);
  assert.equal(file.columns.id, 'Atlassian ID');
  assert.equal(accounts[0]?.id, ADA);
  assert.deepEqual(await readIds('User id,account_id\n1,2\n'), ['2']);
});

test('id-column overrides the known headings, an exact match before a like one', async () => {
  assert.deepEqual(await readIds('Account ID,key,Key\n1,2,3\n', 'Key'), ['3']);
  assert.deepEqual(await readIds('Account ID,Person Key\n1,2\n', 'person_key'), ['2']);
  assert.deepEqual(await readIds(`Schlüssel\n${ADA}\n`, 'Schlu\u0308ssel'), [ADA]);
});

test('account IDs are freed of what spreadsheets leave around them', async () => {
  for (const cell of [
    `  ${ADA} `,
    `'${ADA}`,
    `\u00a0${ADA}\u00a0`,
    `\u200b${ADA}\ufeff`,
    `" '${ADA}\n"`,
    `\u202a${ADA}\u202c`,
  ])
    assert.deepEqual(await readIds(`Account ID\n${cell}\n`), [ADA]);
});

test('long cells of blanks take no long time', async () => {
  const blanks = ' '.repeat(400_000);
  const started = performance.now();
  const { file } = await readText(
    `Account ID\n"a${blanks}x"\n"${blanks}ü"\n"${blanks}'${blanks}"\n"a${blanks}"\n`,
  );
  assert.deepEqual(countsOf(file), { accounts: 1, duplicates: 0, rejected: 3 });
  assert.ok(performance.now() - started < 10_000);
});

test('of equal account IDs the first row is kept, and case counts', async () => {
  const { file, accounts } = await readText(`Account ID,Name\nab,1\nAB,2\n'ab,3\nab ,4\n`);
  assert.deepEqual(countsOf(file), { accounts: 2, duplicates: 2, rejected: 0 });
  assert.deepEqual(
    accounts.map(({ name }) => name),
    ['1', '2'],
  );
});

test('a row without an account ID is rejected with the line it starts on', async () => {
  const text = `\nName,Account ID,Email\r\n"Two\r\nlines","no id",t@example.com\n\n,,\nShort\n"x\n",${ADA}\n,${'a'.repeat(129)}\n`;
  const { file, rows } = await readText(text);
  assert.deepEqual(countsOf(file), { accounts: 1, duplicates: 0, rejected: 3 });
  assert.deepEqual(
    rows.map((row) => (row.account.id === '' ? row : row.account.id)),
    [
      { account: { ...NO_ACCOUNT, name: 'Two\nlines', email: 't@example.com' }, line: 3, cell: 'no id' },
      { account: { ...NO_ACCOUNT, name: 'Short' }, line: 7, cell: '' },
      ADA,
      { account: NO_ACCOUNT, line: 10, cell: 'a'.repeat(129) },
    ],
  );
});

test('only the first rejected rows are kept; a file of nothing else is no error', async () => {
  const { file, rows } = await readText(`Account ID\n${'not one\n'.repeat(9)}`);
  assert.deepEqual(countsOf(file), { accounts: 0, duplicates: 0, rejected: 9 });
  assert.deepEqual(
    file.firstRejected.map(({ line }) => line),
    [2, 3, 4, 5, 6],
  );
  assert.equal(rows.length, 9);
});

test('ragged rows are read as far as they go', async () => {
  const { accounts } = await readText(
    `Account ID,Name,Email\n${ADA}\n${BO},Bo,b@example.com,more,still more\n`,
  );
  assert.deepEqual(accounts, [
    { id: ADA, name: '', email: '', status: '' },
    { id: BO, name: 'Bo', email: 'b@example.com', status: '' },
  ]);
});

test('headings of older exports, scripts and tools are known', async () => {
  for (const [headings, row, expected] of [
    ['id,full_name,email,active,created', `${ADA},Ada Okafor,a@example.com,Yes,3 Jan 2020`, 'active'],
    ['id,name,email,active', `${ADA},Ada Okafor,a@example.com,No`, 'inactive'],
    ['accountId,displayName,emailAddress,status', `${ADA},Ada Okafor,a@example.com,closed`, 'closed'],
    ['Account ID,Display Name,Email,Account status', `${ADA},Ada Okafor,a@example.com,Active`, 'Active'],
  ] as const) {
    const { accounts } = await readText(`${headings}\n${row}\n`);
    assert.deepEqual(accounts, [{ id: ADA, name: 'Ada Okafor', email: 'a@example.com', status: expected }]);
  }
  for (const heading of ['Last active', 'Last active time', 'Last Active (Organization)', 'last_active'])
    assert.equal((await readText(`Account ID,${heading}\n${ADA},3 Jan 2024\n`)).file.newestActivity, JAN_3);
});

test('of several columns "Last seen in …" the newest date counts, and an unreadable one is told of', async () => {
  const read = async (first: string, second: string) =>
    (await readText(`User id,Last seen in Jira - acme,Last seen in Confluence\n${ADA},${first},${second}\n`))
      .file;
  assert.equal((await read('1 Jan 2024', '3 Jan 2024')).newestActivity, JAN_3);
  assert.equal((await read('3 Jan 2024', 'Never accessed')).newestActivity, JAN_3);
  assert.equal((await read('3 Jan 2024', 'Never accessed')).hasUnreadableActivity, false);
  assert.equal((await read('3 Jan 2024', '45292')).hasUnreadableActivity, true);
});

test('title lines may stand above the headings, but no account', async () => {
  for (const title of ['Exported: 2026-09-01', '#TYPE System.Object', 'Accounts of Acme, Inc.\n\nby: Ada']) {
    const { accounts } = await readText(`${title}\nName;Account ID\nAda;${ADA}\n`);
    assert.deepEqual(accounts, [{ id: ADA, name: 'Ada', email: '', status: '' }]);
    assert.deepEqual(await readIds(`${title}\nName,Key\nBo,${BO}\n`, 'Key'), [BO]);
  }
  await assert.rejects(readText(`Exported: 2026-09-01\nAda\nBo\n`), /no column of account IDs recognised/);
  await assert.rejects(readText(`Bo,${BO}\nName,Account ID\nAda,${ADA}\n`), /the first line looks like data/);
});

test('headings that are repeated further down are no row, other headings there are a rejected one', async () => {
  const { file, accounts } = await readText(
    `account_id,name\n${ADA},Ada\naccount_id,name\n${BO},Bo\naccount_id,email\n`,
  );
  assert.deepEqual(
    accounts.map(({ name }) => name),
    ['Ada', 'Bo'],
  );
  assert.deepEqual(file.firstRejected, [
    { account: { ...NO_ACCOUNT, name: 'email' }, line: 5, cell: 'account_id' },
  ]);
});

test('every row knows its line', async () => {
  const { rows } = await readText(`Account ID,Name\n\n${ADA},"A\nda"\n${BO},Bo\n`);
  assert.deepEqual(
    rows.map(({ account, line }) => account.id !== '' && line),
    [3, 5],
  );
});

test('no first cell without a heading is taken for an account ID unless it looks like one', async () => {
  for (const text of [
    '//registry.npmjs.org/:_authToken=npm_4f0a9b3c2d1e5f6a7b8c9d0e1f2a3b4c\n',
    'npm_4f0a9b3c2d1e5f6a7b8c9d0e1f2a3b4c\n',
    'password: hunter2\nAda\n',
    'export KEY=4f0a9b3c\n',
  ])
    await assert.rejects(readText(text), (error: Error) => {
      assert.match(error.message, /^accounts-csv: no column of account IDs recognised/);
      assert.doesNotMatch(error.message, /4f0a9b3c/);
      return true;
    });
});

test('where no cell may be shown, no heading and no file name is', async () => {
  const read = (path: string) =>
    readAccountsFile(path, { idColumn: undefined, showCells: false, mask: (text) => text });
  await assert.rejects(read(write('Secret,Plan\n')), /recognised; columns found: 2; give/);
  await assert.rejects(read(join(folder, 'none.csv')), /puts the file there$/);
});

test('secrets are masked in every cell', async () => {
  const mask = (text: string) => text.replaceAll('hunter2', '***');
  const path = write(`Account ID,Name,hunter2\n${ADA},hunter2\nhunter2 x,Bo\n`);
  const { rows } = await readAccountsFile(path, { idColumn: undefined, showCells: true, mask });
  assert.doesNotMatch(JSON.stringify(rows), /hunter2/);
  const column = readAccountsFile(write('a,hunter2\n1,2\n'), { idColumn: 'x', showCells: true, mask });
  await assert.rejects(column, /found: "a", "\*\*\*"/);
});

const errors: [string, string | Buffer, RegExp, string?][] = [
  ['nothing', '', /" is empty: /],
  ['only a byte order mark', '\ufeff', /" is empty: /],
  ['only blank lines', '\ufeff\r\n \n\n', /" is empty: /],
  ['only empty cells', ',,\n,,\n', /" is empty: /],
  ['only a sep= line', 'sep=;\r\n', /" is empty: /],
  ['headings only', 'Atlassian ID,Name\r\n\r\n,\r\n', /has headings but no rows/],
  ['no known heading', 'Name,ID\nAda,1\n', /^accounts-csv: no column.* found: "Name", "ID"; .*id-column$/],
  ['many headings', `${'Last seen,'.repeat(400)}\nx\n`, /"Last seen" and 388 more; give/],
  ['a long heading', `${'x'.repeat(5000)}\nx\n`, /found: "x{79}…"; give/],
  ['a row of data first', `${ADA},Ada Okafor,ada@example.com\n`, /the first line looks like data/],
  [
    'an unknown id-column',
    'Name,Account ID\nAda,1\n',
    /^id-column: no column "Key"; .*"Name", "Account ID"/,
    'Key',
  ],
  ['an id-column of nothing', 'Name,\nAda,1\n', /^id-column: no column " "/, ' '],
  [
    'an id-column for a plain list',
    `${ADA}\n`,
    /^id-column: no column "Key": the first line looks like/,
    'Key',
  ],
  [
    'a misspelt id-column',
    'Name,Person Key\nx,1\n',
    /^id-column: no column "Preson-key"\. Did you mean "Person Key"\?$/,
    'Preson-key',
  ],
  [
    'an id-column of mail addresses',
    'Email,Account ID\nx@example.com,1\n,2\n',
    /^id-column: the column "Email" contains email addresses: give the one with the account IDs$/,
    'email',
  ],
  [
    'rows in quotes as a whole',
    `"Name,Account ID"\n"Ada,${ADA}"\n`,
    /^accounts-csv: ".*" has each row in quotes as a whole: remove the quotes/,
  ],
  [
    'an XML error page',
    '<?xml version="1.0"?>\n<Error><Code>ExpiredToken</Code></Error>',
    /is an XML error page, not a CSV: the download link lives 24 hours, export again$/,
  ],
  ['another XML error page', '<Error>\n<Code>AccessDenied</Code></Error>', /is an XML error page, not a CSV/],
  [
    'an HTML error page',
    '\ufeff\n<!DOCTYPE html>\n<html lang="en">',
    /is an HTML error page, not a CSV: the/,
  ],
  ['an HTML page below a comment', '<!-- sign in -->\n<html>', /is an HTML error page, not a CSV: the/],
  ['a JSON error page', '{"code":403,"message":"Forbidden"}', /is a JSON error page, not a CSV: the/],
  ['a JSON list', '[\n  {"account_id": "1"}\n]', /is a JSON document, not a CSV: the/],
  [
    'a workbook',
    Buffer.from('PK\x03\x04\x14\0\x06\0', 'latin1'),
    /perhaps an Excel workbook.*: save it as CSV/,
  ],
  [
    'an old workbook',
    Buffer.from('d0cf11e0a1b11ae10000', 'hex'),
    /perhaps an Excel workbook.*: save it as CSV/,
  ],
  ['a Git LFS pointer', 'version https://git-lfs.github.com/spec/v1\noid sha256:0\n', /is a Git LFS pointer/],
  ['binary', Buffer.from([1, 2, 0, 3]), /is binary/],
  ['binary far behind', `Account ID\n${`${ADA}\n`.repeat(50_000)}\0`, /is binary/],
  ['UTF-16 without its mark', Buffer.from('Account ID\n1\n', 'utf16le'), /is binary/],
  ['an open quote', `Account ID,Name\n1,a\n\n2,"b\n3,c\n`, /^accounts-csv: line 4: .*never closed/],
  ['an open quote in the headings', `\nAccount ID,"Name\n1,a\n`, /^accounts-csv: line 2: .*never closed/],
  [
    'a stray quote',
    'Account ID,Name\n1,a\n2,Ada "Ace" Okafor\n',
    /^accounts-csv: line 3: a quote where none/,
  ],
  [
    'a quote that ends too early',
    'Account ID,Name\n1,"a\nb" c\n',
    /^accounts-csv: lines 2 to 3: a quote where/,
  ],
  ['a stray quote far behind', `Account ID,Name\n${'1,"a\r\nb"\r\n'.repeat(30_000)}2,"x"y`, /: line 60002: /],
  [
    'a row without an end',
    `Account ID\n1\n"${'x\n'.repeat(600_000)}`,
    /^accounts-csv: line 3: a row of more than 1 MiB/,
  ],
];

for (const [title, content, expected, idColumn] of errors) {
  test(`an error: ${title}`, async () => {
    await assert.rejects(readText(content, idColumn), (error: Error) => {
      assert.match(error.message, expected);
      assert.match(error.message, /^(accounts-csv|id-column): [^\r\n]+$/);
      assert.ok(error.message.length < 1500);
      assert.doesNotMatch(error.message + String(error.cause ?? ''), /Ada|Okafor|7120/);
      return true;
    });
  });
}

test('an error: no such file, a folder, a pipe, a name too long', async () => {
  await assert.rejects(readAccounts(join(folder, 'none.csv')), /^Error: accounts-csv: ".*none.csv" does not/);
  await assert.rejects(readAccounts(join(folder, 'none\n.csv')), /none\\n.csv" does not exist/);
  await assert.rejects(readAccounts(''), /^Error: accounts-csv: "" does not exist/);
  await assert.rejects(readAccounts(folder), /^Error: accounts-csv: ".*" is a folder/);
  await assert.rejects(readAccounts('x'.repeat(5000)), /x…" cannot be read \(ENAMETOOLONG\)/);
});

test('an error: a pipe, which may never end', { skip: process.platform === 'win32' }, async () => {
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  await assert.rejects(readAccounts(join(folder, 'pipe')), /is a pipe or a device/);
});

test('an error: no permission', {
  skip: process.getuid?.() === 0 || process.platform === 'win32',
}, async () => {
  const path = write('Account ID\n1\n');
  chmodSync(path, 0);
  await assert.rejects(readAccounts(path), /cannot be read \(EACCES\): check its permissions/);
});

function write(content: string | Buffer): string {
  const path = join(folder, `${readdirSync(folder).length}.csv`);
  writeFileSync(path, content);
  return path;
}

function readText(content: string | Buffer, idColumn?: string) {
  return read(write(content), idColumn);
}

async function read(path: string, idColumn?: string) {
  const file = await readAccounts(path, idColumn);
  return {
    file,
    rows: file.rows,
    accounts: file.rows.map(({ account }) => account).filter(({ id }) => id !== ''),
  };
}

async function readIds(text: string, idColumn?: string): Promise<string[]> {
  const { accounts } = await readText(text, idColumn);
  return accounts.map(({ id }) => id);
}

function countsOf({
  accounts,
  duplicates,
  rejected,
}: {
  accounts: number;
  duplicates: number;
  rejected: number;
}) {
  return { accounts, duplicates, rejected };
}
