import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { computeRelease } from '../../scripts/versions.ts';

test('the newest version of all is the latest, and its major tag moves there', () => {
  const tags = ['v1', 'v1.2.0', 'v1.10.0', 'v2.0.0-rc.1', 'nightly', ''];
  const release = computeRelease('v1.10.0', '1.10.0', tags);
  assert.deepEqual(release, { prerelease: false, latest: true, major: 'v1', moves: true });
});

test('numbers are compared as numbers, each only where those before it agree', () => {
  assert.equal(computeRelease('v1.9.9', '1.9.9', ['v1.10.0']).moves, false);
  assert.equal(computeRelease('v1.10.0', '1.10.0', ['v1.9.9']).moves, true);
  assert.equal(computeRelease('v1.2.3', '1.2.3', ['v1.2.4']).moves, false);
  assert.equal(computeRelease('v1.2.3', '1.2.3', ['v1.2.3', 'v0.9.9']).moves, true);
});

test('a fix of an older major moves that major, and is not the latest', () => {
  const release = computeRelease('v1.3.1', '1.3.1', ['v1.3.0', 'v2.0.0', 'v11.0.0']);
  assert.deepEqual(release, { prerelease: false, latest: false, major: 'v1', moves: true });
});

test('a prerelease moves nothing', () => {
  const release = computeRelease('v2.0.0-rc.1', '2.0.0-rc.1', ['v1.0.0']);
  assert.deepEqual(release, { prerelease: true, latest: false, major: 'v2', moves: false });
});

test('what is no version, or not that of package.json, is not released', () => {
  for (const tag of ['1.0.0', 'v1', 'v1.0', 'v01.0.0', 'v1.0.0\nmajor=v9', 'v1.0.0;id', '']) {
    assert.throws(() => computeRelease(tag, tag.slice(1), []), /is no version/, JSON.stringify(tag));
  }
  assert.throws(
    () => computeRelease('v1.0.1', '1.0.0', []),
    /The tag is v1\.0\.1, package\.json says 1\.0\.0/,
  );
});

test('the release workflow learns from the checkout whether the tag is on main, and what it is', () => {
  const folder = mkdtempSync(join(tmpdir(), 'token-audit-release-'));
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim();
  const ask = (tag: string) => {
    const env = { ...process.env, GITHUB_OUTPUT: join(folder, 'output') };
    return spawnSync(process.execPath, ['scripts/release.ts', tag], { cwd: folder, encoding: 'utf8', env });
  };
  try {
    mkdirSync(join(folder, 'scripts'));
    for (const name of ['release', 'versions'])
      copyFileSync(`scripts/${name}.ts`, join(folder, `scripts/${name}.ts`));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module", "version": "1.1.0" }');
    git('init', '--quiet');
    git('add', '.');
    git('-c', 'user.name=A', '-c', 'user.email=a@example.com', 'commit', '--quiet', '-m', 'A');
    for (const tag of ['v1', 'v1.0.0', 'v1.1.0']) git('tag', tag);
    git('update-ref', 'refs/remotes/origin/main', 'HEAD');
    assert.equal(ask('v1.1.0').status, 0);
    const told = [
      'prerelease=false',
      'latest=true',
      'major=v1',
      'moves=true',
      `commit=${git('rev-parse', 'HEAD')}`,
    ];
    assert.equal(readFileSync(join(folder, 'output'), 'utf8'), `${told.join('\n')}\n`);
    const refused = ask('v1.0.0');
    assert.deepEqual([refused.status, refused.stdout], [1, '']);
    assert.match(refused.stderr, /^The tag is v1\.0\.0, package\.json says 1\.1\.0/);
    git(
      '-c',
      'user.name=A',
      '-c',
      'user.email=a@example.com',
      'commit',
      '--quiet',
      '--allow-empty',
      '-m',
      'B',
    );
    git('tag', 'origin/main');
    const elsewhere = ask('v1.1.0');
    assert.deepEqual([elsewhere.status, elsewhere.stdout], [1, '']);
    assert.match(elsewhere.stderr, /^The commit of v1\.1\.0 is not on main/);
    git('update-ref', '-d', 'refs/remotes/origin/main');
    assert.equal(ask('v1.1.0').status, 1, 'a main that is not known proves nothing');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
