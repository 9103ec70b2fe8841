import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { readAccounts } from '../harness/input-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'swallowed-'));
const path = join(folder, 'accounts.csv');
after(() => rmSync(folder, { recursive: true }));

const DELIMITERS = [',', ';', '\t'];
const IDS = [
  '712020:5b0e7c1a-9f0d-4c1e-8a43-2f6d1b9e7c01',
  '557058:0c9a4f2e-7b1d-4e5a-9c3f-6d8e2a1b4f02',
  '5b10a2844c20165700ede21g',
  'qm:a713c8ea-1075-4e30-9d96-891a7d181739:5ad6d3581db05e2a66fa80b1',
  '60e5a86a471e61006a4c51fd',
  'ug:5b0e7c1a-9f0d-4c1e-8a43-2f6d1b9e7c06',
];
const [ID0, ID1, ID2, ID3, ID4, ID5] = IDS;

for (const delimiter of DELIMITERS)
  test(`rows inside a cell are an error that names the lines (${JSON.stringify(delimiter)})`, async () => {
    const read = (...rows: string[]) => readText(rows.join('\n').replaceAll(',', delimiter));
    await assert.rejects(
      read(
        'Atlassian ID,Name',
        `${ID0},Ann`,
        `${ID1},"Bo`,
        `${ID2},Cy`,
        `${ID5},Di`,
        `${ID4},Ed"`,
        `${ID3},Flo`,
      ),
      /^Error: accounts-csv: lines 3 to 6: rows stand inside a cell/,
    );
    for (const rows of [
      [`Atlassian ID,"Name`, `${ID0},Ann`, `${ID1},Bo"`, `${ID2},Cy`],
      ['Name,Atlassian ID', `"Ann,${ID0}`, `Bo",${ID1}`],
      ['Name,Atlassian ID,Site', `Ann,${ID0},"x`, `Bo",${ID1},y`],
      ['Name,Site,Atlassian ID', `Ann,"x,${ID0}`, `Bo,y,${ID1}`, `Cy,z",${ID2}`],
      ['Name,Site,Note,Atlassian ID', `Ann,x,y,"${ID0}`, `",x,y,${ID1}`],
      ['Name,Atlassian ID,Site,Note', `Ann,${ID0},"x,y`, `Bo","${ID1},x,y"`],
      ['Title', '"', 'Atlassian ID,Name', `${ID0},Ann"`, 'Atlassian ID,Name', `${ID1},Bo`],
    ])
      await assert.rejects(
        read(...rows),
        /^Error: accounts-csv: lines 1 to|^Error: accounts-csv: lines 2 to/,
        rows.join(' | '),
      );
  });

test('an ID in another column below a line break is no row', async () => {
  const { accounts } = await readText(
    `Name,Account ID,Address,Manager ID,Note\nAnn,${ID0},"1 Main St\nCity",${ID1},"a, b, c"\n`,
  );
  assert.equal(accounts, 1);
});

test('rows behind a line break that ends no record are an error', async () => {
  for (const end of ['\u2028', '\u2029', '\u0085', '\f'])
    for (const place of [0, 1, 2]) {
      const write = (id: string) => ['X', 'Y'].toSpliced(place, 0, id).join(',');
      const rows = IDS.map(write).join(end);
      await assert.rejects(
        readText(`${write('Account ID')}\n${rows}\n`),
        /^Error: accounts-csv: line 2: rows stand inside a cell/,
      );
    }
});

test('names, postal addresses and notes with line breaks pass, wherever the ID stands', async () => {
  const innocent = fc.string({
    unit: fc.oneof(
      fc.constantFrom('\n', ',', ';', '\t', '"', ' ', '12', 'Main St', 'c/o'),
      fc.constantFrom(...IDS.map((id) => `was ${id}`)),
    ),
    maxLength: 8,
  });
  const rows = fc.uniqueArray(
    fc.record({ id: fc.constantFrom(...IDS), cells: fc.array(innocent, { minLength: 3, maxLength: 3 }) }),
    {
      selector: ({ id }) => id,
      minLength: 1,
    },
  );
  await fc.assert(
    fc.asyncProperty(rows, fc.nat(3), fc.constantFrom(...DELIMITERS), async (rows, place, delimiter) => {
      const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
      const write = (cells: string[], id: string) => cells.toSpliced(place, 0, id).map(quote).join(delimiter);
      const text = [
        write(['Name', 'Address', 'Notes'], 'Account ID'),
        ...rows.map(({ id, cells }) => write(cells, id)),
      ];
      const file = await readText(text.join('\r\n'));
      assert.equal(file.accounts, rows.length);
    }),
    { numRuns: 500 },
  );
});

test('wherever quotes stray, no account is lost without an error', async () => {
  const name = fc.constantFrom('Ann', 'Bo', 'Cy', '', 'Di Ed');
  const rows = fc.uniqueArray(
    fc.record({ id: fc.constantFrom(...IDS), cells: fc.array(name, { minLength: 3, maxLength: 3 }) }),
    {
      selector: ({ id }) => id,
      minLength: 2,
    },
  );
  const spots = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.boolean()), { minLength: 1, maxLength: 4 });
  let errors = 0;
  let read = 0;
  await fc.assert(
    fc.asyncProperty(
      rows,
      fc.nat(3),
      fc.constantFrom(...DELIMITERS),
      spots,
      async (rows, place, delimiter, spots) => {
        const lines: string[][] = rows.map(({ id, cells }) => [
          ...cells.slice(0, place),
          id,
          ...cells.slice(place),
        ]);
        for (const [row, column, before] of spots) {
          const cells = lines[row % lines.length] ?? [];
          const at = column % cells.length;
          cells[at] = before ? `"${cells[at]}` : `${cells[at]}"`;
        }
        const heading = ['Name', 'Address', 'Notes'].toSpliced(place, 0, 'Account ID');
        const text = [heading, ...lines].map((cells) => cells.join(delimiter)).join('\n');
        const file = await readText(text).catch((error: Error) =>
          assert.match(error.message, /^accounts-csv: lines? \d/),
        );
        errors += file ? 0 : 1;
        if (!file) return;
        read += 1;
        const known = file.rows.map(({ account }) => account.id).filter((id) => id !== '');
        const isOdd = file.rejected > 0 || known.some((id) => !IDS.includes(id));
        assert.ok(isOdd || rows.every(({ id }) => known.includes(id)), text);
      },
    ),
    { numRuns: 1000 },
  );
  assert.ok(errors > 200 && read > 5, `${errors} errors, ${read} read`);
});

function readText(text: string) {
  writeFileSync(path, text);
  return readAccounts(path);
}
