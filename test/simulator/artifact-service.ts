import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { type Answer, statusOf, text } from './answers.ts';
import { type ArtifactScenario, type ArtifactStep, createArtifactFaults } from './artifact-scenarios.ts';
import { type ArtifactCall, type ArtifactStore, runStep, type UploadedArtifact } from './artifact-store.ts';
import { sendAnswer } from './send.ts';

/** `status` is 0 when the connection was destroyed. */
export type ArtifactRequest = { at: number; step: ArtifactStep; status: number };

export type ArtifactService = {
  /** The environment of a job's step. */
  env: Record<string, string>;
  artifacts: UploadedArtifact[];
  requests: ArtifactRequest[];
  /** Rejects when the client disconnects before its request is complete. */
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>;
};

export type ArtifactServiceOptions = {
  baseUrl: string;
  scenario: ArtifactScenario;
  violate(what: string): void;
};

const TWIRP = '/twirp/github.actions.results.api.v1.ArtifactService/';
const STORE = '/artifact-store/';

/** Whether a path belongs to the artifact service or its blob store. */
export function isArtifactPath(url: string): boolean {
  return url.startsWith('/twirp/') || url.startsWith(STORE);
}

/**
 * Plays the part of GitHub's artifact service and blob store that an upload needs: create, blocks, commit, finalize.
 * A name can be used once, even if the upload fails later.
 * https://github.com/actions/toolkit/tree/main/packages/artifact
 */
export function createArtifactService({
  baseUrl,
  scenario,
  violate,
}: ArtifactServiceOptions): ArtifactService {
  const addressOf = (id: string) =>
    `${baseUrl}${STORE}${id}?se=2027-01-01T00%3A00%3A00Z&sig=simulated%2B${id}`;
  const store: ArtifactStore = { uploads: [], artifacts: [], addressOf, violate };
  const requests: ArtifactRequest[] = [];
  const faults = createArtifactFaults(scenario);
  const runtimeToken = createRuntimeToken();

  function answerCall(call: ArtifactCall): Answer {
    const fault = faults.next(call.step);
    if (fault && !fault.done) return fault.answer;
    const answer = runStep(store, call);
    return fault?.answer ?? answer;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const what = `${request.method} ${request.url}`;
    const call = parseCall(request.method, new URL(request.url ?? '', baseUrl), await buffer(request));
    if (!call) {
      violate(`${what}: no such path in the artifact service`);
      sendAnswer(response, text(404, ''));
      return;
    }
    // Blob addresses are signed: a header would send a credential to the wrong host.
    const expected = call.id ? undefined : `Bearer ${runtimeToken}`;
    if (request.headers.authorization !== expected) violate(`${what}: a wrong Authorization header`);
    const reply = answerCall(call);
    requests.push({ at: performance.now(), step: call.step, status: statusOf(reply) });
    sendAnswer(response, reply);
  }

  const env = { ACTIONS_RESULTS_URL: `${baseUrl}/`, ACTIONS_RUNTIME_TOKEN: runtimeToken };
  return { env, artifacts: store.artifacts, requests, answer };
}

function parseCall(method: string | undefined, url: URL, body: Buffer): ArtifactCall | undefined {
  const step = parseStep(`${method} ${url.pathname}`, url.searchParams.get('comp'));
  const id = url.pathname.startsWith(STORE) ? url.pathname.slice(STORE.length) : '';
  return step && { step, id, blockId: url.searchParams.get('blockid') ?? '', body };
}

function parseStep(target: string, part: string | null): ArtifactStep | undefined {
  if (target === `POST ${TWIRP}CreateArtifact`) return 'create';
  if (target === `POST ${TWIRP}FinalizeArtifact`) return 'finalize';
  if (!target.startsWith(`PUT ${STORE}`)) return undefined;
  return part === 'block' ? 'block' : part === 'blocklist' ? 'commit' : undefined;
}

/** Creates an unsigned token in the form that the toolkit parses: three parts, with a scope that names run and job. */
function createRuntimeToken(): string {
  const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const scp = 'Actions.Results:ce7f54c7-61c7-4aae-887f-30da475f5f1a:ca395085-040a-526b-2ce8-bdc85f692774';
  return `${encode({ alg: 'none', typ: 'JWT' })}.${encode({ scp })}.simulated`;
}
