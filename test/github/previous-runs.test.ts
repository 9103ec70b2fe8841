import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { createRunFiles, type Searched, search } from '../harness/find-baseline.ts';
import { makeZip } from '../harness/make-zip.ts';
import { createAccounts, play } from '../harness/scenario.ts';
import { uploadFiles } from '../harness/upload-files.ts';
import { type Answer, json } from '../simulator/answers.ts';
import type { UploadedArtifact } from '../simulator/artifact-store.ts';
import {
  COMMIT,
  createEarlierArtifact,
  createEarlierRun,
  type SimulatedArtifact,
  type SimulatedRun,
  STRANGE_COMMIT,
} from '../simulator/earlier-run.ts';

/** One artifact for each result, made by the toolkit's own client. The label of its only token is the result. */
const uploads: Record<string, UploadedArtifact> = {};
const BOMB = deflateRawSync(Buffer.alloc(300 * 1024 ** 2));

before(async () => {
  for (const result of ['clean', 'findings', 'incomplete'])
    uploads[result] = await uploadFiles(
      await createRunFiles(result, { verdict: { result, complete: result === 'clean' } }),
    );
});

test('the newest earlier run is found and its files are read, by GET alone and one request at a time; no file stays', async (t) => {
  const searched = await search(t, { runs: [createRun(1), createRun(2), createRun(3)] });
  assert.equal(runOf(searched), 3);
  assert.equal(labelOf(searched), 'clean');
  assert.deepEqual(searched.folders, []);
  assert.deepEqual(stepsOf(searched), ['runs', 'artifacts', 'compare', 'zip', 'blob']);
});

test('an artifact that the action itself uploaded is a baseline', async (t) => {
  const first = await play({ accounts: createAccounts(2) });
  const [uploaded] = first.simulator.artifacts;
  assert.ok(uploaded);
  const searched = await search(t, { runs: [createRun(1, { artifacts: [createArtifact(11, uploaded)] })] });
  assert.equal(runOf(searched), 1);
  assert.equal(labelOf(searched), first.output[0]?.Label);
});

test('newest is what was created last, whatever the IDs say', async (t) => {
  const late = createRun(2, { createdAt: day(9) });
  assert.equal(runOf(await search(t, { runs: [createRun(3), late] })), 2);
});

test('of two artifacts of one name the newer counts, whatever their IDs say', async (t) => {
  const older = createArtifact(12, upload('clean'), day(1));
  const newer = createArtifact(11, upload('findings'), day(2));
  const searched = await search(t, { runs: [createRun(1, { artifacts: [older, newer] })] });
  assert.equal(labelOf(searched), 'findings');
});

test('a run that is red for its findings is a good baseline', async (t) => {
  const artifacts = [createArtifact(11, upload('findings'))];
  assert.equal(runOf(await search(t, { runs: [createRun(1, { conclusion: 'failure', artifacts })] })), 1);
});

for (const [what, change] of [
  ["a fork's run on a branch of the same name", { repository: 'stranger/audits' }],
  ['a run of a fork that is gone', { repository: null }],
  ['a run for a pull request', { event: 'pull_request' }],
  ['a run for a pull request of a fork', { event: 'pull_request_target' }],
  ['a run for a review', { event: 'pull_request_review' }],
  ['a run that a fork started through another', { event: 'workflow_run', repository: 'stranger/audits' }],
  ['a run that is not over', { status: 'in_progress', conclusion: null }],
  ['this very run', { id: 4711 }],
] as const) {
  test(`${what} is not looked at`, async (t) => {
    const searched = await search(t, { runs: [createRun(1), createRun(2, change)] });
    assert.equal(runOf(searched), 1);
    assert.deepEqual(stepsOf(searched), ['runs', 'artifacts', 'compare', 'zip', 'blob']);
  });
}

test('runs that do not count do not hide those that do', async (t) => {
  const strangers = Array.from({ length: 120 }, (_, index) =>
    createRun(index + 10, { event: 'pull_request' }),
  );
  const searched = await search(t, { runs: [createRun(1), ...strangers] });
  assert.equal(runOf(searched), 1);
  assert.deepEqual(stepsOf(searched), ['runs', 'runs', 'artifacts', 'compare', 'zip', 'blob']);
});

test('an expired artifact is not asked for', async (t) => {
  const expired = { ...createArtifact(21), expired: true };
  const searched = await search(t, { runs: [createRun(1), createRun(2, { artifacts: [expired] })] });
  assert.equal(runOf(searched), 1);
  assert.deepEqual(stepsOf(searched), [
    'runs',
    'artifacts',
    'compare',
    'artifacts',
    'compare',
    'zip',
    'blob',
  ]);
});

