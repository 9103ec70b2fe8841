import type { SimulatedAccount, SimulatedToken } from './organization.ts';
import { computeSeed } from './random.ts';

/** An API token of the organization-wide list, as JSON. */
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
 * Converts a token to its form in the organization-wide list. Fields that the per-account call does not have, such as
 * `status` or `scopes`, stay unchanged.
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

/** Lists the first token of every account, then the second, and so on: not grouped by owner. */
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
