import { CREDENTIAL_NOUNS } from '../atlassian/tokens.ts';
import { listExpired, listUnmatched } from '../policy/exceptions.ts';
import type { Exception } from '../policy/finding.ts';
import { DAY_MS, formatDay } from '../text/dates.ts';
import { formatCount, formatDistance, formatPlural } from '../text/format.ts';
import type { Ending, RunFacts } from './run-facts.ts';
import { countAccounts, SOON_DAYS, type Totals } from './totals.ts';

const EXPORT_DAYS = 35;
const NEW_KEY =
  'Create a new one at admin.atlassian.com → Settings → API keys, with the same scopes, store it as the secret that org-token reads, and set org-token-expires to its last day.';

/** Yields the reminders that need no audit, the most serious first. A dry run shows them, too. */
export function* computeEarlyReminders(run: RunFacts) {
  const now = run.startedAt.getTime();
  const { orgTokenExpires: expires } = run;
  const { file } = run.target;
  if (expires !== undefined && expires - now <= SOON_DAYS * DAY_MS) {
    const verb = expires + DAY_MS <= now ? 'expired' : 'expires';
    yield `The organization API key ${verb} on ${formatDay(expires)}, ${formatDistance(expires, now)}. ${NEW_KEY}`;
  }
  const newest = file?.newestActivity;
  const isRecent = newest !== undefined && now - newest <= EXPORT_DAYS * DAY_MS;
  if (file?.hasUnreadableActivity && !isRecent)
    yield 'The age of the accounts file is unknown: some of its activity dates cannot be read. It misses anyone who joined since its export. Use an export that no spreadsheet has saved again.';
  else if (newest !== undefined && !isRecent)
    yield `The accounts file is old: its latest activity is of ${formatDay(newest)}, ${formatDistance(newest, now)}. It misses anyone who joined since: export it again from Directory → Managed accounts.`;
  const expired = listExpired(run.exceptions);
  if (expired.length > 0) {
    const verb = expired.length === 1 ? 'has expired and covers' : 'have expired and cover';
    yield `${formatPlural(expired.length, 'exception')} ${verb} nothing: ${nameLines(expired)}.`;
  }
}

/** Yields the warnings that an admin would otherwise miss, the most serious first. They contain no names and IDs. */
export function* computeReminders(run: RunFacts, totals: Totals, ending: Ending, hasGap: boolean) {
  const { stopped, report } = ending;
  const { file } = run.target;
  const baseline = run.baseline?.kind === 'read' ? run.baseline.baseline.report : undefined;
  if (file && baseline && (file.accounts + file.rejected) * 5 < baseline.asked * 4)
    yield `The accounts file has ${formatPlural(file.accounts, 'account')}, the baseline's had ${formatCount(baseline.asked)}. Check that the export is whole.`;
  yield* computeEarlyReminders(run);
  if (run.rules.limits['max-new-tokens'] !== undefined && baseline?.isUsable && !baseline.complete)
    yield 'max-new-tokens was judged in part: the baseline is incomplete, and tokens of accounts that it did not read do not count as new.';
  yield* report.warnings;
  const { count: keys, top } = totals.keyExpiries;
  const [expiry] = top;
  // Atlassian sends no reminder.
  if (expiry !== undefined)
    yield `${formatPlural(keys, 'organization API key')} ${keys === 1 ? 'expires' : 'expire'} within ${SOON_DAYS} days, the first on ${formatDay(expiry)}, ${formatDistance(expiry, totals.now)}. Create new ones in time, and store them where these are used.`;
  const patterns = run.exceptions
    .map(({ exception }) => exception)
    .filter(({ emailPattern }) => emailPattern);
  if (patterns.length > 0 && !totals.knowsEmails)
    yield `No email address is known, so ${nameLines(patterns)} cannot match. Name the accounts by ID, or use an accounts file with email addresses.`;
  if (stopped?.kind === 'time' && !hasGap) yield `The audit stopped early. ${stopped.advice}`;
  yield* computeAccountReminders(totals);
}

function* computeAccountReminders(totals: Totals) {
  const { 'not-managed': notManaged, rejected, unlisted } = totals.accounts;
  const total = countAccounts(totals);
  if (notManaged * 10 > total)
    yield `${formatCount(notManaged)} of ${formatPlural(total, 'account')} are not managed by this organization: is it the right file? Export it again from Directory → Managed accounts.`;
  if (unlisted > 0)
    yield `${formatPlural(unlisted, 'token owner')} not in the accounts file: it misses anyone who joined since. Export it again, or leave accounts-csv out.`;
  if (rejected > 0)
    yield `${formatPlural(rejected, 'row')} of the accounts file without a valid account ID: not read.`;
}

/** Yields the notices. Only a complete audit knows that an exception matched nothing. */
export function* computeNotices(run: RunFacts, complete: boolean) {
  const { include, exceptions, baseline } = run;
  const { limits } = run.rules;
  if (Object.keys(limits).length === 0)
    yield 'No limit is set, so no token was judged. Set limits, or policy: recommended, to get findings.';
  // An unusable baseline is a problem of its own where it leaves a limit unjudged.
  const isProblem = baseline?.kind === 'unusable' && limits['max-new-tokens'] !== undefined;
  if (baseline && baseline.kind !== 'read' && !isProblem)
    yield `No baseline: ${baseline.why.replace(/\.?$/, '.')}`;
  const compared = baseline?.kind === 'read' ? baseline.baseline.report.kinds : include;
  const others = include
    .filter((kind) => !compared.includes(kind))
    .map((kind) => `${CREDENTIAL_NOUNS[kind]}s`);
  if (others.length > 0)
    yield `Not compared, because the baseline did not read them all: ${others.join(', ')}.`;
  const unmatched = listUnmatched(exceptions);
  if (unmatched.length > 0 && complete)
    yield `${formatPlural(unmatched.length, 'exception')} matched no finding: ${nameLines(unmatched)}. The token is gone, now complies, or the limit is not set.`;
}

function nameLines(exceptions: Exception[]): string {
  const lines = exceptions.slice(0, 10).map(({ line }) => line);
  const rest = exceptions.length > lines.length ? ', …' : '';
  return `line${exceptions.length === 1 ? '' : 's'} ${lines.join(', ')}${rest} of exceptions-csv`;
}
