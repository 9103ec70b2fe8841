import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type CsvRecord, findTable, type InputFile, parseTable } from '../../src/csv/user-csv.ts';

const mask = (text: string) => text.replaceAll('secret', '***');
const NO_FORM = { findKey: () => -1, isKey: () => false };
const FILE: InputFile = { input: 'accounts-csv', path: 'accounts.csv', showCells: true, mask };

test('secrets are masked in headings and cells', () => {
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
    const table = findTable(text, FILE, { ...NO_FORM, findKey });
    const rows: CsvRecord[] = [];
    parseTable(text, FILE, table, (record) => rows.push(record));
    return `${table.delimiter} ${table.headings.length} ${table.keyPlace}, ${rows.length} below`;
  };
  assert.equal(read('a,b,c;d\nc;d\n'), ', 3 -1, 1 below');
  assert.equal(read('a,b,c;d\nc;d\n', 'a,b,c'), '; 2 0, 1 below');
  assert.equal(read('a,b,c;d\n\nc;d\n', 'd'), '; 2 1, 1 below');
  assert.equal(read('a,b\n\nc;d\n', 'd'), '; 2 1, 0 below');
  assert.equal(read('a,"b;c"\n'), ', 2 -1, 0 below');
  assert.equal(read('sep=|\na|b\n'), '| 2 -1, 0 below');
  assert.equal(read(' \n,,\n'), ', 0 -1, 0 below');
  assert.throws(() => read('"a\n'), /^Error: accounts-csv: line 1: a quote is opened and never closed/);
});

function readUser(text: string): CsvRecord[] {
  const records: CsvRecord[] = [];
  const table = { delimiter: ',', headings: [], keyPlace: 0, isKey: () => false };
  parseTable(text, FILE, table, (record) => records.push(record));
  return records;
}
