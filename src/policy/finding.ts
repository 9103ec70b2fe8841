import type { AnyKind, Token } from '../atlassian/tokens.ts';
import type { Account } from '../audit/accounts-file.ts';
import { formatDay } from '../text/dates.ts';
import { cut } from '../text/escape.ts';
import { formatCount, formatPlural } from '../text/format.ts';
import { REDACTED } from '../text/mask.ts';
import { type Level, RULES, type Rule } from './limits.ts';

/**
 * A limit that is exceeded. The account is absent in a finding about the whole organization, the token in a finding
 * about a number of tokens. A finding with an exception does not count.
 */
export type Finding = {
  kind: 'finding';
  rule: Rule;
  level: Level;
  limit: number;
  account: Account | undefined;
  token: Token | undefined;
  credentialKind: AnyKind;
  /** The account with the most active tokens, in a finding about all tokens. */
  largestHolder: (TokenCount & { account: Account }) | undefined;
  /** The longest idle tokens of an account that has too many: as many as exceed the limit, ten at most. */
  longestIdle: IdleToken[];
  /** Numbers and dates only, no foreign text. */
  evidence: string;
  /** In the unit of the limit; infinite where a date is missing or unreadable. */
  excess: number;
  exception: Exception | undefined;
};

/** A number of tokens, and how many of them are active. */
export type TokenCount = { tokens: number; active: number };

/** An active token that may have to go. `idleSince` is in milliseconds since 1970, 0 where it is unknown. */
export type IdleToken = { id: string; label: string; idleSince: number; hasFindings: boolean };

/**
 * One line of the exceptions file. It covers findings that match its account ID, token ID, email pattern and rule, as
 * far as they are given. It ends with the day `expires` (`2027-03-31`, UTC), at `endsAt` in milliseconds since 1970.
 */
export type Exception = {
  line: number;
  accountId: string;
  tokenId: string;
  /** `*` stands for any characters; case does not matter. */
  emailPattern: string;
  rule: Rule | '*';
  expires: string;
  endsAt: number;
  reason: string;
};

/** Something to do with tokens: `Delete "a" and "b" (never used).` has the names between its two parts. */
export type Task = { start: string; names: string[]; end: string };

/** `"a", "b" and "c"`. */
const LIST = new Intl.ListFormat('en-GB');

/** Returns what an account is called: its name, email address or ID, the first that may be shown. */
export function nameAccount({ id, name, email }: Pick<Account, 'id' | 'name' | 'email'>): string {
  return [name, email].find((text) => text !== '' && text !== REDACTED) ?? id;
}

/** Returns the name of a token for people, in quotes: its label, or its ID where the label is empty or redacted. */
export function nameToken({ id, label }: { id: string; label: string }): string {
  const name = label.trim() === '' || label === REDACTED ? id : label.replace(/\s+/g, ' ').trim();
  return `"${cut(name, 60)}"`;
}

/** Renders the evidence in one sentence, with the account that has the most tokens. */
export function renderEvidence({ evidence, largestHolder }: Finding): string {
  if (!largestHolder) return evidence;
  return `${evidence}; the most: ${nameAccount(largestHolder.account)} with ${largestHolder.active} active`;
}

/** Orders findings by urgency: rules in the order of the inputs, then the greatest excess first. */
export function compareFindings(a: Finding, b: Finding): number {
  if (a.rule !== b.rule) return RULES.indexOf(a.rule) - RULES.indexOf(b.rule);
  return a.excess === b.excess ? 0 : b.excess - a.excess;
}

/** Renders what the owner should do about a finding, in one sentence. */
export function renderAction(finding: Finding): string {
  return renderTask(computeTask(finding));
}

/** Renders a task as a sentence. */
export function renderTask({ start, names, end }: Task): string {
  return `${start}${names.length === 0 ? '' : ` ${LIST.format(names)}`}${end}.`;
}

/** Returns what the owner should do about a finding. */
export function computeTask(finding: Finding): Task {
  const { rule, limit, excess, longestIdle, token } = finding;
  if (token) {
    const [start, end] = computeTokenTask(finding, token);
    return { start, names: [nameToken(token)], end };
  }
  if (rule === 'max-new-tokens')
    return { start: 'Check the new tokens, and delete those that are not needed', names: [], end: '' };
  const start = `Delete at least ${formatCount(excess)} of ${formatCount(limit + excess)} active tokens`;
  if (longestIdle.length === 0) return { start, names: [], end: '' };
  return { start: `${start}, the longest idle first:`, names: longestIdle.map(nameToken), end: '' };
}

function computeTokenTask(
  { rule, limit, excess }: Finding,
  { lastAccess, expiry }: Token,
): [start: string, end: string] {
  const days = formatPlural(limit, 'day');
  const isKnown = Number.isFinite(excess);
  if (rule === 'max-idle-days') {
    if ('unknown' in lastAccess && lastAccess.unknown === 'absent') return ['Delete', ' (never used)'];
    return isKnown ? ['Delete', ' unless still needed'] : ['Check the last use of', ''];
  }
  if (rule === 'expires-within-days') {
    if ('unknown' in expiry) return ['Check the expiry of', ''];
    return ['Replace', ` before the expiry on ${formatDay(expiry.at)}`];
  }
  if (rule === 'max-lifetime-days') return ['Recreate', ` with an expiry within ${days}`];
  return ['Rotate', isKnown ? ` (older than ${days})` : ' (age unknown)'];
}
