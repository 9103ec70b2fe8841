import type { Log } from './actions/log.ts';
import { writeJobSummary, writeOutputs } from './actions/outputs.ts';
import { probeTarget } from './audit/probe.ts';
import type { SourceOptions } from './audit/source.ts';
import type { AuditTarget } from './audit/target.ts';
import { type DryRun, renderDryRun, renderDryRunSummary } from './report/dry-run-lines.ts';

/**
 * Sends one request with the key, and writes the result to log and job summary. Writes and removes no file. Throws when
 * the key is refused.
 */
export async function runDry(
  { target, controller }: { target: AuditTarget; controller: AbortController },
  options: SourceOptions,
  facts: Pick<DryRun, 'isPublic' | 'start'>,
  log: Log,
): Promise<void> {
  const probe = await probeTarget(target, options, controller);
  if (probe.refusal) throw new Error(probe.refusal);
  const lines = renderDryRun({ ...facts, target, probe, concurrency: options.concurrency });
  for (const { level, line } of lines) log[level](line);
  log.info('Dry run: nothing was audited.');
  writeJobSummary(renderDryRunSummary(lines));
  writeOutputs({ result: 'dry-run', complete: false });
}
