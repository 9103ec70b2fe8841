import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readRunContext } from '../../src/actions/context.ts';

const folder = mkdtempSync(join(tmpdir(), 'runs-'));
after(() => rmSync(folder, { recursive: true }));

test('the run is described by what the runner says of it', () => {
  const context = readRunContext({
    GITHUB_ACTIONS: 'true',
    GITHUB_REPOSITORY: 'example/audits',
    GITHUB_WORKFLOW: 'Token audit',
    GITHUB_SERVER_URL: 'https://acme.ghe.com',
    GITHUB_RUN_ID: '4711',
    GITHUB_WORKFLOW_REF: 'example/audits/.github/workflows/token-audit.yml@refs/heads/release/1.x',
    GITHUB_SHA: 'c0ffee0000000000000000000000000000000000',
    GITHUB_REF: 'refs/heads/release/1.x',
    GITHUB_REF_NAME: 'release/1.x',
    GITHUB_API_URL: 'https://api.acme.ghe.com',
    GITHUB_WORKSPACE: '/workspace',
    RUNNER_TEMP: '/temp',
  });
  assert.deepEqual(context, {
    onGitHub: true,
    isPublic: true,
    repository: 'example/audits',
    workflow: 'Token audit',
    runUrl: 'https://acme.ghe.com/example/audits/actions/runs/4711',
    runId: '4711',
    workflowFile: 'token-audit.yml',
    branch: 'release/1.x',
    commit: 'c0ffee0000000000000000000000000000000000',
    serverUrl: 'https://acme.ghe.com',
    githubApiUrl: 'https://api.acme.ghe.com',
    workspace: '/workspace',
    temp: '/temp',
  });
});

test('the workflow is known by its file, if it is one of this repository', () => {
  const ref = '/.github/workflows/audit.yaml@refs/heads/main';
  for (const [workflowRef, file] of [
    [`example/audits${ref}`, 'audit.yaml'],
    [`Example/Audits${ref}`, 'audit.yaml'],
    [`example/audits${ref}@.yml`, 'audit.yaml'],
    [`example/rulesets${ref}`, ''],
    [`example/audits/.github/workflows/a/b.yml@refs/heads/main`, ''],
    ['example/audits', ''],
    [undefined, ''],
  ] as const) {
    const env = { GITHUB_REPOSITORY: 'example/audits', GITHUB_WORKFLOW_REF: workflowRef };
    assert.equal(readRunContext(env).workflowFile, file, workflowRef);
  }
});

test('the branch comes whole from the ref; a pull request and a tag have none', () => {
  for (const [ref, name, branch] of [
    ['refs/heads/main', 'main', 'main'],
    ['refs/heads/a/b', 'b', 'a/b'],
    ['refs/tags/v1', 'v1', ''],
    ['refs/pull/7/merge', '7/merge', ''],
    [undefined, 'main', 'main'],
    [undefined, undefined, ''],
  ] as const)
    assert.equal(readRunContext({ GITHUB_REF: ref, GITHUB_REF_NAME: name }).branch, branch, ref);
});

test("GitHub's API is at its public address unless the runner says otherwise", () => {
  for (const env of [{}, { GITHUB_API_URL: '' }])
    assert.equal(readRunContext(env).githubApiUrl, 'https://api.github.com');
});

test('off GitHub there is no run, the workspace is where one stands, and nothing is public', () => {
  for (const env of [{}, { GITHUB_ACTIONS: 'false' }, { GITHUB_WORKSPACE: '', RUNNER_TEMP: '' }]) {
    const { onGitHub, isPublic, runUrl, workspace, temp } = readRunContext(env);
    assert.deepEqual(
      [onGitHub, isPublic, runUrl, workspace, temp],
      [false, false, '', process.cwd(), undefined],
    );
  }
});

for (const [visibility, repository] of [
  ['private', { private: true }],
  ['private', { private: true, visibility: 'private' }],
  ['private', { private: true, visibility: 'internal' }],
  ['public', { private: false }],
  ['public', { private: false, visibility: 'public' }],
  ['public', { private: true, visibility: 'public' }],
  ['public', { private: true, visibility: 'something new' }],
  ['public', { private: 'true' }],
  ['public', { private: 1 }],
  ['public', {}],
  ['public', null],
] as const) {
  test(`${JSON.stringify(repository)} is ${visibility}`, () => {
    assert.equal(isPublic(JSON.stringify({ repository })), visibility === 'public');
  });
}

test('on GitHub, visibility that nobody tells counts as public', () => {
  for (const event of ['', '{', 'null', '[]', '1', '"private"', '{"repository":"private"}', '\0'])
    assert.equal(isPublic(event), true, event);
  assert.equal(readRunContext({ GITHUB_ACTIONS: 'true' }).isPublic, true);
  const missing = { GITHUB_ACTIONS: 'true', GITHUB_EVENT_PATH: join(folder, 'none.json') };
  assert.equal(readRunContext(missing).isPublic, true);
  assert.equal(readRunContext({ ...missing, GITHUB_EVENT_PATH: folder }).isPublic, true);
});

function isPublic(event: string): boolean {
  const path = join(folder, 'event.json');
  writeFileSync(path, event);
  return readRunContext({ GITHUB_ACTIONS: 'true', GITHUB_EVENT_PATH: path }).isPublic;
}
