import { runAction } from '../harness/run-action.ts';
import { parseTable } from '../harness/second-csv.ts';
import type { Evidence } from './evidence.ts';
import { findProblems } from './oracle.ts';
import { createPlan, type Plan } from './plan.ts';
import { startServer } from './server.ts';

/** What came of a seed; no problem is what everybody hopes for. */
export type ChaosRun = { evidence: Evidence; problems: string[] };

/** Runs the bundle in the world of this seed, and judges what it left. Throws when the key left the process. */
export async function runSeed(seed: number): Promise<ChaosRun> {
  const evidence = await gatherEvidence(createPlan(seed));
  return { evidence, problems: findProblems(evidence) };
}

/** Runs the bundle as planned and gathers all that can be known of the run. */
export async function gatherEvidence(plan: Plan): Promise<Evidence> {
  const server = await startServer(plan);
  let killed = false;
  let timer: NodeJS.Timeout | undefined;
  const { file, inputs, env, limitFileBlocks, isPublic, boundMs } = plan;
  const run = await runAction({
    ...{ simulator: server.simulator, inputs, env },
    ...(file && { csv: file.content }),
    ...(limitFileBlocks && { limitFileBlocks }),
    event: { repository: { private: !isPublic } },
    onStart(child) {
      timer = setTimeout(() => {
        killed = true;
        child.kill('SIGKILL');
      }, boundMs);
    },
  })
    .finally(() => clearTimeout(timer))
    .catch(async (error) => {
      await server.close();
      throw error;
    });
  const [output = [], accounts = [], findings = []] = ['output', 'accounts', 'findings'].map((name) =>
    parseTable(run.files[`${name}.csv`] ?? ''),
  );
  return { plan, run, killed, output, accounts, findings, ...(await server.close()) };
}
