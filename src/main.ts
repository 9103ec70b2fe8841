import { writeFile } from 'node:fs/promises';
import { uploadArtifact } from './actions/artifact.ts';
import { readRunContext } from './actions/context.ts';
import { endRun, listenForCancel, writeJobSummary, writeOutputs } from './actions/ending.ts';
import { createLog, guardOutput, type Log, startProgress } from './actions/log.ts';
import { createSecretsMask, maskSecretsInLog, readGithubToken } from './actions/secrets.ts';
import { probeTarget } from './audit/probe.ts';
import { isSourceWhole } from './audit/source.ts';
import { BROKEN, readStopReason } from './audit/stop.ts';
import { createSource } from './audit/target.ts';
import type { BaselineFound } from './baseline/baseline.ts';
import { createComparison } from './baseline/comparison.ts';
import { loadBaseline } from './github/previous-runs.ts';
import { createJudge } from './policy/judge.ts';
import { type Entry, redactEntry } from './policy/redact.ts';
import { gatherFacts, type Preparation, prepareRun } from './preparation.ts';
import { createCsvFiles, listFileNames, prepareFiles, writeOwners } from './report/files.ts';
import * as lines from './report/log-lines.ts';
import type { Report } from './report/model.ts';
import { computeOutputs } from './report/output-values.ts';
import { renderPage } from './report/page.ts';
import { renderReport } from './report/report-json.ts';
import { renderSummary } from './report/summary.ts';
import { listOwnerRows } from './result/owners.ts';
import { computeEarlyReminders } from './result/reminders.ts';
import { addEntry } from './result/totals.ts';
import { addDeliveryFailures, computeVerdict } from './result/verdict.ts';
import { attempt } from './text/errors.ts';

/**
 * Runs the whole job: inputs → accounts → audit → policy → files and totals → artifact → summary → outputs → verdict.
 * Throws before the first request when an input is wrong. From then on, a step that fails hides no other.
 */
export async function main(): Promise<void> {
  const cancel = listenForCancel();
  const context = readRunContext();
  maskSecretsInLog(context);
  const mask = createSecretsMask();
  guardOutput(mask);
  const log = createLog(context.onGitHub, mask);
  const run = await prepareRun(context, cancel);
  if (run.inputs.dryRun) return runDry(run, log);

  const { inputs, paths, totals, showNames } = run;
  const { artifactName } = inputs.upload;
  log.lines(lines.renderStart(run));
  // The earlier run may lie in the very folder that is emptied next.
  const access = { context, githubToken: readGithubToken(), artifactName, orgId: inputs.orgId, mask, cancel };
  const baseline = await loadBaseline(inputs.compareWith, access);
  log.lines(lines.renderBaseline(baseline));
  await prepareFiles(paths);

  const auditFailures = await attempt('The audit broke off', () => audit(run, baseline, log));
  const facts = gatherFacts(run, baseline);
  const stopped = readStopReason(run.controller.signal);
  const ending = { stopped, report: run.sourceReport, failures: auditFailures };
  const report: Report = { run: facts, totals, verdict: computeVerdict(facts, totals, ending) };
  const failures: string[] = [];
  for (const write of [
    () => writeOwners(paths['owners.csv'], listOwnerRows(totals.owners)),
    () => writeFile(paths['report.json'], renderReport(report)),
    () => writeFile(paths['report.html'], renderPage(report)),
    () => writeFile(paths['summary.md'], renderSummary(report)),
  ])
    failures.push(...(await attempt('The reports', write)));
  const upload = await uploadArtifact({ inputs, files: Object.values(paths), showNames, cancel, context });
  if (upload.kind === 'refused') failures.push(upload.why);

  const finish = (): Report => ({ ...report, verdict: addDeliveryFailures(report.verdict, failures) });
  const summarize = () => writeJobSummary(renderSummary(finish(), upload));
  const uploadOutputs = upload.kind === 'uploaded' ? upload.outputs : {};
  const output = () => writeOutputs({ ...computeOutputs(finish(), paths), ...uploadOutputs });
  failures.push(...(await attempt('The outputs', output)));
  const lost = await attempt('The job summary', summarize);
  failures.push(...lost);
  // The outputs must not say less than the job.
  if (lost.length > 0) await attempt('The outputs', output);
  log.info(`Files in ${inputs.outputDir}: ${listFileNames(facts).join(', ')}`);
  endRun(log, finish().verdict, upload);
}

/** Reads the records, judges and compares each one, and adds the entries to files and totals. */
async function audit(run: Preparation, baseline: BaselineFound | undefined, log: Log): Promise<void> {
  const { inputs, target, totals, exceptions, controller, sourceReport } = run;
  const { include, redact: redacted } = inputs;
  const { now } = totals;
  const judge = createJudge({ ...inputs.rules, exceptions, now });
  const wholeOrganization = target.kind === 'organization';
  const comparison =
    baseline?.kind === 'read'
      ? createComparison({ baseline: baseline.baseline, include, wholeOrganization, redacted, now })
      : undefined;
  const files = createCsvFiles(run.paths, { baseline, include });
  const source = createSource(run);
  const endProgress = startProgress(log, (ms) => lines.renderProgress(totals, target, source.pace(), ms));
  const addEntries = async (found: Entry[]) => {
    const entries = redacted ? found.map(redactEntry) : found;
    for (const entry of entries) {
      addEntry(totals, entry);
      if (run.showNames && entry.kind === 'outcome') log.debug(() => lines.renderOutcome(entry));
    }
    await files.write(entries);
  };
  try {
    for await (const records of source.records)
      await addEntries(
        records.flatMap((record) => [...judge.judge(record), ...(comparison?.compare(record) ?? [])]),
      );
    await addEntries(judge.finish({ newTokens: comparison?.newTokens() }));
    const unreadKinds = [...sourceReport.credentialGaps.keys()];
    await addEntries(comparison?.finish({ isWhole: isSourceWhole(run), unreadKinds }) ?? []);
  } catch (error) {
    controller.abort(BROKEN);
    throw error;
  } finally {
    log.info(lines.renderRead(totals, endProgress()));
    source.close();
    await files.close();
  }
}

/** Reports what an audit would take. Writes and removes no file. Throws if no usable answer comes or the key is refused. */
async function runDry(run: Preparation, log: Log): Promise<void> {
  const reminders = [...computeEarlyReminders(gatherFacts(run, undefined))];
  const probe = await probeTarget(run);
  if (probe.errors.length > 0) throw new Error(probe.errors.join(' '));
  const found = lines.renderDryRun(run, probe, reminders);
  log.lines(found);
  log.info('Dry run: nothing was audited.');
  writeJobSummary(lines.renderDryRunSummary(found));
  writeOutputs({ result: 'dry-run', complete: false });
}
