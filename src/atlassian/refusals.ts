/**
 * The meaning of a refusal: the key is not accepted (`bad-key`) or has scopes (`scoped-key`), the organization does not
 * manage the account (`not-managed`), a 403 without a known reason (`forbidden`), or anything else.
 */
export type Refusal = 'bad-key' | 'scoped-key' | 'not-managed' | 'forbidden' | 'other';

const NOT_MANAGED =
  /forbidden\.targetUnverified|unverified target account|verified org admin of targeted account/i;

const MAKE_A_KEY =
  'Make one at admin.atlassian.com → Settings → API keys → Create API key → "API key without scopes", and store it as the secret that org-token reads';

/** The advice for a key that the per-account call refuses. */
export const KEY_ADVICE: Partial<Record<Refusal, string>> = {
  'bad-key': `Atlassian does not accept the key in org-token (401): it is wrong, revoked or expired, or it is an API token of a user instead of an organization API key. ${MAKE_A_KEY}.`,
  'scoped-key': `The key in org-token may not read the tokens of single accounts (403): this call needs an organization API key that was created without scopes, and scopes cannot be changed later. ${MAKE_A_KEY}.`,
};

/** The advice when every account is refused with a 403 without a known reason. */
export const ALL_FORBIDDEN_ADVICE = `Atlassian refused every account asked so far (403) and read none: the key in org-token was probably created with scopes, or it belongs to another organization. ${MAKE_A_KEY}.`;

/** The advice for an account that is refused with a 403 while others are read. */
export const FORBIDDEN_ADVICE =
  'the key may not read this account: use the Managed accounts export, which lists your own accounts only, or allow for it with max-failed-accounts';

/** The advice for a key that an organization-wide list refuses, by the status. */
export const LIST_ADVICE: Partial<Record<number, string>> = {
  401: 'Atlassian does not accept the key in org-token (401): it is wrong, revoked or expired, or it is an API token of a user. Make an organization API key at admin.atlassian.com → Settings → API keys, with the scope read:tokens:admin.',
  403: "The key in org-token may not list the organization's tokens (403): it lacks the scope read:tokens:admin, and scopes cannot be added later. Make a new key at admin.atlassian.com → Settings → API keys, with that scope.",
  404: 'Atlassian knows no organization of this org-id that the key reaches (404). The ID stands in the address of admin.atlassian.com: admin.atlassian.com/o/<org-id>/overview.',
};

/**
 * Returns what a final answer of the per-account call means. The shape of the body depends on the layer that refuses.
 * https://developer.atlassian.com/cloud/admin/user-management/rest/api-group-api-tokens/
 */
export function classifyRefusal(status: number, body: string): Refusal {
  if (status === 401) return 'bad-key';
  if (status === 404) return 'not-managed';
  if (status !== 403) return 'other';
  if (NOT_MANAGED.test(body)) return 'not-managed';
  return /insufficient[_ .-]?scope|manage:org/i.test(body) ? 'scoped-key' : 'forbidden';
}
