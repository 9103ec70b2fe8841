import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { GitHubApi } from '../../src/actions/github-api.ts';
import { readEarlierRuns, readNewestArtifact } from '../../src/actions/run-list.ts';
import { createRunContext } from '../harness/entries.ts';

const CONTEXT = createRunContext({ runId: '4711', branch: 'main' });
const RUN = {
  id: 1,
  status: 'completed',
  event: 'schedule',
  head_branch: 'main',
  head_repository: { full_name: CONTEXT.repository },
  created_at: '2026-06-01T00:00:00Z',
  html_url: 'https://github.com/example/audits/actions/runs/1',
};
const ARTIFACT = { id: 7, name: 'token-audit', expired: false, created_at: RUN.created_at, size_in_bytes: 9 };

test('the runs and artifacts as GitHub documents them are taken', async () => {
  assert.deepEqual(await listRuns([RUN]), [{ id: 1, url: RUN.html_url }]);
  assert.deepEqual(await newestOf([ARTIFACT]), { id: 7, digest: undefined });
  assert.deepEqual(await newestOf([{ ...ARTIFACT, digest: 'sha256:00' }]), { id: 7, digest: 'sha256:00' });
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
    assert.deepEqual(await newestOf([{ ...ARTIFACT, ...change }]), {
      why: 'without an artifact "token-audit"',
    });
  for (const change of [{ expired: true }, { expired: undefined }, { id: '../7' }, { created_at: '' }])
    assert.ok('why' in (await newestOf([{ ...ARTIFACT, ...change }])), JSON.stringify(change));
  const large = { ...ARTIFACT, size_in_bytes: 1024 ** 3 + 1 };
  assert.deepEqual(await newestOf([large]), { why: 'whose artifact is larger than 1 GiB' });
});

test('whatever JSON comes, it is a list of runs and an artifact or none, or an error that says what to do', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(mixOf(RUN)), fc.array(mixOf(ARTIFACT)), async (runs, artifacts) => {
      for (const { id, url } of await listRuns(runs))
        assert.deepEqual([Number.isSafeInteger(id), typeof url], [true, 'string']);
      const newest = await newestOf(artifacts);
      assert.ok('why' in newest || Number.isSafeInteger(newest.id));
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
    async get(path) {
      asked.push(path);
      return { workflow_runs: [], artifacts: [] };
    },
  };
  await readEarlierRuns(api, { ...CONTEXT, branch: 'a/b&per_page=1#', workflowFile: 'a b?.yml' });
  await readNewestArtifact(api, CONTEXT, { id: 1, url: '' }, 'a&b');
  assert.deepEqual(asked, [
    '/repos/example/audits/actions/workflows/a%20b%3F.yml/runs?branch=a%2Fb%26per_page%3D1%23&per_page=50&page=1',
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

function answering(answer: Record<string, unknown>): GitHubApi {
  return { get: async () => answer };
}

function listRuns(list: unknown) {
  return readEarlierRuns(answering({ workflow_runs: list }), CONTEXT);
}

function newestOf(list: unknown) {
  return readNewestArtifact(answering({ artifacts: list }), CONTEXT, { id: 1, url: '' }, 'token-audit');
}
