import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import type { AccountsRow } from '../../src/audit/accounts-file.ts';
import { readAccounts } from '../harness/input-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'accounts-'));
const path = join(folder, 'accounts.csv');
after(() => rmSync(folder, { recursive: true }));

type Row = {
  id: string;
  around: [string, string];
  name: string;
  more: string[];
  quoted: boolean;
  before: string;
};
type Sheet = { rows: Row[]; delimiter: string; eol: string[]; separator: boolean; lastEnd: boolean };
type Expected = { text: string; rows: AccountsRow[]; duplicates: number };

const goodId = fc.oneof(
  fc.constantFrom('712020:a', '557058:b', 'c', 'C'),
  fc.stringMatching(/^[a-zA-Z0-9_|:-]{1,40}$/),
);
const badId = fc.constantFrom('', 'no id', 'ada@example.com', 'a,b', 'ü', 'a'.repeat(129), '"');
const line = fc.constantFrom('\n', '\r\n', '\r');
const word = fc.string({
  unit: fc.constantFrom('a', 'é', '漢', '😀', '"', ',', ';', '\t', ' ', '\n', '\r\n', '\r', "'", 'sep=', '='),
});
const around = fc.constantFrom('', '', '', ' ', '\u00a0', '\u200b', '\ufeff');
const row: fc.Arbitrary<Row> = fc.record({
  id: fc.oneof({ weight: 4, arbitrary: goodId }, { weight: 1, arbitrary: badId }),
  around: fc.tuple(
    fc.tuple(around, fc.constantFrom('', '', "'")).map((parts) => parts.join('')),
    around,
  ),
  name: word,
  more: fc.array(word, { maxLength: 3 }),
  quoted: fc.boolean(),
  before: fc
    .array(
      fc.oneof(
        line,
        line.map((end) => `  ${end}`),
      ),
      { maxLength: 2 },
    )
    .map((ends) => ends.join('')),
});
const sheet: fc.Arbitrary<Sheet> = fc.record({
  rows: fc.array(row, { minLength: 1, maxLength: 12 }),
  delimiter: fc.constantFrom(',', ';', '\t'),
  eol: fc.array(line, { minLength: 1, maxLength: 3 }),
  separator: fc.boolean(),
  lastEnd: fc.boolean(),
});
const encode = fc.constantFrom(
  (text: string) => Buffer.from(text),
  (text: string) => Buffer.from(`\ufeff${text}`),
  (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
);

test('what comes out is what an independent count of the same sheet says', async () => {
  await fc.assert(
    fc.asyncProperty(sheet, encode, async (model, toBytes) => {
      const expected = describeSheet(model);
      fc.pre(expected.rows.length > 0);
      writeFileSync(path, toBytes(expected.text));
      const file = await readAccounts(path);
      assert.deepEqual(file.rows, expected.rows);
      const rejected = expected.rows.filter(({ account }) => account.id === '').length;
      assert.equal(file.accounts, expected.rows.length - rejected);
      assert.equal(file.rejected, rejected);
      assert.equal(file.duplicates, expected.duplicates);
      assert.equal(file.replaced, false);
    }),
    { numRuns: 500 },
  );
});

test('any bytes either are read or give an error of one line', async () => {
  const token = fc.constantFrom(
    '"',
    ',',
    ';',
    '\t',
    '\r',
    '\n',
    'Account ID',
    'Name',
    'sep=;',
    '\0',
    '712020:a',
    '\ufeff',
    'é',
  );
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array)),
    fc.array(token).map((tokens) => Buffer.from(tokens.join(''))),
    fc
      .tuple(fc.array(token), fc.uint8Array({ maxLength: 50 }))
      .map(([tokens, array]) => Buffer.concat([Buffer.from(`Account ID,${tokens.join('')}`), array])),
    fc.array(token).map((tokens) => Buffer.from(`\ufeff${tokens.join('')}`, 'utf16le')),
  );
  await fc.assert(
    fc.asyncProperty(
      bytes,
      fc.option(fc.constantFrom('Name', '"', ''), { nil: undefined }),
      async (content, idColumn) => {
        writeFileSync(path, content);
        const file = await readAccounts(path, idColumn).catch((error: Error) => error.message);
        if (typeof file === 'string') return assert.match(file, /^(accounts-csv|id-column): [^\r\n]+$/);
        assert.equal(file.rows.length, file.accounts + file.rejected);
      },
    ),
    { numRuns: 1000 },
  );
});

/** Writes the sheet as CSV text and, apart from that, says what must come out of it. */
function describeSheet({ rows, delimiter, eol, separator, lastEnd }: Sheet): Expected {
  let text = separator ? `sep=${delimiter}${eol[0]}` : '';
  const expected: Expected = { text, rows: [], duplicates: 0 };
  const header = ['Name', 'Account ID', 'Other'].join(delimiter) + eol[0];
  text += header;
  const seen: string[] = [];
  rows.forEach(({ id, around: [left, right], name, more, quoted, before }, index) => {
    text += before;
    const cells = [name, isBad(id) ? id : left + id + right, ...more];
    const start = countLines(text);
    text += cells.map((cell) => writeCell(cell, quoted)).join(delimiter);
    text += index < rows.length - 1 || lastEnd ? eol[index % eol.length] : '';
    if (cells.every((cell) => cell.trim() === '')) return;
    const person = { name: normalize(name), email: '', status: '' };
    const [, cell = ''] = cells;
    if (isBad(id)) expected.rows.push({ account: { id: '', ...person }, line: start, cell: id });
    else if (seen.includes(id)) expected.duplicates += 1;
    else expected.rows.push({ account: { id, ...person }, line: start, cell: cell.trim() });
    seen.push(id);
  });
  return { ...expected, text };
}

function isBad(id: string): boolean {
  return !/^[a-zA-Z0-9_|:-]{1,128}$/.test(id);
}

function countLines(text: string): number {
  return text.split(/\r\n|\r|\n/).length;
}

function writeCell(cell: string, quoted: boolean): string {
  return quoted || /[",;\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function normalize(name: string): string {
  return name.replaceAll(/\r\n|\r/g, '\n').trim();
}
