import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { ACTION, readExamples, renderWorkflow } from '../../scripts/examples.ts';

type Step = { uses?: string; run?: string; with?: Record<string, unknown> };
type Job = { permissions: Record<string, string>; 'timeout-minutes': number; steps: Step[] };
type Workflow = { permissions: object; jobs: Record<string, Job> };

const own = readdirSync('.github/workflows').map((name) => ({
  name,
  text: readFileSync(`.github/workflows/${name}`, 'utf8'),
}));
const examples = readExamples().filter(({ kind }) => kind !== 'other');

const jobs = own.flatMap(({ name, text }) => {
  const workflow: Workflow = parse(text);
  assert.deepEqual(workflow.permissions, {}, `${name} gives its jobs permissions that they do not ask for`);
  return Object.entries(workflow.jobs).map(([id, job]) => ({ place: `${name} ${id}`, job }));
});

test('every foreign action is pinned by its commit, which has the same version wherever it stands', () => {
  const texts = [...own.map(({ text }) => text), ...examples.map(renderWorkflow)];
  const uses = texts.flatMap((text) =>
    [...text.matchAll(/^\s*(?:- )?uses: (.*)$/gm)].map(([, what = '']) => what),
  );
  const foreign = uses.filter((what) => !what.startsWith('./ #') && what !== ACTION);
  const versions = new Map<string, string>();
  for (const what of foreign) {
    const [, name = '', commit = ''] = /^([\w./-]+)@([0-9a-f]{40}) # v\d+\.\d+\.\d+$/.exec(what) ?? [];
    assert.ok(commit, `not pinned by commit, with its version: ${what}`);
    const repository = name.split('/').slice(0, 2).join('/');
    assert.equal(what.slice(name.length), versions.get(repository) ?? what.slice(name.length), name);
    versions.set(repository, what.slice(name.length));
  }
  assert.ok(versions.size >= 5);
});

test('no checkout leaves its token behind, and every job ends in time', () => {
  for (const { place, job } of jobs) {
    const checkouts = job.steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    for (const step of checkouts) assert.equal(step.with?.['persist-credentials'], false, place);
    assert.ok(job['timeout-minutes'] <= 30, place);
  }
});

test('jobs that may write are these, and they run no code of this repository or of a package', () => {
  const writing = jobs.flatMap(({ place, job }) => {
    const rights = Object.entries(job.permissions).filter(([, right]) => right !== 'read');
    return rights.length > 0 ? [{ place, job, rights: rights.map(([scope]) => scope) }] : [];
  });
  assert.deepEqual(Object.fromEntries(writing.map(({ place, rights }) => [place, rights])), {
    'codeql.yml analyze': ['security-events'],
    'rebuild-dist.yml push': ['contents'],
    'release.yml attest': ['id-token', 'attestations'],
    'release.yml publish': ['contents'],
  });
  for (const { place, job } of writing) {
    assert.ok(!job.steps.some(({ uses }) => uses?.startsWith('./')), place);
    for (const { run = '' } of job.steps) assert.doesNotMatch(run, /\b(npm|npx|node|bash|sh)\b/, place);
  }
});

test('a tag that was moved after its checks is not released', { skip: process.platform === 'win32' }, () => {
  const release: Workflow = parse(readFileSync('.github/workflows/release.yml', 'utf8'));
  const [compare] = release.jobs.publish?.steps ?? [];
  const folder = mkdtempSync(join(tmpdir(), 'token-audit-release-'));
  try {
    writeFileSync(join(folder, 'gh'), '#!/bin/sh\necho "$2" > asked; echo c0ffee\n', { mode: 0o755 });
    const run = (commit: string) => {
      const own = { GH_REPO: 'org/token-audit', GITHUB_REF_NAME: 'v1.2.3', COMMIT: commit };
      const env = { PATH: `${folder}:${process.env.PATH}`, ...own };
      return spawnSync('bash', ['-e', '-c', compare?.run ?? 'true'], { cwd: folder, env, encoding: 'utf8' });
    };
    assert.equal(run('c0ffee').status, 0);
    assert.equal(readFileSync(join(folder, 'asked'), 'utf8'), 'repos/org/token-audit/commits/tags/v1.2.3\n');
    const moved = run('beef');
    assert.deepEqual([moved.status, moved.stdout], [1, '::error::The tag moved from beef to c0ffee.\n']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('no workflow is started by strangers with rights of this repository', () => {
  for (const { name, text } of own) {
    assert.ok(!/pull_request_target:|workflow_run:|issue_comment:/.test(text), name);
  }
});
