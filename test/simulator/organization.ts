import type { Answer } from './answers.ts';
import { type ListedAccount, toListedAccount } from './listed-accounts.ts';
import { interleaveTokens, type ListedToken } from './listed-tokens.ts';

/** An API token in the words of the per-account call, as JSON. */
export type SimulatedToken = Record<string, unknown>;

export type SimulatedAccount = {
  id: string;
  name?: string;
  email?: string;
  status?: string;
  /** The body of the ordinary answer: a list of tokens, or whatever odd thing a scenario wants. */
  tokens: unknown;
  /** Played first, one a request; the ordinary answer follows. */
  answers?: Answer[];
  /** Played for ever, in the place of the ordinary answer. */
  always?: Answer;
  /** Of the list of managed accounts: `atlassian` unless told. */
  type?: string;
  /** Of the list of managed accounts: a time in ISO 8601. */
  lastActive?: string;
  /** `false` leaves it out of the list of managed accounts, though its tokens are listed. */
  managed?: boolean;
};

/** A list whose items need not exist before they are asked for; an array is one. */
export type Sequence<T> = { readonly length: number; at(index: number): T | undefined };

/**
 * Finds accounts, and lists what it has. A million of them need not exist: `accountOf` and the lists may make them
 * up. Lists are read anew for each request; one that is left out is empty.
 */
export type Organization = {
  accountOf(accountId: string): SimulatedAccount | undefined;
  tokens?: Sequence<ListedToken>;
  managedAccounts?: Sequence<ListedAccount>;
};

/** An organization whose lists can be changed while they are read. */
export type ChangeableOrganization = Organization & {
  tokens: ListedToken[];
  managedAccounts: ListedAccount[];
};

/** An organization of exactly these accounts, and in its lists what they have now. */
export function createOrganization(accounts: SimulatedAccount[]): ChangeableOrganization {
  const byId = new Map(accounts.map((account) => [account.id, account]));
  if (byId.size < accounts.length) throw new Error('Two simulated accounts have the same ID');
  return {
    accountOf: (accountId) => byId.get(accountId),
    tokens: interleaveTokens(accounts),
    managedAccounts: accounts.filter(({ managed = true }) => managed).map(toListedAccount),
  };
}
