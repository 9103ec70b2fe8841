import type { CredentialKind } from '../atlassian/credentials.ts';
import type { AccountStatus } from '../audit/records.ts';
import { CHANGES, type Change, type ChangeKind } from '../baseline/comparison.ts';
import { compareFindings, type Finding, type TokenCount } from '../policy/finding.ts';
import type { JudgedCredential, JudgedOutcome, JudgedToken } from '../policy/judge.ts';
import type { Rule } from '../policy/limits.ts';
import type { Entry } from '../policy/redact.ts';
import { DAY_MS } from '../text/dates.ts';
import { createHistograms, type Histogram } from './histograms.ts';
import { addOwnerFinding, addOwnerOutcome, type Owners } from './owners.ts';
import {
  compareCreation,
  compareExpiry,
  compareHolders,
  compareUrgency,
  createRanking,
  type Ranking,
} from './ranking.ts';
import { addReason, type Reason } from './unread-reasons.ts';

/** All numbers and lists of a run. Only `owners` grows, with the people who must act. */
export type Totals = {
  now: number;
  /** The number of accounts to audit, as far as it is known beforehand. */
  expected: number;
  accounts: Record<AccountStatus, number>;
  accountsWithTokens: number;
  tokens: number;
  activeTokens: number;
  findings: Ranking<Finding>;
  /** For each rule, the number of findings and the one with the greatest excess. */
  findingsByRule: Map<Rule, { count: number; greatest: Finding }>;
  owners: Owners;
  /** Findings with an exception. They do not count. */
  excepted: Ranking<Finding>;
  /** Credentials of other kinds, the most urgent first, and how many there are of each kind. */
  credentials: Ranking<JudgedCredential>;
  credentialCounts: Map<CredentialKind, TokenCount>;
  /** When organization API keys expire that do so soon, in milliseconds since 1970. */
  keyExpiries: number[];
  /** The changes of tokens since the baseline, in the order found. */
  changes: Record<ChangeKind, Ranking<Change>>;
  /** The changes of other credentials, new organization API keys first. */
  credentialChanges: Ranking<Change>;
  holders: Ranking<JudgedOutcome>;
  unlisted: Ranking<JudgedOutcome>;
  oldest: Ranking<JudgedToken>;
  neverUsed: Ranking<JudgedToken>;
  withoutExpiry: Ranking<JudgedToken>;
  expiringSoon: Ranking<JudgedToken>;
  /** All tokens, the most urgent first. */
  urgent: Ranking<JudgedToken>;
  /** The active tokens by age, last use and expiry. */
  histograms: Histogram[];
  reasons: Map<string, Reason>;
  /** Whether any account or owner has an email address. */
  knowsEmails: boolean;
};

export const SOON_DAYS = 30;
/** The most rows that a table of the summary has. */
export const ROWS = 20;
/** The most tokens that the page lists. */
export const TOKENS_KEPT = 5000;
const FINDINGS_KEPT = 5000;
const CHANGES_KEPT = 1000;

/** Creates empty totals. `now` is in milliseconds since 1970. */
export function createTotals(now: number, expected = 0): Totals {
  return {
    now,
    expected,
    accounts: { checked: 0, 'not-managed': 0, failed: 0, skipped: 0, rejected: 0, unlisted: 0 },
    accountsWithTokens: 0,
    tokens: 0,
    activeTokens: 0,
    findings: createRanking(FINDINGS_KEPT, compareFindings),
    findingsByRule: new Map(),
    owners: new Map(),
    excepted: createRanking(FINDINGS_KEPT, compareFindings),
    credentials: createRanking<JudgedCredential>(TOKENS_KEPT, compareUrgency),
    credentialCounts: new Map(),
    keyExpiries: [],
    changes: createChanges(),
    credentialChanges: createRanking(CHANGES_KEPT, (a, b) => Number(isNewKey(b)) - Number(isNewKey(a))),
    holders: createRanking(ROWS, compareHolders),
    unlisted: createRanking(ROWS, compareHolders),
    oldest: createRanking(ROWS, compareCreation),
    neverUsed: createRanking(ROWS, compareCreation),
    withoutExpiry: createRanking(ROWS, compareCreation),
    expiringSoon: createRanking(ROWS, compareExpiry),
    urgent: createRanking<JudgedToken>(TOKENS_KEPT, compareUrgency),
    histograms: createHistograms(now),
    reasons: new Map(),
    knowsEmails: false,
  };
}

