import type { AnyKind } from '../atlassian/credentials.ts';
import { type CredentialRecord, kindOf, type TokenRecord } from '../audit/records.ts';
import { parseDate } from '../text/dates.ts';
import { escapeCell, unescapeCell } from '../text/escape.ts';
import { REDACTED } from '../text/mask.ts';

/** A token or other credential and its owner, as output.csv or credentials.csv of an earlier run shows them. */
export type BaselineToken = {
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

export type TokenIndex = ReturnType<typeof createTokenIndex>;

/** Creates an index of tokens. Several can share all IDs: they are taken in the order in which they were added. */
export function createTokenIndex() {
  const byTokenId = new Map<string, BaselineToken[]>();
  return {
    add(token: BaselineToken): void {
      const same = byTokenId.get(token.tokenId);
      if (same) same.push(token);
      else byTokenId.set(token.tokenId, [token]);
    },
    /** Removes and returns the first token with the IDs of a record. */
    take(record: TokenRecord | CredentialRecord): BaselineToken | undefined {
      const [kind, accountId] = [kindOf(record), normalizeText(record.account.id)];
      const tokenId = normalizeText(record.token.id);
      const same = byTokenId.get(tokenId) ?? [];
      // The owner of another credential is not always known, and so does not identify it.
      const at = same.findIndex(
        (token) => token.credentialKind === kind && (kind !== 'user-token' || token.accountId === accountId),
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

/**
 * Describes what changed in a token; '' when nothing that matters did. `redacted`: whether the files of a run show
 * "[redacted]" in place of labels.
 */
export function describeDifferences(
  before: BaselineToken,
  { kind, token }: TokenRecord | CredentialRecord,
  redacted: { before: boolean; now: boolean },
): string {
  const disabled = isDisabled(kind === 'token' ? token.disabledStatus : '', token.status);
  // A label may really be "[redacted]", so only the setting of its run shows that it is hidden.
  const isHidden = redacted.now || (redacted.before && before.label === REDACTED);
  const differences = [
    describeExpiry(before.expiry, normalizeText(token.expiry.text)),
    isHidden ? '' : describeLabel(before.label, normalizeText(token.label)),
    before.disabled === disabled ? '' : `disabled ${before.disabled} → ${disabled}`,
    describeScopes(before.scopes, normalizeText(token.scopes.join(' '))),
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

function describeLabel(before: string, now: string): string {
  return before === now ? '' : `label ${JSON.stringify(before)} → ${JSON.stringify(now)}`;
}

/** Describes changed scopes. The per-account call sends no scopes, so an empty side means unknown. */
function describeScopes(before: string, now: string): string {
  const [old, current] = [new Set(parseScopes(before)), new Set(parseScopes(now))];
  if (old.size === 0 || current.size === 0) return '';
  const added = [...current].filter((scope) => !old.has(scope)).map((scope) => ` + ${scope}`);
  const removed = [...old].filter((scope) => !current.has(scope)).map((scope) => ` − ${scope}`);
  return added.length + removed.length === 0 ? '' : `scopes${[...added, ...removed].join('')}`;
}

/** Returns the scopes of a token one by one. */
export function parseScopes(scopes: string): string[] {
  return scopes.split(' ').filter((scope) => scope !== '');
}
