import type { Credential } from '../atlassian/credentials.ts';
import type { Token } from '../atlassian/tokens.ts';
import type { Account, RejectedRow } from './accounts-file.ts';

/** The status of an account. `failed`, `skipped` and `rejected` are unread; `unlisted` owns tokens and is not in the file. */
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

/** A token with its owner. */
export type TokenRecord = { kind: 'token'; account: Account; token: Token };

/** A record of a source: those of other credentials come last. */
export type SourceRecord = AuditRecord | CredentialRecord;

/** A credential of another kind than a user's API token. */
export type CredentialRecord = { kind: 'credential'; credential: Credential };

/**
 * A record of an audit. Account by account, tokens come just before their account's outcome; organization-wide, all
 * tokens come first and the outcomes last.
 */
export type AuditRecord = TokenRecord | Outcome;

/** Returns the outcome of a row whose ID has no known form and is not known to the API: most likely it is damaged. */
export function rejectUnknownId(account: Account, line: number, httpStatus?: number): Outcome {
  const detail = `line ${line}: the API knows no such account, and this does not look like an account ID`;
  return { kind: 'outcome', account, status: 'rejected', tokens: 0, httpStatus, detail };
}

/** Returns the outcome of a row without an account ID, which names its line. */
export function rejectRow({ line, cell, name, email }: RejectedRow): Outcome {
  const detail = cell === '' ? `line ${line}: no account ID` : `line ${line}: not an account ID: ${cell}`;
  const account = { id: '', name, email, status: '' };
  return { kind: 'outcome', account, status: 'rejected', tokens: 0, httpStatus: undefined, detail };
}
