import { parseDate, type ReceivedDate } from '../text/dates.ts';
import { describeShape, isObject, type JsonObject, toText } from '../text/json.ts';

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

/** The tokens of one account, and descriptions of what is no token or lacks an `id`: then it is not fully read. */
export type TokenList = { tokens: Token[]; invalidItems: string[] };

/** The owner of a listed token; `id` is empty where the answer lacks it. */
export type Owner = { id: string; name: string; email: string };

/** One item of an organization-wide list. */
export type OwnedToken = { token: Token; owner: Owner };

/** The per-account call's `disabledStatus` for each `status` of the list. */
const DISABLED_STATUS = new Map(Object.entries({ ALLOWED: 'false', BLOCKED: 'true' }));

/**
 * Parses an answer of the per-account call. Throws when it is not an array: that never means "no tokens".
 * https://developer.atlassian.com/cloud/admin/user-management/rest/api-group-api-tokens/
 */
export function parseAccountTokens(json: unknown): TokenList {
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

/** Parses a token by either call's names for its fields. */
export function parseToken(
  item: JsonObject,
  isDisabled: (status: string) => boolean = (status) => status === 'BLOCKED',
  toTime = toText,
): Token {
  const status = toText(item.status);
  return {
    id: toText(item.id),
    label: toText(item.label),
    createdAt: parseDate(toTime(item.createdAt)),
    lastAccess: parseDate(toTime(item.lastActiveAt ?? item.lastAccess)),
    expiry: parseDate(toTime(item.expiresAt ?? item.expiry)),
    disabledStatus: toText(item.disabledStatus),
    disabled: item.disabledStatus === true || isDisabled(status),
    status,
    scopes: Array.isArray(item.scopes) ? item.scopes.map(toText) : [],
  };
}

/** Parses the owner of a credential; all empty where the answer names nobody. */
export function parseOwner(user: unknown): Owner {
  const { id, name, email } = isObject(user) ? user : {};
  return { id: toText(id), name: toText(name), email: toText(email) };
}

/** Returns whether a token is neither disabled nor expired at `now`. A missing or unreadable field never ends it. */
export function isActive({ disabled, expiry }: Token, now: number): boolean {
  return !disabled && ('missing' in expiry || expiry.at >= now);
}
