import type { Token } from '../atlassian/tokens.ts';
import type { Account } from '../audit/accounts-file.ts';

/** A rule carries the name of the input that sets its limit; they stand in the order of the inputs. */
export const RULES = [
  'max-tokens',
  'max-tokens-per-account',
  'max-age-days',
  'max-idle-days',
  'max-lifetime-days',
  'expires-within-days',
  'max-new-tokens',
] as const;
export type Rule = (typeof RULES)[number];

/** Rules about the organization as a whole, of which there is nothing to except. */
export const TOTAL_RULES: readonly Rule[] = ['max-tokens', 'max-new-tokens'];

/**
 * A limit that is exceeded; `excess` is by how much in the limit's unit, infinite where a date is missing or cannot be
 * read; `evidence` holds numbers and dates only. `account` is absent where the whole organization is meant, and `worst`
 * is the account that holds the most then; `token` is absent where a count is meant. A finding with an `exception` does
 * not count.
 */
export type Finding = {
  kind: 'finding';
  rule: Rule;
  account: Account | undefined;
  token: Token | undefined;
  worst: Worst | undefined;
  evidence: string;
  excess: number;
  exception: Exception | undefined;
};

/** A rule that exceptions can name; `*` is all of them. */
export type ExceptedRule = Rule | '*';

/**
 * One agreed exception, of a line of its file: for an account, a token, or both. It holds until the end of the day
 * `expires` (`2027-03-31`, UTC), which is at `endsAt` in milliseconds since 1970.
 */
export type Exception = {
  line: number;
  accountId: string;
  tokenId: string;
  rule: ExceptedRule;
  expires: string;
  endsAt: number;
  reason: string;
};

/** How many tokens somebody holds, and how many of them are active. */
export type TokenCount = { tokens: number; active: number };

/** The account with the most active tokens. */
export type Worst = TokenCount & { account: Account };

/** A finding's evidence in one sentence, with the ID of the account that holds the most. */
export function renderEvidence({ evidence, worst }: Finding): string {
  return worst ? `${evidence}; the most: ${worst.account.id} with ${worst.active} active` : evidence;
}

/** The order of urgency: rules in the order of the inputs, then the greatest excess first. */
export function compareFindings(a: Finding, b: Finding): number {
  if (a.rule !== b.rule) return RULES.indexOf(a.rule) - RULES.indexOf(b.rule);
  return a.excess === b.excess ? 0 : b.excess - a.excess;
}
