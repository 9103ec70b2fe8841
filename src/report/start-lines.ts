import type { AccountsFile } from '../audit/accounts-file.ts';
import type { AuditTarget } from '../audit/target.ts';
import type { BaselineFound } from '../baseline/baseline.ts';
import { type ExceptionUse, listExpired } from '../policy/exceptions.ts';
import { cut } from '../text/escape.ts';
import { formatCount, formatPlural, formatTimestamp } from '../text/format.ts';

/** A line for the log and how loud it is. */
export type Line = { level: 'info' | 'notice' | 'warning'; line: string };

/** What is known before the first request. */
export type Start = {
  target: AuditTarget;
  exceptions: ExceptionUse[];
  showNames: boolean;
  /** Whether cells of the accounts file may be shown. */
  showCells: boolean;
  keyWasTrimmed: boolean;
  apiUrl: URL;
  concurrency: number;
};

const PUBLIC =
  'This repository is public, or its visibility is unknown: no artifact is uploaded, and summary and log hold counts only. Run it in a private repository, or set allow-public if everybody may see who holds tokens.';
const TRIMMED = 'org-token: left out the spaces or line breaks around the key.';

/** What a run says before it starts: what will happen, what was recognised, and what was forgiven. */
export function renderStart(start: Start): Line[] {
  const { target, exceptions, showNames, showCells, keyWasTrimmed, apiUrl, concurrency } = start;
  const lines: Line[] = [{ level: 'info', line: renderPlan(target, apiUrl, concurrency) }];
  if (!showNames) lines.push({ level: 'warning', line: PUBLIC });
  if (keyWasTrimmed) lines.push({ level: 'notice', line: TRIMMED });
  if (target.file) lines.push(...renderFile(target.file, showCells));
  if (exceptions.length > 0) lines.push({ level: 'info', line: renderExceptions(exceptions) });
  return lines;
}

/** Which run this one is compared with; that there is none is said at the end. */
export function renderBaseline(baseline: BaselineFound | undefined): Line[] {
  if (baseline?.kind !== 'read') return [];
  const { run, startedAt, tokenCount, asked, complete } = baseline.baseline;
  const counts = `${formatPlural(tokenCount, 'token')}, ${formatPlural(asked, 'account')}`;
  const line = `Compares with the run of ${formatTimestamp(startedAt)} (${run}): ${counts}${complete ? '' : ', not complete'}.`;
  return [{ level: 'info', line }];
}

function renderExceptions(exceptions: ExceptionUse[]): string {
  const expired = listExpired(exceptions).length;
  const more = expired > 0 ? `, ${formatCount(expired)} of them expired` : '';
  return `Exceptions file: ${formatPlural(exceptions.length, 'exception')}${more}.`;
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

/** The first rows without an account ID; their cells only with `showCells`. */
function renderRejected({ rejected, firstRejected }: AccountsFile, showCells: boolean): string {
  const rows = firstRejected.map(({ line, cell }) =>
    showCells ? `line ${line} ${quote(cut(cell, 60))}` : `line ${line}`,
  );
  const end = rejected > rows.length ? ', …' : '.';
  return `Unread, because they hold no account ID: ${formatPlural(rejected, 'row')} of the accounts file: ${rows.join(', ')}${end}`;
}

function quote(text: string): string {
  return JSON.stringify(text);
}
