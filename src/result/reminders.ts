import type { AuditTarget } from '../audit/target.ts';
import type { BaselineFound } from '../baseline/baseline.ts';
import type { Exceptions } from '../policy/exceptions.ts';
import type { Limits } from '../policy/limits.ts';
import { DAY_MS, formatDay } from '../text/dates.ts';
import { formatCount, formatPlural } from '../text/format.ts';

/** What reminders depend on. `now` and `orgTokenExpires` are in milliseconds since 1970. */
export type Circumstances = {
  now: number;
  target: AuditTarget;
  limits: Limits;
  baseline: BaselineFound | undefined;
  exceptions: Exceptions;
  /** The start of the day on which the organization API key expires, UTC. */
  orgTokenExpires: number | undefined;
};

const KEY_DAYS = 30;
const EXPORT_DAYS = 35;
const NEW_KEY =
  'Make a new one at admin.atlassian.com → Settings → API keys → Create API key, with the same scopes, store it as the secret that org-token reads, and set org-token-expires to its last day';

/** Returns warnings of what an admin would find out too late, the most serious first. They contain no names and IDs. */
export function computeReminders(run: Circumstances): string[] {
  return [warnOfSmallerFile(run), ...computeEarlyReminders(run), warnOfUnjudgedLimit(run)].filter(
    (reminder) => reminder !== undefined,
  );
}

/** Returns the reminders that need no baseline. A dry run shows them, too. */
export function computeEarlyReminders(run: Omit<Circumstances, 'baseline'>): string[] {
  return [warnOfExpiringKey(run), warnOfOldExport(run), warnOfExpiredExceptions(run)].filter(
    (reminder) => reminder !== undefined,
  );
}

/** Returns notices. Only a complete audit knows that an exception matched nothing. */
export function computeRemarks({ exceptions, baseline }: Circumstances, complete: boolean): string[] {
  const unmatched = complete ? exceptions.listUnmatched() : [];
  const remarks =
    baseline && baseline.kind !== 'read' ? [`No baseline: ${baseline.why.replace(/\.?$/, '.')}`] : [];
  if (unmatched.length === 0) return remarks;
  return [
    ...remarks,
    `${formatPlural(unmatched.length, 'exception')} matched no finding: ${renderPlaces(unmatched)} of exceptions-csv. What they are for is gone, keeps the limit, or the limit is not set.`,
  ];
}

function warnOfSmallerFile({ target: { file }, baseline }: Circumstances): string | undefined {
  const before = baseline?.kind === 'read' ? baseline.baseline.asked : undefined;
  if (!file || before === undefined || (file.accounts + file.rejected) * 5 >= before * 4) return undefined;
  return `The accounts file holds ${formatPlural(file.accounts, 'account')}, the baseline asked for ${formatCount(before)}: is the export whole?`;
}

function warnOfExpiringKey({
  orgTokenExpires: expires,
  now,
}: Pick<Circumstances, 'orgTokenExpires' | 'now'>): string | undefined {
  if (expires === undefined || expires - now > KEY_DAYS * DAY_MS) return undefined;
  const day = formatDay(expires);
  const days = Math.floor((expires - now) / DAY_MS);
  if (expires + DAY_MS <= now)
    return `The key in org-token was to expire on ${day}, as org-token-expires says. ${NEW_KEY}.`;
  return `The key in org-token expires on ${day}, in ${days < 1 ? 'less than a day' : formatPlural(days, 'day')}. ${NEW_KEY}.`;
}

function warnOfOldExport({
  target: { file },
  now,
}: Pick<Circumstances, 'target' | 'now'>): string | undefined {
  const newest = file?.newestActivity;
  if (newest === undefined || now - newest <= EXPORT_DAYS * DAY_MS) return undefined;
  return `The accounts file is old: its newest activity is of ${formatDay(newest)}, ${formatPlural(Math.floor((now - newest) / DAY_MS), 'day')} ago. Who joined since then is not audited: export it again from Directory → Managed accounts.`;
}

function warnOfUnjudgedLimit({ limits, baseline }: Circumstances): string | undefined {
  if (limits['max-new-tokens'] === undefined) return undefined;
  if (baseline?.kind === 'read')
    return baseline.baseline.complete
      ? undefined
      : 'max-new-tokens was judged in part only: the baseline is not complete, and what it did not see makes no token new.';
  return `max-new-tokens was not judged: there is no baseline${baseline ? ` (${baseline.why.replace(/\.$/, '')})` : ', give one as baseline'}.`;
}

function warnOfExpiredExceptions({
  exceptions: { expired },
}: Pick<Circumstances, 'exceptions'>): string | undefined {
  if (expired.length === 0) return undefined;
  return `${formatPlural(expired.length, 'exception')} no longer forgive${expired.length === 1 ? 's' : ''}, since expired: ${renderPlaces(expired)} of exceptions-csv.`;
}

function renderPlaces(exceptions: { line: number }[]): string {
  const shown = exceptions.slice(0, 10).map(({ line }) => line);
  const more = exceptions.length > shown.length ? ', …' : '';
  return `line${shown.length === 1 ? '' : 's'} ${shown.join(', ')}${more}`;
}
