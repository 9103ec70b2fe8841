import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { createExceptions, listExpired, listUnmatched } from '../../src/policy/exceptions.ts';
import { readExceptions } from '../../src/policy/exceptions-file.ts';
import type { Exception, Finding } from '../../src/policy/finding.ts';
import { createAccount, createFinding, createToken, NOW } from '../harness/entries.ts';
import { hostileText } from '../harness/hostile.ts';
import { readExceptionsFile } from '../harness/input-files.ts';

const DAY = 86_400_000;
const HEADINGS = ['Account ID', 'Token ID', 'Rule', 'Expires', 'Reason'];
const FINDING = createFinding({ rule: 'max-age-days', token: createToken({ id: 't1' }) });

const folder = mkdtempSync(join(tmpdir(), 'exceptions-'));
after(() => rmSync(folder, { recursive: true }));

test('an exception holds to the last millisecond of its day, UTC', async () => {
  const [exception] = await read('712020:ada,,*,2026-11-23,Agreed');
  assert.ok(exception);
  const covers = (now: number) => createExceptions([exception], now).apply(FINDING).exception === exception;
  const midnight = Date.parse('2026-11-24T00:00:00Z');
  assert.deepEqual([covers(midnight - 1), covers(midnight)], [true, false]);
  assert.equal(listExpired(createExceptions([exception], midnight).list()).length, 1);
});

for (const [what, change, finding, isCovered] of [
  ['its account', { accountId: '712020:ada' }, {}, true],
  ['another account', { accountId: '712020:bo' }, {}, false],
  ['its token, whosever it is', { tokenId: 't1' }, {}, true],
  ['another token', { tokenId: 't2' }, {}, false],
  ['its account and its token', { accountId: '712020:ada', tokenId: 't1' }, {}, true],
  ["its account and another's token", { accountId: '712020:ada', tokenId: 't2' }, {}, false],
  ["another's account and its token", { accountId: '712020:bo', tokenId: 't1' }, {}, false],
  ['its rule', { accountId: '712020:ada', rule: 'max-age-days' }, {}, true],
  ['another rule', { accountId: '712020:ada', rule: 'max-idle-days' }, {}, false],
  [
    'its token, of a finding about the account',
    { tokenId: 't1' },
    { token: undefined, rule: 'max-tokens-per-account' },
    false,
  ],
  [
    'its account, of a finding about it',
    { accountId: '712020:ada' },
    { token: undefined, rule: 'max-tokens-per-account' },
    true,
  ],
  [
    'an account, of a finding about all',
    { accountId: '712020:ada' },
    { account: undefined, token: undefined, rule: 'max-tokens' },
    false,
  ],
  ['an ID that differs in case', { accountId: '712020:ADA' }, {}, false],
  ['its account as a token', { tokenId: '712020:ada' }, {}, false],
  ['its address, in another case', { emailPattern: 'ADA@Example.com' }, {}, true],
  [
    'its address, where the API has it in capitals',
    { emailPattern: 'ada@*' },
    { account: createAccount({ email: 'ADA@EXAMPLE.COM' }) },
    true,
  ],
  ['another address', { emailPattern: 'bo@example.com' }, {}, false],
  ['a part of its address', { emailPattern: 'ada@example.co' }, {}, false],
  ['a pattern of its address', { emailPattern: '*@EXAMPLE.com' }, {}, true],
  ['a pattern with its address between', { emailPattern: 'a*@*.com' }, {}, true],
  ['a pattern of another address', { emailPattern: '*-ci@example.com' }, {}, false],
  ['a pattern whose parts overlap in its address', { emailPattern: 'ada@example*example.com' }, {}, false],
  ['a pattern with a dot where it has another character', { emailPattern: 'a.a@*' }, {}, false],
  ['its account and its address', { accountId: '712020:ada', emailPattern: '*@example.com' }, {}, true],
  ['its account and another address', { accountId: '712020:ada', emailPattern: '*@acme.com' }, {}, false],
  ['its token and another address', { tokenId: 't1', emailPattern: 'bo@example.com' }, {}, false],
  ['its label as an address', { emailPattern: 'Jenkins' }, {}, false],
  ['nothing at all', { accountId: '' }, {}, false],
  [
    'every address, of an account without one',
    { emailPattern: '*@*' },
    { account: createAccount({ email: '' }) },
    false,
  ],
] as const)
  test(`an exception for ${what} ${isCovered ? 'covers it' : 'does not'}`, () => {
    const exception = createException(change);
    const exceptions = createExceptions([exception], NOW);
    const judged = exceptions.apply({ ...FINDING, ...finding } as Finding);
    assert.equal(judged.exception, isCovered ? exception : undefined);
    assert.deepEqual(listUnmatched(exceptions.list()), isCovered ? [] : [exception]);
  });

