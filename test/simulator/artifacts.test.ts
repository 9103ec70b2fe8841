import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import type { ArtifactScenario } from './artifact-scenarios.ts';
import { createOrganization } from './organization.ts';
import { type Simulator, startSimulator } from './simulator.ts';
import { parseZip } from './zip.ts';

const CSV = 'Account ID,ID\r\n'.repeat(1000);
let folder = '';

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulator-'));
  await writeFile(join(folder, 'output.csv'), CSV);
  await writeFile(join(folder, 'summary.md'), '# Zoë\n');
});
after(() => rm(folder, { recursive: true }));

test("the toolkit's own client uploads an artifact", async (t) => {
  const { outcome, simulator } = await upload(t, 'ok');
  const [artifact] = simulator.artifacts;
  assert.ok(artifact);
  assert.deepEqual(outcome, { id: 4242, digest: artifact.digest, size: artifact.zip.length });
  assert.deepEqual([artifact.id, artifact.name], ['4242', 'token-audit']);
  assert.equal(artifact.files.get('output.csv')?.toString(), CSV);
  assert.equal(artifact.files.get('summary.md')?.toString(), '# Zoë\n');
  const days = (Date.parse(artifact.expiresAt ?? '') - Date.now()) / 86_400_000;
  assert.ok(Math.abs(days - 5) < 0.1, `expires in ${days} days`);
});

for (const [scenario, error, steps] of [
  ['taken', /\(409\) Conflict: an artifact with this name already exists/, ['create']],
  ['quota', /Error: Failed to CreateArtifact: Artifact storage quota has been hit/, ['create']],
  ['reset-create-once', /Error: Failed to CreateArtifact: Unable to make request: ECONNRESET/, ['create']],
  ['blob-fails', /RestError: Server failed to authenticate the request/, ['create', 'block']],
  [
    'finalize-fails',
    /Error: Failed to FinalizeArtifact: Received non-retryable error/,
    ['create', 'block', 'commit', 'finalize'],
  ],
] as const) {
  test(`${scenario}: the toolkit's own client fails at once, and nothing is uploaded`, async (t) => {
    const { outcome, simulator } = await upload(t, scenario);
    assert.match(String(outcome), error);
    assert.deepEqual(
      simulator.artifactRequests.map(({ step }) => step),
      steps,
    );
    assert.equal(simulator.artifacts.length, 0);
  });
}

test('a name whose creation was answered by a reset is taken only if it took effect', async (t) => {
  for (const [scenario, status] of [
    ['reset-create-once', 200],
    ['create-answer-lost', 409],
  ] as const) {
    const simulator = await start(t, scenario);
    await assert.rejects(createArtifact(simulator));
    assert.equal((await createArtifact(simulator)).status, status);
  }
});

test("Atlassian's key in a request to the artifact service is a violation", async () => {
  const simulator = await startSimulator({ organization: createOrganization([]) });
  await createArtifact(simulator, simulator.orgToken);
  await assert.rejects(simulator.close(), /CreateArtifact: a wrong Authorization header/);
});

test('what is no zip archive is named', () => {
  assert.throws(() => parseZip(Buffer.from('nothing')), /no end record in 7 bytes/);
});

const CLIENT = `
  import { DefaultArtifactClient } from '@actions/artifact';
  const [folder] = process.argv.slice(1);
  const files = ['output.csv', 'summary.md'].map((name) => folder + '/' + name);
  const client = new DefaultArtifactClient();
  const outcome = await client.uploadArtifact('token-audit', files, folder, { retentionDays: 5 }).catch(String);
  process.stdout.write('\\nOUTCOME ' + JSON.stringify(outcome));
`;

/** In a process of its own: the client takes its settings from the environment, and writes to stdout. */
async function upload(t: TestContext, scenario: ArtifactScenario) {
  const simulator = await start(t, scenario);
  const env = { ...process.env, GITHUB_SERVER_URL: '', GITHUB_RETENTION_DAYS: '', ...simulator.artifactEnv };
  const args = ['--input-type=module', '-e', CLIENT, folder];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env, cwd: import.meta.dirname });
  return { outcome: JSON.parse(stdout.slice(stdout.indexOf('OUTCOME ') + 8)) as unknown, simulator };
}

async function start(t: TestContext, artifactService: ArtifactScenario): Promise<Simulator> {
  const simulator = await startSimulator({ organization: createOrganization([]), artifactService });
  t.after(() => simulator.close());
  return simulator;
}

function createArtifact({ artifactEnv }: Simulator, token = artifactEnv.ACTIONS_RUNTIME_TOKEN) {
  const method = 'twirp/github.actions.results.api.v1.ArtifactService/CreateArtifact';
  return fetch(`${artifactEnv.ACTIONS_RESULTS_URL}${method}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}` },
    body: JSON.stringify({ name: 'token-audit' }),
  });
}
