import type { RunContext } from './actions/context.ts';
import { type Inputs, readInputs } from './actions/inputs.ts';
import { createKeyConceal } from './actions/secrets.ts';
import { createSourceReport, type SourceReport } from './audit/source.ts';
import { createStop, type Stop } from './audit/stop.ts';
import { countRowsOf, readSubject, type Subject } from './audit/target.ts';
import type { BaselineFound } from './baseline/baseline.ts';
import { createExceptions, type Exceptions } from './policy/exceptions.ts';
import { readExceptions } from './policy/exceptions-file.ts';
import { redactExceptions } from './policy/redact.ts';
import type { RunFacts } from './report/facts.ts';
import { type FilePaths, readFilePaths } from './report/files.ts';
import { createTally, type Tally } from './result/totals.ts';
import { computeVerdict, type Verdict } from './result/verdict.ts';
import { createFaults, type Faults } from './text/errors.ts';

/** What the steps after the validation share. With `reveal`, names and IDs may be shown, with `showCells` what files hold. */
export type Run = {
  /** The moment by which everything is judged. */
  startedAt: Date;
  /** When the audit ended; absent until then. */
  finishedAt?: Date;
  context: RunContext;
  inputs: Inputs;
  subject: Subject;
  exceptions: Exceptions;
  /** Absent where no baseline was asked for. */
  baseline: BaselineFound | undefined;
  paths: FilePaths;
  reveal: boolean;
  showCells: boolean;
  tally: Tally;
  conceal: (text: string) => string;
  stop: Stop;
  sourceReport: SourceReport;
  faults: Faults;
};

/** Reads and checks everything that can be wrong before the first request. Reads the clock, once for all. */
export async function prepareRun(context: RunContext): Promise<Run> {
  const startedAt = new Date();
  const inputs = await readInputs(context);
  const reveal = !context.isPublic || inputs.allowPublic;
  // What a file's cells hold may stand in an error or in the log only where names may.
  const showCells = reveal && !inputs.redact;
  const conceal = createKeyConceal();
  const subject = concealSubject(await readSubject(inputs.source, inputs.idColumn, showCells), conceal);
  const agreed = inputs.exceptionsCsv ? await readExceptions(inputs.exceptionsCsv, showCells) : [];
  const exceptions = inputs.redact ? redactExceptions(agreed) : agreed;
  const paths = await readFilePaths(inputs.outputDir, {
    'accounts-csv': subject.file?.path,
    'exceptions-csv': inputs.exceptionsCsv,
  });
  return {
    startedAt,
    context,
    inputs,
    subject,
    exceptions: createExceptions(exceptions, startedAt.getTime()),
    baseline: undefined,
    paths,
    reveal,
    showCells,
    tally: createTally(startedAt.getTime(), countRowsOf(subject)),
    conceal,
    stop: createStop(),
    sourceReport: createSourceReport(),
    faults: createFaults(),
  };
}

/** The same subject with the key taken out of the cells that it shows. */
function concealSubject<T extends Subject>(subject: T, conceal: (text: string) => string): T {
  const { file } = subject;
  if (!file) return subject;
  const firstRejected = file.firstRejected.map((row) => ({ ...row, cell: conceal(row.cell) }));
  return { ...subject, file: { ...file, firstRejected } };
}

/** The verdict on what is known so far. */
export function judgeRun(run: Run): Verdict {
  const { inputs, tally, reveal, stop, sourceReport, faults } = run;
  const circumstances = { ...inputs, ...run, now: tally.now };
  return computeVerdict({
    ...inputs,
    tally,
    reveal,
    stopped: stop.reason(),
    report: sourceReport,
    faults: faults.list,
    circumstances,
  });
}

/** What summary and reports say of the run besides its numbers. */
export function gatherFacts({
  startedAt,
  finishedAt = new Date(),
  context,
  inputs,
  subject,
  baseline,
  exceptions,
  reveal,
}: Run): RunFacts {
  return { ...context, ...inputs, startedAt, finishedAt, subject, baseline, exceptions, reveal };
}
