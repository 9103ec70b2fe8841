import { CREDENTIAL_NOUNS, type CredentialKind } from '../atlassian/credentials.ts';
import type { AuditTarget } from '../audit/target.ts';
import type { BaselineFound } from '../baseline/baseline.ts';
import { type ExceptionUse, listExpired, listUnmatched } from '../policy/exceptions.ts';
import type { Exception } from '../policy/finding.ts';
import type { Limits } from '../policy/limits.ts';
import { DAY_MS, formatDay } from '../text/dates.ts';
import { formatCount, formatDistance, formatPlural } from '../text/format.ts';

/** The facts behind reminders. `now` and `orgTokenExpires` are in milliseconds since 1970. */
export type Circumstances = {
  now: number;
  target: AuditTarget;
  include: readonly CredentialKind[];
  limits: Limits;
  baseline: BaselineFound | undefined;
  exceptions: ExceptionUse[];
  /** The start of the day on which the organization API key expires, UTC. */
  orgTokenExpires: number | undefined;
};

const KEY_DAYS = 30;
const EXPORT_DAYS = 35;
const NEW_KEY =
  'Create a new one at admin.atlassian.com → Settings → API keys, with the same scopes, store it as the secret that org-token reads, and set org-token-expires to its last day.';

/** Returns warnings that an admin would otherwise miss, the most serious first. They contain no names and IDs. */
export function computeReminders(run: Circumstances): string[] {
  return [warnOfSmallerFile(run), ...computeEarlyReminders(run), warnOfUnreadBaseline(run)].filter(
    (reminder) => reminder !== undefined,
  );
}

/** Returns the reminders that need no audit. A dry run shows them, too. */
export function computeEarlyReminders(run: Omit<Circumstances, 'baseline' | 'include'>): string[] {
  return [warnOfExpiringKey(run), warnOfOldExport(run), warnOfExpiredExceptions(run)].filter(
    (reminder) => reminder !== undefined,
  );
}

/** Returns the warning that email patterns match nothing, if the audit knows no address at all. */
export function warnOfUnknownEmails(uses: ExceptionUse[]): string[] {
  const patterns = uses.map(({ exception }) => exception).filter(({ emailPattern }) => emailPattern !== '');
  if (patterns.length === 0) return [];
  return [
    `No email address is known, so ${renderLines(patterns)} of exceptions-csv cannot match. Name the accounts by ID, or use an accounts file with email addresses.`,
  ];
}

/** Returns notices. Only a complete audit knows that an exception matched nothing. */
export function computeNotices(run: Circumstances, complete: boolean): string[] {
  const { include, limits, exceptions, baseline } = run;
  const notices: string[] = [];
  // An unusable baseline is a problem of its own where it leaves a limit unjudged.
  const isProblem = baseline?.kind === 'unusable' && limits['max-new-tokens'] !== undefined;
  if (baseline && baseline.kind !== 'read' && !isProblem)
    notices.push(`No baseline: ${baseline.why.replace(/\.?$/, '.')}`);
  if (baseline?.kind === 'read') {
    const unknown = include.filter((kind) => !baseline.baseline.report.kinds.includes(kind));
    const nouns = unknown.map((kind) => `${CREDENTIAL_NOUNS[kind]}s`).join(', ');
    if (nouns !== '') notices.push(`Not compared, because the baseline did not read them all: ${nouns}.`);
  }
  const unmatched = listUnmatched(exceptions);
  if (complete && unmatched.length > 0)
    notices.push(
      `${formatPlural(unmatched.length, 'exception')} matched no finding: ${renderLines(unmatched)} of exceptions-csv. The token is gone, now complies, or the limit is not set.`,
    );
  return notices;
}

/** Returns the warning about organization API keys that expire soon. Atlassian sends no reminder. */
export function warnOfExpiringKeys(expiries: number[], now: number): string[] {
  if (expiries.length === 0) return [];
  const first = Math.min(...expiries);
  const verb = expiries.length === 1 ? 'expires' : 'expire';
  return [
    `${formatPlural(expiries.length, 'organization API key')} ${verb} within ${KEY_DAYS} days, the first on ${formatDay(first)}, ${formatDistance(first, now)}. Create new ones in time, and store them where these are used.`,
  ];
}

function warnOfSmallerFile({ target: { file }, baseline }: Circumstances): string | undefined {
  const before = baseline?.kind === 'read' ? baseline.baseline.report.asked : undefined;
  if (!file || before === undefined || (file.accounts + file.rejected) * 5 >= before * 4) return undefined;
  return `The accounts file has ${formatPlural(file.accounts, 'account')}, the baseline's had ${formatCount(before)}. Check that the export is whole.`;
}

type KeyExpiry = Pick<Circumstances, 'orgTokenExpires' | 'now'>;

function warnOfExpiringKey({ orgTokenExpires: expires, now }: KeyExpiry): string | undefined {
  if (expires === undefined || expires - now > KEY_DAYS * DAY_MS) return undefined;
  const verb = expires + DAY_MS <= now ? 'expired' : 'expires';
  return `The organization API key ${verb} on ${formatDay(expires)}, ${formatDistance(expires, now)}. ${NEW_KEY}`;
}

function warnOfOldExport({ target: { file }, now }: Pick<Circumstances, 'target' | 'now'>) {
  const newest = file?.newestActivity;
  if (newest !== undefined && now - newest <= EXPORT_DAYS * DAY_MS) return undefined;
  if (file?.hasUnreadableActivity)
    return 'The age of the accounts file is unknown: some of its activity dates cannot be read. It misses anyone who joined since its export. Use an export that no spreadsheet has saved again.';
  if (newest === undefined) return undefined;
  return `The accounts file is old: its latest activity is of ${formatDay(newest)}, ${formatDistance(newest, now)}. It misses anyone who joined since: export it again from Directory → Managed accounts.`;
}

function warnOfExpiredExceptions({ exceptions }: Pick<Circumstances, 'exceptions'>): string | undefined {
  const expired = listExpired(exceptions);
  if (expired.length === 0) return undefined;
  const verb = expired.length === 1 ? 'has expired and covers' : 'have expired and cover';
  return `${formatPlural(expired.length, 'exception')} ${verb} nothing: ${renderLines(expired)} of exceptions-csv.`;
}

function warnOfUnreadBaseline({ limits, baseline }: Circumstances): string | undefined {
  if (limits['max-new-tokens'] === undefined || baseline?.kind !== 'read') return undefined;
  if (baseline.baseline.report.complete || !baseline.baseline.report.isUsable) return undefined;
  return 'max-new-tokens was judged in part: the baseline is incomplete, and tokens of accounts that it did not read do not count as new.';
}

function renderLines(exceptions: Exception[]): string {
  const lines = exceptions.slice(0, 10).map(({ line }) => line);
  return `line${exceptions.length === 1 ? '' : 's'} ${lines.join(', ')}${exceptions.length > lines.length ? ', …' : ''}`;
}
