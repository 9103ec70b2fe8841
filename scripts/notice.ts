import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What ncc's `--stats-out` says of a module; a concatenated module holds the modules it is made of. */
export type StatsModule = {
  nameForCondition?: string | null;
  chunks?: (string | number)[];
  modules?: StatsModule[];
};

/** An npm package with code in the bundle, and every licence and notice text that it carries. */
export type BundledPackage = {
  name: string;
  version: string;
  license: string;
  author: string;
  texts: string[];
};

type Manifest = {
  name: string;
  version: string;
  license?: string | { type: string };
  licenses?: { type: string }[];
  author?: string | { name: string };
};

const noticeFile = /^(licen[cs]e|copying|notice|third-?party-?(notices?|licen[cs]es?))/i;

/** Finds the folder of every npm package that has a module in a chunk, concatenated modules included. */
export function computePackageFolders(modules: StatsModule[]): string[] {
  const bundled = modules.filter((module) => module.chunks?.length).flatMap(flatten);
  const folders = bundled.map((module) => computePackageFolder(module.nameForCondition ?? ''));
  return [...new Set(folders)].filter((folder) => folder !== undefined);
}

/** Reads a package's manifest and its licence and notice files, in the order of their names. */
export function readPackage(folder: string): BundledPackage {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  const files = readdirSync(folder, { withFileTypes: true }).filter(
    (entry) => entry.isFile() && noticeFile.test(entry.name),
  );
  return {
    name: manifest.name,
    version: manifest.version,
    license: computeLicense(manifest),
    author: computeAuthor(manifest),
    texts: files
      .map((file) => file.name)
      .sort()
      .map((file) => readText(join(folder, file))),
  };
}

/** Renders the notice: one entry for each package and version, by name. */
export function renderNotice(packages: BundledPackage[]): string {
  const entries = new Map(packages.map((found) => [`${found.name}@${found.version}`, renderEntry(found)]));
  const sorted = [...entries.keys()].sort().map((key) => entries.get(key));
  return `The files in this folder contain code of the ${entries.size} npm packages below.\n\n${sorted.join('\n')}`;
}

function flatten(module: StatsModule): StatsModule[] {
  return [module, ...(module.modules ?? []).flatMap(flatten)];
}

function computePackageFolder(file: string): string | undefined {
  return /^.*[\\/]node_modules[\\/](@[^\\/]+[\\/])?[^\\/]+/.exec(file)?.[0];
}

function computeLicense({ license, licenses }: Manifest): string {
  if (typeof license === 'string') return license;
  const types = [license, ...(licenses ?? [])].flatMap((entry) => entry?.type ?? []);
  return types.join(' OR ') || 'not named';
}

function computeAuthor({ author }: Manifest): string {
  const name = typeof author === 'string' ? author.replace(/\s*[<(].*/, '') : author?.name;
  return name ?? 'not named';
}

function readText(file: string): string {
  return readFileSync(file, 'utf8').replaceAll('\r\n', '\n').trim();
}

function renderEntry({ name, version, license, author, texts }: BundledPackage): string {
  const missing = `The package holds no licence file. Its package.json: licence ${license}, author ${author}.`;
  const body = texts.length > 0 ? texts.join('\n\n') : missing;
  return `${'='.repeat(80)}\n${name}@${version} (${license})\n${'='.repeat(80)}\n\n${body}\n`;
}
