import { isObject, type JsonObject, toText } from '../text/json.ts';
import { type OwnedToken, type Owner, parseOwner, parseToken, type Token } from './tokens.ts';

/** The kinds of credentials that are not API tokens of users. */
export const CREDENTIAL_KINDS = ['api-key', 'service-account-token', 'oauth-client'] as const;
export type CredentialKind = (typeof CREDENTIAL_KINDS)[number];
/** The kinds that findings and changes are about. */
export type AnyKind = 'user-token' | CredentialKind;

/** The name of one credential of each kind. */
export const CREDENTIAL_NOUNS: Record<CredentialKind, string> = {
  'api-key': 'organization API key',
  'service-account-token': 'service account token',
  'oauth-client': 'OAuth client',
};

/** The words of the input `include`. */
export const INCLUDES = {
  'api-keys': 'api-key',
  'service-accounts': 'service-account-token',
  'oauth-clients': 'oauth-client',
} as const satisfies Record<string, CredentialKind>;

/** Returns whether the API has this date of a credential of this kind. */
export function hasDate(kind: AnyKind, date: 'createdAt' | 'lastAccess' | 'expiry'): boolean {
  return kind !== 'oauth-client' || date === 'createdAt';
}

/** A service account. `id` is the ID that its tokens may refer to, `owner.id` its `atlassianId`. */
export type ServiceAccount = { id: string; owner: Owner; status: string };

/** The statuses that end a credential's use; any other counts as active. */
const DISABLED = new Set(['BLOCKED', 'DISABLED', 'REVOKED']);
/** The largest time that a JavaScript date can hold. */
const MAX_TIME_MS = 8.64e15;

/** Parses an organization API key. https://developer.atlassian.com/cloud/admin/api-access/rest/ */
export function parseApiKey(item: JsonObject): OwnedToken {
  return { token: parseCredential(item), owner: parseOwner(item.createdBy) };
}

/** Parses an OAuth client of a service account; the answer does not name the owner. */
export function parseOAuthClient(item: JsonObject): OwnedToken {
  const { clientId: id, name: label } = item;
  return { token: parseCredential({ ...item, id, label }), owner: parseOwner(undefined) };
}

/** Parses a service account. */
export function parseServiceAccount(item: JsonObject): ServiceAccount {
  const owner = parseOwner({ id: item.atlassianId, name: item.displayName, email: item.email });
  return { id: toText(item.id), owner, status: toText(item.status) };
}

/** Parses a token of a service account. Its shape is not documented: any of four fields may name the owner. */
export function parseServiceAccountToken(item: JsonObject): OwnedToken {
  const user = parseOwner(item.user);
  const ids = [item.serviceAccountId, user.id, item.atlassianId, parseOwner(item.createdBy).id].map(toText);
  const id = ids.find((text) => text !== '') ?? '';
  return { token: parseCredential(item), owner: id === user.id ? user : { id, name: '', email: '' } };
}

/** Brings the lists of credentials into one shape: an array, `data` or `items`. Anything else stays as it is. */
export function toPage(json: unknown): unknown {
  if (Array.isArray(json)) return { data: json };
  return isObject(json) && Array.isArray(json.items) ? { ...json, data: json.items } : json;
}

function parseCredential(item: JsonObject): Token {
  return parseToken(item, (status) => DISABLED.has(status.toUpperCase()), toTime);
}

/** Returns a time as text. Epoch milliseconds, as a number or as its digits, become ISO 8601. */
function toTime(value: unknown): string {
  const time = typeof value === 'string' && /^\d{12,15}$/.test(value) ? Number(value) : value;
  const isEpoch = typeof time === 'number' && time >= 0 && time <= MAX_TIME_MS;
  return isEpoch ? new Date(time).toISOString() : toText(value);
}
