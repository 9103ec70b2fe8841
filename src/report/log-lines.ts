import type { Pace } from '../atlassian/request-queue.ts';
import type { AuditTarget } from '../audit/target.ts';
import type { JudgedOutcome } from '../policy/judge.ts';
import { countRows, type Totals } from '../result/totals.ts';
import { formatCount, formatDuration, formatPlural } from '../text/format.ts';
import { listFileNames } from './files.ts';

/** Where to look when all is done. */
export function renderFiles(outputDir: string, hasBaseline: boolean): string {
  return `Files in ${outputDir}: ${listFileNames(hasBaseline).join(', ')}`;
}

/** One account's outcome, for the debug log. */
export function renderOutcome({ account, status, httpStatus, tokens, detail }: JudgedOutcome): string {
  return `${account.id} ${status}${httpStatus === undefined ? '' : ` (${httpStatus})`}, ${formatPlural(tokens, 'token')}${detail === '' ? '' : `: ${detail}`}`;
}

/** One line about a run that is under way since `elapsedMs`: how far, how fast, and whether the rate limit pauses it. */
export function renderProgress(
  totals: Totals,
  target: AuditTarget,
  { pausedMs, inFlight }: Pace,
  elapsedMs: number,
): string {
  const done =
    target.kind === 'accounts'
      ? renderAccountsDone(countRows(totals), target.file.accounts + target.file.rejected, elapsedMs)
      : `${formatPlural(totals.tokens, 'token')} listed (${renderRate(totals.tokens, elapsedMs)}`;
  const pause = pausedMs > 0 ? `; rate limit: all requests pause, ${formatDuration(pausedMs)} more` : '';
  return `${done}, ${inFlight} in flight)${pause}`;
}

function renderAccountsDone(done: number, total: number, elapsedMs: number): string {
  const leftMs = done > 0 ? ((total - done) * elapsedMs) / done : undefined;
  const left = leftMs === undefined ? '' : `, about ${formatDuration(leftMs)} left`;
  return `${formatCount(done)} of ${formatPlural(total, 'account')} (${renderRate(done, elapsedMs)}${left}`;
}

function renderRate(done: number, elapsedMs: number): string {
  return `${(elapsedMs > 0 ? (done * 1000) / elapsedMs : 0).toFixed(1)}/s`;
}
