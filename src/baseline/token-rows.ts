import { hash } from 'node:crypto';
import { createTexts } from './texts.ts';
import type { TokenCells } from './token-cells.ts';

/** The tokens of an earlier run. Objects, or texts of JavaScript, would take several times the memory. */
export type TokenRows = {
  add(cells: TokenCells): void;
  /** Takes out the first token with these IDs; undefined where there is none, or none any more. */
  take(ids: TokenCells): TokenCells | undefined;
  /** Whether any of this account's tokens are left; once in a thousand millions it says so of another account. */
  mayHold(accountId: string): boolean;
  /** What was not taken, in the order in which it was added. */
  list(): Generator<TokenCells>;
};

/** No tokens. */
export function createRows(): TokenRows {
  const texts = createTexts();
  /** Where to look for a token by its hash: several share one now and then, and all that have the same IDs. */
  const places = new Map<number, number | number[]>();
  /** How many tokens of an account are left, by the hash of its ID. */
  const held = new Map<number, number>();
  const count = (accountId: string, change: 1 | -1) => {
    const place = computePlace(accountId);
    const left = (held.get(place) ?? 0) + change;
    if (left === 0) held.delete(place);
    else held.set(place, left);
  };

  return {
    add(cells) {
      count(cells.accountId, 1);
      const index = texts.add(renderRow(cells));
      const place = computePlace(cells.accountId, cells.tokenId);
      const others = places.get(place);
      if (Array.isArray(others)) others.push(index);
      else places.set(place, others === undefined ? index : [others, index]);
    },
    take(ids) {
      const place = computePlace(ids.accountId, ids.tokenId);
      const found = places.get(place) ?? [];
      const indexes = typeof found === 'number' ? [found] : found;
      for (const [at, index] of indexes.entries()) {
        const cells = parseRow(texts.get(index));
        if (!hasIds(cells, ids)) continue;
        indexes.splice(at, 1);
        if (indexes.length === 0) places.delete(place);
        else places.set(place, indexes);
        count(ids.accountId, -1);
        return cells;
      }
      return undefined;
    },
    mayHold: (accountId) => held.has(computePlace(accountId)),
    *list() {
      const left = Uint32Array.from([...places.values()].flat()).sort();
      for (const index of left) yield parseRow(texts.get(index));
    },
  };
}

/** A small whole number is what a map keeps without an object of its own. */
function computePlace(...ids: string[]): number {
  return hash('sha256', JSON.stringify(ids), 'buffer').readInt32LE();
}

function hasIds(cells: TokenCells, { accountId, tokenId }: TokenCells): boolean {
  return cells.accountId === accountId && cells.tokenId === tokenId;
}

function renderRow({ accountId, tokenId, label, expiry, disabled, scopes, name, email }: TokenCells): string {
  return JSON.stringify([accountId, tokenId, label, expiry, String(disabled), scopes, name, email]);
}

function parseRow(row: string): TokenCells {
  const texts: unknown = JSON.parse(row);
  const [
    accountId = '',
    tokenId = '',
    label = '',
    expiry = '',
    disabled,
    scopes = '',
    name = '',
    email = '',
  ] = Array.isArray(texts) ? texts.map(String) : [];
  return { accountId, tokenId, label, expiry, disabled: disabled === 'true', scopes, name, email };
}
