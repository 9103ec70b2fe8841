import type { ApiPath } from './client.ts';

/**
 * An API token as it was received: texts unchanged, empty where the answer has no such field. `disabled` is true
 * only when the answer says so beyond doubt.
 */
export type Token = {
  id: string;
  label: string;
  createdAt: string;
  lastAccess: string;
  expiry: string;
  disabledStatus: string;
  disabled: boolean;
  status: string;
  scopes: string[];
};

/** The tokens of one account. `oddities` says which elements have no `id`; the account is not wholly read then. */
export type TokenList = { tokens: Token[]; oddities: string[] };

/**
 * Path of the per-account call.
 * https://developer.atlassian.com/cloud/admin/user-management/rest/api-group-api-tokens/
 */
export function computeTokensPath(accountId: string): ApiPath {
  return `/users/${encodeURIComponent(accountId)}/manage/api-tokens`;
}

/** Checks an answer of the per-account call. Throws when it is not an array: that is never "no tokens". */
export function parseAccountTokens(json: unknown): TokenList {
  if (!Array.isArray(json)) throw new Error(`expected an array of tokens, got ${describeShape(json)}`);
  const elements: unknown[] = json;
  return {
    tokens: elements.filter(isObject).map(parseToken),
    oddities: elements.flatMap((element, index) => {
      if (!isObject(element)) return [`element ${index + 1} is no token but ${describeShape(element)}`];
      return readText(element.id) === '' ? [`token ${index + 1} has no id`] : [];
    }),
  };
}

function parseToken(element: Record<string, unknown>): Token {
  return {
    id: readText(element.id),
    label: readText(element.label),
    createdAt: readText(element.createdAt),
    lastAccess: readText(element.lastAccess),
    expiry: readText(element.expiry),
    disabledStatus: readText(element.disabledStatus),
    disabled: element.disabledStatus === true,
    status: readText(element.status),
    scopes: [],
  };
}

/** Whatever JSON value stands there, as text: an odd value is shown as it came, not dropped. */
function readText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function describeShape(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
