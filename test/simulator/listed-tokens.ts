import type { SimulatedAccount, SimulatedToken } from './organization.ts';
import { computeSeed } from './random.ts';

/** An API token in the words of the organization-wide list, as JSON. */
export type ListedToken = {
  user: { id: string; name?: string | undefined; email?: string | undefined };
  [field: string]: unknown;
};

const SCOPES = [
  [],
  [],
  ['read:jira-work'],
  ['read:jira-work', 'write:jira-work'],
  ['read:confluence-content.all'],
];

/**
 * The same token, spelt as the organization-wide list does; fields that the per-account call does not have (a
 * `status` or `scopes` of a scenario's own) pass as they are.
 */
export function toListedToken(token: SimulatedToken, { id, name, email }: SimulatedAccount): ListedToken {
  const { disabledStatus, expiry, lastAccess, ...same } = token;
  const listed: ListedToken = {
    status: disabledStatus === true ? 'BLOCKED' : 'ALLOWED',
    scopes: SCOPES[computeSeed(String(token.id)) % SCOPES.length],
    ...same,
    user: { id, name, email },
  };
  if (expiry !== undefined) listed.expiresAt = expiry;
  if (lastAccess !== undefined) listed.lastActiveAt = lastAccess;
  return listed;
}

/** Everybody's first token, then everybody's second, and so on: the list is not grouped by owner. */
export function interleaveTokens(accounts: readonly SimulatedAccount[]): ListedToken[] {
  const owners = accounts.map((account) => ({ account, tokens: readTokens(account) }));
  const most = owners.reduce((longest, { tokens }) => Math.max(longest, tokens.length), 0);
  return Array.from({ length: most }, (_, round) =>
    owners.flatMap(({ account, tokens }) => {
      const token = tokens[round];
      return token ? [toListedToken(token, account)] : [];
    }),
  ).flat();
}

function readTokens({ tokens }: SimulatedAccount): SimulatedToken[] {
  if (!Array.isArray(tokens)) return [];
  return tokens.filter((token) => typeof token === 'object' && token !== null);
}
