import type { Token } from '../atlassian/tokens.ts';
import type { TokenRecord } from '../audit/records.ts';
import { DAY_MS, formatDay, type ReceivedDate } from '../text/dates.ts';
import type { Finding, Rule } from './finding.ts';
import type { Limits } from './rules.ts';

/** By how much a limit is exceeded, in days, and what shows it. */
type Breach = { excess: number; evidence: string };

/** Whether a token breaks a limit of so many days at `now`. */
type TokenRule = (token: Token, limit: number, now: number) => Breach | undefined;

/** A time that has passed, or why nobody knows it. */
type Past = ReceivedDate | { missing: 'ahead' };

const MISSING = { missing: 'is not told', unreadable: 'cannot be read', ahead: 'is yet to come' };

/** In the order of the inputs. */
const TOKEN_RULES: [Rule, keyof Limits, TokenRule][] = [
  ['max-age-days', 'maxAgeDays', judgeAge],
  ['max-idle-days', 'maxIdleDays', judgeIdleness],
  ['max-lifetime-days', 'maxLifetimeDays', judgeLifetime],
  ['expires-within-days', 'expiresWithinDays', judgeExpiry],
];

/**
 * The findings about one active token, in the order of the rules. `now` is in milliseconds since 1970; days are 24
 * hours, and a limit is exceeded by the first millisecond beyond it. A date that cannot be read breaks each rule that
 * needs it, and so does one of the past that lies more than a day ahead; one that is missing breaks each but those that
 * say otherwise.
 */
export function computeTokenFindings(
  { account, token }: TokenRecord,
  limits: Limits,
  now: number,
): Finding[] {
  return TOKEN_RULES.flatMap(([rule, key, judge]) => {
    const limit = limits[key];
    const breach = limit === undefined ? undefined : judge(token, limit, now);
    if (!breach) return [];
    const evidence = `${breach.evidence}, limit ${limit}`;
    return [
      { ...breach, kind: 'finding', rule, account, token, worst: undefined, evidence, exception: undefined },
    ];
  });
}

/** A token's age is the time since its creation. */
function judgeAge({ createdAt }: Token, limit: number, now: number): Breach | undefined {
  return judgeSince('created', checkPast(createdAt, now), limit, now);
}

function judgeIdleness(token: Token, limit: number, now: number): Breach | undefined {
  const { what, since } = findIdleSince(token, now);
  return judgeSince(what, since, limit, now);
}

/** A token is idle since its last use; if it was never used, since its creation. `what` happened then, in words. */
export function findIdleSince({ lastAccess, createdAt }: Token, now: number): { what: string; since: Past } {
  const used = checkPast(lastAccess, now);
  return 'missing' in used && used.missing === 'missing'
    ? { what: 'never used, created', since: checkPast(createdAt, now) }
    : { what: 'last used', since: used };
}

/** A lifetime is expiry minus creation; a token without expiry outlives every limit. */
function judgeLifetime({ createdAt, expiry }: Token, limit: number, now: number): Breach | undefined {
  const [start, end] = [checkPast(createdAt, now), expiry];
  if ('missing' in end)
    return breakWithout(end.missing === 'missing' ? 'never expires' : 'its expiry cannot be read');
  if ('missing' in start) return breakWithout(describeMissing('created', start.missing));
  const excess = end.at - start.at - limit * DAY_MS;
  if (excess <= 0) return undefined;
  const days = formatDays(end.at - start.at, limit);
  return breakBy(excess, `created ${formatDay(start.at)}, expires ${formatDay(end.at)}, ${days} later`);
}

/** A token without expiry does not expire soon. */
function judgeExpiry({ expiry }: Token, limit: number, now: number): Breach | undefined {
  if ('missing' in expiry)
    return expiry.missing === 'missing' ? undefined : breakWithout('its expiry cannot be read');
  const left = expiry.at - now;
  if (left > limit * DAY_MS) return undefined;
  return breakBy(limit * DAY_MS - left, `expires ${formatDay(expiry.at)}, in ${formatDays(left, -1)}`);
}

function judgeSince(what: string, since: Past, limit: number, now: number): Breach | undefined {
  if ('missing' in since) return breakWithout(describeMissing(what, since.missing));
  const age = now - since.at;
  if (age <= limit * DAY_MS) return undefined;
  return breakBy(age - limit * DAY_MS, `${what} ${formatDay(since.at)}, ${formatDays(age, limit)} ago`);
}

/** Clocks differ, but not by a day: what has happened then cannot be believed. */
function checkPast(date: ReceivedDate, now: number): Past {
  return 'at' in date && date.at > now + DAY_MS ? { missing: 'ahead' } : date;
}

function describeMissing(what: string, missing: keyof typeof MISSING): string {
  return `${what} on a day that ${MISSING[missing]}`;
}

function breakBy(ms: number, evidence: string): Breach {
  return { excess: ms / DAY_MS, evidence };
}

/** Nobody knows how far beyond the limit: as far as can be. */
function breakWithout(evidence: string): Breach {
  return { excess: Number.POSITIVE_INFINITY, evidence };
}

/** Whole days; where they are just the limit, that it is more. */
function formatDays(ms: number, limit: number): string {
  const days = Math.floor(ms / DAY_MS);
  return `${days === limit ? 'more than ' : ''}${days} ${days === 1 ? 'day' : 'days'}`;
}
