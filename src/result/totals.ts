import type { CredentialKind } from '../atlassian/tokens.ts';
import type { Change, ChangeKind } from '../baseline/comparison.ts';
import { compareFindings, type Finding, type TokenCount } from '../policy/finding.ts';
import type { JudgedCredential, JudgedOutcome, JudgedToken } from '../policy/judge.ts';
import type { Rule } from '../policy/limits.ts';
import type { Entry } from '../policy/redact.ts';
import { DAY_MS } from '../text/dates.ts';
import { createHistograms } from './histograms.ts';
import { addOwnerFinding, addOwnerOutcome, type Owners } from './owners.ts';
import { compareBy, compareUrgency, createRanking, type Ranking } from './ranking.ts';
import { addReason, type Reason } from './unread-reasons.ts';

/** All numbers and lists of a run. Only `owners` grows, with the people who must act. */
export type Totals = ReturnType<typeof createTotals>;

export const SOON_DAYS = 30;
/** The most rows that a table of the summary has. */
export const ROWS = 20;
/** The most tokens, or findings, that the page lists. */
const KEPT = 5000;
const CHANGES_KEPT = 1000;

/**
 * Creates empty totals. `now` is in milliseconds since 1970, `expected` the number of accounts to audit, as far as it is
 * known beforehand. Rankings have the most urgent items first.
 */
export function createTotals(now: number, expected = 0) {
  const owners: Owners = new Map();
  const compareHolders = (a: JudgedOutcome, b: JudgedOutcome) => b.tokens - a.tokens;
  const compareNewKeys = (a: Change, b: Change) => Number(isNewKey(b)) - Number(isNewKey(a));
  return {
    now,
    expected,
    accounts: { checked: 0, 'not-managed': 0, failed: 0, skipped: 0, rejected: 0, unlisted: 0 },
    accountsWithTokens: 0,
    tokens: 0,
    activeTokens: 0,
    findings: createRanking(KEPT, compareFindings),
    /** For each rule, the finding with the greatest excess. */
    findingsByRule: new Map<Rule, Ranking<Finding>>(),
    owners,
    /** Findings with an exception. They do not count. */
    excepted: createRanking(KEPT, compareFindings),
    /** Credentials of other kinds, and how many there are of each kind. */
    credentials: createRanking<JudgedCredential>(KEPT, compareUrgency),
    credentialCounts: new Map<CredentialKind, TokenCount>(),
    /** The first expiry of active organization API keys that expire soon, in milliseconds since 1970. */
    keyExpiries: createRanking<number>(1, (a, b) => a - b),
    changes: createChanges(),
    /** The changes of other credentials, new organization API keys first. */
    credentialChanges: createRanking(CHANGES_KEPT, compareNewKeys),
    holders: createRanking(ROWS, compareHolders),
    unlisted: createRanking(ROWS, compareHolders),
    /** The next five are of active tokens. */
    oldest: createRanking(ROWS, compareBy('createdAt')),
    neverUsed: createRanking(ROWS, compareBy('createdAt')),
    withoutExpiry: createRanking(ROWS, compareBy('createdAt')),
    expiringSoon: createRanking(ROWS, compareBy('expiry')),
    histograms: createHistograms(now),
    /** All tokens. */
    urgent: createRanking<JudgedToken>(KEPT, compareUrgency),
    reasons: new Map<string, Reason>(),
    /** Whether any account or owner has an email address. */
    knowsEmails: false,
  };
}

/** The changes of users' tokens since the baseline, in the order found. */
function createChanges(): Record<ChangeKind, Ranking<Change>> {
  const create = () => createRanking<Change>(CHANGES_KEPT, () => 0);
  const asked = { new: create(), removed: create(), changed: create() };
  return { ...asked, unknown: create(), 'no-longer-asked': create() };
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
  return countAccounts(totals) - countRead(totals) - totals.accounts['not-managed'];
}

/** Returns whether a change is a new organization API key, which nothing else exceeds in power. */
export function isNewKey({ change, credentialKind }: Change): boolean {
  return change === 'new' && credentialKind === 'api-key';
}

function addFinding({ findings, findingsByRule, excepted, owners }: Totals, finding: Finding): void {
  (finding.exception ? excepted : findings).offer(finding);
  if (finding.exception) return;
  const ofRule = findingsByRule.get(finding.rule) ?? createRanking(1, compareFindings);
  findingsByRule.set(finding.rule, ofRule);
  ofRule.offer(finding);
  addOwnerFinding(owners, finding);
}

function addChange({ changes, credentialChanges }: Totals, change: Change): void {
  (change.credentialKind === 'user-token' ? changes[change.change] : credentialChanges).offer(change);
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
  else if (isSoon(expiry.at, totals)) totals.expiringSoon.offer(judged);
}

function addCredential(totals: Totals, judged: JudgedCredential): void {
  const { credentialKind, active, token } = judged;
  totals.credentials.offer(judged);
  const counts = totals.credentialCounts.get(credentialKind) ?? { tokens: 0, active: 0 };
  totals.credentialCounts.set(credentialKind, counts);
  counts.tokens += 1;
  if (!active) return;
  counts.active += 1;
  const { expiry } = token;
  if (credentialKind === 'api-key' && 'at' in expiry && isSoon(expiry.at, totals))
    totals.keyExpiries.offer(expiry.at);
}

function isSoon(expiry: number, { now }: Totals): boolean {
  return expiry <= now + SOON_DAYS * DAY_MS;
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
