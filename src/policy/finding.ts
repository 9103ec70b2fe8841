import type { AnyKind } from '../atlassian/credentials.ts';
import type { Token } from '../atlassian/tokens.ts';
import type { Account } from '../audit/accounts-file.ts';
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

/** Returns what an account is called: its name, email address or ID, the first that may be shown. */
export function nameAccount({ id, name, email }: Pick<Account, 'id' | 'name' | 'email'>): string {
  return [name, email].find((text) => text !== '' && text !== REDACTED) ?? id;
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
