import { createConceal, escapeHtml } from '../escape.ts';
import { describeCauses } from '../faults.ts';
import { readGithubToken, readOrgToken } from './inputs.ts';
import { createLog, type Log } from './log.ts';
import { writeJobSummary, writeOutputs } from './outputs.ts';
import { type RunContext, readRunContext } from './runs.ts';

/** Takes the key and the GitHub token out of whatever leaves this process. */
export function createKeyConceal(): (text: string) => string {
  return createConceal(readOrgToken().trim(), readGithubToken());
}

/** The log of this run, with the key taken out of every line. */
export function createRunLog(context: RunContext): Log {
  return createLog(context.onGitHub, createKeyConceal());
}

/** Ends the job red with `result=error` and the cause, whatever broke and however early. */
export function failRun(error: unknown): void {
  process.exitCode = 1;
  const log = createRunLog(readRunContext());
  const message = createKeyConceal()(describeCauses(error));
  log.error(message);
  log.debug(() => (error instanceof Error ? String(error.stack) : ''));
  for (const tell of [() => writeOutputs({ result: 'error', complete: false }), () => tellSummary(message)]) {
    try {
      tell();
    } catch (cause) {
      log.error(describeCauses(cause));
    }
  }
}

function tellSummary(message: string): void {
  writeJobSummary(`# ❌ Error: the audit did not come to its end\n\n${escapeHtml(message)}\n`);
}
