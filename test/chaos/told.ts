import type { Evidence } from './evidence.ts';
import type { Exchange } from './recorder.ts';

type Json = Record<string, unknown>;

/** A token as the server told of it; `cells` are those of output.csv that must hold it. */
export type ToldToken = { owner: string; id: string; cells: Record<string, string>; active: boolean };

/** What the server told of one account, in whole answers. */
export type ToldAccount = {
  /** Statuses of the whole answers. */
  statuses: Set<number>;
  bodies: string[];
  /** The tokens of the last whole list; absent when there was none. */
  tokens: ToldToken[] | undefined;
  /** Whether each of its elements is a token with an ID. */
  isSound: boolean;
};

const ACCOUNT_PATH = /^\/users\/([^/]+)\/manage\/api-tokens$/;
/** Nobody has to take a larger body. */
const LARGEST_BODY = 16 * 1024 * 1024;

/** What the per-account call told, by account ID. */
export function readToldAccounts({ exchanges }: Evidence): Map<string, ToldAccount> {
  const told = new Map<string, ToldAccount>();
  for (const exchange of exchanges) {
    const id = decodeURIComponent(ACCOUNT_PATH.exec(exchange.path)?.[1] ?? '');
    if (id === '' || !exchange.whole) continue;
    const account = told.get(id) ?? { statuses: new Set(), bodies: [], tokens: undefined, isSound: false };
    told.set(id, account);
    account.statuses.add(exchange.status);
    if (exchange.status !== 200) account.bodies.push(exchange.body);
    const list = parseBody(exchange);
    if (!Array.isArray(list)) continue;
    account.tokens = list.filter(isObject).map((token) => toToldToken(id, token));
    account.isSound = list.every(isObject) && account.tokens.every((token) => token.id !== '');
  }
  return told;
}

/** The JSON of a whole 200, else `undefined`. */
export function parseBody({ status, whole, body }: Exchange): unknown {
  if (status !== 200 || !whole || body.length > LARGEST_BODY) return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a cell holds of a JSON value. */
export function toCell(value: unknown): string {
  return typeof value === 'string' ? value : value == null ? '' : JSON.stringify(value);
}

/** A token in the words of either call. */
export function toToldToken(owner: string, token: Json): ToldToken {
  const expiry = toCell(token.expiry ?? token.expiresAt);
  const cells = {
    Label: toCell(token.label),
    'Created At': toCell(token.createdAt),
    'Last Access': toCell(token.lastAccess ?? token.lastActiveAt),
    Expiry: expiry,
    Status: toCell(token.status),
  };
  const isOff = token.disabledStatus === true || token.status === 'BLOCKED';
  // Of the expiries that a plan has, those that are over, and the zero times that mean none.
  const isOver = /^20\d\d-/.test(expiry) && Date.parse(expiry) < Date.now();
  return { owner, id: toCell(token.id), cells, active: !isOff && !isOver };
}
