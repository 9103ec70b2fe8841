import type { AnyKind, CredentialKind } from '../atlassian/credentials.ts';
import type { Token } from '../atlassian/tokens.ts';
import type { Account, AccountsRow } from './accounts-file.ts';

/** The status of an account. `failed`, `skipped` and `rejected` are unread; `unlisted` ones are not in the file. */
export type AccountStatus = 'checked' | 'not-managed' | 'failed' | 'skipped' | 'rejected' | 'unlisted';

/**
 * One row of accounts.csv. `httpStatus` is absent where this account alone got no answer. `advice` says what helps
 * against a failure, in words without foreign text.
 */
export type Outcome = {
  kind: 'outcome';
  account: Account;
  status: AccountStatus;
  tokens: number;
  httpStatus: number | undefined;
  detail: string;
  advice?: string;
};

/** A token or other credential and its owner. */
export type FoundCredential = { account: Account; token: Token };

export type TokenRecord = FoundCredential & { kind: 'token' };

/**
 * A credential of another kind, with the fields of a token. `account` is the creator of an API key, or the service
 * account of a token, and is empty for an OAuth client. Its status can be `not-managed`, and is empty where unknown.
 */
export type CredentialRecord = FoundCredential & { kind: 'credential'; credentialKind: CredentialKind };

/**
 * A record of an audit. Account by account, tokens come just before their account's outcome; organization-wide, all
 * tokens come first. Credentials of other kinds come after all else.
 */
export type AuditRecord = TokenRecord | CredentialRecord | Outcome;

/** Returns the kind of a credential. */
export function kindOf(record: TokenRecord | CredentialRecord): AnyKind {
  return record.kind === 'token' ? 'user-token' : record.credentialKind;
}

/** Returns the outcome of a row without an account ID, or with one of no known form that the API does not know. */
export function rejectRow({ account, line, cell }: AccountsRow, httpStatus?: number): Outcome {
  const flaw = cell === '' ? 'no account ID' : `not an account ID: ${cell}`;
  const unknown = 'the API knows no such account, and this does not look like an account ID';
  const detail = `line ${line}: ${account.id === '' ? flaw : unknown}`;
  return { kind: 'outcome', account, status: 'rejected', tokens: 0, httpStatus, detail };
}
