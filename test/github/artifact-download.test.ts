import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { parseZip } from '../../src/github/artifact-download.ts';
import { makeZip } from '../harness/make-zip.ts';
import { uploadFiles } from '../harness/upload-files.ts';

const FILES = { 'report.json': '{}', 'output.csv': 'a,b\r\n'.repeat(5_000), empty: '', ünïcode: '✓' };

test('an archive of the toolkit comes back file by file', async () => {
  const { zip } = await uploadFiles(FILES);
  assert.deepEqual(unpackAll(zip), FILES);
});

test('stored or deflated, with or without a comment', () => {
  for (const method of [0, 8])
    for (const comment of ['', 'a comment']) {
      const files = Object.entries(FILES).map(([name, text]) => ({
        name,
        content: Buffer.from(text),
        method,
      }));
      assert.deepEqual(unpackAll(makeZip(files, comment)), FILES);
    }
});

for (const [what, zip] of [
  ['nothing', Buffer.alloc(0)],
  ['text', Buffer.from('nothing'.repeat(100))],
  ['an end record in the comment', makeZip([{ name: 'a' }], `PK\x05\x06${' '.repeat(30)}`)],
] as const)
  test(`${what} is not an archive`, () => {
    assert.throws(() => parseZip(zip), /not a zip archive/);
  });

for (const [what, file, why] of [
  ['claims less than it unpacks', { size: 10 }, /larger than 10 bytes|Cannot create a Buffer/],
  ['claims more than it unpacks', { size: 1_001 }, /damaged/],
  ['has another checksum', { checksum: 7 }, /damaged/],
  ['is packed in another way', { method: 12 }, /compression method 12/],
  ['is not packed', { packed: Buffer.alloc(100, 0xff) }, /invalid/],
] as const)
  test(`a file that ${what} does not unpack`, () => {
    const entry = parseZip(makeZip([{ name: 'a', content: Buffer.alloc(1_000), ...file }])).get('a');
    assert.throws(() => entry?.unpack(), why);
  });

test('a bomb ends at the size that it claims', () => {
  const packed = deflateRawSync(Buffer.alloc(300 * 1024 * 1024));
  const entry = parseZip(makeZip([{ name: 'a', packed, size: 1_000 }])).get('a');
  const before = process.resourceUsage().maxRSS;
  assert.throws(() => entry?.unpack());
  assert.ok(process.resourceUsage().maxRSS - before < 50 * 1024, 'memory');
});

test('whatever is cut off or changed, it unpacks what was packed or throws', async () => {
  const { zip } = await uploadFiles({ 'report.json': '{"a":1}', 'output.csv': 'x'.repeat(300) });
  const original = unpackAll(zip);
  fc.assert(
    fc.property(
      fc.nat(zip.length),
      fc.array(fc.tuple(fc.nat(zip.length - 1), fc.nat(255)), { maxLength: 3 }),
      (length, changes) => {
        const bytes = Buffer.from(zip.subarray(0, length));
        for (const [at, byte] of changes) if (at < length) bytes[at] = byte;
        try {
          for (const [name, text] of Object.entries(unpackAll(bytes)))
            if (name in original) assert.equal(text, original[name]);
        } catch (error) {
          assert.ok(error instanceof Error && error.name !== 'AssertionError', String(error));
        }
      },
    ),
    { numRuns: 2_000 },
  );
});

function unpackAll(zip: Buffer): Record<string, string> {
  return Object.fromEntries([...parseZip(zip)].map(([name, { unpack }]) => [name, unpack().toString()]));
}
