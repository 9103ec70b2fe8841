// `npm run build` makes dist/, which the runner executes: src/ → build/ by tsc → dist/ by ncc, and the licence notice.
// With `--check` it builds into build/dist/ instead, and fails in one line unless dist/ holds the same bytes.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { computePackageFolders, readPackage, renderNotice, type StatsModule } from './notice.ts';

process.chdir(join(import.meta.dirname, '..'));
if (process.argv.includes('--check')) {
  build('build/dist');
  if (!holdSameFiles('build/dist', 'dist')) {
    console.error('dist/ is not what src/ builds: run `npm run build` (after `npm ci`) and commit dist/.');
    process.exitCode = 1;
  }
} else {
  build('dist');
  for (const [file, bytes] of readFiles('dist'))
    console.log(`dist/${file} ${(bytes.length / 1024).toFixed(0)} KiB`);
}

function build(folder: string): void {
  // ncc leaves the chunks of earlier builds, and tsc the modules of deleted sources.
  for (const stale of ['build', folder]) rmSync(stale, { recursive: true, force: true });
  runNode('node_modules/typescript/bin/tsc', '-p tsconfig.build.json');
  runNode(
    'node_modules/@vercel/ncc/dist/ncc/cli.js',
    `build build/index.js -o ${folder} --no-cache --quiet --stats-out build/stats.json`,
  );
  writeNotice(folder);
  assertNoLocalPaths(folder);
}

function runNode(script: string, options: string): void {
  execFileSync(process.execPath, [script, ...options.split(' ')], { stdio: 'inherit' });
}

// `ncc --license` misses packages whose modules were concatenated; the statistics name every module.
function writeNotice(folder: string): void {
  const { modules } = JSON.parse(readFileSync('build/stats.json', 'utf8')) as { modules: StatsModule[] };
  writeFileSync(`${folder}/licenses.txt`, renderNotice(computePackageFolders(modules).map(readPackage)));
}

// A path of this machine would make dist/ differ between checkouts.
function assertNoLocalPaths(folder: string): void {
  for (const [file, bytes] of readFiles(folder)) {
    const lines = bytes.toString().split('\n');
    const line = lines.findIndex((content) => content.includes(process.cwd())) + 1;
    if (line > 0)
      throw new Error(`${folder}/${file}:${line} contains the path of this checkout: remove its source.`);
  }
}

function holdSameFiles(one: string, other: string): boolean {
  const [expected, actual] = [readFiles(one), readFiles(other)];
  const isSame = ([file, bytes]: [string, Buffer]) => actual.get(file)?.equals(bytes);
  return expected.size === actual.size && [...expected].every(isSame);
}

function readFiles(folder: string): Map<string, Buffer> {
  const files = existsSync(folder) ? readdirSync(folder) : [];
  return new Map(files.map((file) => [file, readFileSync(join(folder, file))]));
}
