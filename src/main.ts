import { writeFile } from 'node:fs/promises';
import { createSourceReport, type SourceReport } from './audit/source.ts';
import { BROKEN, CANCELLED, createStop, type Stop } from './audit/stop.ts';
import { countRowsOf, createSource, readSubject, type Subject } from './audit/subject.ts';
import { runDry } from './dry-run.ts';
import { createFaults, type Faults } from './faults.ts';
import { computeUploadOutputs, keepFiles, type Upload } from './github/artifact.ts';
import { listenForCancel, onCancel } from './github/cancel.ts';
import { endRun } from './github/ending.ts';
import { createKeyConceal, createRunLog } from './github/failure.ts';
import { parseOrgToken } from './github/fields.ts';
import { type Inputs, maskOrgToken, readInputs, readOrgToken } from './github/inputs.ts';
import { type Log, startProgress } from './github/log.ts';
import { writeJobSummary, writeOutputs } from './github/outputs.ts';
import { type RunContext, readRunContext } from './github/runs.ts';
import { judgeRecords } from './policy/judge.ts';
import type { RunFacts } from './report/facts.ts';
import { createCsvFiles, type FilePaths, prepareFiles, readFilePaths } from './report/files.ts';
import { renderReport } from './report/json.ts';
import { renderFiles, renderOutcome, renderProgress } from './report/lines.ts';
import { computeOutputs } from './report/outputs.ts';
import { renderStart } from './report/start.ts';
import { renderSummary } from './report/summary.ts';
import { addEntry, createTally, type Tally } from './report/tally.ts';
import { computeVerdict, type Verdict } from './report/verdict.ts';

/** What the steps after the validation share. With `reveal`, names and IDs may be shown. */
type Run = {
  startedAt: Date;
  context: RunContext;
  inputs: Inputs;
  subject: Subject;
  paths: FilePaths;
  reveal: boolean;
  tally: Tally;
  conceal: (text: string) => string;
  stop: Stop;
  report: SourceReport;
  faults: Faults;
};

/**
 * The whole story: inputs → accounts → audit → policy → writers → artifact → summary → outputs → verdict. Throws
 * before the first request when an input is wrong; from then on all that can be told is told.
 */
export async function main(): Promise<void> {
  const context = readRunContext();
  maskOrgToken(context);
  const log = createRunLog(context);
  const orgToken = parseOrgToken(readOrgToken());
  const cancel = listenForCancel();
  const run = await prepareRun(context);
  // The accounts file may have taken its time: who cancelled meanwhile must not be forgotten.
  onCancel(cancel, () => run.stop.stop(CANCELLED));
  const { inputs, subject, paths, reveal, tally, faults } = run;

  const start = renderStart({ ...inputs, subject, reveal, keyWasTrimmed: orgToken !== readOrgToken() });
  if (inputs.dryRun) return runDry(run, { ...inputs, orgToken }, { isPublic: context.isPublic, start }, log);
  for (const { level, line } of start) log[level](line);
  await prepareFiles(paths);
  await faults.guard('audit', 'The audit broke off', () => audit(run, orgToken, log));
  await faults.guard('delivery', 'The reports', () => writeReports(run));
  const upload = await keepFiles({ ...inputs, files: Object.values(paths), reveal, cancel }, context);
  if (upload.kind === 'refused') faults.list.push({ of: 'delivery', message: upload.why });
  const tellOutputs = () =>
    writeOutputs({ ...computeOutputs(tally, judge(run), paths), ...computeUploadOutputs(upload) });
  await faults.guard('delivery', 'The outputs', tellOutputs);
  await faults.guard('delivery', 'The job summary', () => writeJobSummary(renderRun(run, upload)));
  if (faults.list.length > 0) {
    // What was told before a later step failed must not stay.
    await faults.guard('delivery', 'The reports', () => writeReports(run, upload));
    await faults.guard('delivery', 'The outputs', tellOutputs);
  }
  log.info(renderFiles(inputs.outputDir));
  endRun(log, judge(run), upload);
}

/** Reads and checks everything that can be wrong before the first request. */
async function prepareRun(context: RunContext): Promise<Run> {
  const startedAt = new Date();
  const inputs = await readInputs(context);
  const reveal = !context.isPublic || inputs.allowPublic;
  const subject = await readSubject(inputs.source, inputs.idColumn, reveal);
  const paths = await readFilePaths(inputs.outputDir, subject.file?.path);
  const tally = createTally(startedAt.getTime(), countRowsOf(subject));
  return {
    startedAt,
    context,
    inputs,
    subject,
    paths,
    reveal,
    tally,
    conceal: createKeyConceal(),
    stop: createStop(),
    report: createSourceReport(),
    faults: createFaults(),
  };
}

/** accounts → audit → policy → writers and tally, record by record. */
async function audit(run: Run, orgToken: string, log: Log): Promise<void> {
  const { inputs, subject, tally, stop } = run;
  const files = createCsvFiles(run.paths, run.conceal);
  const source = createSource(subject, { ...inputs, orgToken }, stop, run.report);
  const endProgress = startProgress(log, (ms) => renderProgress(tally, subject, source.pace(), ms));
  try {
    for await (const entry of judgeRecords(source.records, inputs.limits, tally.now)) {
      addEntry(tally, entry);
      await files.write(entry);
      if (run.reveal && entry.kind === 'outcome') log.debug(() => renderOutcome(entry));
    }
  } catch (error) {
    stop.stop(BROKEN);
    throw error;
  } finally {
    endProgress();
    source.close();
    await files.close();
  }
}

async function writeReports(run: Run, upload?: Upload): Promise<void> {
  await writeFile(run.paths.report, run.conceal(renderReport(gatherFacts(run), run.tally, judge(run))));
  await writeFile(run.paths.summary, renderRun(run, upload));
}

/** The summary as it is now, with what is known of the artifact. */
function renderRun(run: Run, upload?: Upload): string {
  return run.conceal(renderSummary(gatherFacts(run), run.tally, judge(run), upload));
}

function judge({ inputs, tally, reveal, stop, report, faults }: Run): Verdict {
  return computeVerdict({ ...inputs, tally, reveal, stopped: stop.reason(), report, faults: faults.list });
}

function gatherFacts({ startedAt, context, inputs, subject, reveal }: Run): RunFacts {
  return { ...context, ...inputs, startedAt, finishedAt: new Date(), subject, reveal };
}
