import { writeJobSummary, writeOutputs } from './actions/ending.ts';
import type { Log } from './actions/log.ts';
import { probeTarget } from './audit/probe.ts';
import type { Preparation } from './preparation.ts';
import { renderDryRun, renderDryRunSummary } from './report/log-lines.ts';
import { computeEarlyReminders } from './result/reminders.ts';

/**
 * Sends one request with the key, and one for each kind of `include`. Reports in log and job summary how many calls and
 * how much time an audit would take. Writes and removes no file. Throws when no usable answer comes, or the key is refused.
 */
export async function runDry(run: Preparation, log: Log): Promise<void> {
  const { inputs, target, exceptions, totals, controller } = run;
  const reminders = computeEarlyReminders({
    now: totals.now,
    target,
    limits: inputs.rules.limits,
    exceptions: exceptions.list(),
    orgTokenExpires: inputs.orgTokenExpires,
  });
  const probe = await probeTarget({
    target,
    request: inputs.request,
    orgId: inputs.orgId,
    include: inputs.include,
    report: run.sourceReport,
    controller,
  });
  if (probe.errors.length > 0) throw new Error(probe.errors.join(' '));
  const lines = renderDryRun(run, probe, reminders);
  log.lines(lines);
  log.info('Dry run: nothing was audited.');
  writeJobSummary(renderDryRunSummary(lines));
  writeOutputs({ result: 'dry-run', complete: false });
}
