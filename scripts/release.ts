// `node scripts/release.ts vX.Y.Z` says whether a tag may be released, and as what. .github/workflows/release.yml asks it in
// a checkout with the whole history.
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, readFileSync } from 'node:fs';
import { computeRelease } from './versions.ts';

try {
  release(process.argv[2] ?? '');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function release(tag: string): void {
  requireMain(tag);
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  const tags = git('tag', '--list').split('\n');
  const outputs = { ...computeRelease(tag, version, tags), commit: git('rev-parse', 'HEAD').trim() };
  const lines = Object.entries(outputs).map(([name, value]) => `${name}=${value}\n`);
  process.stdout.write(lines.join(''));
  if (process.env.GITHUB_OUTPUT) appendFileSync(process.env.GITHUB_OUTPUT, lines.join(''));
}

/** A commit that is not on main was not reviewed. The whole name of main, since git would prefer a tag `origin/main`. */
function requireMain(tag: string): void {
  const { status } = spawnSync('git', ['merge-base', '--is-ancestor', 'HEAD', 'refs/remotes/origin/main']);
  if (status !== 0) throw new Error(`The commit of ${tag} is not on main: merge it first.`);
}

function git(...args: string[]): string {
  return execFileSync('git', args, { encoding: 'utf8' });
}
