import type { AnyKind } from '../atlassian/credentials.ts';
import { type CredentialRecord, kindOf, type TokenRecord } from '../audit/records.ts';
import { parseDate } from '../text/dates.ts';
import { escapeCell, unescapeCell } from '../text/escape.ts';
import { REDACTED } from '../text/mask.ts';

/**
 * A token or other credential and its owner, as output.csv or credentials.csv shows them to a reader: this is what two
 * runs are compared by.
 */
export type ComparedToken = {
  credentialKind: AnyKind;
  accountId: string;
  tokenId: string;
  label: string;
  createdAt: string;
  expiry: string;
  disabled: boolean;
  /** Separated by spaces. */
  scopes: string;
  name: string;
  email: string;
};

/**
 * Tokens by account and token ID. Several can share both: they are taken in the order in which they were added. The
 * owner of another credential is not always known, and so does not identify it.
 */
export type TokenIndex = {
  add(token: ComparedToken): void;
  /** Removes and returns the first token with the IDs of this one. */
  take(token: ComparedToken): ComparedToken | undefined;
  /** Returns the tokens that were not taken. */
  list(): ComparedToken[];
};

/** Creates an empty index. */
export function createTokenIndex(): TokenIndex {
  const index = new Map<string, ComparedToken[]>();
  const createKey = ({ credentialKind: kind, accountId, tokenId }: ComparedToken) =>
    JSON.stringify([kind === 'user-token' ? accountId : { kind }, tokenId]);
  return {
    add(token) {
      const key = createKey(token);
      const same = index.get(key);
      if (same) same.push(token);
      else index.set(key, [token]);
    },
    take(token) {
      const key = createKey(token);
      const same = index.get(key);
      const first = same?.shift();
      if (same?.length === 0) index.delete(key);
      return first;
    },
    list: () => [...index.values()].flat(),
  };
}

/** Whether the files of a run show "[redacted]" in place of labels, names and email addresses. */
type Redacted = { before: boolean; now: boolean };

/** Returns a token of this run in the form in which a later run reads it back. */
export function toComparedToken(record: TokenRecord | CredentialRecord): ComparedToken {
  const { kind, account, token } = record;
  return {
    credentialKind: kindOf(record),
    accountId: normalizeText(account.id),
    tokenId: normalizeText(token.id),
    label: normalizeText(token.label),
    createdAt: normalizeText(token.createdAt.text),
    expiry: normalizeText(token.expiry.text),
    disabled: isDisabled(kind === 'token' ? token.disabledStatus : '', token.status),
    scopes: normalizeText(token.scopes.join(' ')),
    name: normalizeText(account.name),
    email: normalizeText(account.email),
  };
}

/**
 * Returns a text as it comes back from a CSV file of this action. Some texts do not survive the way: unescaping also
 * removes an apostrophe that was part of the text, and UTF-8 has no half of a surrogate pair. Both sides of a
 * comparison must have this form, or an unchanged token looks changed.
 */
export function normalizeText(text: string): string {
  return unescapeCell(escapeCell(text)).toWellFormed();
}

/**
 * Returns whether a token is disabled, by the texts in the file. The per-account call sends the first field, the
 * organization-wide list the second; credentials.csv only has the second. output.csv does not distinguish `true` from
 * "true", so neither does this.
 */
export function isDisabled(disabledStatus: string, status: string): boolean {
  return disabledStatus === 'true' || status === 'BLOCKED';
}

/** Returns what identifies a person whose account ID is not known: the email address, else the name, else ''. */
export function findPerson({ name, email }: { name: string; email: string }): string {
  return [email, name].find((text) => text !== '' && text !== REDACTED) ?? '';
}

/** Describes what changed in a token; '' when nothing that matters did. */
export function describeDifferences(before: ComparedToken, now: ComparedToken, redacted: Redacted): string {
  const differences = [
    describeExpiry(before.expiry, now.expiry),
    describeLabel(before.label, now.label, redacted),
    before.disabled === now.disabled ? '' : `disabled ${before.disabled} → ${now.disabled}`,
    describeScopes(new Set(parseScopes(before)), new Set(parseScopes(now))),
  ];
  return differences.filter((difference) => difference !== '').join('; ');
}

function describeExpiry(before: string, now: string): string {
  if (computeMoment(before) === computeMoment(now)) return '';
  return `expiry ${before || 'none'} → ${now || 'none'}`;
}

/** Returns the timestamp, '' for a missing date, and the text itself when it is unreadable. */
function computeMoment(expiry: string): number | string {
  const date = parseDate(expiry);
  if ('at' in date) return date.at;
  return date.missing === 'missing' ? '' : expiry;
}

/** Describes a changed label. One may really be "[redacted]", so only the setting of its run shows that it is hidden. */
function describeLabel(before: string, now: string, redacted: Redacted): string {
  const isHidden = redacted.now || (redacted.before && before === REDACTED);
  return before === now || isHidden ? '' : `label ${JSON.stringify(before)} → ${JSON.stringify(now)}`;
}

/** Describes changed scopes. The per-account call sends no scopes, so an empty side means unknown. */
function describeScopes(before: Set<string>, now: Set<string>): string {
  if (before.size === 0 || now.size === 0) return '';
  const added = [...now].filter((scope) => !before.has(scope)).map((scope) => ` + ${scope}`);
  const removed = [...before].filter((scope) => !now.has(scope)).map((scope) => ` − ${scope}`);
  return added.length + removed.length === 0 ? '' : `scopes${[...added, ...removed].join('')}`;
}

/** Returns the scopes of a token one by one. */
export function parseScopes({ scopes }: ComparedToken): string[] {
  return scopes.split(' ').filter((scope) => scope !== '');
}