/** Counts one entry. */
export function addEntry(totals: Totals, entry: Entry): void {
  if (entry.kind === 'finding') addFinding(totals, entry);
  else if (entry.kind === 'change') addChange(totals, entry);
  else if (entry.kind === 'token') addToken(totals, entry);
  else if (entry.kind === 'credential') addCredential(totals, entry);
  else addOutcome(totals, entry);
}

/** Counts all accounts of the run: the rows of accounts.csv, and rows that are missing from it. */
export function countAccounts(totals: Totals): number {
  return Math.max(countRows(totals), totals.expected);
}

/** Counts the rows of accounts.csv so far. */
export function countRows({ accounts }: Totals): number {
  return Object.values(accounts).reduce((sum, count) => sum + count, 0);
}

/** Counts the accounts whose tokens were read, in the accounts file or not. */
export function countRead({ accounts }: Totals): number {
  return accounts.checked + accounts.unlisted;
}

/** Counts the unread accounts, those without an outcome included. */
export function countUnread(totals: Totals): number {
  const { failed, skipped, rejected } = totals.accounts;
  return failed + skipped + rejected + countAccounts(totals) - countRows(totals);
}

function addToken(totals: Totals, judged: JudgedToken): void {
  totals.tokens += 1;
  totals.knowsEmails ||= judged.account.email !== '';
  totals.urgent.offer(judged);
  if (!judged.active) return;
  totals.activeTokens += 1;
  totals.oldest.offer(judged);
  for (const histogram of totals.histograms) histogram.add(judged.token);
  const { lastAccess, expiry } = judged.token;
  // An unreadable date counts with the missing ones: the token must be in some list.
  if ('missing' in lastAccess) totals.neverUsed.offer(judged);
  if ('missing' in expiry) totals.withoutExpiry.offer(judged);
  else if (expiry.at <= totals.now + SOON_DAYS * DAY_MS) totals.expiringSoon.offer(judged);
}

function addCredential(totals: Totals, judged: JudgedCredential): void {
  const { credentials, credentialCounts, keyExpiries, now } = totals;
  const { expiry } = judged.token;
  credentials.offer(judged);
  const isKey = judged.credentialKind === 'api-key' && judged.active;
  if (isKey && 'at' in expiry && expiry.at <= now + SOON_DAYS * DAY_MS) keyExpiries.push(expiry.at);
  const { tokens, active } = credentialCounts.get(judged.credentialKind) ?? { tokens: 0, active: 0 };
  const count = { tokens: tokens + 1, active: active + Number(judged.active) };
  credentialCounts.set(judged.credentialKind, count);
}

/** Counts of new and removed tokens are about users' tokens. */
function addChange({ changes, credentialChanges }: Totals, change: Change): void {
  (change.credentialKind === 'user-token' ? changes[change.change] : credentialChanges).offer(change);
}

/** Returns whether a change is a new organization API key, which nothing else exceeds in power. */
export function isNewKey({ change, credentialKind }: Change): boolean {
  return change === 'new' && credentialKind === 'api-key';
}

function addFinding(totals: Totals, finding: Finding): void {
  totals[finding.exception ? 'excepted' : 'findings'].offer(finding);
  if (finding.exception) return;
  addOwnerFinding(totals.owners, finding);
  const { count, greatest } = totals.findingsByRule.get(finding.rule) ?? { count: 0, greatest: finding };
  const isGreater = finding.excess > greatest.excess;
  totals.findingsByRule.set(finding.rule, { count: count + 1, greatest: isGreater ? finding : greatest });
}

function addOutcome(totals: Totals, outcome: JudgedOutcome): void {
  totals.accounts[outcome.status] += 1;
  totals.knowsEmails ||= outcome.account.email !== '';
  addOwnerOutcome(totals.owners, outcome);
  if (outcome.tokens > 0) {
    totals.accountsWithTokens += 1;
    totals.holders.offer(outcome);
  }
  if (outcome.status === 'unlisted') totals.unlisted.offer(outcome);
  else if (outcome.status !== 'checked') addReason(totals.reasons, outcome);
}

function createChanges(): Totals['changes'] {
  const rankings = CHANGES.map((change) => [change, createRanking<Change>(CHANGES_KEPT, () => 0)]);
  return Object.fromEntries(rankings) as Totals['changes'];
}
