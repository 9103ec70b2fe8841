import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a user's repository, act and the action under test lie in. */
export type Places = {
  /** The committed state of this checkout; but for one default it is what users get. */
  action: string;
  /** A repository of a user, with an accounts file, an exceptions file and one workflow. */
  repository: string;
  event: string;
  /** Where act keeps its own things. */
  cache: string;
};

const ROOT = join(import.meta.dirname, '../..');

/** The person with the most tokens of the sample may keep them for another month. */
const EXCEPTIONS = `Account ID,Token ID,Rule,Expires,Reason
e4eecccba1cebb7db2970403,,max-tokens-per-account,${computeDay(30)},Runs the nightly builds
`;

/** Makes the places for one workflow, has them used, and removes them. */
export async function withPlaces<Result>(
  workflow: string,
  apiUrl: string,
  use: (places: Places) => Promise<Result>,
): Promise<Result> {
  const root = await mkdtemp(join(tmpdir(), 'token-audit-act-'));
  const [action = '', repository = '', cache = ''] = ['action', 'repository', 'cache'].map((name) =>
    join(root, name),
  );
  const event = join(root, 'event.json');
  try {
    git(root, 'clone', '--quiet', ROOT, action);
    await pointAt(apiUrl, join(action, 'action.yml'));
    await createRepository(repository, workflow, join(action, 'demo/managed_accounts.csv'));
    await writeFile(event, JSON.stringify({ repository: { private: true, full_name: 'example/audits' } }));
    return await use({ action, repository, event, cache });
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

// Examples name no api-url, as users don't; act lets nothing but action.yml say what then holds.
async function pointAt(apiUrl: string, file: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  const changed = text.replace('default: https://api.atlassian.com', `default: ${apiUrl}`);
  if (changed === text) throw new Error(`${file}: the default of api-url is not where it is expected.`);
  await writeFile(file, changed);
}

async function createRepository(folder: string, workflow: string, accountsFile: string): Promise<void> {
  await mkdir(join(folder, '.github/workflows'), { recursive: true });
  await writeFile(join(folder, '.github/workflows/audit.yml'), workflow);
  await cp(accountsFile, join(folder, 'managed_accounts.csv'));
  await writeFile(join(folder, 'token_exceptions.csv'), EXCEPTIONS);
  git(folder, 'init', '--quiet', '--initial-branch=main');
  git(folder, 'remote', 'add', 'origin', 'https://github.com/example/audits');
  git(folder, 'add', '.');
  git(folder, '-c', 'user.name=Example', '-c', 'user.email=user@example.com', 'commit', '-q', '-m', 'Audit');
}

function computeDay(daysFromNow: number): string {
  return new Date(Date.now() + daysFromNow * 86_400_000).toISOString().slice(0, 10);
}

function git(cwd: string, ...args: string[]): void {
  execFileSync('git', args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
}
