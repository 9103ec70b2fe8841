import type { Verdict } from '../result/verdict.ts';
import { describeCauses } from '../text/errors.ts';
import { escapeHtml } from '../text/escape.ts';
import type { Upload } from './artifact.ts';
import { readRunContext } from './context.ts';
import { createRunLog, type Log } from './log.ts';
import { writeJobSummary, writeOutputs } from './outputs.ts';
import { createSecretsMask } from './secrets.ts';

/** Logs the verdict in one line, its warnings and notices in one annotation each, and sets the exit code. */
export function endRun(log: Log, verdict: Verdict, upload: Upload): void {
  const { red, result, complete, headline, problems, warnings, notices } = verdict;
  if (upload.kind === 'uploaded') log.info(`Artifact: ${upload.url}`);
  if (upload.kind === 'unsupported') log.warning(upload.why);
  for (const warning of warnings) log.warning(warning);
  for (const notice of notices) log.notice(notice);
  const message = [`${headline}.`, ...problems].join(' ');
  if (red) log.error(message);
  else if (result === 'findings' || !complete) log.warning(message);
  else log.info(message);
  if (red) process.exitCode = 1;
}

/** Ends the job red with `result=error` and the cause, whatever broke and however early. */
export function failRun(error: unknown): void {
  process.exitCode = 1;
  const log = createRunLog(readRunContext());
  const message = createSecretsMask()(describeCauses(error));
  log.error(message);
  log.debug(() => (error instanceof Error ? String(error.stack) : ''));
  const summary = `# ❌ Error: the audit could not start\n\n${escapeHtml(message)}\n`;
  for (const write of [
    () => writeOutputs({ result: 'error', complete: false }),
    () => writeJobSummary(summary),
  ])
    try {
      write();
    } catch (cause) {
      log.error(describeCauses(cause));
    }
}
