import type { TokenCells } from './cells.ts';

/**
 * An earlier run's tokens in the order of its file: by account and token ID, the cells that are compared, as one text
 * each. Eight fields in an object would take several times the memory.
 */
export type TokenRows = Map<string, string>;

/** JSON, as it is written here, has no line feed: rows of one key stand in lines. */
const NEXT = '\n';

/** Adds a token behind all others, or behind those that have the same IDs. */
export function addRow(rows: TokenRows, cells: TokenCells): void {
  const key = computeKey(cells);
  const row = JSON.stringify([
    cells.label,
    cells.expiry,
    String(cells.disabled),
    cells.scopes,
    cells.name,
    cells.email,
  ]);
  const earlier = rows.get(key);
  rows.set(key, earlier === undefined ? row : earlier + NEXT + row);
}

/** Takes the first token with these IDs out; undefined where there is none, or none any more. */
export function takeRow(rows: TokenRows, ids: TokenCells): TokenCells | undefined {
  const key = computeKey(ids);
  const held = rows.get(key);
  if (held === undefined) return undefined;
  const end = held.indexOf(NEXT);
  if (end === -1) rows.delete(key);
  else rows.set(key, held.slice(end + 1));
  return parseRow(key, end === -1 ? held : held.slice(0, end));
}

/** Every token that was not taken. */
export function* listRows(rows: TokenRows): Generator<TokenCells> {
  for (const [key, held] of rows) for (const row of held.split(NEXT)) yield parseRow(key, row);
}

function computeKey({ accountId, tokenId }: TokenCells): string {
  return JSON.stringify([accountId, tokenId]);
}

function parseRow(key: string, row: string): TokenCells {
  const [accountId = '', tokenId = ''] = parseTexts(key);
  const [label = '', expiry = '', disabled, scopes = '', name = '', email = ''] = parseTexts(row);
  return { accountId, tokenId, label, expiry, disabled: disabled === 'true', scopes, name, email };
}

function parseTexts(json: string): string[] {
  const texts: unknown = JSON.parse(json);
  return Array.isArray(texts) ? texts.map(String) : [];
}
