import { hasDate } from '../atlassian/credentials.ts';
import type { Token } from '../atlassian/tokens.ts';
import { type CredentialRecord, kindOf, type TokenRecord } from '../audit/records.ts';
import { DAY_MS, formatDay, type ReceivedDate } from '../text/dates.ts';
import { formatCount, formatDistance, formatPlural } from '../text/format.ts';
import type { Finding, TokenCount } from './finding.ts';
import type { Rule, RuleSet } from './limits.ts';

/** The days by which a limit is exceeded, and the numbers and dates that show it. */
type Breach = { excess: number; evidence: string };

/** Judges a token by a limit in days. `now` is in milliseconds since 1970. */
type TokenRule = (token: Token, limit: number, now: number) => Breach | undefined;

/** A date in the past, or why it is unknown. */
type PastDate = ReceivedDate | { missing: 'future' };

const UNKNOWN = { missing: 'is not given', unreadable: 'cannot be read', future: 'is in the future' };

/** Each rule with the date that it is about. A kind of credential that never has this date cannot break the rule. */
const TOKEN_RULES: [Rule, 'createdAt' | 'lastAccess' | 'expiry', TokenRule][] = [
  ['max-age-days', 'createdAt', judgeAge],
  ['max-idle-days', 'lastAccess', judgeIdleness],
  ['max-lifetime-days', 'expiry', judgeLifetime],
  ['expires-within-days', 'expiry', judgeExpiry],
];

/**
 * Returns the findings about one active token or other credential, in the order of the rules. A day is 24 hours, and
 * one millisecond more exceeds a limit. A rule is broken where its date is unreadable, or missing unless the rule says
 * otherwise, or should be past and is more than a day in the future.
 */
export function computeTokenFindings(
  record: TokenRecord | CredentialRecord,
  { limits, warnRules }: RuleSet,
  now: number,
): Finding[] {
  const { account, token } = record;
  const credentialKind = kindOf(record);
  return TOKEN_RULES.flatMap(([rule, date, judge]) => {
    const limit = limits[rule];
    if (limit === undefined || !hasDate(credentialKind, date)) return [];
    const breach = judge(token, limit, now);
    return breach
      ? [createFinding(rule, limit, warnRules, { account, token, credentialKind, ...breach })]
      : [];
  });
}

/** Returns the finding, if any, about a number of active tokens. `about` says whose they are. */
export function computeCountFindings(
  rule: Rule,
  { tokens, active }: TokenCount,
  { limits, warnRules }: RuleSet,
  about: Partial<Finding> = {},
): Finding[] {
  const limit = limits[rule];
  if (limit === undefined || active <= limit) return [];
  const noun = rule === 'max-new-tokens' ? 'new token' : 'token';
  const evidence = `${formatCount(active)} active of ${formatPlural(tokens, noun)}`;
  return [createFinding(rule, limit, warnRules, { ...about, evidence, excess: active - limit })];
}

function createFinding(
  rule: Rule,
  limit: number,
  warnRules: ReadonlySet<Rule>,
  about: Breach & Partial<Finding>,
): Finding {
  return {
    kind: 'finding',
    rule,
    level: warnRules.has(rule) ? 'warn' : 'fail',
    limit,
    account: about.account,
    token: about.token,
    credentialKind: about.credentialKind ?? 'user-token',
    largestHolder: about.largestHolder,
    longestIdle: about.longestIdle ?? [],
    evidence: `${about.evidence}, limit ${formatCount(limit)}`,
    excess: about.excess,
    exception: undefined,
  };
}

/** Returns since when a token is idle: its last use, or its creation if it was never used. */
export function findIdleSince(
  { lastAccess, createdAt }: Token,
  now: number,
): { event: string; date: PastDate } {
  const lastUse = checkPast(lastAccess, now);
  return 'missing' in lastUse && lastUse.missing === 'missing'
    ? { event: 'never used, created', date: checkPast(createdAt, now) }
    : { event: 'last used', date: lastUse };
}

function judgeAge({ createdAt }: Token, limit: number, now: number): Breach | undefined {
  return judgeSince('created', checkPast(createdAt, now), limit, now);
}

function judgeIdleness(token: Token, limit: number, now: number): Breach | undefined {
  const { event, date } = findIdleSince(token, now);
  return judgeSince(event, date, limit, now);
}

/** A token without expiry exceeds every limit on its lifetime. */
function judgeLifetime({ createdAt, expiry }: Token, limit: number, now: number): Breach | undefined {
  const start = checkPast(createdAt, now);
  if ('missing' in expiry)
    return breakWithout(expiry.missing === 'missing' ? 'never expires' : 'its expiry cannot be read');
  if ('missing' in start) return breakWithout(describeUnknown('created', start.missing));
  const excess = expiry.at - start.at - limit * DAY_MS;
  if (excess <= 0) return undefined;
  const days = formatDays(start.at, expiry.at, limit);
  return breakBy(excess, `created ${formatDay(start.at)}, expires ${formatDay(expiry.at)}, ${days} later`);
}

/** A token without expiry does not expire soon. */
function judgeExpiry({ expiry }: Token, limit: number, now: number): Breach | undefined {
  if ('missing' in expiry)
    return expiry.missing === 'missing' ? undefined : breakWithout('its expiry cannot be read');
  const left = expiry.at - now;
  if (left > limit * DAY_MS) return undefined;
  return breakBy(limit * DAY_MS - left, `expires ${formatDay(expiry.at)}, ${formatDistance(expiry.at, now)}`);
}

function judgeSince(event: string, date: PastDate, limit: number, now: number): Breach | undefined {
  if ('missing' in date) return breakWithout(describeUnknown(event, date.missing));
  const age = now - date.at;
  if (age <= limit * DAY_MS) return undefined;
  return breakBy(
    age - limit * DAY_MS,
    `${event} ${formatDay(date.at)}, ${formatDays(date.at, now, limit)} ago`,
  );
}

/** Clocks may differ by up to a day. A later date is not credible. */
function checkPast(date: ReceivedDate, now: number): PastDate {
  return 'at' in date && date.at > now + DAY_MS ? { missing: 'future' } : date;
}

function describeUnknown(event: string, reason: keyof typeof UNKNOWN): string {
  return `${event} on a day that ${UNKNOWN[reason]}`;
}

function breakBy(ms: number, evidence: string): Breach {
  return { excess: ms / DAY_MS, evidence };
}

/** Returns a breach without a date, whose unknown excess counts as infinite. */
function breakWithout(evidence: string): Breach {
  return { excess: Number.POSITIVE_INFINITY, evidence };
}

/**
 * Renders the difference of two UTC calendar dates, which agrees with the dates shown. Where it equals the limit, hours
 * or minutes exceed it: "more than".
 */
function formatDays(start: number, end: number, limit: number): string {
  const days = Math.floor(end / DAY_MS) - Math.floor(start / DAY_MS);
  return `${days === limit ? 'more than ' : ''}${formatPlural(days, 'day')}`;
}
