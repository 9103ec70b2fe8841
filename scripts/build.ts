// `npm run build` makes dist/, what the runner executes: src/ → build/ by tsc → dist/ by ncc, and the notice.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { computePackageFolders, readPackage, renderNotice, type StatsModule } from './notice.ts';

const nccOptions = '-o dist --no-cache --quiet --stats-out build/stats.json';

process.chdir(join(import.meta.dirname, '..'));
// ncc leaves the chunks of earlier builds, and tsc the modules of deleted sources.
for (const folder of ['build', 'dist']) rmSync(folder, { recursive: true, force: true });
runNode('node_modules/typescript/bin/tsc', ['-p', 'tsconfig.build.json']);
runNode('node_modules/@vercel/ncc/dist/ncc/cli.js', ['build', 'build/index.js', ...nccOptions.split(' ')]);
writeNotice();
assertNoLocalPaths();

function runNode(script: string, args: string[]): void {
  execFileSync(process.execPath, [script, ...args], { stdio: 'inherit' });
}

// `ncc --license` misses the packages whose modules were concatenated; the statistics name every module.
function writeNotice(): void {
  const { modules } = JSON.parse(readFileSync('build/stats.json', 'utf8')) as { modules: StatsModule[] };
  writeFileSync('dist/licenses.txt', renderNotice(computePackageFolders(modules).map(readPackage)));
}

// A path of this machine would make dist differ from one checkout to another.
function assertNoLocalPaths(): void {
  for (const file of readdirSync('dist')) {
    const text = readFileSync(`dist/${file}`, 'utf8');
    const line = text.split('\n').findIndex((content) => content.includes(process.cwd())) + 1;
    if (line > 0) throw new Error(`dist/${file}:${line} names this checkout: find out what put it there.`);
    console.log(`dist/${file} ${(text.length / 1024).toFixed(0)} KiB`);
  }
}
