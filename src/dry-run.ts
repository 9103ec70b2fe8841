import type { Log } from './actions/log.ts';
import { writeJobSummary, writeOutputs } from './actions/outputs.ts';
import { rehearse } from './audit/probe.ts';
import type { SourceOptions } from './audit/source.ts';
import type { Stop } from './audit/stop.ts';
import type { Subject } from './audit/target.ts';
import { type DryRun, renderDryRun, renderDryRunSummary } from './report/dry-run-lines.ts';

/**
 * The safe first try: one request with the key, and what it told in log and job summary. No file is written or
 * removed. Throws when the key is refused.
 */
export async function runDry(
  { subject, stop }: { subject: Subject; stop: Stop },
  options: SourceOptions,
  facts: Pick<DryRun, 'isPublic' | 'start'>,
  log: Log,
): Promise<void> {
  const rehearsal = await rehearse(subject, options, stop);
  if (rehearsal.refusal) throw new Error(rehearsal.refusal);
  const lines = renderDryRun({ ...facts, subject, rehearsal, concurrency: options.concurrency });
  for (const { level, line } of lines) log[level](line);
  log.info('Dry run: nothing was audited.');
  writeJobSummary(renderDryRunSummary(lines));
  writeOutputs({ result: 'dry-run', complete: false });
}
