import { runAction } from '../harness/run-action.ts';
import { parseTable } from '../harness/second-csv.ts';
import { checkCounts } from './check-counts.ts';
import { checkEnding, checkUpload } from './check-ending.ts';
import { checkRows, checkStatuses } from './check-rows.ts';
import { checkTokens } from './check-tokens.ts';
import { checkVerdict } from './check-verdict.ts';
import { type Evidence, isDiskFull } from './evidence.ts';
import { createPlan, type Plan } from './plan.ts';
import { startServer } from './server.ts';

/** The evidence of a seed's run, and each broken promise. */
export type ChaosRun = { evidence: Evidence; problems: string[] };

/** Runs the bundle in the world of this seed, and judges it. Throws when the key leaves the process. */
export async function runSeed(seed: number): Promise<ChaosRun> {
  const evidence = await gatherEvidence(createPlan(seed));
  return { evidence, problems: findProblems(evidence) };
}

/** Runs the bundle as planned and gathers the evidence of its run. */
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

/**
 * Returns each promise that a run broke, in words. It knows the plan, the answers that the server sent and the files,
 * and uses no code of src/.
 */
export function findProblems(evidence: Evidence): string[] {
  const { plan, killed } = evidence;
  if (killed) return [`it had not ended after ${plan.boundMs} ms`];
  const always = [...checkEnding(evidence), ...checkVerdict(evidence), ...checkUpload(evidence)];
  // A full disk leaves cut files, bad input none.
  if (isDiskFull(evidence) || plan.file?.isBad) return always;
  const files = [checkRows, checkStatuses, checkTokens, checkCounts];
  return [...always, ...files.flatMap((check) => check(evidence))];
}
