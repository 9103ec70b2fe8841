import type { Answer } from './answers.ts';
import type { SimulatedCredentials } from './credential-routes.ts';
import { type ListedAccount, toListedAccount } from './listed-accounts.ts';
import { interleaveTokens, type ListedToken } from './listed-tokens.ts';

/** An API token of the per-account call, as JSON. */
export type SimulatedToken = Record<string, unknown>;

export type SimulatedAccount = {
  id: string;
  name?: string;
  email?: string;
  status?: string;
  /** The body of the ordinary answer: a list of tokens, or any JSON value. */
  tokens: unknown;
  /** The first answers, one per request; the ordinary answer follows. */
  answers?: Answer[];
  /** Replaces the ordinary answer. */
  always?: Answer;
  /** In the list of managed accounts; default `atlassian`. */
  type?: string;
  /** In the list of managed accounts: a time in ISO 8601. */
  lastActive?: string;
  /** `false` omits it from the list of managed accounts, although its tokens are listed. */
  managed?: boolean;
};

/** A list that may compute its items on demand; an array is one. */
export type Sequence<T> = { readonly length: number; at(index: number): T | undefined };

/**
 * Finds and lists accounts and tokens, which may be computed on demand. Lists are read for each request; a missing
 * list is empty.
 */
export type Organization = {
  accountOf(accountId: string): SimulatedAccount | undefined;
  tokens?: Sequence<ListedToken>;
  managedAccounts?: Sequence<ListedAccount>;
  credentials?: SimulatedCredentials;
};

/** An organization whose lists can change between requests. */
export type ChangeableOrganization = Organization & {
  tokens: ListedToken[];
  managedAccounts: ListedAccount[];
};

/** Creates an organization of these accounts; its lists hold their present tokens. */
export function createOrganization(accounts: SimulatedAccount[]): ChangeableOrganization {
  const byId = new Map(accounts.map((account) => [account.id, account]));
  if (byId.size < accounts.length) throw new Error('Two simulated accounts have the same ID');
  return {
    accountOf: (accountId) => byId.get(accountId),
    tokens: interleaveTokens(accounts),
    managedAccounts: accounts.filter(({ managed = true }) => managed).map(toListedAccount),
  };
}
