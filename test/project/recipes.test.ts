import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import { parse } from 'yaml';

type Step = { name?: string; run?: string };
type Workflow = { jobs: Record<string, { steps: Step[] }> };

const missing = ['bash', 'jq', 'curl', 'awk'].filter((tool) => spawnSync(tool, ['--version']).error);
// The bash that Windows finds first is that of another system.
const skip =
  process.platform === 'win32' ? 'Windows' : missing.length > 0 && `there is no ${missing.join(', ')} here`;

const RUN = 'https://github.com/example/audits/actions/runs/1';

/** The gh of the runner, as far as the recipe needs it: it tells what it was asked, and the body it was given. */
const FAKE_GH = `#!/usr/bin/env bash
echo "$*" >> calls.txt
[ "$1 $2" != 'issue list' ] || printf %s "$OPEN_ISSUE"
`;

test('the message in Slack tells the outputs, and nothing in them is run', { skip }, async (t) => {
  const outputs = { result: 'findings', 'findings-total': '$(touch run)', 'tokens-active': '"; `touch run`' };
  const { bodies, folder } = await tellSlack(t, outputs);
  assert.deepEqual(
    bodies.map((body) => JSON.parse(body)),
    [
      {
        text: `Token audit: findings\n$(touch run) findings, "; \`touch run\` active tokens, ? accounts unread\n${RUN}`,
      },
    ],
  );
  await assert.rejects(readFile(join(folder, 'run')));
});

test('the message in Slack says "?" for what is not known, and a webhook that refuses it is red', {
  skip,
}, async (t) => {
  const { bodies } = await tellSlack(t, {});
  assert.match(JSON.parse(bodies[0] ?? '').text, /^Token audit: \?\n\? findings, /);
  await assert.rejects(tellSlack(t, {}, 404), /404/);
});

test('the issue is opened once, then edited, then closed', { skip }, async (t) => {
  const summary = '# Findings\n';
  assert.deepEqual(await keepIssue(t, { RESULT: 'findings', OPEN_ISSUE: '' }, summary), [
    'issue list --label token-audit --state open --limit 1 --json number --jq .[].number',
    'label create token-audit --force',
    'issue create --title Token audit --label token-audit --body-file body.md',
  ]);
  const [, edit] = await keepIssue(t, { RESULT: 'incomplete', OPEN_ISSUE: '7' }, summary);
  assert.equal(edit, 'issue edit 7 --body-file body.md');
  const [, close] = await keepIssue(t, { RESULT: 'clean', OPEN_ISSUE: '7' });
  assert.equal(close, `issue close 7 --comment Clean: ${RUN}`);
  assert.equal((await keepIssue(t, { RESULT: 'clean', OPEN_ISSUE: '' })).length, 1);
});

test('the issue holds as many whole lines of the summary as fit', { skip }, async (t) => {
  const lines = Array.from(
    { length: 2_000 },
    (_, index) => `<tr><td>${index} Łukasz ${'😀'.repeat(9)}</td></tr>`,
  );
  const folder = await makeFolder(t);
  await keepIssue(t, { RESULT: 'findings', OPEN_ISSUE: '7' }, `# Findings\n${lines.join('\n')}\n`, folder);
  const body = await readFile(join(folder, 'body.md'), 'utf8');
  assert.ok(body.length > 30_000 && body.length <= 65_536, `${body.length} characters`);
  const [from, , title, ...rows] = body.trimEnd().split('\n');
  assert.deepEqual([from, title], [`From ${RUN}, whose files hold all of it.`, '# Findings']);
  assert.deepEqual(rows, lines.slice(0, rows.length));
});

async function tellSlack(t: TestContext, outputs: Record<string, string>, status = 200) {
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    bodies.push(await text(request));
    response.writeHead(status).end('ok');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  const folder = await makeFolder(t);
  const env = { SLACK_WEBHOOK: `http://127.0.0.1:${port}/services/T0`, OUTPUTS: JSON.stringify(outputs) };
  await runStep('slack.yml', 'Tell Slack', folder, env);
  return { bodies, folder };
}

/** What gh was asked. */
async function keepIssue(t: TestContext, env: Record<string, string>, summary?: string, folder?: string) {
  const place = folder ?? (await makeFolder(t));
  await writeFile(join(place, 'gh'), FAKE_GH);
  await chmod(join(place, 'gh'), 0o755);
  if (summary !== undefined) await writeFile(join(place, 'summary.md'), summary);
  await runStep('issue.yml', 'Keep the issue up to date', place, env);
  return (await readFile(join(place, 'calls.txt'), 'utf8')).trimEnd().split('\n');
}

/** Runs a step's script as the runner does. https://docs.github.com/en/actions/reference/workflow-syntax-for-github-actions */
async function runStep(file: string, name: string, folder: string, env: Record<string, string>) {
  const { jobs }: Workflow = parse(await readFile(`test/workflows/${file}`, 'utf8'));
  const step = Object.values(jobs)
    .flatMap(({ steps }) => steps)
    .find((candidate) => candidate.name === name);
  await writeFile(join(folder, 'script.sh'), step?.run ?? 'exit 99');
  const path = [folder, process.env.PATH].join(delimiter);
  await promisify(execFile)('bash', ['-e', 'script.sh'], {
    cwd: folder,
    env: { ...process.env, PATH: path, NO_PROXY: '127.0.0.1', RUN, ...env },
  });
}

async function makeFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'token-audit-recipe-'));
  t.after(() => rm(folder, { recursive: true }));
  return folder;
}
