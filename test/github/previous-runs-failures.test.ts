import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { createRunFiles, type Searched, search } from '../harness/find-baseline.ts';
import { uploadFiles } from '../harness/upload-files.ts';
import { type Answer, htmlPage, json, text, truncatedJson } from '../simulator/answers.ts';
import type { UploadedArtifact } from '../simulator/artifact-store.ts';
import {
  createEarlierArtifact,
  createEarlierRun,
  type SimulatedArtifact,
  type SimulatedRun,
} from '../simulator/earlier-run.ts';

const TIMES = { callMs: 300, downloadMs: 300, retryMs: 1 };
let clean: UploadedArtifact;

before(async () => {
  clean = await uploadFiles(await createRunFiles('clean'));
});

const PERMISSIONS = /"permissions:" with "actions: read" and "contents: read"/;

for (const [what, answer, why] of [
  [
    'a token without the permission',
    json(403, { message: 'Resource not accessible by integration' }),
    PERMISSIONS,
  ],
  ['a token that may not see the repository', json(404, { message: 'Not Found' }), PERMISSIONS],
  [
    'a token that is none',
    json(401, { message: 'Bad credentials' }),
    /401: Bad credentials.*leave the input out/,
  ],
  [
    'the rate limit',
    json(403, { message: 'API rate limit exceeded' }, { 'X-RateLimit-Remaining': '0' }),
    /rate limit.*in an hour/,
  ],
  ['another rate limit', json(429, {}), /rate limit.*in an hour/],
  [
    'a repository that has moved',
    { kind: 'redirect', location: '/elsewhere' },
    /did not answer as expected \(302\)/,
  ],
  ['a page', htmlPage(), /something else than a JSON object/],
  ['JSON that ends early', truncatedJson(), /something else than a JSON object/],
  ...[401, 403, 404].map(
    (status) =>
      [
        `a page with ${status}`,
        text(status, '<title>Blocked</title>', { 'Content-Type': 'text/html' }),
        new RegExp(`something else than a JSON object \\(${status}\\): look for a proxy`),
      ] as const,
  ),
  ['an array', json(200, []), /something else than a JSON object/],
  ['an object without the list', json(200, { workflow_runs: {} }), /no list "workflow_runs"/],
] as const) {
  test(`${what}: no baseline, one request, and what to do`, async (t) => {
    const searched = await search(t, { respond: () => answer, times: TIMES });
    assert.match(whyOf(searched), why);
    assert.equal(searched.requests.length, 1);
  });
}

for (const [what, answer, why] of [
  ['a server error', json(502, {}), /\(502\)/],
  ['a reset', { kind: 'reset-before' }, /hang up|ECONNRESET/],
  ['no answer', { kind: 'stall-headers' }, /no whole answer within 0\.3 s/],
  ['a body without an end', { kind: 'stall-body', body: '{' }, /no whole answer within 0\.3 s/],
  ['a body that is cut', { kind: 'cut-body', body: '{}' }, /aborted|before the answer was whole/],
  ['a body beyond the cap', { kind: 'oversized', bytes: 17 * 1024 * 1024 }, /larger than 16777216 bytes/],
] satisfies [string, Answer, RegExp][]) {
  // A busy machine needs longer for 17 MiB.
  const times = answer.kind === 'oversized' ? { ...TIMES, callMs: 5_000 } : TIMES;

  test(`${what}: tried three times, then no baseline`, async (t) => {
    const searched = await search(t, { respond: () => answer, times });
    assert.match(whyOf(searched), why);
    assert.equal(searched.requests.length, 3);
    assert.ok(searched.ms < 5_000, `${searched.ms} ms`);
  });

  test(`${what}, once: tried again`, async (t) => {
    const respond = (_: string, count: number) => (count === 1 ? answer : undefined);
    const { found } = await search(t, { respond, times: TIMES });
    assert.equal(found.kind, 'first-run');
  });
}

test('a token that a proxy sends back is not told', async (t) => {
  const token = `gh${'s'}_${'not/a+real=token'.repeat(2)}`;
  const said = await search(t, { respond: () => json(400, { message: `${'x'.repeat(190)} ${token}` }) });
  assert.match(whyOf(said), /\*\*\*/);
});

test('a download that is refused: the next older run', async (t) => {
  const respond = (step: string, count: number) =>
    step === 'zip' && count === 1 ? json(410, { message: 'Artifact has expired' }) : undefined;
  const searched = await search(t, { runs: [createRun(1), createRun(2)], respond });
  assert.equal(searched.found.kind === 'read' && searched.found.run.endsWith('/runs/1'), true);
  assert.deepEqual(searched.folders, []);
});

