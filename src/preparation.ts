import type { RunContext } from './actions/context.ts';
import { type FileInputs, type Inputs, readFileInputs, readInputs } from './actions/inputs.ts';
import { prepareNetwork, refuseUnverifiedHosts } from './actions/network.ts';
import { createSecretsMask } from './actions/secrets.ts';
import { createSourceReport, type SourceReport } from './audit/source.ts';
import { CANCELLED } from './audit/stop.ts';
import { type AuditTarget, countRowsOf, readTarget } from './audit/target.ts';
import { createExceptions, type Exceptions } from './policy/exceptions.ts';
import { readExceptions } from './policy/exceptions-file.ts';
import { type FilePaths, readFilePaths } from './report/files.ts';
import { createTotals, type Totals } from './result/totals.ts';
import { readAll } from './text/errors.ts';

/** A run whose inputs and files are checked, before its first request. */
export type Preparation = {
  /** The moment by which everything is judged. */
  startedAt: Date;
  context: RunContext;
  inputs: Inputs;
  target: AuditTarget;
  exceptions: Exceptions;
  paths: FilePaths;
  /** Whether log, summary and artifact may show names and IDs. */
  showNames: boolean;
  /** Whether log and errors may quote cells of the files that were read. */
  showCells: boolean;
  /** Ends the audit early; the first reason counts. */
  controller: AbortController;
  /** Filled while the audit runs. */
  totals: Totals;
  sourceReport: SourceReport;
};

/** Reads and checks everything that can be wrong before the first request. Reads the clock, once for the whole run. */
export async function prepareRun(context: RunContext, cancel: AbortSignal): Promise<Preparation> {
  const startedAt = new Date();
  const controller = new AbortController();
  cancel.addEventListener('abort', () => controller.abort(CANCELLED));
  const fileInputs = readFileInputs(context);
  // Both readers below await it, but only later: until then its failure would count as unhandled.
  fileInputs.catch(() => {});
  const { inputs, files } = await readAll({
    inputs: () => readInputs(context, fileInputs),
    network: prepareNetwork,
    files: async () => readFiles(await fileInputs, context),
  });
  refuseUnverifiedHosts(inputs, context);
  const { target, exceptionList, showCells } = files;
  const paths = await readFilePaths(inputs.outputDir, {
    'accounts-csv': target.file?.path,
    'exceptions-csv': inputs.exceptionsCsv,
  });
  return {
    startedAt,
    context,
    inputs,
    target,
    exceptions: createExceptions(exceptionList, startedAt.getTime()),
    paths,
    showNames: canShowNames(inputs, context),
    showCells,
    controller,
    totals: createTotals(startedAt.getTime(), countRowsOf(target)),
    sourceReport: createSourceReport({ mayQuote: showCells }),
  };
}

/** Reads the files that the inputs name. */
async function readFiles(inputs: FileInputs, context: RunContext) {
  const { idColumn, exceptionsCsv } = inputs;
  const showCells = canShowNames(inputs, context) && !inputs.redact;
  const options = { showCells, mask: createSecretsMask() };
  const files = await readAll({
    target: () => readTarget(inputs.source, { idColumn, ...options }),
    exceptionList: () => (exceptionsCsv ? readExceptions(exceptionsCsv, options) : []),
  });
  return { ...files, showCells };
}

function canShowNames({ allowPublic }: FileInputs, { isPublic }: RunContext): boolean {
  return !isPublic || allowPublic;
}
