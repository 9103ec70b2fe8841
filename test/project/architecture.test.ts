import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { test } from 'node:test';

type Source = { file: string; room: string; text: string; imports: Import[] };
type Import = { specifier: string; typeOnly: boolean };

/** The rooms from the top down: each imports only rooms after it. */
const rooms = [
  'main',
  'github',
  'actions',
  'report',
  'result',
  'policy',
  'baseline',
  'audit',
  'atlassian',
  'http',
  'csv',
  'text',
  'action',
];

const limits = { lines: 8_150, files: 85, shortFiles: 5, whatComments: 0 };

const sources = listFiles('src').map(readSource);

test('a room imports only rooms below it', () => {
  const wrong = listLocalImports().filter(
    ({ source, target }) => rooms.indexOf(computeRoom(target)) < rooms.indexOf(source.room),
  );
  assert.deepEqual(
    wrong.map(({ source, target }) => `${source.file} → ${target}`),
    [],
  );
});

test('every file is in a room', () => {
  const homeless = sources.filter(({ room }) => !rooms.includes(room));
  assert.deepEqual(
    homeless.map(({ file }) => file),
    [],
  );
});

test('no import goes in a circle', () => {
  const imports = listLocalImports().map(({ source, target }) => [source.file, target]);
  // A file that imports none of the rest, or is imported by none of them, is on no circle.
  let left = sources.map(({ file }) => file);
  for (let before = Infinity; left.length < before; ) {
    before = left.length;
    const among = imports.filter((pair) => pair.every((file) => left.includes(file ?? '')));
    left = left.filter(
      (file) => among.some(([from]) => from === file) && among.some(([, to]) => to === file),
    );
  }
  assert.deepEqual(left, []);
});

test('packages are imported only where they belong', () => {
  const places: [string, RegExp][] = [
    ['@actions/core', /^src\/actions\//],
    ['@actions/artifact', /^src\/actions\//],
    ['@actions/http-client', /^src\/http\/http-client\.ts$/],
    // It sets a default, and opens no connection.
    ['node:net', /^src\/actions\/network\.ts$/],
  ];
  for (const [name, place] of places) {
    const users = sources.filter(({ imports }) => listPackages(imports).some((used) => isOf(name, used)));
    const elsewhere = users.map(({ file }) => file).filter((file) => !place.test(file));
    assert.deepEqual(elsewhere, [], `${name} is imported elsewhere`);
  }
});

test('the code imports only runtime dependencies and Node, and no other way to the network', () => {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: object };
  const known = Object.keys(dependencies);
  const network = /^node:(https?|http2|tls|dgram|child_process|worker_threads|cluster)$/;
  const isAllowed = (used: string) =>
    used.startsWith('node:') ? !network.test(used) : known.some((name) => isOf(name, used));
  const packages = sources.flatMap(({ imports }) => listPackages(imports));
  assert.deepEqual(
    packages.filter((used) => !isAllowed(used)),
    [],
  );
});

test('no verb but GET stands in the code', () => {
  const verbs =
    /\.(post|put|patch|del|head|options|sendStream|deleteArtifact|(post|put|patch)Json)\(|['"`](POST|PUT|PATCH|DELETE)\b/;
  assert.deepEqual(listMatches(verbs), []);
  const senders = new Set(
    listMatches(/\bfetch\(|\.request\(|\bhttps?\.get\(|\.(get|head)Json\(/).map((line) => line.split(':')[0]),
  );
  assert.deepEqual([...senders].sort(), ['src/atlassian/client.ts', 'src/github/github-api.ts']);
});

test('only actions/ reads the environment', () => {
  const outside = (line: string) => !line.startsWith('src/actions/');
  assert.deepEqual(listMatches(/process\.env|node:process|\bprocess\[/).filter(outside), []);
});

test('the code stays small: lines, files, short files, comments that begin with "What"', () => {
  const sizes = sources.map(({ text }) => text.split('\n').length - 1);
  const measured = {
    lines: sizes.reduce((sum, size) => sum + size, 0),
    files: sources.length,
    shortFiles: sizes.filter((size) => size < 25).length,
    whatComments: listMatches(/(\/\/|\/\*\*|^\S+ +\*) What\b/).length,
  };
  const exceeded = Object.entries(limits).filter(([name, limit]) => Object(measured)[name] > limit);
  assert.deepEqual(exceeded, [], JSON.stringify(measured));
});

test('no file is longer than 300 lines', () => {
  const files = ['src', 'scripts', 'demo', 'bench', 'test'].flatMap(listFiles);
  const long = files.filter((file) => readFileSync(file, 'utf8').split('\n').length - 1 > 300);
  assert.deepEqual(
    long.filter((file) => !file.endsWith('.test.ts')),
    [],
  );
});

test('each file of src has a name of its own', () => {
  const names = sources.map(({ file }) => posix.basename(file));
  assert.deepEqual(
    names.filter((name, index) => names.indexOf(name) !== index),
    [],
  );
});

function listFiles(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  return files.map((file) => `${folder}/${file.replaceAll('\\', '/')}`);
}

function readSource(file: string): Source {
  const text = readFileSync(file, 'utf8');
  return { file, room: computeRoom(file), text, imports: parseImports(text) };
}

function computeRoom(file: string): string {
  const folder = /^src\/(\w+)\//.exec(file)?.[1];
  return folder ?? (file === 'src/action.ts' ? 'action' : 'main');
}

function parseImports(text: string): Import[] {
  const statements = text.matchAll(
    /^(?:import|export(?=\s+(?:type\s+)?[*{]))\s+(type\s)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]/gm,
  );
  const calls = text.matchAll(/\bimport\(()\s*['"]([^'"]+)['"]/g);
  const found = [...statements, ...calls];
  return found.map(([, type, specifier]) => ({ specifier: specifier ?? '', typeOnly: Boolean(type) }));
}

function isPackage(specifier: string): boolean {
  return !specifier.startsWith('.');
}

function listLocalImports(): { source: Source; target: string; typeOnly: boolean }[] {
  return sources.flatMap((source) =>
    source.imports
      .filter(({ specifier }) => !isPackage(specifier))
      .map(({ specifier, typeOnly }) => {
        const target = posix.join(posix.dirname(source.file), specifier);
        return { source, target, typeOnly };
      }),
  );
}

/** Lists the packages that these imports load; types load nothing. */
function listPackages(imports: Import[]): string[] {
  const loaded = imports.filter(({ specifier, typeOnly }) => isPackage(specifier) && !typeOnly);
  return loaded.map(({ specifier }) => specifier);
}

/** Whether an import is of this package or of a path inside it. */
function isOf(name: string, specifier: string): boolean {
  return specifier === name || specifier.startsWith(`${name}/`);
}

function listMatches(pattern: RegExp): string[] {
  const lines = sources.flatMap(({ file, text }) =>
    text.split('\n').map((line, index) => `${file}:${index + 1}: ${line}`),
  );
  return lines.filter((line) => pattern.test(line));
}