test('an incomplete report is skipped, and nothing of it stays', async (t) => {
  const artifacts = [createArtifact(21, upload('incomplete'))];
  const searched = await search(t, { runs: [createRun(1), createRun(2, { artifacts })] });
  assert.equal(runOf(searched), 1);
  assert.deepEqual(searched.folders, []);
});

for (const [what, text] of [
  ['an audit that broke off', '{"verdict":{"result":"error"}}'],
  ['a verdict of another form', '{"verdict":"clean"}'],
  ['a list', '[]'],
  ['no JSON', 'clean'],
] as const) {
  test(`a report.json that holds ${what} is no baseline`, async (t) => {
    const files = { ...(await createRunFiles('clean')), 'report.json': text };
    const artifacts = [createArtifact(11, await uploadFiles(files))];
    const { found } = await search(t, { runs: [createRun(1, { artifacts })] });
    assert.equal(found.kind, 'unusable');
  });
}

test('none: it says how many runs were looked at, and what was wrong with how many', async (t) => {
  const { artifacts } = createRun(7);
  const runs = [
    createRun(1, { artifacts: [] }),
    createRun(2, { artifacts: artifacts.map((artifact) => ({ ...artifact, name: 'another' })) }),
    createRun(3, { artifacts: artifacts.map((artifact) => ({ ...artifact, expired: true })) }),
    createRun(4, { artifacts: [createArtifact(41, upload('incomplete'))] }),
  ];
  assert.equal(
    whyOf(await search(t, { runs })),
    'None of the newest 4 earlier runs of token-audit.yml on main can be compared with: 1 whose audit was not complete, 1 whose artifact has expired, 2 without an artifact "token-audit". The next run can compare with this one, if its files are uploaded.',
  );
});

test('none: the first run of all says so', async (t) => {
  assert.match(
    whyOf(await search(t, {})),
    /^No earlier run of token-audit\.yml on main has an artifact "token-audit"\. The next run/,
  );
});

test('at most 20 runs are looked at', async (t) => {
  const empty = Array.from({ length: 20 }, (_, index) => createRun(index + 10, { artifacts: [] }));
  const searched = await search(t, { runs: [createRun(1), ...empty] });
  assert.match(whyOf(searched), /newest 20 earlier runs/);
  assert.equal(stepsOf(searched).filter((step) => step === 'artifacts').length, 20);
});

test('an artifact whose digest is another than that of its upload is not used', async (t) => {
  const artifacts = [{ ...createArtifact(21), digest: '0'.repeat(64) }];
  const searched = await search(t, { runs: [createRun(1), createRun(2, { artifacts })] });
  assert.equal(runOf(searched), 1);
  assert.deepEqual(searched.folders, []);
});

test('an artifact without a digest is used', async (t) => {
  const { digest: _, ...artifact } = createArtifact(11);
  assert.equal(runOf(await search(t, { runs: [createRun(1, { artifacts: [artifact] })] })), 1);
});

test('files of other names are not unpacked', async (t) => {
  const known = Object.entries(await createRunFiles('clean'));
  const bomb = { name: 'report.html', content: Buffer.alloc(1), size: 0xfffffff0 };
  const files = known.map(([name, text]) => ({ name, content: Buffer.from(text) }));
  const zip = makeZip([...files, { ...bomb, name: '../../evil.csv' }, bomb]);
  const searched = await search(t, { runs: [createRun(1, { artifacts: [createForged(zip)] })] });
  assert.equal(runOf(searched), 1);
});

for (const [what, name, change, why] of [
  ['claims 3 GiB', 'output.csv', { size: 3 * 1024 ** 3 }, /output\.csv is larger than 256 MiB/],
  [
    'unpacks 300 MiB and claims 1 KiB',
    'output.csv',
    { packed: BOMB, size: 1_024 },
    /output\.csv does not unpack/,
  ],
  [
    'claims a report of 33 MiB',
    'report.json',
    { size: 33 * 1024 ** 2 },
    /report\.json is larger than 32 MiB/,
  ],
] as const)
  test(`an archive that ${what} cannot be compared with, and the next run can`, async (t) => {
    const files = Object.entries(await createRunFiles('clean')).map(([file, text]) => ({
      name: file,
      content: Buffer.from(text),
      ...(file === name ? change : {}),
    }));
    const bomb = createRun(2, { artifacts: [createForged(makeZip(files))] });
    assert.match(whyOf(await search(t, { runs: [bomb] })), why);
    assert.equal(runOf(await search(t, { runs: [createRun(1), bomb] })), 1);
  });

