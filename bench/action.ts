import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  createInputEnv,
  createRunnerEnv,
  parseOutputFile,
  prepareRunnerFiles,
} from '../test/harness/runner-env.ts';
import { createAccounts, renderCsv } from '../test/harness/scenario.ts';
import type { SimulatorAddress } from './simulator.ts';

const BUNDLE = fileURLToPath(new URL('../dist/index.js', import.meta.url));
const LOG_TAIL = 2000;
const WATCH_EVERY_MS = 20;

/** Times are in milliseconds since 1970, from before the start of the process to its end. */
export type ActionRun = {
  startedAt: number;
  endedAt: number;
  peakBytes: number | undefined;
  outputs: Record<string, string>;
};

export type ActionPlan = {
  simulator: SimulatorAddress;
  /** How many accounts its file holds; without one, there is no file. */
  accounts?: number;
  inputs?: Record<string, string>;
  /** A folder that its files are copied to. */
  keepFilesIn?: string;
  /** Whether it is an error that accounts stay unread, or that the run fails; true unless told. */
  mustSucceed?: boolean;
};

/** Runs dist/index.js as the runner does, and removes its workspace afterwards. */
export async function runAction(plan: ActionPlan): Promise<ActionRun> {
  const root = await mkdtemp(join(tmpdir(), 'token-audit-bench-'));
  try {
    const env = await prepareRunner(root, plan);
    const { exitCode, log, ...run } = await execute(root, env);
    const outputs = parseOutputFile(await readFile(join(root, 'output'), 'utf8'));
    if (plan.mustSucceed !== false && (exitCode !== 0 || outputs.complete !== 'true'))
      throw new Error(`The action failed, so there is nothing to measure. Its log ends with:\n${log}`);
    if (plan.keepFilesIn) await cp(join(root, 'token-audit'), plan.keepFilesIn, { recursive: true });
    return { ...run, outputs };
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

async function prepareRunner(root: string, { simulator, accounts, inputs }: ActionPlan) {
  const hasFile = accounts !== undefined;
  await prepareRunnerFiles(root, { repository: { private: true } });
  if (hasFile) await writeFile(join(root, 'accounts.csv'), renderCsv(createAccounts(accounts, 0)));
  const own = { 'org-token': simulator.orgToken, 'api-url': simulator.apiUrl };
  return {
    ...createRunnerEnv(root, root),
    GITHUB_REPOSITORY: 'example/audits',
    GITHUB_RUN_ID: '4711',
    ...simulator.artifactEnv,
    ...createInputEnv({ ...own, ...inputs }, hasFile),
  };
}

async function execute(cwd: string, env: Record<string, string>) {
  const startedAt = Date.now();
  const child = spawn(process.execPath, [BUNDLE], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const endWatch = watchPeakMemory(child.pid);
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      log = (log + text).slice(-LOG_TAIL);
    });
  }
  const exit = once(child, 'exit').then(([exitCode]) => ({ exitCode, endedAt: Date.now() }));
  await once(child, 'close');
  return { startedAt, ...(await exit), peakBytes: endWatch(), log };
}

/**
 * Watches the peak of a process's resident memory in bytes, as Linux counts it (`VmHWM`); undefined where there is no
 * `/proc`. Returns what ends it. https://man7.org/linux/man-pages/man5/proc_pid_status.5.html
 */
function watchPeakMemory(pid: number | undefined): () => number | undefined {
  let peak: number | undefined;
  const timer = setInterval(() => {
    peak = readPeakMemory(pid) ?? peak;
  }, WATCH_EVERY_MS);
  return () => {
    clearInterval(timer);
    return peak;
  };
}

function readPeakMemory(pid: number | undefined): number | undefined {
  try {
    const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
  } catch {
    // The process has ended, or this is not Linux.
    return undefined;
  }
}