test('of several exceptions the longest covers a finding, and each counts it', () => {
  const [short, long] = [
    createException({ endsAt: NOW + DAY }),
    createException({ endsAt: NOW + 9 * DAY, tokenId: 't1', accountId: '' }),
  ];
  const exceptions = createExceptions([short, long], NOW);
  assert.equal(exceptions.apply(FINDING).exception, long);
  exceptions.apply({ ...FINDING, token: undefined });
  assert.deepEqual(
    exceptions.list().map(({ findings }) => findings),
    [2, 1],
  );
});

test('a file is read whatever its delimiter, encoding, line ends, order of columns and more columns', async () => {
  const headings = ['Ticket', 'reason', 'EXPIRES', 'rule', 'token id', 'Account_ID'];
  const row = ['OPS-1', 'Agreed, with "quotes"', '2027-03-31', '*', 't1', ''];
  for (const delimiter of [',', ';', '\t'])
    for (const eol of ['\n', '\r\n', '\r'])
      for (const encode of [Buffer.from, encodeUtf16]) {
        const text = [headings, row].map((cells) => cells.map(quote).join(delimiter)).join(eol);
        const [exception] = await readBytes(encode(`\ufeff${text}`));
        assert.deepEqual(exception, {
          line: 2,
          accountId: '',
          tokenId: 't1',
          emailPattern: '',
          rule: '*',
          expires: '2027-03-31',
          endsAt: Date.UTC(2027, 3, 1),
          reason: 'Agreed, with "quotes"',
        });
      }
});

test("Excel's own first line and lines without text do not count, and the line of an error does", async () => {
  const text = `sep=;\r\n${HEADINGS.join(';')}\r\n;t1;*;2027-03-31;x\r\n;;;;\r\n;t2;*;31/03/2027;x\r\n`;
  await assert.rejects(readBytes(Buffer.from(text)), /exceptions-csv: line 5: Expires: .*got "31\/03\/2027"/);
});

for (const [what, row, message] of [
  ['a day that is none', 'a,,*,2027-02-30,x', /Expires: expected a day/],
  ['a time of day', 'a,,*,2027-02-03T10:00:00Z,x', /Expires: expected a day/],
  [
    'an ID that is none',
    'Ada Okafor,,*,2027-03-31,x',
    /Account ID: expected an account ID, got "Ada Okafor"/,
  ],
  [
    'a token ID that a spreadsheet rounded',
    ',1.23457E+17,*,2027-03-31,x',
    /Token ID: expected the ID as text/,
  ],
  [
    'a token for a rule about accounts',
    'a,t,max-tokens-per-account,2027-03-31,x',
    /Token ID: expected nothing/,
  ],
  [
    'a reason that holds a comma and no quotes',
    'a,,*,2027-03-31,agreed, see OPS-1',
    /more cells than there are columns/,
  ],
  ['max-new-tokens', 'a,,max-new-tokens,2027-03-31,x', /max-new-tokens takes no exceptions/],
  ['a rule in capitals', 'a,,MAX-AGE-DAYS,2027-03-31,x', /Rule: expected one of/],
] as const)
  test(`${what} is an error that names the line`, async () => {
    await assert.rejects(
      read(row),
      (error: Error) => message.test(error.message) && /line 2/.test(error.message),
    );
  });

test('where no cell may be shown, the error shows none', async () => {
  await assert.rejects(
    read('Ada Okafor,,*,2027-03-31,x', false),
    /Account ID: expected an account ID, got something else$/,
  );
});

test('rows inside a cell are an error that names the lines', async () => {
  await assert.rejects(
    read('a,,*,2027-03-31,"x\nb,,*,2027-03-31,y"'),
    /^Error: exceptions-csv: lines 2 to 3: rows stand inside a cell/,
  );
  const [exception] = await read('a,,*,2027-03-31,"agreed with Ada,\nuntil 2027-03-31"');
  assert.equal(exception?.reason, 'agreed with Ada,\nuntil 2027-03-31');
});

