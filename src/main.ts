import { writeFile } from 'node:fs/promises';
import { computeUploadOutputs, type Upload, uploadArtifact } from './actions/artifact.ts';
import { listenForCancel, onCancel } from './actions/cancellation.ts';
import { readRunContext } from './actions/context.ts';
import { endRun } from './actions/ending.ts';
import { parseOrgToken } from './actions/input-fields.ts';
import { createRunLog, type Log, startProgress } from './actions/log.ts';
import { writeJobSummary, writeOutputs } from './actions/outputs.ts';
import { maskSecretsInLog, readOrgToken } from './actions/secrets.ts';
import { BROKEN, CANCELLED } from './audit/stop.ts';
import { createSource } from './audit/target.ts';
import { createRunComparison, loadBaseline } from './compare.ts';
import { runDry } from './dry-run.ts';
import { judgeRecords } from './policy/judge.ts';
import { maskRecords, redactEntry } from './policy/redact.ts';
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
import { gatherFacts, judgeRun, prepareRun, type Run } from './run.ts';

/**
 * The whole story: inputs → accounts → audit → policy → writers → artifact → summary → outputs → verdict. Throws
 * before the first request when an input is wrong; from then on all that can be told is told.
 */
export async function main(): Promise<void> {
  const cancel = listenForCancel();
  const context = readRunContext();
  maskSecretsInLog(context);
  const log = createRunLog(context);
  const orgToken = parseOrgToken(readOrgToken());
  const run = await prepareRun(context);
  // The accounts file may have taken its time: who cancelled meanwhile must not be forgotten.
  onCancel(cancel, () => run.controller.abort(CANCELLED));
  const { inputs, paths, showNames, totals, faults } = run;

  const start = renderStart({ ...inputs, ...run, keyWasTrimmed: orgToken !== readOrgToken() });
  if (inputs.dryRun) {
    for (const line of computeEarlyReminders({ ...inputs, ...run, now: totals.now }))
      start.push({ level: 'warning', line });
    return runDry(run, { ...inputs, orgToken }, { isPublic: context.isPublic, start }, log);
  }
  for (const { level, line } of start) log[level](line);
  // Before the files are prepared: an earlier run's may be those of this folder.
  run.baseline = await loadBaseline(run, cancel);
  const hasBaseline = run.baseline?.kind === 'read';
  for (const { level, line } of renderBaseline(run.baseline)) log[level](line);
  await prepareFiles(paths);
  await faults.guard('audit', 'The audit broke off', () => audit(run, orgToken, log));
  run.finishedAt = new Date();
  await faults.guard('delivery', 'The reports', () => writeReports(run));
  const upload = await uploadArtifact({ ...inputs, files: Object.values(paths), showNames, cancel }, context);
  if (upload.kind === 'refused') faults.list.push({ of: 'delivery', message: upload.why });
  const tellOutputs = () =>
    writeOutputs({
      ...computeOutputs(totals, judgeRun(run), paths, hasBaseline),
      ...computeUploadOutputs(upload),
    });
  await faults.guard('delivery', 'The outputs', tellOutputs);
  await faults.guard('delivery', 'The job summary', () => writeJobSummary(renderRun(run, upload)));
  if (faults.list.length > 0) {
    // What was told before a later step failed must not stay.
    await faults.guard('delivery', 'The reports', () => writeReports(run, upload));
    await faults.guard('delivery', 'The outputs', tellOutputs);
  }
  log.info(renderFiles(inputs.outputDir, hasBaseline));
  endRun(log, judgeRun(run), upload);
}

/** accounts → audit → policy → writers and totals, as the records come. */
async function audit(run: Run, orgToken: string, log: Log): Promise<void> {
  const { inputs, target, totals, controller, sourceReport } = run;
  const comparison = createRunComparison(run);
  const files = createCsvFiles(run.paths, run.mask, comparison !== undefined);
  const source = createSource(target, { ...inputs, orgToken }, controller, sourceReport);
  const endProgress = startProgress(log, (ms) => renderProgress(totals, target, source.pace(), ms));
  try {
    const isWhole = () => sourceReport.errors.length + sourceReport.gaps.length === 0;
    const policy = { ...inputs, ...run, comparison, isWhole, now: totals.now };
    const records = maskRecords(source.records, run.mask);
    for await (const judged of judgeRecords(records, policy)) {
      const entries = inputs.redact ? judged.map(redactEntry) : judged;
      for (const entry of entries) {
        addEntry(totals, entry);
        if (run.showNames && entry.kind === 'outcome') log.debug(() => renderOutcome(entry));
      }
      await files.write(entries);
    }
  } catch (error) {
    controller.abort(BROKEN);
    throw error;
  } finally {
    endProgress();
    source.close();
    await files.close();
  }
}

async function writeReports(run: Run, upload?: Upload): Promise<void> {
  const told = [gatherFacts(run), run.totals, judgeRun(run)] as const;
  await writeFile(run.paths.report, run.mask(renderReport(...told)));
  await writeFile(run.paths.html, run.mask(renderPage(...told)));
  await writeFile(run.paths.summary, renderRun(run, upload));
}

/** The summary as it is now, with what is known of the artifact. */
function renderRun(run: Run, upload?: Upload): string {
  return run.mask(renderSummary(gatherFacts(run), run.totals, judgeRun(run), upload));
}
