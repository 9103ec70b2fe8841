import { parseInstant } from '../atlassian/instant.ts';
import type { AccountStatus } from '../audit/records.ts';
import { parseExpiry } from '../policy/active.ts';
import type { Entry, JudgedOutcome, JudgedToken } from '../policy/judge.ts';
import { compareFindings, type Finding } from '../policy/rules.ts';
import { createRanking, type Ranking } from './ranking.ts';

/** Accounts that ended alike, and the first of them. */
export type Reason = { count: number; first: JudgedOutcome };

/** Everything that summary, report and verdict know of a run. Its size does not grow with the accounts. */
export type Tally = {
  now: number;
  accounts: Record<AccountStatus, number>;
  accountsWithTokens: number;
  tokens: number;
  activeTokens: number;
  findings: Ranking<Finding>;
  holders: Ranking<JudgedOutcome>;
  unlisted: Ranking<JudgedOutcome>;
  oldest: Ranking<JudgedToken>;
  neverUsed: Ranking<JudgedToken>;
  withoutExpiry: Ranking<JudgedToken>;
  expiringSoon: Ranking<JudgedToken>;
  reasons: Map<string, Reason>;
};

export const SOON_DAYS = 30;
const DAY_MS = 86_400_000;
const ROWS = 20;
const FINDINGS_KEPT = 1000;
const REASONS_KEPT = 40;

/** An empty tally; `now` is in milliseconds since 1970. */
export function createTally(now: number): Tally {
  return {
    now,
    accounts: { checked: 0, 'not-managed': 0, failed: 0, skipped: 0, rejected: 0, unlisted: 0 },
    accountsWithTokens: 0,
    tokens: 0,
    activeTokens: 0,
    findings: createRanking(FINDINGS_KEPT, compareFindings),
    holders: createRanking(ROWS, compareHolders),
    unlisted: createRanking(ROWS, compareHolders),
    oldest: createRanking(ROWS, compareCreation),
    neverUsed: createRanking(ROWS, compareCreation),
    withoutExpiry: createRanking(ROWS, compareCreation),
    expiringSoon: createRanking(ROWS, compareExpiry),
    reasons: new Map(),
  };
}

/** Counts one entry. */
export function addEntry(tally: Tally, entry: Entry): void {
  if (entry.kind === 'finding') tally.findings.offer(entry);
  else if (entry.kind === 'token') addToken(tally, entry);
  else addOutcome(tally, entry);
}

/** Rows of accounts.csv. */
export function countAccounts({ accounts }: Tally): number {
  return Object.values(accounts).reduce((sum, count) => sum + count, 0);
}

/** Accounts whose tokens were read, in the accounts file or not. */
export function countRead({ accounts }: Tally): number {
  return accounts.checked + accounts.unlisted;
}

/** Accounts of which nobody knows what they hold. */
export function countUnread({ accounts }: Tally): number {
  return accounts.failed + accounts.skipped + accounts.rejected;
}

function addToken(tally: Tally, judged: JudgedToken): void {
  tally.tokens += 1;
  if (!judged.active) return;
  tally.activeTokens += 1;
  tally.oldest.offer(judged);
  const expiry = parseExpiry(judged.token);
  // What cannot be read is shown with what is missing: it must not fall out of every list.
  if (parseInstant(judged.token.lastAccess) === undefined) tally.neverUsed.offer(judged);
  if (expiry === undefined) tally.withoutExpiry.offer(judged);
  else if (expiry <= tally.now + SOON_DAYS * DAY_MS) tally.expiringSoon.offer(judged);
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

/** Groups by status and HTTP status, and by the text only where no answer came: bodies differ in every answer. */
function addReason(reasons: Map<string, Reason>, outcome: JudgedOutcome): void {
  const told = outcome.status === 'failed' && outcome.httpStatus === undefined ? outcome.detail : '';
  const key = `${outcome.status} ${outcome.httpStatus ?? told}`;
  const place = reasons.has(key) || reasons.size < REASONS_KEPT ? key : outcome.status;
  const reason = reasons.get(place);
  if (reason) reason.count += 1;
  else reasons.set(place, { count: 1, first: outcome });
}

function compareHolders(a: JudgedOutcome, b: JudgedOutcome): number {
  return b.tokens - a.tokens;
}

/** A creation that cannot be read stands first: it is worth a look. */
function compareCreation(a: JudgedToken, b: JudgedToken): number {
  return (parseInstant(a.token.createdAt) ?? 0) - (parseInstant(b.token.createdAt) ?? 0);
}

function compareExpiry(a: JudgedToken, b: JudgedToken): number {
  return (parseExpiry(a.token) ?? 0) - (parseExpiry(b.token) ?? 0);
}
