import { type AnyKind, isDisabledStatus, type Owner } from '../atlassian/tokens.ts';
import { type FoundRecord, kindOf } from '../audit/records.ts';
import { escapeCell, unescapeCell } from '../text/escape.ts';
import { REDACTED } from '../text/mask.ts';

/** A token or other credential and its owner, as output.csv or credentials.csv of an earlier run shows them. */
export type BaselineToken = {
  credentialKind: AnyKind;
  owner: Owner;
  tokenId: string;
  label: string;
  createdAt: string;
  expiry: string;
  disabled: boolean;
  /** Separated by spaces. */
  scopes: string;
};

export type TokenIndex = ReturnType<typeof createTokenIndex>;
export type StatusIndex = ReturnType<typeof createStatusIndex>;

/** Creates an index of tokens. Several can share all IDs: they are taken in the order in which they were added. */
export function createTokenIndex() {
  // Nearly all IDs are of one token, for which an array would take too much memory.
  const byTokenId = new Map<string, BaselineToken | BaselineToken[]>();
  const find = (tokenId: string) => {
    const same = byTokenId.get(tokenId) ?? [];
    return Array.isArray(same) ? same : [same];
  };
  return {
    add(token: BaselineToken): void {
      const same = find(token.tokenId);
      same.push(token);
      byTokenId.set(token.tokenId, same.length === 1 ? token : same);
    },
    /** Removes and returns the first token with the IDs of a record. */
    take(record: FoundRecord): BaselineToken | undefined {
      const [kind, ownerId] = [kindOf(record), normalizeText(record.account.id)];
      const tokenId = normalizeText(record.token.id);
      const same = find(tokenId);
      // The owner of another credential is not always known, and so does not identify it.
      const at = same.findIndex(
        (token) => token.credentialKind === kind && (kind !== 'user-token' || token.owner.id === ownerId),
      );
      if (at === -1) return undefined;
      const [taken] = same.splice(at, 1);
      if (same.length === 0) byTokenId.delete(tokenId);
      return taken;
    },
    /** Returns the tokens that were not taken. */
    list: (): BaselineToken[] => [...byTokenId.values()].flat(),
  };
}

/**
 * Creates an index of the accounts of a run by their status. A row without an account ID is found by its person. A run
 * that lists the whole organization needs no such rows, and of the others only those that it did not read.
 */
export function createStatusIndex(wholeOrganization: boolean) {
  const statusById = new Map<string, string>();
  const rejected = new Set<string>();
  return {
    /** Whether a row without an account ID belongs to a person who was left out. */
    hasHiddenRows: false,
    add({ id, name, email }: Owner, status: string): void {
      if (status === 'rejected') {
        this.hasHiddenRows ||= [name, email].includes(REDACTED);
        if (!wholeOrganization) rejected.add(findPerson(name, email));
      } else if (!wholeOrganization || !isRead(status)) statusById.set(id, status);
    },
    find({ id, name, email }: Owner): string | undefined {
      const person = findPerson(name, email);
      const isRejected = person !== '' && rejected.has(person);
      return statusById.get(id) ?? (isRejected ? 'rejected' : undefined);
    },
  };
}

/** Returns whether an account's tokens were read. */
export function isRead(status: string): boolean {
  return status === 'checked' || status === 'unlisted';
}

/** Returns what identifies a person whose account ID is not known: the email address, else the name, else ''. */
function findPerson(name: string, email: string): string {
  return [email, name].find((text) => text !== '' && text !== REDACTED) ?? '';
}

/** Returns an owner with texts as they come back from the files of a run. */
export function normalizeOwner({ id, name, email }: Owner): Owner {
  return { id: normalizeText(id), name: normalizeText(name), email: normalizeText(email) };
}

/**
 * Returns a text as it comes back from a CSV file of this action, or an unchanged token would look changed: unescaping
 * also removes an apostrophe that was part of the text, and UTF-8 has no half of a surrogate pair.
 */
export function normalizeText(text: string): string {
  return unescapeCell(escapeCell(text)).toWellFormed();
}

/**
 * Returns whether a token is disabled, by the texts in the file: output.csv does not distinguish `true` from "true". The
 * per-account call sends the first text, the list the second; credentials.csv only has the second.
 */
export function isDisabled(kind: AnyKind, disabledStatus: string, status: string): boolean {
  return (kind === 'user-token' && disabledStatus === 'true') || isDisabledStatus(kind, status);
}
