import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { computePackageFolders, renderNotice } from '../../scripts/notice.ts';

type Locked = { name?: string; version: string; dev?: boolean; link?: boolean };
type Lock = { packages: Record<string, Locked> };

const { packages: locked } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock;

test('every package that the bundle names stands in the notice, with its version', () => {
  const notice = readNotice();
  const folders = readChunks().flatMap(([, text]) => parseModules(text).map(computeFolder));
  const bundled = [...new Set(folders)].filter((folder) => folder !== '').map(computeNameAndVersion);
  assert.ok(
    bundled.length > 30,
    'the bundle no longer names its modules; find another way to check the notice',
  );
  assert.deepEqual(
    bundled.filter((name) => !notice.has(name)),
    [],
  );
});

test('no line of a package that the notice lacks is in the bundle', () => {
  const notice = readNotice();
  const inNotice = (folder: string) => notice.has(computeNameAndVersion(folder));
  const runtime = Object.keys(locked).filter(
    (folder) => isForeign(folder) && !locked[folder]?.dev && existsSync(folder),
  );
  const missing = runtime.filter((folder) => !inNotice(folder));
  assert.ok(missing.length < runtime.length / 2);
  const explained = new Set(runtime.filter(inNotice).flatMap(listLines));
  const bundled = readChunks().flatMap(([, text]) => splitLines(text));
  const unexplained = new Set(bundled.filter((line) => !explained.has(line)));
  for (const folder of missing) {
    const found = listLines(folder).filter((line) => unexplained.has(line));
    assert.deepEqual(found, [], `${folder} is in the bundle and not in the notice`);
  }
});

test('every entry of the notice is an installed version and says under which terms', () => {
  const installed = new Set(Object.keys(locked).filter(Boolean).map(computeNameAndVersion));
  for (const [name, body] of readNotice()) {
    assert.ok(installed.has(name), `${name} is not in package-lock.json`);
    assert.ok(/licen[cs]e|copyright/i.test(body), `${name} has no terms`);
  }
});

test('the artifact client is a chunk of its own, loaded only when it is called', () => {
  const holders = readChunks().filter(([, text]) => text.includes('node_modules/@actions/artifact/'));
  assert.equal(holders.length, 1);
  assert.notEqual(holders[0]?.[0], 'index.js');
});

test('modules that were concatenated count, and modules that were left out do not', () => {
  const folders = computePackageFolders([
    { nameForCondition: '/x/build/index.js', chunks: [1] },
    { nameForCondition: '/x/node_modules/unused/index.js', chunks: [] },
    {
      nameForCondition: '/x/node_modules/@a/b/index.js',
      chunks: [1],
      modules: [{ nameForCondition: '/x/node_modules/@a/b/node_modules/c/lib/d.js', chunks: [] }],
    },
    { nameForCondition: 'C:\\x\\node_modules\\@a\\e\\lib\\f.js', chunks: [2] },
    { nameForCondition: null, chunks: [2] },
  ]);
  assert.deepEqual(folders, [
    '/x/node_modules/@a/b',
    '/x/node_modules/@a/b/node_modules/c',
    'C:\\x\\node_modules\\@a\\e',
  ]);
});

test('a package without a licence file is named with what its package.json says', () => {
  const bare = { name: 'a', version: '1.0.0', license: 'MIT', author: 'B', texts: [] };
  const notice = renderNotice([bare, { ...bare, name: '@z/y', texts: ['Copyright B', 'Notice'] }, bare]);
  assert.match(notice, /of the 2 npm packages/);
  assert.match(notice, /@z\/y@1\.0\.0 \(MIT\)\n=+\n\nCopyright B\n\nNotice\n/);
  assert.match(notice, /holds no licence file\. Its package\.json: licence MIT, author B\./);
});

function readChunks(): [string, string][] {
  const files = readdirSync('dist').filter((file) => file.endsWith('.js'));
  return files.map((file) => [file, readFileSync(`dist/${file}`, 'utf8')]);
}

/** The lines of a package's scripts that are long enough to be its own. */
function listLines(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : listLines(path);
    return /\.[cm]?js$/.test(entry.name) ? splitLines(readFileSync(path, 'utf8')) : [];
  });
}

function splitLines(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.filter((line) => line.length > 40);
}

function readNotice(): Map<string, string> {
  const [, ...entries] = readFileSync('dist/licenses.txt', 'utf8').split(/^={80}\n(?=\S+@\S+ \(.*\)\n)/m);
  return new Map(entries.map((entry) => [entry.slice(0, entry.indexOf(' (')), entry]));
}

function parseModules(text: string): string[] {
  return [...text.matchAll(/^;?\/\/ (?:CONCATENATED|EXTERNAL) MODULE: \.\/(\S+)/gm)].map(
    ([, module]) => module ?? '',
  );
}

function computeFolder(module: string): string {
  return /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(module)?.[0] ?? '';
}

function computeNameAndVersion(folder: string): string {
  const { name = folder.split('node_modules/').at(-1), version } = locked[folder] ?? {};
  return `${name}@${version}`;
}

/** Whether another wrote it; what is linked is of this repository. */
function isForeign(folder: string): boolean {
  return folder.startsWith('node_modules/') && !locked[folder]?.link;
}
