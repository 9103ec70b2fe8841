import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Simulator } from '../simulator/simulator.ts';
import { createInputEnv, createRunnerEnv, parseOutputFile, prepareRunnerFiles } from './runner-env.ts';
import { assertKept } from './secrecy.ts';

const BUNDLE = fileURLToPath(new URL('../../dist/index.js', import.meta.url));

/** Deviations from the usual environment of a step. */
export type Scenario = {
  simulator: Simulator;
  /** The content of accounts.csv in the workspace. */
  csv?: string | Buffer;
  /** Other files of the workspace, by path. */
  workspace?: Record<string, string>;
  /** Symbolic links in the workspace, by path, and where each leads. */
  links?: Record<string, string>;
  /** Whether the runner names the workspace by a symbolic link. */
  isWorkspaceLinked?: boolean;
  inputs?: Record<string, string>;
  /** Additional variables; `undefined` removes one. */
  env?: Record<string, string | undefined>;
  /** The event's payload; by default that of a private repository. */
  event?: unknown;
  /** Called as soon as the process runs. */
  onStart?: (child: RunningChild, places: { workspace: string }) => void;
  /** The largest file that can be written, in blocks of 512 or 1,024 bytes (`ulimit -f`). */
  limitFileBlocks?: number;
  /** Whether the reader of the log disconnects at once. */
  closeLog?: boolean;
};

/** The running process. */
export type RunningChild = { kill(signal: NodeJS.Signals): void; stdout: NodeJS.ReadableStream };

/** Everything that the process wrote. */
export type ActionRun = {
  exitCode: number | null;
  log: string;
  outputs: Record<string, string>;
  summary: string;
  /** Files of the default output folder, by name. */
  files: Record<string, string>;
  ms: number;
};

/** Runs dist/index.js in its own process, as the runner does, and removes its workspace afterwards. */
export async function runAction(scenario: Scenario): Promise<ActionRun> {
  const root = await mkdtemp(join(tmpdir(), 'token-audit-'));
  try {
    const env = await prepareRunner(root, scenario);
    const startedAt = performance.now();
    const { exitCode, log } = await execute(join(root, 'workspace'), env, scenario);
    const run = { exitCode, log, ms: performance.now() - startedAt, ...(await readResults(root)) };
    const { orgToken, github } = scenario.simulator;
    for (const secret of [orgToken, github.token])
      assertKept(secret, run.log, run.outputs, run.summary, run.files);
    return run;
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

async function prepareRunner(root: string, scenario: Scenario): Promise<Record<string, string>> {
  const { simulator, csv, workspace = {}, event = { repository: { private: true } } } = scenario;
  await prepareRunnerFiles(root, event);
  await mkdir(join(root, 'workspace'));
  if (csv !== undefined) await writeFile(join(root, 'workspace', 'accounts.csv'), csv);
  for (const [path, content] of Object.entries(workspace)) {
    await mkdir(join(root, 'workspace', path, '..'), { recursive: true });
    await writeFile(join(root, 'workspace', path), content);
  }
  for (const [path, target] of Object.entries(scenario.links ?? {}))
    await symlink(target, join(root, 'workspace', path));
  if (scenario.isWorkspaceLinked) await symlink(join(root, 'workspace'), join(root, 'link'));
  const { orgToken, apiUrl, github } = simulator;
  const own = { 'org-token': orgToken, 'api-url': apiUrl, 'github-token': github.token };
  const inputs = { ...own, ...scenario.inputs };
  const env = {
    ...createRunnerEnv(root, join(root, scenario.isWorkspaceLinked ? 'link' : 'workspace')),
    ...simulator.artifactEnv,
    ...simulator.github.env,
    ...createInputEnv(inputs, csv !== undefined),
  };
  return dropUndefined({ ...env, ...scenario.env });
}

function dropUndefined(env: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
}

function execute(cwd: string, env: Record<string, string>, scenario: Scenario) {
  const { onStart, limitFileBlocks, closeLog } = scenario;
  const limited = `trap '' XFSZ; ulimit -f ${limitFileBlocks}; exec "$0" "$1"`;
  const [command, args] = limitFileBlocks
    ? (['bash', ['-c', limited, process.execPath, BUNDLE]] as const)
    : ([process.execPath, [BUNDLE]] as const);
  return new Promise<{ exitCode: number | null; log: string }>((resolve, reject) => {
    const child = spawn(command, args, { cwd, env });
    let log = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        log += text;
      });
    }
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, log }));
    if (closeLog) for (const stream of [child.stdout, child.stderr]) stream.destroy();
    onStart?.(child, { workspace: cwd });
  });
}

async function readResults(root: string) {
  const directory = join(root, 'workspace', 'token-audit');
  const names = await readdir(directory).catch(() => []);
  const texts = names.map(async (name) => [name, await readFile(join(directory, name), 'utf8')]);
  return {
    outputs: parseOutputFile(await readFile(join(root, 'output'), 'utf8')),
    summary: await readFile(join(root, 'summary'), 'utf8'),
    files: Object.fromEntries(await Promise.all(texts)) as Record<string, string>,
  };
}
