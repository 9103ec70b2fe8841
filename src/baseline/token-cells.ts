import type { TokenRecord } from '../audit/records.ts';

/** What stands in a cell whose text was left out. */
export const REDACTED = '[redacted]';

/** What is compared of a token, each text as it stands in output.csv, and who holds it. */
export type TokenCells = {
  accountId: string;
  tokenId: string;
  label: string;
  expiry: string;
  disabled: boolean;
  scopes: string;
  name: string;
  email: string;
};

/** The same for a token of now. `renderCell` is what the writer of the file does to a text. */
export function renderTokenCells(
  { account, token }: TokenRecord,
  renderCell: (text: string) => string,
): TokenCells {
  const [accountId = '', tokenId = '', label = '', expiry = '', scopes = '', name = '', email = ''] = [
    ...[account.id, token.id, token.label, token.expiry.text],
    ...[token.scopes.join(' '), account.name, account.email],
  ].map((text) => renderStored(text, renderCell));
  const disabled = isDisabled(token.disabledStatus, token.status);
  return { accountId, tokenId, label, expiry, disabled, scopes, name, email };
}

/** A text as it comes back from the file: UTF-8 has no half of a surrogate pair. */
export function renderStored(text: string, renderCell: (text: string) => string): string {
  return renderCell(text).toWellFormed();
}

/**
 * By the texts on both sides: the file does not tell a `true` of JSON from a text of that name, and two readings of
 * the same answer must not differ. The per-account call knows the first field, the organization-wide list the second.
 */
export function isDisabled(disabledStatus: string, status: string): boolean {
  return disabledStatus === 'true' || status === 'BLOCKED';
}

/** Who among people has no account ID: the mail address, the name without one; '' where nothing tells. */
export function computePerson({ name, email }: { name: string; email: string }): string {
  return [email, name].find((text) => text !== '' && text !== REDACTED) ?? '';
}
