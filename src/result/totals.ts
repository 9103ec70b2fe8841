import type { AccountStatus } from '../audit/records.ts';
import { CHANGES, type Change, type ChangeKind } from '../baseline/comparison.ts';
import { parseExpiry } from '../policy/active.ts';
import { compareFindings, type Finding, type Rule } from '../policy/finding.ts';
import type { Entry, JudgedOutcome, JudgedToken } from '../policy/judge.ts';
import { DAY_MS, parseInstant, parseTime } from '../text/dates.ts';
import { createSpread, type Histogram } from './histograms.ts';
import { createRanking, type Ranking } from './ranking.ts';
import { addReason, type Reason } from './unread-reasons.ts';
import { compareUrgency, TOKENS_KEPT, type UrgentToken, weighToken } from './urgency.ts';

/** Everything that summary, report and verdict know of a run. Its size does not grow with the accounts. */
export type Tally = {
  now: number;
  /** How many accounts there are to be, as far as that is known before. */
  expected: number;
  accounts: Record<AccountStatus, number>;
  accountsWithTokens: number;
  tokens: number;
  activeTokens: number;
  findings: Ranking<Finding>;
  /** How many findings each rule has, and the one with the greatest excess. */
  broken: Map<Rule, { count: number; worst: Finding }>;
  /** Findings that an exception covers: they do not count. */
  excepted: Ranking<Finding>;
  /** What changed since the baseline, in the order it was found. */
  changes: Record<ChangeKind, Ranking<Change>>;
  holders: Ranking<JudgedOutcome>;
  unlisted: Ranking<JudgedOutcome>;
  oldest: Ranking<JudgedToken>;
  neverUsed: Ranking<JudgedToken>;
  withoutExpiry: Ranking<JudgedToken>;
  expiringSoon: Ranking<JudgedToken>;
  /** All tokens, the most urgent first. */
  urgent: Ranking<UrgentToken>;
  /** The active tokens by age, last use and expiry. */
  spread: Histogram[];
  reasons: Map<string, Reason>;
};

export const SOON_DAYS = 30;
/** How many rows a table shows at most. */
export const ROWS = 20;
const FINDINGS_KEPT = 5000;
const CHANGES_KEPT = 1000;

/** An empty tally; `now` is in milliseconds since 1970. */
export function createTally(now: number, expected = 0): Tally {
  return {
    now,
    expected,
    accounts: { checked: 0, 'not-managed': 0, failed: 0, skipped: 0, rejected: 0, unlisted: 0 },
    accountsWithTokens: 0,
    tokens: 0,
    activeTokens: 0,
    findings: createRanking(FINDINGS_KEPT, compareFindings),
    broken: new Map(),
    excepted: createRanking(FINDINGS_KEPT, compareFindings),
    changes: createChanges(),
    holders: createRanking(ROWS, compareHolders),
    unlisted: createRanking(ROWS, compareHolders),
    oldest: createRanking(ROWS, compareCreation),
    neverUsed: createRanking(ROWS, compareCreation),
    withoutExpiry: createRanking(ROWS, compareCreation),
    expiringSoon: createRanking(ROWS, compareExpiry),
    urgent: createRanking(TOKENS_KEPT, compareUrgency),
    spread: createSpread(now),
    reasons: new Map(),
  };
}

/** Counts one entry. */
export function addEntry(tally: Tally, entry: Entry): void {
  if (entry.kind === 'finding') addFinding(tally, entry);
  else if (entry.kind === 'change') tally.changes[entry.change].offer(entry);
  else if (entry.kind === 'token') addToken(tally, entry);
  else addOutcome(tally, entry);
}

/** All accounts of the run: the rows of accounts.csv, and those it should have and has not. */
export function countAccounts(tally: Tally): number {
  return Math.max(countRows(tally), tally.expected);
}

/** Rows of accounts.csv so far. */
export function countRows({ accounts }: Tally): number {
  return Object.values(accounts).reduce((sum, count) => sum + count, 0);
}

/** Accounts whose tokens were read, in the accounts file or not. */
export function countRead({ accounts }: Tally): number {
  return accounts.checked + accounts.unlisted;
}

/** Accounts of which nobody knows what they hold. */
export function countUnread(tally: Tally): number {
  const { failed, skipped, rejected } = tally.accounts;
  return failed + skipped + rejected + countAccounts(tally) - countRows(tally);
}

function addToken(tally: Tally, judged: JudgedToken): void {
  tally.tokens += 1;
  tally.urgent.offer(weighToken(judged, tally.now));
  if (!judged.active) return;
  tally.activeTokens += 1;
  tally.oldest.offer(judged);
  for (const histogram of tally.spread) histogram.add(judged.token);
  const expiry = parseExpiry(judged.token);
  // What cannot be read is shown with what is missing: it must not fall out of every list.
  if ('missing' in parseTime(judged.token.lastAccess)) tally.neverUsed.offer(judged);
  if (expiry === undefined) tally.withoutExpiry.offer(judged);
  else if (expiry <= tally.now + SOON_DAYS * DAY_MS) tally.expiringSoon.offer(judged);
}

function addFinding(tally: Tally, finding: Finding): void {
  tally[finding.exception ? 'excepted' : 'findings'].offer(finding);
  if (finding.exception) return;
  const { count, worst } = tally.broken.get(finding.rule) ?? { count: 0, worst: finding };
  const isWorse = finding.excess > worst.excess;
  tally.broken.set(finding.rule, { count: count + 1, worst: isWorse ? finding : worst });
}

function addOutcome(tally: Tally, outcome: JudgedOutcome): void {
  tally.accounts[outcome.status] += 1;
  if (outcome.tokens > 0) {
    tally.accountsWithTokens += 1;
    tally.holders.offer(outcome);
  }
  if (outcome.status === 'unlisted') tally.unlisted.offer(outcome);
  else if (outcome.status !== 'checked') addReason(tally.reasons, outcome);
}

function compareHolders(a: JudgedOutcome, b: JudgedOutcome): number {
  return b.tokens - a.tokens;
}

function createChanges(): Tally['changes'] {
  const rankings = CHANGES.map((change) => [change, createRanking<Change>(CHANGES_KEPT, () => 0)]);
  return Object.fromEntries(rankings) as Tally['changes'];
}

/** A creation that cannot be read stands first: it is worth a look. */
function compareCreation(a: JudgedToken, b: JudgedToken): number {
  return (parseInstant(a.token.createdAt) ?? 0) - (parseInstant(b.token.createdAt) ?? 0);
}

function compareExpiry(a: JudgedToken, b: JudgedToken): number {
  return (parseExpiry(a.token) ?? 0) - (parseExpiry(b.token) ?? 0);
}
