import { checkCounts } from './check-counts.ts';
import { checkEnding, checkUpload } from './check-ending.ts';
import { checkRows, checkStatuses } from './check-rows.ts';
import { checkTokens } from './check-tokens.ts';
import { checkVerdict } from './check-verdict.ts';
import { type Evidence, isDiskFull } from './evidence.ts';

/**
 * What is wrong with a run, in words; nothing when all that is promised was kept. It knows the plan, what the server
 * sent and what lies on the disk, and nothing of the code under test.
 */
export function findProblems(evidence: Evidence): string[] {
  const { plan, killed } = evidence;
  if (killed) return [`it had not ended after ${plan.boundMs} ms`];
  const always = [...checkEnding(evidence), ...checkVerdict(evidence), ...checkUpload(evidence)];
  // A disk that is full leaves torn files, a bad input none.
  if (isDiskFull(evidence) || plan.file?.isBad) return always;
  const files = [checkRows, checkStatuses, checkTokens, checkCounts];
  return [...always, ...files.flatMap((check) => check(evidence))];
}
