import { crc32, inflateRawSync } from 'node:zlib';

/** A file in an archive. `size` is what the archive claims; `unpack` returns exactly that many bytes, or throws. */
export type ZipEntry = { size: number; unpack(): Buffer };

const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const STORED = 0;
const DEFLATED = 8;

/**
 * Lists the files of a zip archive by name, without unpacking them. Throws when the bytes are not an archive, or are
 * one of 4 GiB or 65,535 files and more (ZIP64).
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export function parseZip(zip: Buffer): Map<string, ZipEntry> {
  const entries = new Map<string, ZipEntry>();
  try {
    const end = findEnd(zip);
    let at = zip.readUInt32LE(end + 16);
    for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
      if (zip.readUInt32LE(at) !== ENTRY_SIGNATURE) throw new RangeError('no entry here');
      const nameBytes = zip.readUInt16LE(at + 28);
      const name = zip.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes);
      entries.set(name, readEntry(zip, at));
      at += ENTRY_BYTES + nameBytes + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
    }
  } catch (error) {
    throw new Error('not a zip archive, or a damaged one', { cause: error });
  }
  return entries;
}

/** Finds the end record, which stands last, before a comment that is nearly always empty. */
function findEnd(zip: Buffer): number {
  const signature = Buffer.alloc(4);
  signature.writeUInt32LE(END_SIGNATURE);
  return zip.lastIndexOf(signature, zip.length - END_BYTES);
}

function readEntry(zip: Buffer, at: number): ZipEntry {
  const method = zip.readUInt16LE(at + 10);
  const checksum = zip.readUInt32LE(at + 16);
  const packedBytes = zip.readUInt32LE(at + 20);
  const size = zip.readUInt32LE(at + 24);
  const local = zip.readUInt32LE(at + 42);
  const start = local + LOCAL_BYTES + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const packed = zip.subarray(start, start + packedBytes);
  return {
    size,
    unpack() {
      const content = method === STORED ? packed : inflate(packed, method, size);
      if (content.length !== size || crc32(content) !== checksum) throw new Error('damaged');
      return content;
    },
  };
}

/** Inflates a file. The limit stops a zip bomb, which is larger than it claims, before it fills the memory. */
function inflate(packed: Buffer, method: number, size: number): Buffer {
  if (method !== DEFLATED) throw new Error(`compression method ${method}`);
  return inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) });
}
