import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import type { AccountStatus } from '../../src/audit/records.ts';
import type { BaselineRequest } from '../../src/github/previous-runs.ts';
import type { GitHubApi, GitHubOptions } from '../simulator/github-api.ts';
import { createOrganization } from '../simulator/organization.ts';
import { startSimulator } from '../simulator/simulator.ts';
import { writeRun } from './earlier-run.ts';
import { createFoundToken, createOutcome } from './entries.ts';
import { assertKept } from './secrecy.ts';

export type Search = GitHubOptions & {
  /** Additional variables. */
  env?: Record<string, string>;
  githubToken?: string;
  times?: BaselineRequest['times'];
  /** When the run is cancelled, if it is. */
  cancelAfterMs?: number;
};

/** The result of a search: `label` belongs to the baseline's first token; `folders` is everything left on the disk. */
export type Searched = {
  /** `label` is that of the baseline's first token, `history` when the runs of its history started. */
  found:
    | { kind: 'read'; run: string; label: string; history: string[] }
    | { kind: 'first-run' | 'unusable'; why: string };
  log: string;
  ms: number;
  folders: string[];
  requests: GitHubApi['requests'];
  token: string;
};

const SEARCH = `
  import { readRunContext } from '../../src/actions/context.ts';
  import { loadBaseline } from '../../src/github/previous-runs.ts';
  const { cancelAfterMs, ...options } = JSON.parse(process.argv[1]);
  const cancel = cancelAfterMs === undefined ? new AbortController().signal : AbortSignal.timeout(cancelAfterMs);
  const request = { ...options, context: readRunContext(), orgId: '', mask: (text) => text, cancel };
  const startedAt = performance.now();
  const { baseline, ...found } = await loadBaseline('auto', request);
  const ms = performance.now() - startedAt;
  if (baseline) Object.assign(found, { run: baseline.run, label: baseline.tokens.list()[0].label, history: baseline.report.history.map((run) => run.startedAt) });
  process.stdout.write('\\nOUTCOME ' + JSON.stringify({ found, ms }), () => process.exit());
`;

/** Creates the files of a run whose only token has this label. */
export async function createRunFiles(
  label: string,
  report: object = {},
  status: AccountStatus = 'checked',
): Promise<Record<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'earlier-'));
  try {
    await writeRun(folder, [createFoundToken({ label }), createOutcome(status, { tokens: 1 })], report);
    const names = ['report.json', 'accounts.csv', 'output.csv'];
    const texts = names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')]);
    return Object.fromEntries(await Promise.all(texts));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/**
/**
 * Looks for a baseline in its own process, whose output shows everything that is printed. Throws when the simulator saw
 * a forbidden request, or the token left the process.
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
  const options = { githubToken: token, artifactName: 'token-audit', ...given };
  const runner = {
    GITHUB_ACTIONS: 'true',
    GITHUB_SERVER_URL: 'https://github.com',
    RUNNER_TEMP: folder,
    ...simulator.github.env,
  };
  try {
    const log = await run(JSON.stringify(options), { ...runner, ...env });
    assertKept(token, log);
    const { found, ms }: Pick<Searched, 'found' | 'ms'> = JSON.parse(log.slice(log.indexOf('OUTCOME ') + 8));
    return { found, ms, log, folders: await readdir(folder), requests, token };
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
