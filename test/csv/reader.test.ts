import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import type { InputFile } from '../../src/csv/input-file.ts';
import { type CsvRecord, findTable, parseOwnCsv, parseTable } from '../../src/csv/reader.ts';
import { createCsvFile } from '../../src/csv/writer.ts';
import { unescapeCell } from '../../src/text/escape.ts';
import { hostileText } from '../harness/hostile.ts';

const folder = mkdtempSync(join(tmpdir(), 'reader-'));
after(() => rmSync(folder, { recursive: true }));

const COLUMNS = ['Account ID', 'Label', 'Detail'];
const mask = (text: string) => text.replaceAll('secret', '***');
const NO_FORM = { findKey: () => -1, isKey: () => false };
const FILE: InputFile = { input: 'accounts-csv', path: 'accounts.csv', showCells: true, mask };

test('own files come back as they were written, but for an apostrophe before a formula', async () => {
  let files = 0;
  const rows = fc.array(fc.tuple(hostileText, hostileText, hostileText), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(rows, async (written) => {
      const path = join(folder, `${files++}.csv`);
      const file = createCsvFile(path, COLUMNS);
      await file.write(written);
      await file.close();
      const stored = (text: string) => unescapeCell(text.toWellFormed());
      assert.deepEqual(
        readOwn(readFileSync(path), ['Detail', 'Account ID']),
        written.map(([id, , detail]) => [stored(detail), stored(id)]),
      );
    }),
    { numRuns: 300 },
  );
});

test('own files: any edit is an error that names file and row, and no cell', () => {
  const text = 'Account ID,Label,Detail\r\na,"b\r\n;c",d\r\ne,f,g\r\n';
  for (const [edited, why] of [
    [text.slice(0, -1), 'own.csv is cut off, or another program (or git) has changed its line ends'],
    [text.replaceAll('\r\n', '\n'), /is cut off/],
    ['', /is cut off/],
    [`${text}\r\n`, 'own.csv has a row of another length than its header: row 4'],
    [text.replace('e,', 'e,,'), 'own.csv has a row of another length than its header: row 3'],
    [text.replace('f', 'f"'), 'own.csv is no CSV as it was written: row 3'],
    [text.replace('f', '"f'), /^own.csv is no CSV as it was written: row /],
    [text.replace(',"b', ', "b'), 'own.csv is no CSV as it was written: row 2'],
    [text.replace('Label', 'Labels'), 'own.csv has no column Label: another program has saved it'],
    [`\ufeff${text}`, /has no column Account ID/],
  ] as const)
    assert.throws(() => readOwn(Buffer.from(edited), COLUMNS), { message: why });
  assert.throws(() => readOwn(Buffer.from(`${text}\xe9\r\n`, 'latin1'), COLUMNS), /is not UTF-8/);
});

test('secrets are masked in the cells of every file', () => {
  const cells = 'Account ID,Label,Detail\r\na,my secret,"sec""ret"\r\n';
  assert.deepEqual(readOwn(Buffer.from(cells), COLUMNS), [['a', 'my ***', 'sec"ret']]);
  assert.deepEqual(readUser('a,"secret\n"\n'), [{ cells: ['a', '***\n'], line: 1, lastLine: 2 }]);
  assert.deepEqual(findTable('a,"secret\n"\n', FILE, NO_FORM).headings, ['a', '***\n']);
});

test("a user's records know the line they start on, whatever lines are in the cells or blank", () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', ' ', '\n', "'", '=') });
  const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 3 }), { maxLength: 12 });
  fc.assert(
    fc.property(rows, fc.boolean(), fc.boolean(), (rows, hasSeparator, hasLastEnd) => {
      const lines = (text: string) => text.split('\n').length;
      let text = hasSeparator ? 'sep=,\n' : '';
      const expected: CsvRecord[] = [];
      for (const cells of rows) {
        const line = lines(text);
        text += cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
        if (cells.some((cell) => cell.trim() !== '')) expected.push({ cells, line, lastLine: lines(text) });
        text += '\n';
      }
      assert.deepEqual(readUser(hasLastEnd ? text : text.slice(0, -1)), expected);
    }),
    { numRuns: 500 },
  );
});

test('the delimiter: the one that finds the headings, else the one that gives the most cells', () => {
  const read = (text: string, heading = 'none') => {
    const findKey = (cells: string[]) => cells.indexOf(heading);
    const { delimiter, headings, keyPlace, recordsAbove } = findTable(text, FILE, { ...NO_FORM, findKey });
    return `${delimiter} ${headings.length} ${keyPlace} ${recordsAbove}`;
  };
  assert.equal(read('a,b,c;d\nc;d\n'), ', 3 -1 1');
  assert.equal(read('a,b,c;d\nc;d\n', 'a,b,c'), '; 2 0 1');
  assert.equal(read('a,b,c;d\n\nc;d\n', 'd'), '; 2 1 1');
  assert.equal(read('a,b\n\nc;d\n', 'd'), '; 2 1 2');
  assert.equal(read('a,"b;c"\n'), ', 2 -1 1');
  assert.equal(read('sep=|\na|b\n'), '| 2 -1 1');
  assert.equal(read(' \n,,\n'), ', 0 -1 1');
  assert.throws(() => read('"a\n'), /^Error: accounts-csv: line 1: a quote is opened and never closed/);
});

function readOwn(bytes: Buffer, columns: readonly string[]): string[][] {
  const rows: string[][] = [];
  parseOwnCsv(bytes, { name: 'own.csv', columns, mask }, (cells) => rows.push(cells));
  return rows;
}

function readUser(text: string): CsvRecord[] {
  const records: CsvRecord[] = [];
  const table = { delimiter: ',', headings: [], recordsAbove: 0, keyPlace: 0, isKey: () => false };
  parseTable(text, FILE, table, (record) => records.push(record));
  return records;
}
