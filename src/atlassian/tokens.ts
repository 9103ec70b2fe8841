import { parseDate, type ReceivedDate } from '../text/dates.ts';
import { describeShape, isObject, type JsonObject, toText } from '../text/json.ts';

/**
 * An API token of either call. Texts are unchanged, and empty where the answer lacks the field. `disabled` is true only
 * where the answer leaves no doubt.
 */
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

/**
 * The tokens of one account. `invalidItems` describes the elements that are not tokens or lack an `id`: with any of them
 * the account is not fully read.
 */
export type TokenList = { tokens: Token[]; invalidItems: string[] };

/** The owner of a listed token; `id` is empty where the answer lacks it. */
export type Owner = { id: string; name: string; email: string };

/** One item of the organization-wide list. */
export type OwnedToken = { token: Token; owner: Owner };

/** The per-account call's `disabledStatus` for each `status` of the list. */
const DISABLED_STATUS = new Map([
  ['ALLOWED', 'false'],
  ['BLOCKED', 'true'],
]);

/**
 * Parses an answer of the per-account call. Throws when it is not an array: that never means "no tokens".
 * https://developer.atlassian.com/cloud/admin/user-management/rest/api-group-api-tokens/
 */
export function parseAccountTokens(json: unknown): TokenList {
  if (!Array.isArray(json)) throw new Error(`expected an array of tokens, got ${describeShape(json)}`);
  const elements: unknown[] = json;
  return {
    tokens: elements.filter(isObject).map(parseAccountToken),
    invalidItems: elements.flatMap((element, index) => {
      if (!isObject(element)) return [`element ${index + 1} is no token but ${describeShape(element)}`];
      return toText(element.id) === '' ? [`token ${index + 1} has no id`] : [];
    }),
  };
}

/**
 * Parses one item of the organization-wide list into the fields of the per-account call.
 * https://developer.atlassian.com/cloud/admin/api-access/rest/api-group-api-token/
 */
export function parseOwnedToken(item: JsonObject): OwnedToken {
  const user = isObject(item.user) ? item.user : {};
  const status = toText(item.status);
  return {
    owner: { id: toText(user.id), name: toText(user.name), email: toText(user.email) },
    token: {
      id: toText(item.id),
      label: toText(item.label),
      createdAt: parseDate(toText(item.createdAt)),
      lastAccess: parseDate(toText(item.lastActiveAt)),
      expiry: parseDate(toText(item.expiresAt)),
      disabledStatus: DISABLED_STATUS.get(status) ?? '',
      disabled: status === 'BLOCKED',
      status,
      scopes: Array.isArray(item.scopes) ? item.scopes.map(toText) : [],
    },
  };
}

function parseAccountToken(element: JsonObject): Token {
  return {
    id: toText(element.id),
    label: toText(element.label),
    createdAt: parseDate(toText(element.createdAt)),
    lastAccess: parseDate(toText(element.lastAccess)),
    expiry: parseDate(toText(element.expiry)),
    disabledStatus: toText(element.disabledStatus),
    disabled: element.disabledStatus === true || element.status === 'BLOCKED',
    status: toText(element.status),
    scopes: [],
  };
}

/**
 * Returns whether a token is active: neither disabled nor expired before `now` (milliseconds since 1970). A missing or
 * unreadable field never makes a token inactive.
 */
export function isActive(token: Token, now: number): boolean {
  if (token.disabled) return false;
  return 'missing' in token.expiry || token.expiry.at >= now;
}
