import type { Pace } from '../atlassian/request-queue.ts';
import type { AccountsFile } from '../audit/accounts-file.ts';
import type { AuditTarget } from '../audit/target.ts';
import type { BaselineFound } from '../baseline/baseline.ts';
import { type Exceptions, type ExceptionUse, listExpired } from '../policy/exceptions.ts';
import type { JudgedOutcome } from '../policy/judge.ts';
import { countAccounts, countRead, countRows, type Totals } from '../result/totals.ts';
import { cut } from '../text/escape.ts';
import { formatCount, formatDuration, formatPlural, formatTimestamp } from '../text/format.ts';
import { listFileNames } from './files.ts';
import type { RunFacts } from './model.ts';

/** A line of the log and its level. */
export type Line = { level: 'info' | 'notice' | 'warning'; line: string };

/** The facts that are known before the first request. */
export type Start = {
  target: AuditTarget;
  exceptions: Exceptions;
  showNames: boolean;
  /** Whether cells of the accounts file may be shown. */
  showCells: boolean;
  inputs: { keyWasTrimmed: boolean; request: { apiUrl: URL; concurrency: number } };
};

const PUBLIC =
  'This repository is public, or its visibility is unknown: no artifact is uploaded, and summary and log hold counts only. Run it in a private repository, or set allow-public if everybody may see who holds tokens.';
const TRIMMED = 'org-token: left out the spaces or line breaks around the key.';

/** Renders the lines before the first request: the plan, the columns of the accounts file, the exceptions. */
export function renderStart(start: Start): Line[] {
  const { target, exceptions, showNames, showCells, inputs } = start;
  const { apiUrl, concurrency } = inputs.request;
  const lines: Line[] = [{ level: 'info', line: renderPlan(target, apiUrl, concurrency) }];
  if (!showNames) lines.push({ level: 'warning', line: PUBLIC });
  if (inputs.keyWasTrimmed) lines.push({ level: 'notice', line: TRIMMED });
  if (target.file) lines.push(...renderFile(target.file, showCells));
  const uses = exceptions.list();
  if (uses.length > 0) lines.push({ level: 'info', line: renderExceptions(uses) });
  return lines;
}

/** Renders which run this one is compared with. The verdict reports a missing baseline. */
export function renderBaseline(baseline: BaselineFound | undefined): Line[] {
  if (baseline?.kind !== 'read') return [];
  const { run, report } = baseline.baseline;
  const { startedAt, tokens, asked, complete } = report;
  const counts = `${formatPlural(tokens, 'token')}, ${formatPlural(asked, 'account')}`;
  const line = `Compares with the run of ${formatTimestamp(startedAt)} (${run}): ${counts}${complete ? '' : ', not complete'}.`;
  return [{ level: 'info', line }];
}

/** Renders one line about a run that is under way: how far, how fast, and whether the rate limit pauses it. */
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

/** Renders how much was read, once the source has ended. */
export function renderRead(totals: Totals, elapsedMs: number): string {
  const accounts = `${formatCount(countRead(totals))} of ${formatPlural(countAccounts(totals), 'account')}`;
  return `Read ${accounts} and ${formatPlural(totals.tokens, 'token')} in ${formatDuration(Math.max(1000, elapsedMs))}.`;
}

/** Renders one account's outcome for the debug log. */
export function renderOutcome({ account, status, httpStatus, tokens, detail }: JudgedOutcome): string {
  const answer = httpStatus === undefined ? '' : ` (${httpStatus})`;
  return `${account.id} ${status}${answer}, ${formatPlural(tokens, 'token')}${detail && `: ${detail}`}`;
}

/** Renders where the files are. */
export function renderFiles(run: Pick<RunFacts, 'outputDir' | 'baseline' | 'include'>): string {
  return `Files in ${run.outputDir}: ${listFileNames(run).join(', ')}`;
}

function renderPlan(target: AuditTarget, { origin }: URL, concurrency: number): string {
  return target.kind === 'accounts'
    ? `Asks ${origin} for the API tokens of each account, read-only, at most ${concurrency} at a time.`
    : `Asks ${origin} for the organization's list of API tokens, read-only, page by page.`;
}

function renderFile(file: AccountsFile, showCells: boolean): Line[] {
  const lines: Line[] = [{ level: 'info', line: renderRecognised(file) }];
  const replaced = `accounts-csv: some bytes are not valid ${file.encoding}; names may look wrong.`;
  if (file.replaced) lines.push({ level: 'notice', line: replaced });
  if (file.rejected > 0) lines.push({ level: 'info', line: renderRejected(file, showCells) });
  return lines;
}

function renderRecognised(file: AccountsFile): string {
  const { id, name, email, status } = file.columns;
  const others = [name, email, status].filter((heading) => heading !== undefined);
  const more = others.length > 0 ? `, and with them ${others.map(quote).join(', ')}` : '';
  const columns = id === '' ? 'a plain list without header' : `IDs in the column ${quote(id)}${more}`;
  const duplicates = file.duplicates > 0 ? `, ${formatPlural(file.duplicates, 'duplicate')} left out` : '';
  return `Accounts file ${file.path} (${file.encoding}): ${formatPlural(file.accounts, 'account')}${duplicates}; ${columns}.`;
}

/** Renders the first rows without an account ID; their cells only with `showCells`. */
function renderRejected({ rejected, firstRejected }: AccountsFile, showCells: boolean): string {
  const rows = firstRejected.map(({ line, cell }) =>
    showCells ? `line ${line} ${quote(cut(cell, 60))}` : `line ${line}`,
  );
  const end = rejected > rows.length ? ', …' : '.';
  return `Not read, because they contain no account ID: ${formatPlural(rejected, 'row')} of the accounts file: ${rows.join(', ')}${end}`;
}

function renderExceptions(uses: ExceptionUse[]): string {
  const expired = listExpired(uses).length;
  const more = expired > 0 ? `, ${formatCount(expired)} of them expired` : '';
  return `Exceptions file: ${formatPlural(uses.length, 'exception')}${more}.`;
}

function renderAccountsDone(done: number, total: number, elapsedMs: number): string {
  const leftMs = done > 0 ? ((total - done) * elapsedMs) / done : undefined;
  const left = leftMs === undefined ? '' : `, about ${formatDuration(leftMs)} left`;
  return `${formatCount(done)} of ${formatPlural(total, 'account')} (${renderRate(done, elapsedMs)}${left}`;
}

function renderRate(done: number, elapsedMs: number): string {
  return `${(elapsedMs > 0 ? (done * 1000) / elapsedMs : 0).toFixed(1)}/s`;
}

function quote(text: string): string {
  return JSON.stringify(text);
}
