import type { AccountStatus } from '../audit/records.ts';
import { CHANGES, type Change, type ChangeKind } from '../baseline/comparison.ts';
import { compareFindings, type Finding, type Rule } from '../policy/finding.ts';
import type { Entry, JudgedOutcome, JudgedToken } from '../policy/judge.ts';
import { DAY_MS, type ReceivedDate } from '../text/dates.ts';
import { createHistograms, type Histogram } from './histograms.ts';
import { createRanking, type Ranking } from './ranking.ts';
import { addReason, type Reason } from './unread-reasons.ts';
import { compareUrgency, TOKENS_KEPT, type UrgentToken, weighToken } from './urgency.ts';

/** Everything that summary, report and verdict know of a run. Its size does not grow with the accounts. */
export type Totals = {
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
  histograms: Histogram[];
  reasons: Map<string, Reason>;
};

export const SOON_DAYS = 30;
/** How many rows a table shows at most. */
export const ROWS = 20;
const FINDINGS_KEPT = 5000;
const CHANGES_KEPT = 1000;

/** An empty totals; `now` is in milliseconds since 1970. */
export function createTotals(now: number, expected = 0): Totals {
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
    histograms: createHistograms(now),
    reasons: new Map(),
  };
}

/** Counts one entry. */
export function addEntry(totals: Totals, entry: Entry): void {
  if (entry.kind === 'finding') addFinding(totals, entry);
  else if (entry.kind === 'change') totals.changes[entry.change].offer(entry);
  else if (entry.kind === 'token') addToken(totals, entry);
  else addOutcome(totals, entry);
}

/** All accounts of the run: the rows of accounts.csv, and those it should have and has not. */
export function countAccounts(totals: Totals): number {
  return Math.max(countRows(totals), totals.expected);
}

/** Rows of accounts.csv so far. */
export function countRows({ accounts }: Totals): number {
  return Object.values(accounts).reduce((sum, count) => sum + count, 0);
}

/** Accounts whose tokens were read, in the accounts file or not. */
export function countRead({ accounts }: Totals): number {
  return accounts.checked + accounts.unlisted;
}

/** Accounts of which nobody knows what they hold. */
export function countUnread(totals: Totals): number {
  const { failed, skipped, rejected } = totals.accounts;
  return failed + skipped + rejected + countAccounts(totals) - countRows(totals);
}

function addToken(totals: Totals, judged: JudgedToken): void {
  totals.tokens += 1;
  totals.urgent.offer(weighToken(judged, totals.now));
  if (!judged.active) return;
  totals.activeTokens += 1;
  totals.oldest.offer(judged);
  for (const histogram of totals.histograms) histogram.add(judged.token);
  const { lastAccess, expiry } = judged.token;
  // What cannot be read is shown with what is missing: it must not fall out of every list.
  if ('missing' in lastAccess) totals.neverUsed.offer(judged);
  if ('missing' in expiry) totals.withoutExpiry.offer(judged);
  else if (expiry.at <= totals.now + SOON_DAYS * DAY_MS) totals.expiringSoon.offer(judged);
}

function addFinding(totals: Totals, finding: Finding): void {
  totals[finding.exception ? 'excepted' : 'findings'].offer(finding);
  if (finding.exception) return;
  const { count, worst } = totals.broken.get(finding.rule) ?? { count: 0, worst: finding };
  const isWorse = finding.excess > worst.excess;
  totals.broken.set(finding.rule, { count: count + 1, worst: isWorse ? finding : worst });
}

function addOutcome(totals: Totals, outcome: JudgedOutcome): void {
  totals.accounts[outcome.status] += 1;
  if (outcome.tokens > 0) {
    totals.accountsWithTokens += 1;
    totals.holders.offer(outcome);
  }
  if (outcome.status === 'unlisted') totals.unlisted.offer(outcome);
  else if (outcome.status !== 'checked') addReason(totals.reasons, outcome);
}

function compareHolders(a: JudgedOutcome, b: JudgedOutcome): number {
  return b.tokens - a.tokens;
}

function createChanges(): Totals['changes'] {
  const rankings = CHANGES.map((change) => [change, createRanking<Change>(CHANGES_KEPT, () => 0)]);
  return Object.fromEntries(rankings) as Totals['changes'];
}

/** A creation that cannot be read stands first: it is worth a look. */
function compareCreation(a: JudgedToken, b: JudgedToken): number {
  return readAt(a.token.createdAt) - readAt(b.token.createdAt);
}

function compareExpiry(a: JudgedToken, b: JudgedToken): number {
  return readAt(a.token.expiry) - readAt(b.token.expiry);
}

function readAt(date: ReceivedDate): number {
  return 'at' in date ? date.at : 0;
}
