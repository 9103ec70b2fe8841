import { createHash } from 'node:crypto';
import { type Answer, json, text } from './answers.ts';
import { type ArtifactStep, nameTaken } from './artifact-scenarios.ts';
import { parseZip } from './zip.ts';

/** A finalized upload. `digest` is the archive's SHA-256 in hex; `expiresAt` is set only for a requested retention. */
export type UploadedArtifact = {
  id: string;
  name: string;
  zip: Buffer;
  files: Map<string, Buffer>;
  digest: string;
  expiresAt?: string;
};

/** A request with its body: to a Twirp method, or to an upload's blob address (then with its `id`). */
export type ArtifactCall = { step: ArtifactStep; id: string; blockId: string; body: Buffer };

/** The state between requests. */
export type ArtifactStore = {
  uploads: Upload[];
  artifacts: UploadedArtifact[];
  addressOf(id: string): string;
  violate(what: string): void;
};

type Upload = { id: string; name: string; expiresAt?: string; blocks: Map<string, Buffer>; zip: Buffer };

const INVALID = json(400, { code: 'invalid_argument', msg: 'not as the protocol has it' });

/** Performs one step of an upload and returns the answer. */
export function runStep(store: ArtifactStore, call: ArtifactCall): Answer {
  if (call.step === 'create') return createArtifact(store, parseMessage(call.body));
  if (call.step === 'finalize') return finalizeArtifact(store, parseMessage(call.body));
  const upload = store.uploads.find(({ id }) => id === call.id);
  if (!upload) return text(404, '');
  return call.step === 'block' ? putBlock(upload, call) : commitBlocks(upload, call);
}

function createArtifact(store: ArtifactStore, { name, expires_at }: Message): Answer {
  if (!name) return INVALID;
  if (store.uploads.some((upload) => upload.name === name)) return nameTaken;
  const id = String(4242 + store.uploads.length);
  const expiry = expires_at === undefined ? {} : { expiresAt: expires_at };
  store.uploads.push({ id, name, ...expiry, blocks: new Map(), zip: Buffer.alloc(0) });
  return json(200, { ok: true, signed_upload_url: store.addressOf(id) });
}

function putBlock(upload: Upload, { blockId, body }: ArtifactCall): Answer {
  upload.blocks.set(blockId, body);
  return text(201, '');
}

/** https://learn.microsoft.com/rest/api/storageservices/put-block-list */
function commitBlocks(upload: Upload, { body }: ArtifactCall): Answer {
  const listed = [...body.toString().matchAll(/<(?:Latest|Uncommitted)>([^<]*)</g)];
  const blocks = listed.map(([, blockId = '']) => upload.blocks.get(blockId));
  if (blocks.includes(undefined)) return text(400, '', { 'x-ms-error-code': 'InvalidBlockList' });
  upload.zip = Buffer.concat(blocks.filter((block) => block !== undefined));
  return text(201, '');
}

function finalizeArtifact({ uploads, artifacts, violate }: ArtifactStore, message: Message): Answer {
  const upload = uploads.find(({ name }) => name === message.name);
  if (!upload) return json(404, { code: 'not_found', msg: 'artifact not found' });
  const { blocks: _, ...uploaded } = upload;
  const digest = createHash('sha256').update(upload.zip).digest('hex');
  if (message.hash !== `sha256:${digest}` || message.size !== String(upload.zip.length)) {
    violate(
      `FinalizeArtifact: size ${message.size} and hash ${message.hash}; ${upload.zip.length} bytes arrived`,
    );
    return INVALID;
  }
  artifacts.push({ ...uploaded, files: parseZip(upload.zip), digest });
  return json(200, { ok: true, artifact_id: upload.id });
}

type Message = { name?: string; expires_at?: string; size?: string; hash?: string };

function parseMessage(body: Buffer): Message {
  try {
    return JSON.parse(body.toString());
  } catch {
    return {};
  }
}
