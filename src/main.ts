import { writeFile } from 'node:fs/promises';
import { computeUploadOutputs, type Upload, uploadArtifact } from './actions/artifact.ts';
import { listenForCancel, onCancel } from './actions/cancellation.ts';
import { readRunContext } from './actions/context.ts';
import { endRun } from './actions/ending.ts';
import { createRunLog, type Log, startProgress } from './actions/log.ts';
import { writeJobSummary, writeOutputs } from './actions/outputs.ts';
import { loadBaseline } from './actions/previous-runs.ts';
import { maskSecretsInLog, readGithubToken } from './actions/secrets.ts';
import { BROKEN, CANCELLED } from './audit/stop.ts';
import { createSource } from './audit/target.ts';
import { createComparison } from './baseline/comparison.ts';
import { runDry } from './dry-run.ts';
import { createJudge } from './policy/judge.ts';
import { type Entry, maskRecords, redactEntry } from './policy/redact.ts';
import { createCsvFiles, prepareFiles } from './report/files.ts';
import {
  renderBaseline,
  renderFiles,
  renderOutcome,
  renderProgress,
  renderStart,
} from './report/log-lines.ts';
import { computeOutputs } from './report/output-values.ts';
import { renderPage } from './report/page.ts';
import { renderReport } from './report/report-json.ts';
import { renderSummary } from './report/summary.ts';
import { computeEarlyReminders } from './result/reminders.ts';
import { addEntry } from './result/totals.ts';
import { addDeliveryFailures, type Verdict } from './result/verdict.ts';
import { gatherCircumstances, gatherFacts, judgeRun, prepareRun, type Run } from './run.ts';
import { attempt } from './text/errors.ts';

/**
 * The whole story: inputs → accounts → audit → policy → writers → artifact → summary → outputs → verdict. Throws
 * before the first request when an input is wrong; from then on all that can be told is told.
 */
export async function main(): Promise<void> {
  const cancel = listenForCancel();
  const context = readRunContext();
  maskSecretsInLog(context);
  const log = createRunLog(context);
  const run = await prepareRun(context);
  // The accounts file may have taken its time: who cancelled meanwhile must not be forgotten.
  onCancel(cancel, () => run.controller.abort(CANCELLED));
  const { inputs, paths, showNames, totals } = run;
  const { apiUrl, concurrency } = inputs.request;

  const start = renderStart({ ...run, keyWasTrimmed: inputs.keyWasTrimmed, apiUrl, concurrency });
  if (inputs.dryRun) {
    for (const line of computeEarlyReminders(gatherCircumstances(run)))
      start.push({ level: 'warning', line });
    return runDry(run, inputs.request, { isPublic: context.isPublic, start }, log);
  }
  for (const { level, line } of start) log[level](line);
  // Before the files are prepared: an earlier run's may be those of this folder.
  run.baseline = await loadBaseline(inputs.compareWith, {
    context,
    githubToken: readGithubToken(),
    artifactName: inputs.upload.artifactName,
    cancel,
    orgId: inputs.orgId,
    mask: run.mask,
  });
  const hasBaseline = run.baseline?.kind === 'read';
  for (const { level, line } of renderBaseline(run.baseline)) log[level](line);
  await prepareFiles(paths);
  const auditFailures = await attempt('The audit broke off', () => audit(run, log));
  run.finishedAt = new Date();
  const verdict = judgeRun(run, auditFailures);
  const failures = await attempt('The reports', () => writeReports(run, verdict));
  const upload = await uploadArtifact({
    options: inputs.upload,
    files: Object.values(paths),
    outputDir: inputs.outputDir,
    showNames,
    cancel,
    context,
  });
  if (upload.kind === 'refused') failures.push(upload.why);
  const judgeAll = () => addDeliveryFailures(verdict, failures);
  const writeSummary = () => writeJobSummary(renderRun(run, judgeAll(), upload));
  failures.push(...(await attempt('The job summary', writeSummary)));
  const setOutputs = () =>
    writeOutputs({
      ...computeOutputs(totals, judgeAll(), paths, hasBaseline),
      ...computeUploadOutputs(upload),
    });
  failures.push(...(await attempt('The outputs', setOutputs)));
  log.info(renderFiles(inputs.outputDir, hasBaseline));
  endRun(log, judgeAll(), upload);
}

/** accounts → audit → policy → writers and totals, as the records come. */
async function audit(run: Run, log: Log): Promise<void> {
  const { inputs, target, totals, controller, sourceReport } = run;
  const comparison =
    run.baseline?.kind === 'read'
      ? createComparison({
          baseline: run.baseline.baseline,
          everybody: target.kind === 'organization',
          redacted: inputs.redact,
          now: totals.now,
        })
      : undefined;
  const files = createCsvFiles(run.paths, run.mask, comparison !== undefined);
  const source = createSource(target, inputs.request, controller, sourceReport);
  const endProgress = startProgress(log, (ms) => renderProgress(totals, target, source.pace(), ms));
  try {
    const judge = createJudge({ limits: inputs.limits, exceptions: run.exceptions, now: totals.now });
    const take = async (found: Entry[]) => {
      const entries = inputs.redact ? found.map(redactEntry) : found;
      for (const entry of entries) {
        addEntry(totals, entry);
        if (run.showNames && entry.kind === 'outcome') log.debug(() => renderOutcome(entry));
      }
      await files.write(entries);
    };
    for await (const records of maskRecords(source.records, run.mask))
      await take(
        records.flatMap((record) => [...judge.judge(record), ...(comparison?.compare(record) ?? [])]),
      );
    await take(judge.finish({ newTokens: comparison?.newTokens() }));
    const isWhole = sourceReport.errors.length + sourceReport.gaps.length === 0;
    await take(comparison?.finish({ isWhole }) ?? []);
  } catch (error) {
    controller.abort(BROKEN);
    throw error;
  } finally {
    endProgress();
    source.close();
    await files.close();
  }
}

async function writeReports(run: Run, verdict: Verdict): Promise<void> {
  const told = [gatherFacts(run), run.totals, verdict] as const;
  await writeFile(run.paths.report, run.mask(renderReport(...told)));
  await writeFile(run.paths.html, run.mask(renderPage(...told)));
  await writeFile(run.paths.summary, renderRun(run, verdict));
}

/** The summary as it is now, with what is known of the artifact. */
function renderRun(run: Run, verdict: Verdict, upload?: Upload): string {
  return run.mask(renderSummary(gatherFacts(run), run.totals, verdict, upload));
}
