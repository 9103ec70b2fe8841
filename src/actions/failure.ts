import { describeCauses } from '../text/errors.ts';
import { escapeHtml } from '../text/escape.ts';
import { readRunContext } from './context.ts';
import { createRunLog } from './log.ts';
import { writeJobSummary, writeOutputs } from './outputs.ts';
import { createSecretsMask } from './secrets.ts';

/** Ends the job red with `result=error` and the cause, whatever broke and however early. */
export function failRun(error: unknown): void {
  process.exitCode = 1;
  const log = createRunLog(readRunContext());
  const message = createSecretsMask()(describeCauses(error));
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