test('downloads that are all refused: it says why', async (t) => {
  const respond = (step: string) => (step === 'zip' ? json(403, { message: 'no' }) : undefined);
  const searched = await search(t, { runs: [createRun(1)], respond });
  assert.match(
    whyOf(searched),
    /1 whose artifact cannot be compared with \(this github-token lacks a permission \(403: no\)/,
  );
  assert.deepEqual(searched.folders, []);
});

for (const [what, step, answer] of [
  ['a download without an end', 'blob', { kind: 'stall-body' }],
  ['a download that is cut', 'blob', { kind: 'cut-body' }],
  ['an address that is not given', 'zip', { kind: 'stall-headers' }],
  ['a comparison of commits that is not given', 'compare', { kind: 'stall-headers' }],
] satisfies [string, string, Answer][]) {
  test(`${what}: given up when the time for all is over`, async (t) => {
    const respond = (asked: string) => (asked === step ? answer : undefined);
    const times = { totalMs: 1_500, retryMs: 1_000 };
    const searched = await search(t, { runs: [createRun(1)], respond, times });
    assert.match(whyOf(searched), /longer than 1\.5 s/);
    assert.ok(searched.ms < 5_000, `${searched.ms} ms`);
  });

  test(`${what}, once: tried again`, async (t) => {
    const respond = (asked: string, count: number) => (asked === step && count === 1 ? answer : undefined);
    const searched = await search(t, { runs: [createRun(1)], respond, times: TIMES });
    assert.equal(searched.found.kind, 'read', JSON.stringify(searched.found));
  });
}

for (const [what, answer, why] of [
  ['an archive that is none', text(200, 'nothing'), /not a zip archive/],
  ['an archive that is gone', text(404, ''), /404 from 127\.0\.0\.1/],
] as const)
  test(`${what}: the run cannot be compared with`, async (t) => {
    const { digest: _, ...artifact } = createArtifact(1);
    const runs = [{ ...createRun(1), artifacts: [artifact] }];
    const respond = (step: string) => (step === 'blob' ? answer : undefined);
    assert.match(whyOf(await search(t, { runs, respond })), why);
  });

for (const location of ['http://elsewhere.example/a.zip', 'file:///etc/passwd', '/relative', ''])
  test(`an archive at ${JSON.stringify(location)} is not asked for`, async (t) => {
    const respond = (step: string): Answer | undefined =>
      step === 'zip' ? { kind: 'redirect', location } : undefined;
    const searched = await search(t, { runs: [createRun(1)], respond });
    assert.match(whyOf(searched), /no address of the archive/);
  });

test('a run that is cancelled does not wait for a baseline', async (t) => {
  for (const step of ['runs', 'blob']) {
    const respond = (asked: string): Answer | undefined =>
      asked === step ? { kind: 'stall-headers' } : undefined;
    const searched = await search(t, { runs: [createRun(1)], respond, cancelAfterMs: 1_000 });
    assert.match(whyOf(searched), /the run was cancelled/);
    assert.ok(searched.ms < 5_000, `${searched.ms} ms`);
  }
});

for (const [what, env, why] of [
  ['off GitHub', { GITHUB_ACTIONS: 'false' }, /on GitHub only: give baseline the folder/],
  ['on an enterprise server', { GITHUB_SERVER_URL: 'https://github.example.com' }, /Enterprise Server/],
  ['for a pull request', { GITHUB_REF: 'refs/pull/7/merge' }, /run the workflow on a branch/],
  ['in a workflow of elsewhere', { GITHUB_WORKFLOW_REF: '' }, /does not name a workflow file/],
  ['in a repository of another form', { GITHUB_REPOSITORY: '../..' }, /does not name a workflow file/],
  ['at a server that is none', { GITHUB_SERVER_URL: 'github' }, /Invalid URL/],
] as const) {
  test(`${what} nothing is asked, and no command is printed`, async (t) => {
    const searched = await search(t, { env });
    assert.match(whyOf(searched), why);
    assert.deepEqual(searched.requests, []);
    assert.doesNotMatch(searched.log, /::/);
  });
}

test('without a token nothing is asked', async (t) => {
  const searched = await search(t, { githubToken: '' });
  assert.match(whyOf(searched), /no github-token/);
  assert.deepEqual(searched.requests, []);
});

function createRun(id: number): SimulatedRun {
  return createEarlierRun(id, day(id), { artifacts: [createArtifact(id)] });
}

function createArtifact(id: number): SimulatedArtifact {
  return createEarlierArtifact(clean, id, day(id));
}

function day(number: number): string {
  return new Date(Date.UTC(2026, 5, number)).toISOString();
}

function whyOf({ found }: Searched): string {
  assert.notEqual(found.kind, 'read', JSON.stringify(found));
  return found.kind === 'read' ? '' : found.why;
}
