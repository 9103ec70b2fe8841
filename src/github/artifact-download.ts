import { createHash } from 'node:crypto';
import { crc32, inflateRawSync } from 'node:zlib';
import { BASELINE_FILES, createSizeError, type ReadFile } from '../baseline/baseline.ts';
import type { EarlierArtifact, Search } from './run-list.ts';

/** Packed: several times what a run of a million tokens uploads. */
const MAX_BYTES = 256 * 1024 * 1024;
const END_BYTES = 22;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const STORED = 0;
const DEFLATED = 8;

/** Downloads an artifact and returns a reader of its files. Nothing reaches the disk, and only what is read is unpacked. */
export async function downloadArtifact(search: Search, artifact: EarlierArtifact): Promise<ReadFile> {
  const { id, size, digest } = artifact;
  const path = `/repos/${search.context.repository}/actions/artifacts/${id}/zip` as const;
  if (size > MAX_BYTES) throw new Error('larger than 256 MiB');
  const zip = await search.api.download(path, MAX_BYTES);
  const downloaded = `sha256:${createHash('sha256').update(zip).digest('hex')}`;
  if (digest !== undefined && digest !== downloaded) throw new Error('its digest is not that of the upload');
  const entries = parseZip(zip);
  return async (name) => {
    const entry = entries.get(name);
    if (!entry) throw new Error(`${name} does not exist`);
    if (entry.size > BASELINE_FILES[name]) throw createSizeError(name);
    try {
      return entry.unpack();
    } catch (cause) {
      throw new Error(`${name} does not unpack`, { cause });
    }
  };
}

/**
 * Lists the files of a zip archive by name, without unpacking them. Throws for anything else, ZIP64 included.
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export function parseZip(zip: Buffer) {
  const entries = new Map<string, ReturnType<typeof readEntry>>();
  try {
    // The end record stands last, before a comment that is nearly always empty.
    const end = zip.lastIndexOf('PK\x05\x06', zip.length - END_BYTES, 'latin1');
    let at = zip.readUInt32LE(end + 16);
    for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
      if (zip.readUInt32LE(at) !== ENTRY_SIGNATURE) throw new RangeError('no entry here');
      const nameBytes = zip.readUInt16LE(at + 28);
      const name = zip.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes);
      entries.set(name, readEntry(zip, at));
      at += ENTRY_BYTES + nameBytes + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
    }
  } catch (cause) {
    throw new Error('not a zip archive, or a damaged one', { cause });
  }
  return entries;
}

function readEntry(zip: Buffer, at: number) {
  const method = zip.readUInt16LE(at + 10);
  const checksum = zip.readUInt32LE(at + 16);
  const packedBytes = zip.readUInt32LE(at + 20);
  const size = zip.readUInt32LE(at + 24);
  const local = zip.readUInt32LE(at + 42);
  const start = local + LOCAL_BYTES + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const packed = zip.subarray(start, start + packedBytes);
  // The limit stops a zip bomb, which is larger than it claims, before it fills the memory.
  const inflate = () => inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) });
  return {
    /** As the archive claims. */
    size,
    /** Returns exactly that many bytes, or throws. */
    unpack(): Buffer {
      if (method !== STORED && method !== DEFLATED) throw new Error(`compression method ${method}`);
      const content = method === STORED ? packed : inflate();
      if (content.length !== size || crc32(content) !== checksum) throw new Error('damaged');
      return content;
    },
  };
}
