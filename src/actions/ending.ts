import { appendFileSync } from 'node:fs';
import * as core from '@actions/core';
import { outputNames } from '../action.ts';
import type { Outputs } from '../report/output-values.ts';
import { listAnnotations, type Verdict } from '../result/verdict.ts';
import { describeCauses } from '../text/errors.ts';
import { escapeHtml } from '../text/escape.ts';
import type { Upload } from './artifact.ts';
import { readRunContext } from './context.ts';
import { createLog, type Log } from './log.ts';
import { createSecretsMask } from './secrets.ts';

/**
 * Returns a signal that is aborted when the runner or a terminal ends the step: SIGINT, SIGTERM 7.5 seconds later, and
 * the end 2.5 seconds after that. Windows has no such signals.
 * https://docs.github.com/en/actions/reference/workflow-cancellation-reference
 */
export function listenForCancel(): AbortSignal {
  const cancel = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => cancel.abort());
  return cancel.signal;
}

/** Sets every output of action.yml; unknown ones become the empty string. Does nothing off GitHub. */
export function writeOutputs(outputs: Outputs): void {
  if (!process.env.GITHUB_OUTPUT && process.env.GITHUB_ACTIONS !== 'true') return;
  if (!process.env.GITHUB_OUTPUT) throw new Error('GITHUB_OUTPUT is not set');
  for (const name of outputNames) core.setOutput(name, String(outputs[name] ?? ''));
}

/** Appends to the job summary, if there is one. The text must be within GitHub's limit. */
export function writeJobSummary(text: string): void {
  const path = process.env.GITHUB_STEP_SUMMARY;
  if (path) appendFileSync(path, text);
}

/** Logs the verdict, one annotation for each cause, rule, warning and notice, and sets the exit code. */
export function endRun(log: Log, verdict: Verdict, upload: Upload): void {
  if (upload.kind === 'uploaded') log.info(`Artifact: ${upload.url}`);
  if (upload.kind === 'unsupported') log.warning(upload.why);
  log.lines(listAnnotations(verdict));
  if (verdict.red) process.exitCode = 1;
}

/** Ends the job red with `result=error` and the cause, however early it failed. `title` follows "Error: ". */
export function failRun(error: unknown, title = 'the audit could not start'): void {
  process.exitCode = 1;
  const mask = createSecretsMask();
  const log = createLog(readRunContext().onGitHub, mask);
  const errors: unknown[] = error instanceof AggregateError ? error.errors : [error];
  const messages = errors.map((each) => mask(describeCauses(each)));
  for (const message of messages) log.error(message);
  log.debug(() => (error instanceof Error ? String(error.stack) : ''));
  const paragraphs = [`# ❌ Error: ${title}`, ...messages.map(escapeHtml), ''];
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
