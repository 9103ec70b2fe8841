import { listAnnotations, type Verdict } from '../result/verdict.ts';
import { describeCauses } from '../text/errors.ts';
import { escapeHtml } from '../text/escape.ts';
import type { Upload } from './artifact.ts';
import { readRunContext } from './context.ts';
import { createLog, type Log } from './log.ts';
import { writeJobSummary, writeOutputs } from './outputs.ts';
import { createSecretsMask } from './secrets.ts';

/** Logs the verdict, one annotation for each cause, rule, warning and notice, and sets the exit code. */
export function endRun(log: Log, verdict: Verdict, upload: Upload): void {
  if (upload.kind === 'uploaded') log.info(`Artifact: ${upload.url}`);
  if (upload.kind === 'unsupported') log.warning(upload.why);
  for (const { level, line } of listAnnotations(verdict)) log[level](line);
  if (verdict.red) process.exitCode = 1;
}

/** Ends the job red with `result=error` and the cause, however early it failed. */
export function failRun(error: unknown): void {
  process.exitCode = 1;
  const mask = createSecretsMask();
  const log = createLog(readRunContext().onGitHub, mask);
  const errors: unknown[] = error instanceof AggregateError ? error.errors : [error];
  const messages = errors.map((each) => mask(describeCauses(each)));
  for (const message of messages) log.error(message);
  log.debug(() => (error instanceof Error ? String(error.stack) : ''));
  const paragraphs = ['# ❌ Error: the audit could not start', ...messages.map(escapeHtml), ''];
  for (const write of [
    () => writeOutputs({ result: 'error', complete: false }),
    () => writeJobSummary(paragraphs.join('\n\n')),
  ])
    try {
      write();
    } catch (cause) {
      log.error(describeCauses(cause));
    }
}
