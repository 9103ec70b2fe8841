import type { RunContext } from './actions/context.ts';
import { type FileInputs, readFileInputs, readInputs } from './actions/inputs.ts';
import { prepareNetwork, refuseUnverifiedHosts } from './actions/network.ts';
import { createSecretsMask } from './actions/secrets.ts';
import { createSourceReport } from './audit/source.ts';
import { CANCELLED } from './audit/stop.ts';
import { countRowsOf, readTarget } from './audit/target.ts';
import type { BaselineFound } from './baseline/baseline.ts';
import { createExceptions } from './policy/exceptions.ts';
import { readExceptions } from './policy/exceptions-file.ts';
import { redactExceptions } from './policy/redact.ts';
import { readFilePaths } from './report/files.ts';
import type { RunFacts } from './result/run-facts.ts';
import { createTotals } from './result/totals.ts';
import { readAll } from './text/errors.ts';

/** A run whose inputs and files are checked, before its first request. */
export type Preparation = Awaited<ReturnType<typeof prepareRun>>;

/** Reads and checks everything that can be wrong before the first request. Reads the clock, once for the whole run. */
export async function prepareRun(context: RunContext, cancel: AbortSignal) {
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
  const { target, exceptionList, showNames, showCells } = files;
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
    /** Whether log, summary and artifact may show names and IDs. */
    showNames,
    /** Whether log and errors may quote cells of the files that were read. */
    showCells,
    controller,
    totals: createTotals(startedAt.getTime(), countRowsOf(target)),
    sourceReport: createSourceReport({ mayQuote: showCells }),
  };
}

/** Gathers the facts of a run, as far as they are known. `redact` applies to them. */
export function gatherFacts(run: Preparation, baseline: BaselineFound | undefined): RunFacts {
  const { context, inputs } = run;
  const exceptions = run.exceptions.list();
  return {
    startedAt: run.startedAt,
    finishedAt: new Date(),
    repository: context.repository,
    workflow: context.workflow,
    runUrl: context.runUrl,
    settings: inputs.settings,
    rules: inputs.rules,
    tolerance: inputs.tolerance,
    outputDir: inputs.outputDir,
    orgId: inputs.orgId,
    orgTokenExpires: inputs.orgTokenExpires,
    target: run.target,
    include: inputs.include,
    unreadKinds: [...run.sourceReport.credentialGaps.keys()],
    baseline,
    exceptions: inputs.redact ? redactExceptions(exceptions) : exceptions,
    showNames: run.showNames,
  };
}

/** Reads the files that the inputs name. */
async function readFiles(inputs: FileInputs, context: RunContext) {
  const { idColumn, exceptionsCsv } = inputs;
  const showNames = !context.isPublic || inputs.allowPublic;
  const showCells = showNames && !inputs.redact;
  const options = { showCells, mask: createSecretsMask() };
  const files = await readAll({
    target: () => readTarget(inputs.source, { idColumn, ...options }),
    exceptionList: () => (exceptionsCsv ? readExceptions(exceptionsCsv, options) : []),
  });
  return { ...files, showNames, showCells };
}
