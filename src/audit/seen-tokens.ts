import type { OwnedToken } from '../atlassian/tokens.ts';
import { createFingerprints, type Fingerprints } from './fingerprints.ts';
import type { SourceReport } from './source.ts';

/** Which tokens were listed, so that a list that is read again, or that moves while it is read, tells each once. */
export type SeenTokens = {
  /** Whether this token comes for the first time; its owner is part of what tells it apart. */
  note(found: OwnedToken): boolean;
  /** Notes an item that is no token at all. */
  noteNoToken(): void;
  /** Starts another reading of the same list. */
  startReading(): void;
  /** How many distinct tokens the present reading has shown. */
  seen(): number;
  /** How many there were in all readings. */
  listed(): number;
  /** Says in the report what listed tokens lack. */
  tell(report: SourceReport): void;
};

/** A seenTokens with nothing in it. A token without an ID is told apart by all that it holds. */
export function createSeenTokens(): SeenTokens {
  const listed = createFingerprints();
  const invalidItems = { noTokens: 0, withoutId: 0, withoutOwner: 0 };
  let again: Fingerprints | undefined;
  return {
    note({ token, owner }) {
      const key = JSON.stringify([owner.id, token.id === '' ? token : token.id]);
      again?.add(key);
      if (!listed.add(key)) return false;
      if (token.id === '') invalidItems.withoutId += 1;
      if (owner.id === '') invalidItems.withoutOwner += 1;
      return true;
    },
    noteNoToken: () => {
      invalidItems.noTokens += 1;
    },
    startReading: () => {
      again = createFingerprints();
    },
    seen: () => (again ?? listed).size(),
    listed: () => listed.size(),
    tell: ({ gaps }) => {
      if (invalidItems.noTokens > 0)
        gaps.push(`Items of the list that are no tokens: ${invalidItems.noTokens}.`);
      if (invalidItems.withoutId > 0) gaps.push(`Listed tokens without an ID: ${invalidItems.withoutId}.`);
      if (invalidItems.withoutOwner > 0)
        gaps.push(`Listed tokens that name no owner: ${invalidItems.withoutOwner}.`);
    },
  };
}
