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
import type { Circumstances } from './result/reminders.ts';
import { createTotals, type Totals } from './result/totals.ts';
import { computeVerdict, type Verdict } from './result/verdict.ts';

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
};

/** Reads and checks everything that can be wrong before the first request. Reads the clock, once for all. */
export async function prepareRun(context: RunContext): Promise<Run> {
  const startedAt = new Date();
  const inputs = await readInputs(context);
  const showNames = !context.isPublic || inputs.allowPublic;
  // What a file's cells hold may stand in an error or in the log only where names may.
  const showCells = showNames && !inputs.redact;
  const mask = createSecretsMask();
  const target = await readTarget(inputs.source, { idColumn: inputs.idColumn, showCells, mask });
  const agreed = inputs.exceptionsCsv ? await readExceptions(inputs.exceptionsCsv, { showCells, mask }) : [];
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
  };
}

/** Computes the verdict on the audit, which may have failed itself. */
export function judgeRun(run: Run, failures: string[]): Verdict {
  const { inputs, totals, showNames, controller, sourceReport } = run;
  return computeVerdict({
    totals,
    tolerance: inputs.tolerance,
    warnOnly: inputs.warnOnly,
    showNames,
    stopped: readStopReason(controller.signal),
    report: sourceReport,
    failures,
    circumstances: gatherCircumstances(run),
  });
}

/** What reminders are computed from. */
export function gatherCircumstances({ inputs, target, baseline, exceptions, totals }: Run): Circumstances {
  const { limits, orgTokenExpires } = inputs;
  return { now: totals.now, target, limits, baseline, exceptions, orgTokenExpires };
}

/** What summary and reports say of the run besides its numbers. */
export function gatherFacts(run: Run): RunFacts {
  const { startedAt, finishedAt = new Date(), target, baseline, exceptions, showNames } = run;
  const { repository, workflow, runUrl } = run.context;
  const { settings, tolerance, outputDir, orgId } = run.inputs;
  return {
    startedAt,
    finishedAt,
    repository,
    workflow,
    runUrl,
    settings,
    tolerance,
    outputDir,
    orgId,
    target,
    baseline,
    exceptions,
    showNames,
  };
}
