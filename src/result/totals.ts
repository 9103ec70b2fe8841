import type { CredentialKind } from '../atlassian/tokens.ts';
import type { Change, ChangeKind } from '../baseline/comparison.ts';
import { compareFindings, type Finding, type TokenCount } from '../policy/finding.ts';
import type { JudgedAny, JudgedCredential, JudgedOutcome, JudgedToken } from '../policy/judge.ts';
import type { Rule } from '../policy/limits.ts';
import type { Entry } from '../policy/redact.ts';
import { DAY_MS } from '../text/dates.ts';
import { createHistograms } from './histograms.ts';
import { addOwnerFinding, addOwnerOutcome, type Owners } from './owners.ts';
import { addReason, type Reason } from './unread-reasons.ts';

/** All numbers and lists of a run. Only `owners` grows, with the people who must act. */
export type Totals = ReturnType<typeof createTotals>;

export const SOON_DAYS = 30;
/** The most rows that a table of the summary has. */
export const ROWS = 20;
/** The most tokens, or findings, that the page lists. */
const KEPT = 5000;
const CHANGES_KEPT = 1000;

/** Creates empty totals. `now` is in milliseconds since 1970, `expected` the number of accounts to audit, if known. */
export function createTotals(now: number, expected = 0) {
  const owners: Owners = new Map();
  const compareHolders = (a: JudgedOutcome, b: JudgedOutcome) => b.tokens - a.tokens;
  const createChanges = () => createRanking<Change>(CHANGES_KEPT, () => 0);
  const compareNewKeys = (a: Change, b: Change) => Number(isNewKey(b)) - Number(isNewKey(a));
  return {
    now,
    expected,
    accounts: { checked: 0, 'not-managed': 0, failed: 0, skipped: 0, rejected: 0, unlisted: 0 },
    /** All tokens, the most urgent first. */
    tokens: createRanking<JudgedToken>(KEPT, compareUrgency),
    /** The active tokens, the oldest first. */
    activeTokens: createRanking(ROWS, compareBy('createdAt')),
    neverUsed: createRanking(ROWS, compareBy('createdAt')),
    withoutExpiry: createRanking(ROWS, compareBy('createdAt')),
    expiringSoon: createRanking(ROWS, compareBy('expiry')),
    histograms: createHistograms(now),
    findings: createRanking(KEPT, compareFindings),
    /** For each rule, the finding with the greatest excess. */
    findingsByRule: new Map<Rule, Ranking<Finding>>(),
    owners,
    /** Findings with an exception. They do not count. */
    excepted: createRanking(KEPT, compareFindings),
    credentials: createRanking<JudgedCredential>(KEPT, compareUrgency),
    credentialCounts: new Map<CredentialKind, TokenCount>(),
    /** The first expiry of active organization API keys that expire soon, in milliseconds since 1970. */
    keyExpiries: createRanking<number>(1, (a, b) => a - b),
    /** The changes of users' tokens since the baseline, in the order found. */
    changes: {
      new: createChanges(),
      removed: createChanges(),
      changed: createChanges(),
      unknown: createChanges(),
      'no-longer-asked': createChanges(),
    } satisfies Record<ChangeKind, unknown>,
    /** The changes of other credentials, new organization API keys first. */
    credentialChanges: createRanking(CHANGES_KEPT, compareNewKeys),
    /** The accounts with tokens, and the owners that are not in the accounts file: those with most tokens first. */
    holders: createRanking(ROWS, compareHolders),
    unlisted: createRanking(ROWS, compareHolders),
    reasons: new Map<string, Reason>(),
    knowsEmails: false,
  };
}

/** The first items, in order, of all that were offered, and the number offered. It keeps a bounded number of items. */
export type Ranking<T> = ReturnType<typeof createRanking<T>>;

/** Creates a ranking of `size` items by `compare`, as `Array.sort` takes it. Equal items stay in the order offered. */
export function createRanking<T>(size: number, compare: (a: T, b: T) => number) {
  const kept: T[] = [];
  let worstKept: T | undefined;
  const settle = () => {
    kept.sort(compare).splice(size);
    worstKept = kept[size - 1];
    return kept;
  };
  return {
    count: 0,
    get top() {
      return settle();
    },
    offer(item: T) {
      this.count += 1;
      if (worstKept !== undefined && compare(worstKept, item) <= 0) return;
      kept.push(item);
      // Sorting only now and then takes a fraction of the time.
      if (kept.length >= 2 * size) settle();
    },
  };
}

function compareUrgency(a: JudgedAny, b: JudgedAny): number {
  return (
    Number(b.active) - Number(a.active) ||
    b.brokenRules.length - a.brokenRules.length ||
    a.idleSince - b.idleSince
  );
}

/** Returns the order by one of the dates. An unreadable or missing date comes first, since it needs a look. */
function compareBy(date: 'createdAt' | 'expiry') {
  const read = ({ token: { [date]: received } }: JudgedToken) => ('at' in received ? received.at : 0);
  return (a: JudgedToken, b: JudgedToken) => read(a) - read(b);
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

/** Returns whether a token or other credential is active and expires within `SOON_DAYS`. */
export function expiresSoon({ active, token: { expiry } }: JudgedAny, now: number): boolean {
  return active && 'at' in expiry && expiry.at <= now + SOON_DAYS * DAY_MS;
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
  const { account, active, token } = judged;
  totals.knowsEmails ||= account.email !== '';
  totals.tokens.offer(judged);
  if (!active) return;
  totals.activeTokens.offer(judged);
  for (const histogram of totals.histograms) histogram.add(token);
  // An unreadable date counts with the missing ones: the token must be in some list.
  if ('unknown' in token.lastAccess) totals.neverUsed.offer(judged);
  if ('unknown' in token.expiry) totals.withoutExpiry.offer(judged);
  if (expiresSoon(judged, totals.now)) totals.expiringSoon.offer(judged);
}

function addCredential(totals: Totals, judged: JudgedCredential): void {
  const { now, credentials, credentialCounts, keyExpiries } = totals;
  const { credentialKind, active, token } = judged;
  credentials.offer(judged);
  const counts = credentialCounts.get(credentialKind) ?? { tokens: 0, active: 0 };
  credentialCounts.set(credentialKind, counts);
  counts.tokens += 1;
  if (active) counts.active += 1;
  if (credentialKind === 'api-key' && expiresSoon(judged, now) && 'at' in token.expiry)
    keyExpiries.offer(token.expiry.at);
}

function addOutcome(totals: Totals, outcome: JudgedOutcome): void {
  totals.accounts[outcome.status] += 1;
  totals.knowsEmails ||= outcome.account.email !== '';
  addOwnerOutcome(totals.owners, outcome);
  if (outcome.tokens > 0) totals.holders.offer(outcome);
  if (outcome.status === 'unlisted') totals.unlisted.offer(outcome);
  else if (outcome.status !== 'checked') addReason(totals.reasons, outcome);
}
