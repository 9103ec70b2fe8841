import { CREDENTIAL_NOUNS } from '../atlassian/credentials.ts';
import { listExpired, listUnmatched } from '../policy/exceptions.ts';
import type { Exception } from '../policy/finding.ts';
import { DAY_MS, formatDay } from '../text/dates.ts';
import { formatCount, formatDistance, formatPlural } from '../text/format.ts';
import type { Ending, RunFacts } from './run-facts.ts';
import { countAccounts, SOON_DAYS, type Totals } from './totals.ts';

const EXPORT_DAYS = 35;
const NEW_KEY =
  'Create a new one at admin.atlassian.com → Settings → API keys, with the same scopes, store it as the secret that org-token reads, and set org-token-expires to its last day.';
const UNKNOWN_AGE =
  'The age of the accounts file is unknown: some of its activity dates cannot be read. It misses anyone who joined since its export. Use an export that no spreadsheet has saved again.';
const JUDGED_IN_PART =
  'max-new-tokens was judged in part: the baseline is incomplete, and tokens of accounts that it did not read do not count as new.';
const NO_LIMITS =
  'No limit is set, so no token was judged. Set limits, or policy: recommended, to get findings.';

/** The facts that are known before an audit. `startedAt` is the time of the reminders. */
type EarlyFacts = Pick<RunFacts, 'startedAt' | 'target' | 'exceptions' | 'orgTokenExpires'>;

/** Returns the warnings that need no audit, the most serious first. They contain no names and IDs. */
export function computeEarlyReminders(run: EarlyFacts): string[] {
  return [warnOfExpiringKey(run), warnOfOldExport(run), warnOfExpiredExceptions(run)].filter(isLine);
}

/** Returns the warnings that an admin would otherwise miss, the most serious first. They contain no names and IDs. */
export function computeReminders(
  run: RunFacts,
  totals: Totals,
  { stopped, report }: Ending,
  hasGap: boolean,
): string[] {
  const { 'not-managed': notManaged, rejected, unlisted } = totals.accounts;
  const total = countAccounts(totals);
  return [
    warnOfSmallerFile(run),
    ...computeEarlyReminders(run),
    isJudgedInPart(run) && JUDGED_IN_PART,
    ...report.warnings,
    warnOfExpiringKeys(totals),
    !totals.knowsEmails && warnOfUnknownEmails(run),
    stopped?.kind === 'time' && !hasGap && `The audit stopped early. ${stopped.advice}`,
    notManaged * 10 > total &&
      `${formatCount(notManaged)} of ${formatPlural(total, 'account')} are not managed by this organization: is it the right file? Export it again from Directory → Managed accounts.`,
    unlisted > 0 &&
      `${formatPlural(unlisted, 'token owner')} not in the accounts file: it misses anyone who joined since. Export it again, or leave accounts-csv out.`,
    rejected > 0 &&
      `${formatPlural(rejected, 'row')} of the accounts file without a valid account ID: not read.`,
  ].filter(isLine);
}

/** Returns notices. Only a complete audit knows that an exception matched nothing. */
export function computeNotices(
  { include, rules, exceptions, baseline }: RunFacts,
  complete: boolean,
): string[] {
  // An unusable baseline is a problem of its own where it leaves a limit unjudged.
  const isProblem = baseline?.kind === 'unusable' && rules.limits['max-new-tokens'] !== undefined;
  const compared = baseline?.kind === 'read' ? baseline.baseline.kinds : include;
  const unknown = include
    .filter((kind) => !compared.includes(kind))
    .map((kind) => `${CREDENTIAL_NOUNS[kind]}s`);
  const unmatched = complete ? listUnmatched(exceptions) : [];
  return [
    Object.keys(rules.limits).length === 0 && NO_LIMITS,
    baseline && baseline.kind !== 'read' && !isProblem && `No baseline: ${baseline.why.replace(/\.?$/, '.')}`,
    unknown.length > 0 && `Not compared, because the baseline did not read them all: ${unknown.join(', ')}.`,
    unmatched.length > 0 &&
      `${formatPlural(unmatched.length, 'exception')} matched no finding: ${nameLines(unmatched)}. The token is gone, now complies, or the limit is not set.`,
  ].filter(isLine);
}

function isLine(line: string | false | undefined): line is string {
  return typeof line === 'string';
}

function warnOfSmallerFile({ target: { file }, baseline }: RunFacts): string | undefined {
  const before = baseline?.kind === 'read' ? baseline.baseline.asked : undefined;
  if (!file || before === undefined || (file.accounts + file.rejected) * 5 >= before * 4) return undefined;
  return `The accounts file has ${formatPlural(file.accounts, 'account')}, the baseline's had ${formatCount(before)}. Check that the export is whole.`;
}

function warnOfExpiringKey({ orgTokenExpires: expires, startedAt }: EarlyFacts): string | undefined {
  const now = startedAt.getTime();
  if (expires === undefined || expires - now > SOON_DAYS * DAY_MS) return undefined;
  const verb = expires + DAY_MS <= now ? 'expired' : 'expires';
  return `The organization API key ${verb} on ${formatDay(expires)}, ${formatDistance(expires, now)}. ${NEW_KEY}`;
}

function warnOfOldExport({ target: { file }, startedAt }: EarlyFacts): string | undefined {
  const now = startedAt.getTime();
  const newest = file?.newestActivity;
  if (newest !== undefined && now - newest <= EXPORT_DAYS * DAY_MS) return undefined;
  if (file?.hasUnreadableActivity) return UNKNOWN_AGE;
  if (newest === undefined) return undefined;
  return `The accounts file is old: its latest activity is of ${formatDay(newest)}, ${formatDistance(newest, now)}. It misses anyone who joined since: export it again from Directory → Managed accounts.`;
}

function warnOfExpiredExceptions({ exceptions }: EarlyFacts): string | undefined {
  const expired = listExpired(exceptions);
  if (expired.length === 0) return undefined;
  const verb = expired.length === 1 ? 'has expired and covers' : 'have expired and cover';
  return `${formatPlural(expired.length, 'exception')} ${verb} nothing: ${nameLines(expired)}.`;
}

function isJudgedInPart({ rules: { limits }, baseline }: RunFacts): boolean {
  if (limits['max-new-tokens'] === undefined || baseline?.kind !== 'read') return false;
  return baseline.baseline.isUsable && !baseline.baseline.complete;
}

/** Atlassian sends no reminder of these organization API keys. */
function warnOfExpiringKeys({ keyExpiries: { count, top }, now }: Totals): string | undefined {
  const [first] = top;
  if (first === undefined) return undefined;
  const keys = `${formatPlural(count, 'organization API key')} ${count === 1 ? 'expires' : 'expire'}`;
  return `${keys} within ${SOON_DAYS} days, the first on ${formatDay(first)}, ${formatDistance(first, now)}. Create new ones in time, and store them where these are used.`;
}

function warnOfUnknownEmails({ exceptions }: RunFacts): string | undefined {
  const patterns = exceptions.map(({ exception }) => exception).filter(({ emailPattern }) => emailPattern);
  if (patterns.length === 0) return undefined;
  return `No email address is known, so ${nameLines(patterns)} cannot match. Name the accounts by ID, or use an accounts file with email addresses.`;
}

function nameLines(exceptions: Exception[]): string {
  const lines = exceptions.slice(0, 10).map(({ line }) => line);
  const rest = exceptions.length > lines.length ? ', …' : '';
  return `line${exceptions.length === 1 ? '' : 's'} ${lines.join(', ')}${rest} of exceptions-csv`;
}
