import type { Answer } from './answers.ts';

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
};

/** Finds accounts. A million of them need not exist: `accountOf` may make them up. */
export type Organization = { accountOf(accountId: string): SimulatedAccount | undefined };

/** An organization of exactly these accounts. */
export function createOrganization(accounts: SimulatedAccount[]): Organization {
  const byId = new Map(accounts.map((account) => [account.id, account]));
  if (byId.size < accounts.length) throw new Error('Two simulated accounts have the same ID');
  return { accountOf: (accountId) => byId.get(accountId) };
}
