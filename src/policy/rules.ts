import { hasDate, type Token } from '../atlassian/tokens.ts';
import { type FoundRecord, kindOf } from '../audit/records.ts';
import { DAY_MS, formatDay, type ReceivedDate } from '../text/dates.ts';
import { formatCount, formatDistance, formatPlural } from '../text/format.ts';
import type { Finding, TokenCount } from './finding.ts';
import type { Rule, RuleSet } from './limits.ts';

type Breach = Pick<Finding, 'excess' | 'evidence'>;

/** Judges a token by a limit in days. `now` is in milliseconds since 1970. */
type TokenRule = (token: Token, limit: number, now: number) => Breach | undefined;

/** An event, and its date or why that is unknown. */
type PastEvent = { event: string; date: ReceivedDate | { unknown: 'future' } };

const UNKNOWN = { absent: 'is not given', unreadable: 'cannot be read', future: 'is in the future' };
const UNREADABLE_EXPIRY = 'its expiry cannot be read';

/** Each rule with the date that it is about. A kind of credential that never has this date cannot break the rule. */
const TOKEN_RULES: [Rule, 'createdAt' | 'lastAccess' | 'expiry', TokenRule][] = [
  ['max-age-days', 'createdAt', (token, limit, now) => judgeSince(findCreation(token, now), limit, now)],
  ['max-idle-days', 'lastAccess', (token, limit, now) => judgeSince(findIdleSince(token, now), limit, now)],
  ['max-lifetime-days', 'expiry', judgeLifetime],
  ['expires-within-days', 'expiry', judgeExpiry],
];

/**
 * Returns the findings about one active token or other credential, in the order of the rules. A day is 24 hours, and
 * one millisecond more exceeds a limit. A rule is broken where its date is unreadable, or missing unless the rule says
 * otherwise, or should be past and is more than a day in the future.
 */
export function computeTokenFindings(record: FoundRecord, rules: RuleSet, now: number): Finding[] {
  const { account, token } = record;
  const credentialKind = kindOf(record);
  return TOKEN_RULES.flatMap(([rule, date, judge]) => {
    const limit = rules.limits[rule];
    if (limit === undefined || !hasDate(credentialKind, date)) return [];
    const breach = judge(token, limit, now);
    return breach ? [createFinding(rule, limit, rules, { account, token, credentialKind, ...breach })] : [];
  });
}

/** Returns the finding, if any, about a number of active tokens. `about` says whose they are. */
export function computeCountFindings(
  rule: Rule,
  { tokens, active }: TokenCount,
  rules: RuleSet,
  about: Partial<Finding> = {},
): Finding[] {
  const limit = rules.limits[rule];
  if (limit === undefined || active <= limit) return [];
  const noun = rule === 'max-new-tokens' ? 'new token' : 'token';
  const evidence = `${formatCount(active)} active of ${formatPlural(tokens, noun)}`;
  return [createFinding(rule, limit, rules, { ...about, evidence, excess: active - limit })];
}

function createFinding(
  rule: Rule,
  limit: number,
  { warnRules }: RuleSet,
  about: Breach & Partial<Finding>,
): Finding {
  return {
    kind: 'finding',
    rule,
    level: warnRules.has(rule) ? 'warn' : 'fail',
    limit,
    account: undefined,
    token: undefined,
    credentialKind: 'user-token',
    largestHolder: undefined,
    longestIdle: [],
    exception: undefined,
    ...about,
    evidence: `${about.evidence}, limit ${formatCount(limit)}`,
  };
}

/** Returns since when a token is idle: its last use, or its creation if it was never used. */
export function findIdleSince(token: Token, now: number): PastEvent {
  const date = checkPast(token.lastAccess, now);
  if ('at' in date || date.unknown !== 'absent') return { event: 'last used', date };
  return { event: 'never used, created', date: checkPast(token.createdAt, now) };
}

function findCreation({ createdAt }: Token, now: number): PastEvent {
  return { event: 'created', date: checkPast(createdAt, now) };
}

/** Clocks may differ by up to a day. A later date is not credible. */
function checkPast(date: ReceivedDate, now: number): PastEvent['date'] {
  return 'at' in date && date.at > now + DAY_MS ? { unknown: 'future' } : date;
}

function judgeSince(past: PastEvent, limit: number, now: number): Breach | undefined {
  return judgeSpan(past, now, limit, (days) => `${days} ago`);
}

/** A token without expiry exceeds every limit on its lifetime. */
function judgeLifetime(token: Token, limit: number, now: number): Breach | undefined {
  const { expiry } = token;
  if ('unknown' in expiry)
    return breakWithout(expiry.unknown === 'absent' ? 'never expires' : UNREADABLE_EXPIRY);
  const renderEnd = (days: string) => `expires ${formatDay(expiry.at)}, ${days} later`;
  return judgeSpan(findCreation(token, now), expiry.at, limit, renderEnd);
}

/** A token without expiry does not expire soon. */
function judgeExpiry({ expiry }: Token, limit: number, now: number): Breach | undefined {
  if ('unknown' in expiry) return expiry.unknown === 'absent' ? undefined : breakWithout(UNREADABLE_EXPIRY);
  const excess = limit - (expiry.at - now) / DAY_MS;
  if (excess < 0) return undefined;
  return { excess, evidence: `expires ${formatDay(expiry.at)}, ${formatDistance(expiry.at, now)}` };
}

function judgeSpan(
  { event, date }: PastEvent,
  end: number,
  limit: number,
  renderEnd: (days: string) => string,
): Breach | undefined {
  if ('unknown' in date) return breakWithout(`${event} on a day that ${UNKNOWN[date.unknown]}`);
  const excess = (end - date.at) / DAY_MS - limit;
  if (excess <= 0) return undefined;
  // The difference of two UTC calendar dates, which agrees with the dates shown.
  const days = Math.floor(end / DAY_MS) - Math.floor(date.at / DAY_MS);
  // Where it equals the limit, hours or minutes exceed it.
  const more = days === limit ? 'more than ' : '';
  const span = `${more}${formatPlural(days, 'day')}`;
  return { excess, evidence: `${event} ${formatDay(date.at)}, ${renderEnd(span)}` };
}

function breakWithout(evidence: string): Breach {
  return { excess: Number.POSITIVE_INFINITY, evidence };
}
