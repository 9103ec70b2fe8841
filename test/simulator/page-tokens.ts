import type { ListedToken } from './listed-tokens.ts';

/** Renders a token as the newest documentation of the list has it, with its owner's organization. */
export function renderFullToken(
  { user: { id, name, email }, ...token }: ListedToken,
  orgId: string,
): unknown {
  return { ...token, user: { id, orgId, name, email } };
}

/**
 * Renders a token as other observed answers have it: without scopes, unknown times null or missing in turn, and with
 * undocumented fields.
 */
export function renderSparseToken({ user, scopes: _, ...token }: ListedToken, index: number): unknown {
  const unknown = index % 2 === 0 ? { expiresAt: null, lastActiveAt: null } : {};
  const createdBy = { id: user.id, type: 'USER' };
  const sparseUser = { ...user, ...unknownOrganization(index), appType: null, userStatus: 'ACTIVE' };
  return { ...unknown, ...token, createdBy, user: sparseUser };
}

function unknownOrganization(index: number): object {
  return [{}, { orgId: null }, { orgId: '' }][index % 3] ?? {};
}