test('invisible characters around a cell do not count, within a token ID they are an error', async () => {
  const [exception] = await read(
    "\u200ba\u2060,\ufeff't1\u200b,\u00admax-age-days\u200e,\u202a2027-03-31\u202c,x",
  );
  assert.deepEqual(
    [exception?.accountId, exception?.tokenId, exception?.rule, exception?.expires],
    ['a', 't1', 'max-age-days', '2027-03-31'],
  );
  await assert.rejects(
    read(',t\u200b1,*,2027-03-31,x'),
    /Token ID: expected an ID without invisible.*got "t\\\\u200b1"$/,
  );
});

test('a misspelt rule or column is told with the right one', async () => {
  await assert.rejects(
    read('a,,max_age_day,2027-03-31,x'),
    /got "max_age_day"\. Did you mean max-age-days\?$/,
  );
  const file = (headings: string) => readBytes(Buffer.from(`${headings}\na,,*,2027-03-31,x\n`));
  await assert.rejects(
    file('Account ID,Token ID,Rule,Expirse,Reason'),
    /has no column Expires: its first line .*; did you mean Expires by "Expirse"\?$/,
  );
  for (const heading of ['Emial', 'Mail', 'email address'])
    await assert.rejects(
      file(`${HEADINGS.join(',')},${heading}`),
      /has a column much like Email: call it Email$/,
    );
  for (const heading of ['Approver email', 'Detail', 'Team'])
    assert.equal((await file(`${HEADINGS.join(',')},${heading}`)).length, 1);
  await assert.rejects(file(`"${HEADINGS.join(',')}"`), /has each row in quotes as a whole/);
});

