import { type Answer, json, text } from './answers.ts';

/** The steps of an upload, in order. */
export type ArtifactStep = 'create' | 'block' | 'commit' | 'finalize';

/** Answers `times` requests of a step (default: all); `done` when the step takes effect nevertheless. */
export type ArtifactFault = { step: ArtifactStep; answer: Answer; times?: number; done?: boolean };

const reset: Answer = { kind: 'reset-before' };
const unavailable = json(503, { code: 'unavailable', msg: 'the artifact service is busy' });

/** 409: the run already has an artifact of that name. */
export const nameTaken = json(409, {
  code: 'already_exists',
  msg: 'an artifact with this name already exists on the workflow run',
});

/** 403 of Azure's blob store for an expired signature. */
const blobRefused = text(
  403,
  '<?xml version="1.0" encoding="utf-8"?><Error><Code>AuthenticationFailed</Code><Message>Server failed to authenticate the request.</Message></Error>',
  { 'Content-Type': 'application/xml', 'x-ms-error-code': 'AuthenticationFailed' },
);

const blobBusy = text(503, '', { 'x-ms-error-code': 'ServerBusy' });

const SCENARIOS = {
  taken: { step: 'create', answer: nameTaken },
  quota: {
    step: 'create',
    answer: json(403, { code: 'permission_denied', msg: 'insufficient usage to create artifact' }),
  },
  'reset-create-once': { step: 'create', answer: reset, times: 1 },
  'reset-create-always': { step: 'create', answer: reset },
  /** The artifact exists, but the answer is lost. */
  'create-answer-lost': { step: 'create', answer: reset, times: 1, done: true },
  'create-5xx-once': { step: 'create', answer: unavailable, times: 1 },
  'create-5xx-always': { step: 'create', answer: unavailable },
  'create-not-ok': { step: 'create', answer: json(200, { ok: false, signed_upload_url: '' }) },
  'blob-fails': { step: 'block', answer: blobRefused },
  'blob-reset-once': { step: 'block', answer: reset, times: 1 },
  'blob-5xx-always': { step: 'block', answer: blobBusy },
  'commit-fails': { step: 'commit', answer: blobRefused },
  'finalize-fails': {
    step: 'finalize',
    answer: json(400, { code: 'invalid_argument', msg: 'the artifact could not be finalized' }),
  },
  'finalize-reset': { step: 'finalize', answer: reset },
  'finalize-5xx-once': { step: 'finalize', answer: unavailable, times: 1 },
} satisfies Record<string, ArtifactFault>;

/** How the artifact service behaves: well, with a named fault, or with a test's own fault. */
export type ArtifactScenario = 'ok' | keyof typeof SCENARIOS | ArtifactFault;

/** Returns the next fault of a step, if the scenario has one. */
export type ArtifactFaultSource = { next(step: ArtifactStep): ArtifactFault | undefined };

/** Creates the faults of a scenario; none for `ok`. */
export function createArtifactFaults(scenario: ArtifactScenario): ArtifactFaultSource {
  const fault: ArtifactFault | undefined =
    scenario === 'ok' ? undefined : typeof scenario === 'string' ? SCENARIOS[scenario] : scenario;
  let left = fault?.times ?? Number.POSITIVE_INFINITY;
  return { next: (step) => (fault?.step === step && left-- > 0 ? fault : undefined) };
}
