import type { Pace } from '../atlassian/request-queue.ts';
import type { AccountsFile } from '../audit/accounts-file.ts';
import { PAGE_SIZE } from '../audit/organization/organization-list.ts';
import type { Probe } from '../audit/probe.ts';
import { type AuditTarget, countRowsOf } from '../audit/target.ts';
import type { BaselineFound } from '../baseline/baseline.ts';
import { type Exceptions, type ExceptionUse, listExpired } from '../policy/exceptions.ts';
import type { JudgedOutcome } from '../policy/judge.ts';
import { countAccounts, countRead, countRows, type Totals } from '../result/totals.ts';
import type { Annotation } from '../result/verdict.ts';
import { cut } from '../text/escape.ts';
import { formatCount, formatDuration, formatPlural, formatTimestamp } from '../text/format.ts';
import { html, toMarkup } from '../text/html.ts';

/** The facts that are known before the first request. `showCells`: whether cells of the accounts file may be shown. */
export type Start = {
  target: AuditTarget;
  exceptions: Exceptions;
  showNames: boolean;
  showCells: boolean;
  inputs: { keyWasTrimmed: boolean; request: { apiUrl: URL; concurrency: number } };
};

type DryRun = Start & { context: { isPublic: boolean } };

const PUBLIC =
  'This repository is public, or its visibility is unknown: no artifact is uploaded, and summary and log hold counts only. Run it in a private repository, or set allow-public if everybody may see who holds tokens.';
const PRIVATE = 'The repository is private, or this is not GitHub: names may be shown.';
const TRIMMED = 'org-token: left out the spaces or line breaks around the key.';

/** The only rate limit of Atlassian that has been reported. */
const CALLS_A_MINUTE = 200;
const MANY_ACCOUNTS = 1000;

/** Renders the lines before the first request: the plan, the columns of the accounts file, the exceptions. */
export function renderStart({ target, exceptions, showNames, showCells, inputs }: Start): Annotation[] {
  const { file } = target;
  const uses = exceptions.list();
  const replaced = `accounts-csv: some bytes are not valid ${file?.encoding}; names may look wrong.`;
  const lines: Annotation[] = [{ level: 'info', line: renderPlan(target, inputs.request) }];
  if (!showNames) lines.push({ level: 'warning', line: PUBLIC });
  if (inputs.keyWasTrimmed) lines.push({ level: 'notice', line: TRIMMED });
  if (file) lines.push({ level: 'info', line: renderColumns(file) });
  if (file?.replaced) lines.push({ level: 'notice', line: replaced });
  if (file && file.rejected > 0) lines.push({ level: 'info', line: renderRejected(file, showCells) });
  if (uses.length > 0) lines.push({ level: 'info', line: renderExceptions(uses) });
  return lines;
}

function renderPlan({ kind }: AuditTarget, { apiUrl, concurrency }: Start['inputs']['request']): string {
  return kind === 'accounts'
    ? `Asks ${apiUrl.origin} for the API tokens of each account, read-only, at most ${concurrency} at a time.`
    : `Asks ${apiUrl.origin} for the organization's list of API tokens, read-only, page by page.`;
}

function renderColumns({ path, encoding, columns, accounts, duplicates }: AccountsFile): string {
  const { id, name, email, status } = columns;
  const others = [name, email, status].filter((heading) => heading !== undefined);
  const quoted = others.map((heading) => JSON.stringify(heading)).join(', ');
  const more = quoted === '' ? '' : `, and with them ${quoted}`;
  const names = id === '' ? 'a plain list without header' : `IDs in the column ${JSON.stringify(id)}${more}`;
  const left = duplicates > 0 ? `, ${formatPlural(duplicates, 'duplicate')} left out` : '';
  return `Accounts file ${path} (${encoding}): ${formatPlural(accounts, 'account')}${left}; ${names}.`;
}

function renderRejected({ rejected, firstRejected }: AccountsFile, showCells: boolean): string {
  const rows = firstRejected.map(({ line, cell }) => {
    return `line ${line}${showCells ? ` ${JSON.stringify(cut(cell, 60))}` : ''}`;
  });
  const end = rejected > rows.length ? ', …' : '.';
  return `Not read, because they contain no account ID: ${formatPlural(rejected, 'row')} of the accounts file: ${rows.join(', ')}${end}`;
}

function renderExceptions(uses: ExceptionUse[]): string {
  const expired = listExpired(uses).length;
  const more = expired > 0 ? `, ${formatCount(expired)} of them expired` : '';
  return `Exceptions file: ${formatPlural(uses.length, 'exception')}${more}.`;
}

