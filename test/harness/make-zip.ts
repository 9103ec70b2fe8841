import { crc32, deflateRawSync } from 'node:zlib';

/** A file for an archive; `size`, `checksum` and `method` may lie. Already packed content is given as `packed`. */
export type ZipFile = {
  name: string;
  content?: Buffer;
  packed?: Buffer;
  size?: number;
  checksum?: number;
  method?: number;
};

/** A zip archive of these files, without ZIP64. */
export function makeZip(files: ZipFile[], comment = ''): Buffer {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const file of files) {
    const { content = Buffer.alloc(0), method = 8 } = file;
    const packed = file.packed ?? (method === 8 ? deflateRawSync(content) : content);
    const name = Buffer.from(file.name);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(method, 4);
    fields.writeUInt32LE(file.checksum ?? crc32(content), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(file.size ?? content.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, name, packed]);
    const position = Buffer.alloc(14);
    position.writeUInt32LE(offset, 10);
    entries.push(Buffer.concat([Buffer.from('PK\x01\x02\0\0'), fields, position, name]));
    locals.push(local);
    offset += local.length;
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(Buffer.concat(entries).length, 8);
  end.writeUInt32LE(offset, 12);
  end.writeUInt16LE(comment.length, 16);
  return Buffer.concat([...locals, ...entries, Buffer.from('PK\x05\x06'), end, Buffer.from(comment)]);
}
