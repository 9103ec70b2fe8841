import type { PaceState } from '../atlassian/pacer.ts';
import type { AccountsFile } from '../audit/accounts.ts';
import { cut } from '../escape.ts';
import type { JudgedOutcome } from '../policy/judge.ts';
import { FILE_NAMES } from './files.ts';
import { formatCount, formatDuration, formatPlural } from './format.ts';
import { countAccounts, type Tally } from './tally.ts';

/** A line for the log and how loud it is. */
export type Line = { level: 'info' | 'notice' | 'warning'; line: string };

const PUBLIC =
  'This repository is public, or its visibility is unknown: no artifact is uploaded, and summary and log hold counts only. Run it in a private repository, or set allow-public if everybody may see who holds tokens.';

export type Start = {
  file: AccountsFile;
  reveal: boolean;
  keyWasTrimmed: boolean;
  apiUrl: URL;
  concurrency: number;
};

/** What a run says before it starts. */
export function renderStart({ file, reveal, keyWasTrimmed, apiUrl, concurrency }: Start): Line[] {
  const lines: Line[] = [
    { level: 'info', line: renderAccountsFile(file) },
    {
      level: 'info',
      line: `Asks ${apiUrl.origin} for the API tokens of each account, read-only, at most ${concurrency} at a time.`,
    },
  ];
  if (!reveal) lines.push({ level: 'warning', line: PUBLIC });
  if (keyWasTrimmed)
    lines.push({ level: 'notice', line: 'org-token: left out the spaces or line breaks around the key.' });
  if (file.replaced)
    lines.push({
      level: 'notice',
      line: `accounts-csv: some bytes are not valid ${file.encoding}; names may look wrong.`,
    });
  if (file.rejected > 0) lines.push({ level: 'info', line: renderRejected(file, reveal) });
  return lines;
}

function renderAccountsFile(file: AccountsFile): string {
  const { id, name, email, status } = file.columns;
  const others = [name, email, status].filter((heading) => heading !== undefined);
  const more = others.length > 0 ? `, and with them ${others.map(quote).join(', ')}` : '';
  const columns = id === '' ? 'a plain list without header' : `IDs in the column ${quote(id)}${more}`;
  const duplicates = file.duplicates > 0 ? `, ${formatPlural(file.duplicates, 'duplicate')} left out` : '';
  return `Accounts file ${file.path} (${file.encoding}): ${formatPlural(file.accounts, 'account')}${duplicates}; ${columns}.`;
}

/** Where to look when all is done. */
export function renderFiles(outputDir: string): string {
  return `Files in ${outputDir}: ${Object.values(FILE_NAMES).join(', ')}`;
}

/** One account's outcome, for the debug log. */
export function renderOutcome({ account, status, httpStatus, tokens, detail }: JudgedOutcome): string {
  return `${account.id} ${status}${httpStatus === undefined ? '' : ` (${httpStatus})`}, ${formatPlural(tokens, 'token')}${detail === '' ? '' : `: ${detail}`}`;
}

/** The first rows without an account ID; their cells only with `reveal`. */
function renderRejected({ rejected, firstRejected }: AccountsFile, reveal: boolean): string {
  const rows = firstRejected.map(({ line, cell }) =>
    reveal ? `line ${line} ${quote(cut(cell, 60))}` : `line ${line}`,
  );
  const more = rejected > rows.length ? ', …' : '';
  return `Unread, because they hold no account ID: ${formatPlural(rejected, 'row')} of the accounts file: ${rows.join(', ')}${more}`;
}

/** One line about a run that is under way since `elapsedMs`: how far, how fast, and whether the rate limit pauses it. */
export function renderProgress(
  tally: Tally,
  file: AccountsFile,
  { pausedMs, inFlight }: PaceState,
  elapsedMs: number,
): string {
  const done = countAccounts(tally);
  const total = file.accounts + file.rejected;
  const perSecond = elapsedMs > 0 ? (done * 1000) / elapsedMs : 0;
  const left = perSecond > 0 ? `, about ${formatDuration(((total - done) * 1000) / perSecond)} left` : '';
  const pause = pausedMs > 0 ? `; rate limit: all requests pause, ${formatDuration(pausedMs)} more` : '';
  return `${formatCount(done)} of ${formatPlural(total, 'account')} (${perSecond.toFixed(1)}/s, ${inFlight} in flight${left})${pause}`;
}

function quote(text: string): string {
  return JSON.stringify(text);
}
