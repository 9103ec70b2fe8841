import { writeFile } from 'node:fs/promises';
import { uploadArtifact } from './actions/artifact.ts';
import { readRunContext } from './actions/context.ts';
import { endRun, listenForCancel, writeJobSummary, writeOutputs } from './actions/ending.ts';
import { createLog, guardOutput, type Log, startProgress } from './actions/log.ts';
import { createSecretsMask, maskSecretsInLog, readGithubToken } from './actions/secrets.ts';
import { listUnreadKinds } from './audit/source.ts';
import { BROKEN, readStopReason } from './audit/stop.ts';
import { createSource } from './audit/target.ts';
import type { BaselineFound } from './baseline/baseline.ts';
import { createComparison } from './baseline/comparison.ts';
import { runDry } from './dry-run.ts';
import { loadBaseline } from './github/previous-runs.ts';
import { createJudge } from './policy/judge.ts';
import { type Entry, redactEntry, redactExceptions } from './policy/redact.ts';
import { type Preparation, prepareRun } from './preparation.ts';
import { createCsvFiles, prepareFiles, writeOwners } from './report/files.ts';
import {
  renderBaseline,
  renderFiles,
  renderOutcome,
  renderProgress,
  renderRead,
  renderStart,
} from './report/log-lines.ts';
import type { RunFacts } from './report/model.ts';
import { computeOutputs } from './report/output-values.ts';
import { renderPage } from './report/page.ts';
import { renderReport } from './report/report-json.ts';
import { renderSummary } from './report/summary.ts';
import { listOwnerRows } from './result/owners.ts';
import { addEntry } from './result/totals.ts';
import { addDeliveryFailures, computeVerdict, type Verdict } from './result/verdict.ts';
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
  log.lines(renderStart(run));
  // The earlier run may lie in the very folder that is emptied next.
  const baseline = await loadBaseline(inputs.compareWith, {
    context,
    githubToken: readGithubToken(),
    artifactName: inputs.upload.artifactName,
    orgId: inputs.orgId,
    mask,
    cancel,
  });
  log.lines(renderBaseline(baseline));
  await prepareFiles(paths);

  const auditFailures = await attempt('The audit broke off', () => audit(run, baseline, log));
  const verdict = judgeRun(run, baseline, auditFailures);
  const facts = gatherFacts(run, baseline);
  const failures = await attempt('The reports', () => writeReports(run, facts, verdict));
  const upload = await uploadArtifact({
    inputs,
    files: Object.values(paths),
    showNames,
    cancel,
    context,
  });
  if (upload.kind === 'refused') failures.push(upload.why);

  const outputs = () => ({
    ...computeOutputs(totals, addDeliveryFailures(verdict, failures), paths, facts),
    ...(upload.kind === 'uploaded' ? upload.outputs : {}),
  });
  failures.push(...(await attempt('The outputs', () => writeOutputs(outputs()))));
  const summary = () => renderSummary(facts, totals, addDeliveryFailures(verdict, failures), upload);
  const lost = await attempt('The job summary', () => writeJobSummary(summary()));
  failures.push(...lost);
  // The outputs must not say less than the job.
  if (lost.length > 0) await attempt('The outputs', () => writeOutputs(outputs()));
  log.info(renderFiles(facts));
  endRun(log, addDeliveryFailures(verdict, failures), upload);
}

/** Reads the records, judges and compares each one, and adds the entries to files and totals. */
async function audit(run: Preparation, baseline: BaselineFound | undefined, log: Log): Promise<void> {
  const { inputs, target, totals, exceptions, controller, sourceReport } = run;
  const { now } = totals;
  const { include, redact: redacted } = inputs;
  const { limits, warnRules } = inputs.rules;
  const judge = createJudge({ limits, warnRules, exceptions, now });
  const wholeOrganization = target.kind === 'organization';
  const comparison =
    baseline?.kind === 'read'
      ? createComparison({ baseline: baseline.baseline, include, wholeOrganization, redacted, now })
      : undefined;
  const files = createCsvFiles(run.paths, { baseline, include });
  const source = createSource({
    target,
    request: inputs.request,
    orgId: inputs.orgId,
    include,
    report: sourceReport,
    controller,
  });
  const endProgress = startProgress(log, (ms) => renderProgress(totals, target, source.pace(), ms));
  const addEntries = async (found: Entry[]) => {
    const entries = redacted ? found.map(redactEntry) : found;
    for (const entry of entries) {
      addEntry(totals, entry);
      if (run.showNames && entry.kind === 'outcome') log.debug(() => renderOutcome(entry));
    }
    await files.write(entries);
  };
  try {
    for await (const records of source.records)
      await addEntries(
        records.flatMap((record) => [...judge.judge(record), ...(comparison?.compare(record) ?? [])]),
      );
    await addEntries(judge.finish({ newTokens: comparison?.newTokens() }));
    const isWhole = sourceReport.errors.length + sourceReport.gaps.length === 0;
    await addEntries(comparison?.finish({ isWhole, unreadKinds: listUnreadKinds(sourceReport) }) ?? []);
  } catch (error) {
    controller.abort(BROKEN);
    throw error;
  } finally {
    log.info(renderRead(totals, endProgress()));
    source.close();
    await files.close();
  }
}

function judgeRun(run: Preparation, baseline: BaselineFound | undefined, failures: string[]): Verdict {
  const { inputs, totals, target, exceptions } = run;
  const { rules, orgTokenExpires, tolerance } = inputs;
  return computeVerdict({
    totals,
    tolerance,
    showNames: run.showNames,
    stopped: readStopReason(run.controller.signal),
    report: run.sourceReport,
    failures,
    circumstances: {
      now: totals.now,
      target,
      include: inputs.include,
      limits: rules.limits,
      baseline,
      exceptions: exceptions.list(),
      orgTokenExpires,
    },
  });
}

function gatherFacts(run: Preparation, baseline: BaselineFound | undefined): RunFacts {
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
    target: run.target,
    include: inputs.include,
    unreadKinds: listUnreadKinds(run.sourceReport),
    baseline,
    exceptions: inputs.redact ? redactExceptions(exceptions) : exceptions,
    showNames: run.showNames,
  };
}

async function writeReports(run: Preparation, facts: RunFacts, verdict: Verdict): Promise<void> {
  const { paths, totals } = run;
  await writeOwners(paths.owners, listOwnerRows(totals.owners));
  await writeFile(paths.report, renderReport(facts, totals, verdict));
  await writeFile(paths.html, renderPage(facts, totals, verdict));
  await writeFile(paths.summary, renderSummary(facts, totals, verdict));
}
