import type { RunContext } from './actions/context.ts';
import { type Inputs, readInputs } from './actions/inputs.ts';
import { createSecretsMask } from './actions/secrets.ts';
import { createSourceReport, type SourceReport } from './audit/source.ts';
import { readStopReason } from './audit/stop.ts';
import { type AuditTarget, countRowsOf, readTarget } from './audit/target.ts';
import type { BaselineFound } from './baseline/baseline.ts';
import { createExceptions, type Exceptions } from './policy/exceptions.ts';
import { readExceptions } from './policy/exceptions-file.ts';
import { redactExceptions } from './policy/redact.ts';
import { type FilePaths, readFilePaths } from './report/files.ts';
import type { RunFacts } from './report/model.ts';
import { createTotals, type Totals } from './result/totals.ts';
import { computeVerdict, type Verdict } from './result/verdict.ts';
import { createFaults, type Faults } from './text/errors.ts';

/** What the steps after the validation share. With `showNames`, names and IDs may be shown, with `showCells` what files hold. */
export type Run = {
  /** The moment by which everything is judged. */
  startedAt: Date;
  /** When the audit ended; absent until then. */
  finishedAt?: Date;
  context: RunContext;
  inputs: Inputs;
  target: AuditTarget;
  exceptions: Exceptions;
  /** Absent where no baseline was asked for. */
  baseline: BaselineFound | undefined;
  paths: FilePaths;
  showNames: boolean;
  showCells: boolean;
  totals: Totals;
  mask: (text: string) => string;
  /** Ends the audit early; the first reason counts. */
  controller: AbortController;
  sourceReport: SourceReport;
  faults: Faults;
};

/** Reads and checks everything that can be wrong before the first request. Reads the clock, once for all. */
export async function prepareRun(context: RunContext): Promise<Run> {
  const startedAt = new Date();
  const inputs = await readInputs(context);
  const showNames = !context.isPublic || inputs.allowPublic;
  // What a file's cells hold may stand in an error or in the log only where names may.
  const showCells = showNames && !inputs.redact;
  const mask = createSecretsMask();
  const target = maskTarget(await readTarget(inputs.source, inputs.idColumn, showCells), mask);
  const agreed = inputs.exceptionsCsv ? await readExceptions(inputs.exceptionsCsv, showCells) : [];
  const exceptions = inputs.redact ? redactExceptions(agreed) : agreed;
  const paths = await readFilePaths(inputs.outputDir, {
    'accounts-csv': target.file?.path,
    'exceptions-csv': inputs.exceptionsCsv,
  });
  return {
    startedAt,
    context,
    inputs,
    target,
    exceptions: createExceptions(exceptions, startedAt.getTime()),
    baseline: undefined,
    paths,
    showNames,
    showCells,
    totals: createTotals(startedAt.getTime(), countRowsOf(target)),
    mask,
    controller: new AbortController(),
    sourceReport: createSourceReport(),
    faults: createFaults(),
  };
}

/** The same target with the key taken out of the cells that it shows. */
function maskTarget<T extends AuditTarget>(target: T, mask: (text: string) => string): T {
  const { file } = target;
  if (!file) return target;
  const firstRejected = file.firstRejected.map((row) => ({ ...row, cell: mask(row.cell) }));
  return { ...target, file: { ...file, firstRejected } };
}

/** The verdict on what is known so far. */
export function judgeRun(run: Run): Verdict {
  const { inputs, totals, showNames, controller, sourceReport, faults } = run;
  const circumstances = { ...inputs, ...run, now: totals.now };
  return computeVerdict({
    ...inputs,
    totals,
    showNames,
    stopped: readStopReason(controller.signal),
    report: sourceReport,
    faults: faults.list,
    circumstances,
  });
}

/** What summary and reports say of the run besides its numbers. */
export function gatherFacts(run: Run): RunFacts {
  const { context, inputs } = run;
  return {
    startedAt: run.startedAt,
    finishedAt: run.finishedAt ?? new Date(),
    repository: context.repository,
    workflow: context.workflow,
    runUrl: context.runUrl,
    settings: inputs.settings,
    tolerance: inputs.tolerance,
    outputDir: inputs.outputDir,
    orgId: inputs.orgId,
    target: run.target,
    baseline: run.baseline,
    exceptions: run.exceptions,
    showNames: run.showNames,
  };
}