test('an address or a pattern of one stands for an ID, or narrows it', async () => {
  const label = fc.stringMatching(/^[a-z0-9*][a-z0-9.+'*-]{0,8}$/);
  const pattern = fc
    .tuple(label, fc.constantFrom('@', '*', '*@*', '@*.'), label)
    .map((parts) => parts.join(''))
    .filter((text) => /[a-z0-9]/.test(text));
  await fc.assert(
    fc.asyncProperty(pattern, fc.constantFrom('', '712020:ada'), async (pattern, id) => {
      const [exception] = await readWithEmail(`\u200b${pattern} `, id);
      assert.deepEqual([exception?.emailPattern, exception?.accountId], [pattern, id]);
    }),
    { numRuns: 300 },
  );
});

test('a pattern that names nobody in particular is refused', async () => {
  const wide = fc.string({ unit: fc.constantFrom('*', '@', '.', '-', '?'), minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(wide, async (pattern) => {
      await assert.rejects(
        readWithEmail(pattern),
        /line 2: Email: expected (more than \* alone|an email address)/,
      );
    }),
    { numRuns: 200 },
  );
  for (const cell of ['Ada', 'a b@x', 'a\u200bb@x', `*@${'x'.repeat(600)}`])
    await assert.rejects(
      readWithEmail(cell),
      /Email: expected an email address, in which \* stands for any characters, got/,
    );
  await assert.rejects(
    readWithEmail(''),
    /Account ID: expected an ID there or under Token ID, or an address under Email/,
  );
});

test('secrets are masked in every cell', async () => {
  const path = join(folder, 'masked.csv');
  writeFileSync(path, `${HEADINGS.join(',')}\na,,*,2027-03-31,key hunter2\n`);
  const mask = (text: string) => text.replaceAll('hunter2', '***');
  const [exception] = await readExceptions(path, { showCells: true, mask });
  assert.equal(exception?.reason, 'key ***');
});

test('an error page is no exceptions file, and repeated headings are no exception', async () => {
  await assert.rejects(readBytes(Buffer.from('<html>')), /is an HTML error page, not a CSV: check the step/);
  assert.equal((await read(`a,,*,2027-03-31,x\r\n${HEADINGS.join(',')}\r\nb,,*,2027-03-31,x`)).length, 2);
});

test('an empty file, and one without a column, say what the first line must be', async () => {
  await assert.rejects(
    readBytes(Buffer.from(' \r\n')),
    /is empty: its first line must be Account ID,Token ID,Rule,Expires,Reason/,
  );
  await assert.rejects(
    readBytes(Buffer.from('Account ID,Token ID,Rule\r\n')),
    /has no column Expires, Reason: its first line/,
  );
});

test('a column that stands twice is an error: nobody knows which one is meant', async () => {
  const text = `${HEADINGS.join(',')},expires\r\na,,*,2027-03-31,x,2020-01-01\r\n`;
  await assert.rejects(readBytes(Buffer.from(text)), /has more than one column Expires: leave one/);
});

test('a comma behind the headings makes no room for more cells, and what cannot be seen is no reason', async () => {
  const text = `${HEADINGS.join(',')},\r\na,,*,2027-03-31,agreed, see OPS-1\r\n`;
  await assert.rejects(readBytes(Buffer.from(text)), /line 2: has more cells/);
  await assert.rejects(read('a,,*,2027-03-31,\u200b'), /Reason: expected why/);
});

test('hundreds of thousands of exceptions are read, and found without a search', async () => {
  const rows = Array.from({ length: 200_000 }, (_, index) => `,t${index},*,2027-03-31,x`);
  const all = await readBytes(Buffer.from([HEADINGS.join(','), ...rows].join('\n')));
  assert.equal(all.length, 200_000);
  const { apply } = createExceptions(all, NOW);
  const nobody = { ...FINDING, account: createAccount({ id: '' }) };
  for (let count = 0; count < 10_000; count += 1) assert.equal(apply(nobody).exception?.line, 3);
});

test('a file with headings alone holds no exceptions', async () => {
  assert.deepEqual(await readBytes(Buffer.from(`${HEADINGS.join(',')}\r\n`)), []);
});

test('whatever a reason says, it comes back, and forgives no more than its line says', async () => {
  const reasons = fc.array(
    hostileText.filter((text) => /[^\s\p{C}]/u.test(text) && !text.includes('\0')),
    { maxLength: 5 },
  );
  await fc.assert(
    fc.asyncProperty(reasons, async (reasons) => {
      const rows = reasons.map((reason, index) =>
        ['', `t${index}`, '*', '2027-03-31', reason].map(quote).join(','),
      );
      const exceptions = await readBytes(Buffer.from([HEADINGS.join(','), ...rows].join('\r\n')));
      assert.deepEqual(
        exceptions.map(({ tokenId }) => tokenId),
        reasons.map((_, index) => `t${index}`),
      );
      const normalize = (text: string) => Buffer.from(text).toString().replace(/\r\n?/g, '\n').trim();
      assert.deepEqual(
        exceptions.map(({ reason }) => reason),
        reasons.map(normalize),
      );
    }),
    { numRuns: 300 },
  );
});

test('whatever the file holds, it is exceptions or an error that names the input', async () => {
  await fc.assert(
    fc.asyncProperty(hostileText, hostileText, async (before, after) => {
      const text = `${HEADINGS.join(',')}\r\n${before},t,*,2027-03-31,${after}`;
      await readBytes(Buffer.from(text)).catch((error: Error) =>
        assert.match(error.message, /^exceptions-csv: /),
      );
    }),
    { numRuns: 500 },
  );
});

function createException(change: Partial<Exception> = {}): Exception {
  const usual = {
    line: 2,
    tokenId: '',
    emailPattern: '',
    rule: '*',
    expires: '2027-03-31',
    endsAt: NOW + DAY,
    reason: 'x',
  } as const;
  const isAccount = change.tokenId === undefined && change.emailPattern === undefined;
  return { ...usual, emailPattern: '', accountId: isAccount ? '712020:ada' : '', ...change };
}

function read(row: string, showCells = true): Promise<Exception[]> {
  return readBytes(Buffer.from(`${HEADINGS.join(',')}\r\n${row}\r\n`), showCells);
}

function readWithEmail(pattern: string, id = ''): Promise<Exception[]> {
  const row = [quote(pattern), id, '', '*', '2027-03-31', 'x'].join(',');
  return readBytes(Buffer.from(`e-mail,${HEADINGS.join(',')}\n${row}\n`));
}

function readBytes(bytes: Buffer, showCells = true): Promise<Exception[]> {
  const path = join(folder, 'exceptions.csv');
  writeFileSync(path, bytes);
  return readExceptionsFile(path, showCells);
}

function encodeUtf16(text: string): Buffer {
  return Buffer.from(text, 'utf16le');
}

function quote(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}
