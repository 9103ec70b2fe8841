import { parseDate, type ReceivedDate } from '../text/dates.ts';
import { describeShape, isObject, type JsonObject, toText } from '../text/json.ts';

/** The kinds of credentials that are not API tokens of users, by the words of the input `include`. */
export const INCLUDES = {
  'api-keys': 'api-key',
  'service-accounts': 'service-account-token',
  'oauth-clients': 'oauth-client',
} as const;
export const CREDENTIAL_KINDS = Object.values(INCLUDES);
export type CredentialKind = (typeof CREDENTIAL_KINDS)[number];
/** The kinds that findings and changes are about. */
export type AnyKind = 'user-token' | CredentialKind;

/** The name of one credential of each kind. */
export const CREDENTIAL_NOUNS: Record<CredentialKind, string> = {
  'api-key': 'organization API key',
  'service-account-token': 'service account token',
  'oauth-client': 'OAuth client',
};

/** Returns whether the API has this date of a credential of this kind. */
export function hasDate(kind: AnyKind, date: 'createdAt' | 'lastAccess' | 'expiry'): boolean {
  return kind !== 'oauth-client' || date === 'createdAt';
}

/** An API token or another credential. Texts are as received, and empty where the answer lacks the field. */
export type Token = {
  id: string;
  label: string;
  createdAt: ReceivedDate;
  lastAccess: ReceivedDate;
  expiry: ReceivedDate;
  disabledStatus: string;
  disabled: boolean;
  status: string;
  scopes: string[];
};

/** The owner of a listed token; `id` is empty where the answer lacks it. */
export type Owner = { id: string; name: string; email: string };

/** One item of an organization-wide list. */
export type OwnedToken = { token: Token; owner: Owner };

/** A service account. `id` is the ID that its tokens may refer to, `owner.id` its `atlassianId`. */
export type ServiceAccount = { id: string; owner: Owner; status: string };

/** The per-account call's `disabledStatus` for each `status` of the list. */
const DISABLED_STATUS = new Map(Object.entries({ ALLOWED: 'false', BLOCKED: 'true' }));

/**
 * Parses an answer of the per-account call. `invalidItems` describes what is no token or lacks an `id`: then the account
 * is not fully read. Throws when the answer is not an array: that never means "no tokens".
 * https://developer.atlassian.com/cloud/admin/user-management/rest/api-group-api-tokens/
 */
export function parseAccountTokens(json: unknown) {
  if (!Array.isArray(json)) throw new Error(`expected an array of tokens, got ${describeShape(json)}`);
  const elements: unknown[] = json;
  return {
    tokens: elements.filter(isObject).map((element) => parseToken(element)),
    invalidItems: elements.flatMap((element, index) => {
      if (!isObject(element)) return [`element ${index + 1} is no token but ${describeShape(element)}`];
      return toText(element.id) === '' ? [`token ${index + 1} has no id`] : [];
    }),
  };
}

/**
 * Parses one item of the organization-wide list.
 * https://developer.atlassian.com/cloud/admin/api-access/rest/api-group-api-token/
 */
export function parseOwnedToken(item: JsonObject): OwnedToken {
  const disabledStatus = DISABLED_STATUS.get(toText(item.status));
  return { token: parseToken({ ...item, disabledStatus }), owner: parseOwner(item.user) };
}

/** Parses an organization API key. https://developer.atlassian.com/cloud/admin/api-access/rest/ */
export function parseApiKey(item: JsonObject): OwnedToken {
  return { token: parseToken(item, 'api-key'), owner: parseOwner(item.createdBy) };
}

/** Parses an OAuth client of a service account; the answer does not name the owner. */
export function parseOAuthClient(item: JsonObject): OwnedToken {
  const { clientId: id, name: label } = item;
  return { token: parseToken({ ...item, id, label }, 'oauth-client'), owner: parseOwner(undefined) };
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
  const owner = id === user.id ? user : { id, name: '', email: '' };
  return { token: parseToken(item, 'service-account-token'), owner };
}

/** Brings the lists of credentials into one shape: an array, `data` or `items`. Anything else stays as it is. */
export function toPage(json: unknown): unknown {
  if (Array.isArray(json)) return { data: json };
  return isObject(json) && Array.isArray(json.items) ? { ...json, data: json.items } : json;
}

/** Returns whether a status disables a token or other credential. Any other status counts as active. */
export function isDisabledStatus(kind: AnyKind, status: string): boolean {
  return kind === 'user-token' ? status === 'BLOCKED' : /^(?:blocked|disabled|revoked)$/i.test(status);
}

/** Returns whether a token is neither disabled nor expired at `now`. A missing or unreadable field never ends it. */
export function isActive({ disabled, expiry }: Token, now: number): boolean {
  return !disabled && ('unknown' in expiry || expiry.at >= now);
}

/** Returns a time as text. Epoch milliseconds, as a number or as its digits, become ISO 8601. */
function toTime(value: unknown): string {
  const time = typeof value === 'string' && /^\d{12,15}$/.test(value) ? Number(value) : value;
  const date = new Date(typeof time === 'number' && time >= 0 ? time : Number.NaN);
  return Number.isNaN(date.getTime()) ? toText(value) : date.toISOString();
}

/** Parses a token by either call's names for its fields. */
function parseToken(item: JsonObject, kind: AnyKind = 'user-token'): Token {
  const status = toText(item.status);
  const readTime = kind === 'user-token' ? toText : toTime;
  return {
    id: toText(item.id),
    label: toText(item.label),
    createdAt: parseDate(readTime(item.createdAt)),
    lastAccess: parseDate(readTime(item.lastActiveAt ?? item.lastAccess)),
    expiry: parseDate(readTime(item.expiresAt ?? item.expiry)),
    disabledStatus: toText(item.disabledStatus),
    disabled: item.disabledStatus === true || isDisabledStatus(kind, status),
    status,
    scopes: Array.isArray(item.scopes) ? item.scopes.map(toText) : [],
  };
}

/** Parses the owner of a credential; its texts are empty where the answer names no owner. */
function parseOwner(user: unknown): Owner {
  const { id, name, email } = isObject(user) ? user : {};
  return { id: toText(id), name: toText(name), email: toText(email) };
}