test('an artifact that is too large is not downloaded', async (t) => {
  const artifacts = [{ ...createArtifact(11), size: 257 * 1024 ** 2 }];
  const searched = await search(t, { runs: [createRun(1, { artifacts })] });
  assert.match(whyOf(searched), /larger than 256 MiB/);
  assert.deepEqual(stepsOf(searched), ['runs', 'artifacts', 'compare']);
});

for (const [what, report] of [
  ['complete beside an unread account', { verdict: { result: 'clean', complete: true, comparable: true } }],
  ['within a tolerance that it exceeds', { verdict: { result: 'clean', complete: false, comparable: true } }],
] as const)
  test(`a run that contradicts itself, ${what}, cannot be compared with`, async (t) => {
    const files = await createRunFiles(
      'clean',
      { completeness: { unread: 0, allowed: 0 }, ...report },
      'failed',
    );
    const artifacts = [createArtifact(11, await uploadFiles(files))];
    assert.match(
      whyOf(await search(t, { runs: [createRun(1, { artifacts })] })),
      /accounts\.csv has 1 unread accounts, report\.json allows 0/,
    );
  });

test('a planted run, which a tag named like the branch started on a strange commit, is passed over', async (t) => {
  const forged = await createRunFiles('forged');
  const artifacts = [createArtifact(21, await uploadFiles(forged))];
  const planted = createRun(2, { event: 'push', commit: STRANGE_COMMIT, artifacts });
  assert.equal(runOf(await search(t, { runs: [createRun(1), planted] })), 1);
  const alone = await search(t, { runs: [planted] });
  assert.equal(alone.found.kind, 'unusable', 'a planted run does not make this a first run');
  assert.match(
    whyOf(alone),
    /1 whose commit is not in the history of this branch .*the next run compares again/,
  );
  assert.deepEqual(stepsOf(alone), ['runs', 'artifacts', 'compare'], 'its artifact is not downloaded');
});

test('a commit that the repository no longer has is not in the history', async (t) => {
  const respond = (step: string) => (step === 'compare' ? json(404, { message: 'Not Found' }) : undefined);
  assert.match(
    whyOf(await search(t, { runs: [createRun(1)], respond })),
    /not in the history of this branch/,
  );
});

test("a run on this run's own commit needs no comparison", async (t) => {
  const searched = await search(t, { runs: [createRun(1, { commit: COMMIT })] });
  assert.equal(runOf(searched), 1);
  assert.deepEqual(stepsOf(searched), ['runs', 'artifacts', 'zip', 'blob']);
});

test('without the permission to compare commits it says which one is missing', async (t) => {
  const refusal = json(403, { message: 'Resource not accessible by integration' });
  const respond = (step: string) => (step === 'compare' ? refusal : undefined);
  const searched = await search(t, { runs: [createRun(1)], respond });
  assert.equal(searched.found.kind, 'unusable');
  assert.match(whyOf(searched), /"permissions:" with "actions: read" and "contents: read"/);
});

test('pages full of runs of pull requests do not make this a first run', async (t) => {
  const strangers = Array.from({ length: 400 }, (_, index) =>
    createRun(index + 10, { event: 'pull_request' }),
  );
  const searched = await search(t, { runs: [createRun(1), ...strangers] });
  assert.equal(searched.found.kind, 'unusable');
  assert.match(
    whyOf(searched),
    /^The newest runs of token-audit\.yml on main are all of pull requests or forks, and older ones were not looked at\./,
  );
  assert.deepEqual(stepsOf(searched), ['runs', 'runs', 'runs', 'runs']);
});

test('20 runs without an artifact do not make this a first run when there are more', async (t) => {
  const cancelled = Array.from({ length: 20 }, (_, index) => createRun(index + 10, { artifacts: [] }));
  assert.equal((await search(t, { runs: cancelled })).found.kind, 'first-run');
  assert.equal((await search(t, { runs: [createRun(1), ...cancelled] })).found.kind, 'unusable');
});

test('an expired artifact does not make this a first run', async (t) => {
  const artifacts = [{ ...createArtifact(21), expired: true }];
  assert.equal((await search(t, { runs: [createRun(2, { artifacts })] })).found.kind, 'unusable');
});

