import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readRunContext } from '../src/github/runs.ts';

const folder = mkdtempSync(join(tmpdir(), 'runs-'));
after(() => rmSync(folder, { recursive: true }));

test('the run is described by what the runner says of it', () => {
  const context = readRunContext({
    GITHUB_ACTIONS: 'true',
    GITHUB_REPOSITORY: 'example/audits',
    GITHUB_WORKFLOW: 'Token audit',
    GITHUB_SERVER_URL: 'https://acme.ghe.com',
    GITHUB_RUN_ID: '4711',
    GITHUB_WORKSPACE: '/workspace',
    RUNNER_TEMP: '/temp',
  });
  assert.deepEqual(context, {
    onGitHub: true,
    isPublic: true,
    repository: 'example/audits',
    workflow: 'Token audit',
    runUrl: 'https://acme.ghe.com/example/audits/actions/runs/4711',
    workspace: '/workspace',
    temp: '/temp',
  });
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
