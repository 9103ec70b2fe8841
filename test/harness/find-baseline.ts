import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import type { BaselineFiles, BaselineSearch } from '../../src/actions/previous-runs.ts';
import type { GitHubApi, GitHubOptions } from '../simulator/github-api.ts';
import { createOrganization } from '../simulator/organization.ts';
import { startSimulator } from '../simulator/simulator.ts';
import { assertKept } from './secrecy.ts';

export type Search = GitHubOptions & {
  /** Additional variables. */
  env?: Record<string, string>;
  githubToken?: string;
  times?: BaselineSearch['times'];
  /** When the run is cancelled, if at all. */
  cancelAfterMs?: number;
};

/** The result of a search. `files` are those of the found folder; `folders` is everything left on the disk. */
export type Searched = {
  found: BaselineFiles;
  log: string;
  ms: number;
  files: Record<string, string>;
  folders: string[];
  requests: GitHubApi['requests'];
  token: string;
};

const SEARCH = `
  import { readRunContext } from '../../src/actions/context.ts';
  import { findBaseline } from '../../src/actions/previous-runs.ts';
  const { cancelAfterMs, ...search } = JSON.parse(process.argv[1]);
  const cancel = cancelAfterMs === undefined ? new AbortController().signal : AbortSignal.timeout(cancelAfterMs);
  const startedAt = performance.now();
  const found = await findBaseline({ ...search, context: readRunContext(), cancel });
  const ms = performance.now() - startedAt;
  process.stdout.write('\\nOUTCOME ' + JSON.stringify({ found, ms }), () => process.exit());
`;

/**
 * Looks for a baseline in its own process, since the artifact client reads its settings from the environment and
 * writes to stdout. Throws when the simulator saw a forbidden request, or the token left the process.
 */
export async function search(
  t: TestContext,
  { runs = [], respond, env, ...given }: Search,
): Promise<Searched> {
  const folder = await mkdtemp(join(tmpdir(), 'baseline-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const github = { runs, ...(respond ? { respond } : {}) };
  const simulator = await startSimulator({ organization: createOrganization([]), github });
  const { token, requests } = simulator.github;
  const options = { githubToken: token, artifactName: 'token-audit', folder, ...given };
  const runner = { GITHUB_ACTIONS: 'true', GITHUB_SERVER_URL: 'https://github.com', ...simulator.github.env };
  try {
    const log = await run(JSON.stringify(options), { ...runner, ...env });
    assertKept(token, log);
    const { found, ms }: Pick<Searched, 'found' | 'ms'> = JSON.parse(log.slice(log.indexOf('OUTCOME ') + 8));
    const files = found.kind === 'found' ? await readFiles(found.folder) : {};
    const folders = await readdir(folder);
    return { found, ms, log, files, folders, requests, token };
  } finally {
    await simulator.close();
  }
}

async function run(options: string, runner: Record<string, string>): Promise<string> {
  const args = ['--input-type=module', '-e', SEARCH, options];
  const env = { PATH: process.env.PATH ?? '', ...runner };
  const child = spawn(process.execPath, args, { env, cwd: import.meta.dirname });
  const [stderr, stdout] = await Promise.all([text(child.stderr), text(child.stdout)]);
  return stderr + stdout;
}

async function readFiles(folder: string): Promise<Record<string, string>> {
  const names = await readdir(folder);
  const texts = names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')]);
  return Object.fromEntries(await Promise.all(texts));
}
