import type { Evidence } from './evidence.ts';
import type { Exchange } from './recorder.ts';

type Json = Record<string, unknown>;

/** A token as the server sent it; `cells` are the cells that output.csv must hold. */
export type SentToken = { owner: string; id: string; cells: Record<string, string>; active: boolean };

/** The complete answers about one account. */
export type SentAccount = {
  /** Statuses of the whole answers. */
  statuses: Set<number>;
  bodies: string[];
  /** The tokens of the last whole list; absent when there was none. */
  tokens: SentToken[] | undefined;
  /** Whether each of its elements is a token with an ID. */
  isSound: boolean;
};

const ACCOUNT_PATH = /^\/users\/([^/]+)\/manage\/api-tokens$/;
/** Larger bodies may be refused. */
const LARGEST_BODY = 16 * 1024 * 1024;

/** Reads the answers of the per-account call, by account ID. */
export function readSentAccounts({ exchanges }: Evidence): Map<string, SentAccount> {
  const sent = new Map<string, SentAccount>();
  for (const exchange of exchanges) {
    const id = decodeURIComponent(ACCOUNT_PATH.exec(exchange.path)?.[1] ?? '');
    if (id === '' || !exchange.whole) continue;
    const account = sent.get(id) ?? { statuses: new Set(), bodies: [], tokens: undefined, isSound: false };
    sent.set(id, account);
    account.statuses.add(exchange.status);
    if (exchange.status !== 200) account.bodies.push(exchange.body);
    const list = parseBody(exchange);
    if (!Array.isArray(list)) continue;
    account.tokens = list.filter(isObject).map((token) => toSentToken(id, token));
    account.isSound = list.every(isObject) && account.tokens.every((token) => token.id !== '');
  }
  return sent;
}

/** Parses the body of a complete 200; `undefined` for any other answer. */
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

/** Renders a JSON value as a cell. */
export function toCell(value: unknown): string {
  return typeof value === 'string' ? value : value == null ? '' : JSON.stringify(value);
}

/** Converts a token of either call. */
export function toSentToken(owner: string, token: Json): SentToken {
  const expiry = toCell(token.expiry ?? token.expiresAt);
  const cells = {
    Label: toCell(token.label),
    'Created At': toCell(token.createdAt),
    'Last Access': toCell(token.lastAccess ?? token.lastActiveAt),
    Expiry: expiry,
    Status: toCell(token.status),
  };
  const isOff = token.disabledStatus === true || token.status === 'BLOCKED';
  // Plans contain past expiries, and zero times that mean no expiry.
  const isOver = /^20\d\d-/.test(expiry) && Date.parse(expiry) < Date.now();
  return { owner, id: toCell(token.id), cells, active: !isOff && !isOver };
}
