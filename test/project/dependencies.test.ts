import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

type Manifest = { dependencies: Record<string, string>; devDependencies: Record<string, string> };
type Lock = { packages: Record<string, Package> };
type Package = {
  integrity?: string;
  hasInstallScript?: true;
  link?: true;
  engines?: { node?: string } | string[];
};

const { dependencies, devDependencies } = readJson<Manifest>('package.json');
const { packages } = readJson<Lock>('package-lock.json');
const locked = Object.entries(packages).filter(([folder]) => folder !== '');
const own = locked.filter(([folder, { link }]) => link || !folder.startsWith('node_modules/'));

test('no dependency has an install script, and none would be run', () => {
  assert.deepEqual(
    locked.filter(([, { hasInstallScript }]) => hasInstallScript).map(([folder]) => folder),
    [],
  );
  assert.match(readFileSync('.npmrc', 'utf8'), /^ignore-scripts=true$/m);
});

test('every dependency is locked by its content', () => {
  const foreign = locked.filter((entry) => !own.includes(entry));
  assert.ok(foreign.length > 100);
  assert.deepEqual(
    foreign.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([folder]) => folder),
    [],
  );
  assert.deepEqual(own.map(([folder]) => folder).sort(), []);
});

test('direct dependencies are of one version', () => {
  const ranges = Object.entries({ ...dependencies, ...devDependencies });
  assert.deepEqual(
    ranges.filter(([, range]) => !/^\d+\.\d+\.\d+$/.test(range)),
    [],
  );
});

// npm may be started by Node 20, and would warn of each.
test('no dependency asks for a newer Node than 20', () => {
  const ranges = locked.map(([folder, { engines }]) => [folder, Object(engines).node ?? '*'] as const);
  assert.deepEqual(
    ranges.filter(([, range]) => !acceptsNode20(range)),
    [],
  );
  assert.ok(!acceptsNode20('>=22.12.0') && !acceptsNode20('^18 || ^22') && acceptsNode20('^18 || >= 20'));
});

test('CONTRIBUTING.md justifies each runtime dependency, and no other', () => {
  const [, table = ''] = readFileSync('CONTRIBUTING.md', 'utf8').split(/^\| runtime dependency .*$/m);
  const [rows = ''] = table.trimStart().split('\n\n');
  const named = [...rows.matchAll(/^\| `([^`]+)` +\| \S/gm)].map(([, name]) => name);
  assert.deepEqual(named.sort(), Object.keys(dependencies).sort());
});

function acceptsNode20(range: string): boolean {
  return range.split('||').some((part) => {
    const [, operator = '', major = '0'] = /(>=?|\^|~)?\s*v?(\d+|\*)/.exec(part) ?? [];
    return major === '*' || (operator.startsWith('>') ? Number(major) <= 20 : Number(major) === 20);
  });
}

function readJson<Content>(file: string): Content {
  return JSON.parse(readFileSync(file, 'utf8'));
}
