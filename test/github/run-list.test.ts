import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { GitHubApi } from '../../src/github/github-api.ts';
import { isAncestor, readEarlierRuns, readNewestArtifact } from '../../src/github/run-list.ts';
import { createRunContext } from '../harness/entries.ts';

const CONTEXT = createRunContext({ runId: '4711', branch: 'main' });
const SEARCH = { context: CONTEXT, artifactName: 'token-audit' };
const RUN = {
  id: 1,
  status: 'completed',
  event: 'schedule',
  head_branch: 'main',
  head_sha: 'beef'.padEnd(40, '0'),
  head_repository: { full_name: CONTEXT.repository },
  created_at: '2026-06-01T00:00:00Z',
  html_url: 'https://github.com/example/audits/actions/runs/1',
};
const ARTIFACT = { id: 7, name: 'token-audit', expired: false, created_at: RUN.created_at, size_in_bytes: 9 };

test('the runs and artifacts as GitHub documents them are taken', async () => {
  assert.deepEqual(await listRuns([RUN]), [{ id: 1, url: RUN.html_url, commit: RUN.head_sha }]);
  assert.deepEqual(await newestOf([ARTIFACT]), { id: 7, size: 9, digest: undefined });
  assert.deepEqual(await newestOf([{ ...ARTIFACT, digest: 'sha256:00' }]), {
    id: 7,
    size: 9,
    digest: 'sha256:00',
  });
});

test('a name that differs only in its case is the same repository', async () => {
  const run = { ...RUN, head_repository: { full_name: 'Example/Audits' } };
  assert.equal((await listRuns([run])).length, 1);
});

test('what lacks or garbles a field is not trusted', async () => {
  for (const change of [
    { id: '1' },
    { id: 0.5 },
    { id: -1 },
    { id: 4711 },
    { status: undefined },
    { event: undefined },
    { head_branch: 'another' },
    { head_branch: undefined },
    { head_repository: undefined },
    { head_repository: {} },
    { head_repository: CONTEXT.repository },
    { created_at: 'yesterday' },
    { created_at: undefined },
  ])
    assert.deepEqual(await listRuns([{ ...RUN, ...change }]), [], JSON.stringify(change));
});

test('an artifact counts with this exact name, when it says that it is there', async () => {
  for (const change of [{ name: 'token-audit-2' }, { name: 'Token-audit' }, { name: undefined }])
    assert.equal(await newestOf([{ ...ARTIFACT, ...change }]), undefined);
  for (const change of [{ expired: true }, { expired: undefined }, { id: '../7' }, { created_at: '' }])
    assert.equal(await newestOf([{ ...ARTIFACT, ...change }]), 'expired', JSON.stringify(change));
  const other = { ...ARTIFACT, id: 8, created_at: '2027-01-01T00:00:00Z', expired: true };
  assert.deepEqual(await newestOf([other, ARTIFACT]), { id: 7, size: 9, digest: undefined });
});

test('all runs were looked at when the last page is not full, and no more than 20 may serve', async () => {
  const noneOlder = async (list: unknown[]) =>
    (await readEarlierRuns({ ...SEARCH, api: answering({ workflow_runs: list }) })).noneOlder;
  const many = (count: number) => Array.from({ length: count }, (_, id) => ({ ...RUN, id }));
  assert.equal(await noneOlder([]), true);
  assert.equal(await noneOlder(many(20)), true);
  assert.equal(await noneOlder(many(21)), false);
  assert.equal(await noneOlder(many(100).map((run) => ({ ...run, event: 'pull_request' }))), false);
});

test('a commit is an ancestor when GitHub says so, asked by SHA alone', async () => {
  const asked: string[] = [];
  const ask = (commit: string, answer: Record<string, unknown> | undefined) =>
    isAncestor(
      {
        ...SEARCH,
        api: {
          ...answering({}),
          get: async (path) => {
            asked.push(path);
            return answer;
          },
        },
      },
      commit,
    );
  assert.equal(await ask(CONTEXT.commit, undefined), true, 'its own');
  for (const name of [
    'main',
    '',
    'beef',
    `${RUN.head_sha}~1`,
    `${RUN.head_sha}\n`,
    RUN.head_sha.toUpperCase(),
  ])
    assert.equal(await ask(name, { status: 'ahead' }), false, name);
  assert.deepEqual(asked, []);
  for (const [answer, expected] of [
    [{ status: 'ahead' }, true],
    [{ status: 'identical' }, true],
    [{ status: 'behind' }, false],
    [{ status: 'diverged' }, false],
    [{ status: ['ahead'] }, false],
    [{}, false],
    [undefined, false],
  ] as const)
    assert.equal(await ask(RUN.head_sha, answer), expected, JSON.stringify(answer));
  assert.equal(
    asked[0],
    `/repos/example/audits/compare/${RUN.head_sha}...${CONTEXT.commit}?per_page=1&page=2`,
  );
});

test('whatever JSON comes, it is a list of runs and an artifact or none, or an error that says what to do', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(mixOf(RUN)), fc.array(mixOf(ARTIFACT)), async (runs, artifacts) => {
      for (const { id, url } of await listRuns(runs))
        assert.deepEqual([Number.isSafeInteger(id), typeof url], [true, 'string']);
      const newest = await newestOf(artifacts);
      assert.ok(typeof newest !== 'object' || Number.isSafeInteger(newest.id));
    }),
  );
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (list) => {
      if (!Array.isArray(list)) await assert.rejects(listRuns(list), /no list "workflow_runs": run it again/);
    }),
  );
});

test('the addresses asked for hold a branch, a file and a name of any kind as one part each', async () => {
  const asked: string[] = [];
  const api: GitHubApi = {
    ...answering({}),
    async get(path) {
      asked.push(path);
      return { workflow_runs: [], artifacts: [] };
    },
  };
  const context = { ...CONTEXT, branch: 'a/b&per_page=1#', workflowFile: 'a b?.yml' };
  await readEarlierRuns({ ...SEARCH, api, context });
  await readNewestArtifact({ ...SEARCH, api, artifactName: 'a&b' }, { id: 1, url: '', commit: '' });
  assert.deepEqual(asked, [
    '/repos/example/audits/actions/workflows/a%20b%3F.yml/runs?branch=a%2Fb%26per_page%3D1%23&per_page=100&page=1',
    '/repos/example/audits/actions/runs/1/artifacts?name=a%26b&per_page=100',
  ]);
});

/** Any JSON, or an object with these fields of which some are any JSON. */
function mixOf(good: object): fc.Arbitrary<unknown> {
  const fields = Object.entries(good).map(([name, value]) => [
    name,
    fc.oneof(fc.constant(value), fc.jsonValue()),
  ]);
  return fc.oneof(fc.jsonValue(), fc.record(Object.fromEntries(fields), { requiredKeys: [] }));
}

function answering(answer: Record<string, unknown> | undefined): GitHubApi {
  return { get: async () => answer, download: () => Promise.reject(new Error('nothing to download')) };
}

async function listRuns(list: unknown) {
  return (await readEarlierRuns({ ...SEARCH, api: answering({ workflow_runs: list }) })).runs;
}

function newestOf(list: unknown) {
  const api = answering({ artifacts: list });
  return readNewestArtifact({ ...SEARCH, api }, { id: 1, url: '', commit: '' });
}
