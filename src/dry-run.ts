import { writeJobSummary, writeOutputs } from './actions/ending.ts';
import type { Log } from './actions/log.ts';
import { probeTarget } from './audit/probe.ts';
import { gatherFacts, type Preparation } from './preparation.ts';
import { renderDryRun, renderDryRunSummary } from './report/log-lines.ts';
import { computeEarlyReminders } from './result/reminders.ts';

/**
 * Sends one request with the key, and one for each kind of `include`. Reports in log and job summary how many calls and
 * how much time an audit would take. Writes and removes no file. Throws when no usable answer comes, or the key is refused.
 */
export async function runDry(run: Preparation, log: Log): Promise<void> {
  const reminders = [...computeEarlyReminders(gatherFacts(run, undefined))];
  const probe = await probeTarget(run);
  if (probe.errors.length > 0) throw new Error(probe.errors.join(' '));
  const lines = renderDryRun(run, probe, reminders);
  log.lines(lines);
  log.info('Dry run: nothing was audited.');
  writeJobSummary(renderDryRunSummary(lines));
  writeOutputs({ result: 'dry-run', complete: false });
}