/** Renders which run this one is compared with. The verdict reports a missing baseline. */
export function renderBaseline(found: BaselineFound | undefined): Annotation[] {
  if (found?.kind !== 'read') return [];
  const { run, report } = found.baseline;
  const { startedAt, tokens, asked, complete } = report;
  const counts = `${formatPlural(tokens, 'token')}, ${formatPlural(asked, 'account')}`;
  const line = `Compares with the run of ${formatTimestamp(startedAt)} (${run}): ${counts}${complete ? '' : ', not complete'}.`;
  return [{ level: 'info', line }];
}

/** Renders one line about a run that is under way: how far, how fast, and whether the rate limit pauses it. */
export function renderProgress(totals: Totals, target: AuditTarget, pace: Pace, elapsedMs: number): string {
  const isByAccount = target.kind === 'accounts';
  const done = isByAccount ? countRows(totals) : totals.tokens.count;
  const total = countRowsOf(target);
  const far = isByAccount
    ? `${formatCount(done)} of ${formatPlural(total, 'account')}`
    : `${formatPlural(done, 'token')} listed`;
  const leftMs = ((total - done) * elapsedMs) / done;
  const left = isByAccount && done > 0 ? `, about ${formatDuration(leftMs)} left` : '';
  const speed = (elapsedMs > 0 ? (done * 1000) / elapsedMs : 0).toFixed(1);
  const { pausedMs, inFlight } = pace;
  const pause = pausedMs > 0 ? `; rate limit: all requests pause, ${formatDuration(pausedMs)} more` : '';
  return `${far} (${speed}/s${left}, ${inFlight} in flight)${pause}`;
}

/** Renders how much was read, once the source has ended. */
export function renderRead(totals: Totals, elapsedMs: number): string {
  const accounts = `${formatCount(countRead(totals))} of ${formatPlural(countAccounts(totals), 'account')}`;
  return `Read ${accounts} and ${formatPlural(totals.tokens.count, 'token')} in ${formatDuration(Math.max(1000, elapsedMs))}.`;
}

/** Renders one account's outcome for the debug log. */
export function renderOutcome({ account, status, httpStatus, tokens, detail }: JudgedOutcome): string {
  const answer = httpStatus === undefined ? '' : ` (${httpStatus})`;
  return `${account.id} ${status}${answer}, ${formatPlural(tokens, 'token')}${detail && `: ${detail}`}`;
}

/** Renders what a dry run found out, line by line, after the lines before the first request. */
export function renderDryRun(run: DryRun, probe: Probe, reminders: string[]): Annotation[] {
  const { target, inputs, context } = run;
  const isByAccount = target.kind === 'accounts';
  const warn = (line: string): Annotation => ({ level: 'warning', line });
  const lines: Annotation[] = [
    ...renderStart(run),
    ...reminders.map(warn),
    { level: 'info', line: renderSource(target) },
    { level: 'info', line: renderCost(probe, isByAccount ? inputs.request.concurrency : 1) },
    ...probe.doubts.map(warn),
  ];
  if (!context.isPublic) lines.push({ level: 'info', line: PRIVATE });
  if (isByAccount) lines.push({ level: 'notice', line: renderBetter(target.file.accounts) });
  return lines;
}

function renderSource(target: AuditTarget): string {
  if (target.kind === 'accounts') return 'Source: accounts, one call per account of the file.';
  const more = target.file
    ? '; the file adds accounts without tokens and shows owners who are not in it'
    : '';
  return `Source: organization, one call per ${formatCount(PAGE_SIZE)} tokens${more}.`;
}

function renderCost({ calls, latencyMs }: Probe, atATime: number): string {
  const seen = `${Math.max(1, Math.round(latencyMs))} ms`;
  if (calls === undefined)
    return `The first request took ${seen}. How many calls the audit would make could not be found out.`;
  const fast = formatDuration((calls * latencyMs) / atATime);
  const slow = formatDuration((calls * 60_000) / CALLS_A_MINUTE);
  return `The audit would make about ${formatPlural(calls, 'call')}: ${fast} at the ${seen} that the first request took, ${slow} at ${CALLS_A_MINUTE} calls a minute.`;
}

function renderBetter(accounts: number): string {
  const key =
    'With org-id, a key with the single scope read:tokens:admin is enough, which can do far less than this one.';
  if (accounts <= MANY_ACCOUNTS) return key;
  return `${key} The audit then makes one call per ${formatCount(PAGE_SIZE)} tokens instead of ${formatPlural(accounts, 'call')}: a handful as a rule.`;
}

/** Renders the lines of a dry run as a job summary. */
export function renderDryRunSummary(lines: Annotation[]): string {
  const items = lines.map(({ level, line }) =>
    level === 'info' ? html`- ${line}\n` : html`- <b>${line}</b>\n`,
  );
  const title = html`# 🧪 Dry run: inputs, file and key were checked, nothing was audited`;
  return toMarkup(html`${title}\n\n${items}`);
}
