import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { createCsvFile, parseOwnCsv } from '../../src/csv/own-csv.ts';
import { unescapeCell } from '../../src/text/escape.ts';
import { hostileText } from '../harness/hostile.ts';
import { parseCsv } from '../harness/second-csv.ts';

const folder = mkdtempSync(join(tmpdir(), 'csv-'));
after(() => rmSync(folder, { recursive: true }));

const COLUMNS = ['Account ID', 'Label', 'Detail'];
const TABLE = COLUMNS.map((heading, place) => [heading, (cells: string[]) => cells[place] ?? ''] as const);
const rows = fc.array(fc.tuple(hostileText, hostileText, hostileText), { maxLength: 6 });
const mask = (text: string) => text.replaceAll('secret', '***');

// biome-ignore lint/suspicious/noControlCharactersInRegex: some readers end a line at them
const BREAK = /[\r\n\v\f\u001c-\u001e\u0085\u2028\u2029]/;

test('an ordinary file is RFC 4180: a header, commas, CRLF, quotes only where they are needed', async () => {
  const text = await writeRows([
    ['712020:a', 'Jenkins', ''],
    ['712020:b', 'a "b", c', 'Zoë 😀'],
  ]);
  assert.equal(text, 'Account ID,Label,Detail\r\n712020:a,Jenkins,\r\n712020:b,"a ""b"", c",Zoë 😀\r\n');
});

test('a file without rows is its header', async () => {
  assert.equal(await writeRows([]), 'Account ID,Label,Detail\r\n');
});

test('another CSV reader sees the same rows and the same cells but for the apostrophes of the guard', async () => {
  await fc.assert(
    fc.asyncProperty(rows, async (written) => {
      const [header, ...read] = parseCsv(await writeRows(written));
      assert.deepEqual(header, COLUMNS);
      assert.deepEqual(
        read.map((cells) => cells.length),
        written.map(() => 3),
      );
      for (const [row, cells] of written.entries())
        for (const [column, cell] of cells.entries()) assertSame(read[row]?.[column] ?? '', cell);
    }),
    { numRuns: 300 },
  );
});

for (const [name, delimiter] of [
  ['commas', ','],
  ['semicolons', ';'],
  ['tabs', '\t'],
] as const) {
  test(`a spreadsheet that splits at ${name} and at every line break sees no cell that is a formula`, async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (written) => {
        for (const cell of listCells(await writeRows(written), delimiter))
          assert.doesNotMatch(cell, /^[\p{Z}\p{C}]*[=+\-@＝＋－＠]/u);
      }),
      { numRuns: 300 },
    );
  });
}

test('no cell breaks its row, for a reader that splits at commas and at every line break', async () => {
  const hostile = ['a\r\nb', 'a\vb', 'a\fb', 'a\u001cb', 'a\u0085b', 'a\u2028b', 'a\u2029b', 'a\nb'];
  const text = await writeRows(hostile.map((label) => ['712020:a', label, '']));
  assert.equal(listCells(text, ',').length, 3 + 3 * hostile.length + 1);
});

test('an existing file is never written over, and whoever writes or closes is told', async () => {
  const path = join(folder, 'existing.csv');
  writeFileSync(path, 'mine');
  const file = createCsvFile(path, TABLE);
  await assert.rejects(file.close(), isTold(path, 'EEXIST'));
  await assert.rejects(file.write([['a', 'b', 'c']]), isTold(path, 'EEXIST'));
  assert.equal(readFileSync(path, 'utf8'), 'mine');
});

test('a file that cannot be written is an error also for a writer who never closes', async () => {
  const path = join(folder, 'none', 'output.csv');
  const file = createCsvFile(path, TABLE);
  await assert.rejects(
    async () => {
      for (let row = 0; row < 10_000; row += 1) await file.write([[String(row), 'x'.repeat(100), '']]);
    },
    isTold(path, 'ENOENT'),
  );
});

test('many rows arrive in order', async () => {
  const written = Array.from({ length: 20_000 }, (_, row) => [String(row), 'x'.repeat(50), '']);
  const read = parseCsv(await writeRows(written));
  assert.equal(read.length, 20_001);
  assert.ok(read.slice(1).every(([id], row) => id === String(row)));
});

test('rows are on disk within a second, even if the file is never closed', async () => {
  const path = join(folder, 'open.csv');
  const file = createCsvFile(path, TABLE);
  await file.write([['a', 'b', 'c']]);
  const read = () => (existsSync(path) ? readFileSync(path, 'utf8') : '');
  for (let tries = 0; tries < 150 && read() === ''; tries += 1) await sleep(20);
  assert.equal(read(), 'Account ID,Label,Detail\r\na,b,c\r\n');
  await file.close();
});

test('only the last few rows wait in memory', async () => {
  const path = join(folder, 'batches.csv');
  const file = createCsvFile(path, TABLE);
  for (let row = 0; row < 1000; row += 1) await file.write([['x'.repeat(98), '', '']]);
  const { length } = readFileSync(path, 'utf8');
  assert.ok(length > 80_000 && length < 103_000, `${length}`);
  await file.close();
});

test('own files come back as they were written, but for an apostrophe before a formula', async () => {
  await fc.assert(
    fc.asyncProperty(rows, async (written) => {
      const stored = (text: string) => unescapeCell(text.toWellFormed());
      assert.deepEqual(
        readOwn(Buffer.from(await writeRows(written)), ['Detail', 'Account ID']),
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

test('secrets are masked in the cells', () => {
  const cells = 'Account ID,Label,Detail\r\na,my secret,"sec""ret"\r\n';
  assert.deepEqual(readOwn(Buffer.from(cells), COLUMNS), [['a', 'my ***', 'sec"ret']]);
});

function readOwn(bytes: Buffer, columns: readonly string[]): string[][] {
  const rows: string[][] = [];
  parseOwnCsv(bytes, { name: 'own.csv', columns, mask }, (cells) => rows.push(cells));
  return rows;
}

function isTold(path: string, code: string) {
  return ({ message, cause }: Error) =>
    message.startsWith(path) && (cause as NodeJS.ErrnoException).code === code;
}

async function writeRows(written: string[][]): Promise<string> {
  const path = join(folder, `${readdirSync(folder).length}.csv`);
  const file = createCsvFile(path, TABLE);
  for (const cells of written) await file.write([cells]);
  await file.close();
  return readFileSync(path, 'utf8');
}

/** The same text, but that apostrophes may stand where a reader could take a cell to begin. */
function assertSame(read: string, written: string): void {
  const expected = written.toWellFormed();
  let at = 0;
  for (let place = 0; place < read.length; place += 1) {
    if (read[place] === expected[at]) at += 1;
    else {
      const before = expected[at - 1] ?? '\n';
      assert.ok(read[place] === "'" && (BREAK.test(before) || /[;\t]/.test(before)), JSON.stringify(read));
    }
  }
  assert.equal(at, expected.length);
}

/**
 * All cells as spreadsheets read them: a quote counts only where it opens a cell, what follows the closing one
 * belongs to the cell as well, and outside of quotes every line break ends the row.
 */
function listCells(text: string, delimiter: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  let started = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (quoted && char === '"' && text[at + 1] === '"') cell += text.charAt(at++);
    else if (quoted && char === '"') quoted = false;
    else if (quoted) cell += char;
    else if (char === '"' && !started) quoted = started = true;
    else if (char === delimiter || BREAK.test(char)) {
      if (char === '\r' && text[at + 1] === '\n') at += 1;
      cells.push(cell);
      cell = '';
      started = false;
    } else {
      cell += char;
      started = true;
    }
  }
  return [...cells, cell];
}
