import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAccounts, play } from '../harness/scenario.ts';

const accounts = createAccounts(3);

test('a network failure before the artifact exists is tried again', async () => {
  const run = await play({ accounts, server: { artifactService: 'reset-create-once' } });
  assert.equal(run.exitCode, 0, run.log);
  assert.equal(run.simulator.artifacts.length, 1);
});

test('a name that is taken: red, with artifact-name as the way out, and what was found is told', async () => {
  const run = await play({
    accounts,
    server: { artifactService: 'taken' },
    inputs: { 'artifact-name': 'weekly' },
  });
  assert.equal(run.exitCode, 1);
  assert.equal(run.outputs.result, 'error');
  assert.match(run.log, /::error::Error: An artifact named "weekly" already exists.*another artifact-name/);
  assert.equal(run.outputs['tokens-total'], '3');
  assert.equal(run.outputs['artifact-id'], '');
  assert.match(run.summary, /Person 1/);
  // The files hold the verdict on the audit; the failed upload is an error of the job.
  assert.equal(JSON.parse(run.files['report.json'] ?? '').verdict.result, 'clean');
});

for (const artifactService of ['quota', 'finalize-fails', 'blob-fails'] as const) {
  test(`refused by a service that is there (${artifactService}): red, and findings are told all the same`, async () => {
    const run = await play({ accounts, server: { artifactService }, inputs: { 'max-tokens': '1' } });
    assert.equal(run.exitCode, 1);
    assert.equal(run.outputs.result, 'error');
    assert.match(run.log, /::error::Error: the artifact service did not take "token-audit"/);
    assert.match(run.log, /::error::Result of the audit: 1 finding/);
    assert.match(run.log, /::error::max-tokens: 3 active of 3 tokens, limit 1/);
    assert.equal(run.outputs['findings-total'], '1');
  });
}

test('no artifact service: a warning that says where the files are and what to do', async () => {
  const run = await play({
    accounts,
    env: { ACTIONS_RESULTS_URL: undefined, ACTIONS_RUNTIME_TOKEN: undefined },
  });
  assert.equal(run.exitCode, 0, run.log);
  assert.match(run.log, /::warning::.*actions\/upload-artifact.*token-audit/);
  assert.equal(run.outputs.result, 'clean');
});

test('GitHub Enterprise Server: the same, and nothing is tried', async () => {
  const run = await play({ accounts, env: { GITHUB_SERVER_URL: 'https://github.example.com' } });
  assert.equal(run.exitCode, 0, run.log);
  assert.match(run.log, /::warning::GitHub Enterprise Server.*actions\/upload-artifact/);
  assert.equal(run.simulator.artifacts.length, 0);
});

test('a server whose address is none: a warning, and every file is there', async () => {
  const run = await play({ accounts, env: { GITHUB_SERVER_URL: 'github' } });
  assert.equal(run.exitCode, 0, run.log);
  assert.match(run.log, /::warning::GITHUB_SERVER_URL is not a URL/);
  assert.match(run.files['output.csv'] ?? '', /Person 1/);
  assert.equal(run.outputs.result, 'clean');
});

test('upload-artifact false: nothing is uploaded and nothing is wrong', async () => {
  const run = await play({ accounts, inputs: { 'upload-artifact': 'false' } });
  assert.equal(run.exitCode, 0);
  assert.equal(run.simulator.artifacts.length, 0);
  assert.doesNotMatch(run.log, /::warning::/);
});

for (const [what, step, kind] of [
  ['cut', 'create', 'cut-body'],
  ['cut', 'finalize', 'cut-body'],
  ['without an end', 'create', 'stall-body'],
  ['without an end', 'block', 'stall-headers'],
] as const) {
  test(`an answer ${what} to the step "${step}" is a refusal, not a hang and not a run without a verdict`, async () => {
    const artifactService = { step, answer: { kind } };
    const env = { ACTIONS_ARTIFACT_UPLOAD_TIMEOUT_MS: '500' };
    const run = await play({ accounts, server: { artifactService }, env });
    assert.equal(run.exitCode, 1);
    assert.equal(run.outputs.result, 'error');
    assert.match(run.log, /::error::Error: the artifact service did not take "token-audit"/);
    assert.ok(run.ms < 15_000, `${run.ms} ms`);
  });
}

for (const [what, answer, message] of [
  ['of the blob store', 'blob-fails', /: 403 from 127\.0\.0\.1:\d+: Server failed to authenticate/],
  [
    'of a proxy',
    { kind: 'text', status: 403, body: '' },
    /: 403 from 127\.0\.0\.1:\d+ \(.*proxy or firewall/,
  ],
] as const)
  test(`a refusal ${what} tells its status and the host`, async () => {
    const artifactService = typeof answer === 'string' ? answer : ({ step: 'block', answer } as const);
    const run = await play({ accounts, server: { artifactService } });
    assert.equal(run.outputs.result, 'error');
    assert.match(run.log, message);
    assert.doesNotMatch(run.log, /simulated%2B/, 'the signature of the address');
  });

test('a workspace behind a symbolic link: the files are uploaded all the same', async () => {
  const run = await play({ accounts, isWorkspaceLinked: true });
  assert.equal(run.exitCode, 0, run.log);
  assert.ok(run.simulator.artifacts[0]?.files.has('output.csv'));
});

test('a lost answer to CreateArtifact: the name is taken by this very step, and it says so', async () => {
  const run = await play({ accounts, server: { artifactService: 'create-answer-lost' } });
  assert.equal(run.outputs.result, 'error');
  assert.match(run.log, /its answer to the first try was lost/);
  assert.doesNotMatch(run.log, /another artifact-name/);
});

/** Lets no file of dist/ be loaded but the first, and says so in the log. */
const REFUSE_CHUNKS = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  registerHooks({
    load(url, context, next) {
      if (!/dist\\/\\d+\\.index\\.js$/.test(url)) return next(url, context);
      console.log('A chunk was asked for.');
      throw new Error('no chunk today');
    },
  });
`)}`;

for (const [why, scenario] of [
  ['upload-artifact is false', { inputs: { 'upload-artifact': 'false' } }],
  ['the repository is public', { event: { repository: { private: false } } }],
  ['there is no service', { env: { ACTIONS_RESULTS_URL: undefined } }],
] as const)
  test(`where nothing is uploaded since ${why}, the artifact client is not even loaded`, async () => {
    const env = { ...('env' in scenario ? scenario.env : {}), NODE_OPTIONS: `--import=${REFUSE_CHUNKS}` };
    const run = await play({ accounts, ...scenario, env });
    assert.equal(run.exitCode, 0, run.log);
    assert.doesNotMatch(run.log, /A chunk was asked for/);
  });

test('an artifact client that cannot be loaded is an upload that failed, and the audit is whole', async () => {
  const run = await play({ accounts, env: { NODE_OPTIONS: `--import=${REFUSE_CHUNKS}` } });
  assert.equal(run.exitCode, 1);
  assert.match(run.log, /A chunk was asked for/);
  assert.match(run.log, /::error::Error: the artifact service did not take "token-audit".*no chunk today/);
  assert.deepEqual([run.outputs.complete, run.outputs['tokens-total']], ['true', '3']);
});