test('a run whose limit was not judged is a baseline all the same, and one that missed a page is not', async (t) => {
  for (const [comparable, kind] of [
    [true, 'read'],
    [false, 'unusable'],
  ] as const) {
    const verdict = { result: 'incomplete', complete: comparable, comparable };
    const artifacts = [createArtifact(11, await uploadFiles(await createRunFiles('week 1', { verdict })))];
    assert.equal((await search(t, { runs: [createRun(1, { artifacts })] })).found.kind, kind);
  }
});

/** An earlier run with a history, or null for one that had no baseline. */
async function createHistoryRun(id: number, history: number[] | null): Promise<SimulatedRun> {
  const counts = { accounts: 1, tokens: 1, active: 1, findings: 0, people: 0, new: 0 };
  const runs = history?.map((number) => ({
    startedAt: day(number),
    result: 'clean',
    complete: true,
    ...counts,
  }));
  const files = await createRunFiles('clean', { startedAt: day(id), history: runs ?? null });
  return createRun(id, { artifacts: [createArtifact(10 * id, await uploadFiles(files))] });
}

test('the history goes on from the baseline, and after a run without one from the newest older run that has one', async (t) => {
  const historyOf = async (...runs: SimulatedRun[]) => {
    const { found } = await search(t, { runs });
    return found.kind === 'read' ? found.history : found;
  };
  const [one, three, four, five] = [
    await createHistoryRun(1, null),
    await createHistoryRun(3, [1, 2]),
    await createHistoryRun(4, null),
    await createHistoryRun(5, null),
  ];
  assert.deepEqual(await historyOf(one), [1].map(day));
  assert.deepEqual(await historyOf(one, three), [1, 2, 3].map(day));
  assert.deepEqual(await historyOf(one, three, five), [1, 2, 3, 5].map(day));
  assert.deepEqual(await historyOf(one, three, four, five), [1, 2, 3, 5].map(day));
});

test('the search for a history costs three downloads at most, and the baseline never', async (t) => {
  const six = await Promise.all([1, 2, 3, 4, 5, 6].map((id) => createHistoryRun(id, id === 1 ? [0] : null)));
  const searched = await search(t, { runs: six });
  assert.equal(stepsOf(searched).filter((step) => step === 'blob').length, 4);
  const respond = (step: string, count: number) =>
    step === 'artifacts' && count > 1 ? json(403, { message: 'no more' }) : undefined;
  assert.equal(runOf(await search(t, { runs: six, respond })), 6);
  const stalled = (step: string, count: number): Answer | undefined =>
    step === 'blob' && count > 1 ? { kind: 'stall-body' } : undefined;
  assert.equal(runOf(await search(t, { runs: six, respond: stalled, times: { totalMs: 3_000 } })), 6);
});

test('nothing is printed', async (t) => {
  const { log } = await search(t, { runs: [createRun(1)], env: { NODE_OPTIONS: '--pending-deprecation' } });
  assert.match(log, /^\nOUTCOME .*\n?$/);
});

/** A run a day, each with the artifact of a clean audit unless told. */
function createRun(id: number, change: Partial<SimulatedRun> = {}): SimulatedRun {
  return createEarlierRun(id, day(id), { artifacts: [createArtifact(10 * id + 1)], ...change });
}

function createArtifact(id: number, uploaded = upload('clean'), createdAt = day(1)): SimulatedArtifact {
  return createEarlierArtifact(uploaded, id, createdAt);
}

/** An artifact of bytes that nobody uploaded through the action. */
function createForged(zip: Buffer): SimulatedArtifact {
  return { id: 21, name: 'token-audit', createdAt: day(1), zip };
}

function upload(result: string): UploadedArtifact {
  const uploaded = uploads[result];
  assert.ok(uploaded, result);
  return uploaded;
}

function day(number: number): string {
  return new Date(Date.UTC(2026, 5, number)).toISOString();
}

/** The ID of the run that was found. */
function runOf({ found }: Searched): number {
  assert.equal(found.kind, 'read', JSON.stringify(found));
  return found.kind === 'read' ? Number(/\/runs\/(\d+)$/.exec(found.run)?.[1]) : 0;
}

function labelOf({ found }: Searched): string | undefined {
  return found.kind === 'read' ? found.label : undefined;
}

function whyOf({ found }: Searched): string {
  assert.notEqual(found.kind, 'read', JSON.stringify(found));
  return found.kind === 'read' ? '' : found.why;
}

function stepsOf({ requests }: Searched): string[] {
  return requests.map(({ step }) => step);
}
