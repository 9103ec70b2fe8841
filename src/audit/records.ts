import type { AnyKind, CredentialKind, Token } from '../atlassian/tokens.ts';
import type { Account, AccountsRow } from './accounts-file.ts';

/** The status of an account. `failed`, `skipped` and `rejected` are unread; `unlisted` ones are not in the file. */
export type AccountStatus = 'checked' | 'not-managed' | 'failed' | 'skipped' | 'rejected' | 'unlisted';

/** The result of reading an account. `advice` says what helps against a failure, in words without foreign text. */
export type Result = {
  status: AccountStatus;
  /** Absent where this account alone got no answer. */
  httpStatus: number | undefined;
  detail: string;
  advice?: string;
};

/** One row of accounts.csv. */
export type Outcome = Result & { kind: 'outcome'; account: Account; tokens: number };

type Owned = { account: Account; token: Token };

/** A user's token and its owner. */
export type TokenRecord = Owned & { kind: 'token' };

/** A credential of another kind. Its account, empty where unknown, is a creator or a service account. */
export type CredentialRecord = Owned & { kind: 'credential'; credentialKind: CredentialKind };

/** A user's token or another credential. */
export type FoundRecord = TokenRecord | CredentialRecord;

/** A token comes just before its account's outcome, or organization-wide before all outcomes; credentials come last. */
export type AuditRecord = FoundRecord | Outcome;

/** Returns the kind of a record: `user-token`, or the kind of another credential. */
export function kindOf(record: FoundRecord): AnyKind {
  return record.kind === 'token' ? 'user-token' : record.credentialKind;
}

/** Returns the outcome of a row without an account ID, or with one of no known form that the API does not know. */
export function rejectRow({ account, line, cell }: AccountsRow, httpStatus?: number): Outcome {
  const flaw = cell === '' ? 'no account ID' : `not an account ID: ${cell}`;
  const unknown = 'the API knows no such account, and this does not look like an account ID';
  const detail = `line ${line}: ${account.id === '' ? flaw : unknown}`;
  return { kind: 'outcome', account, status: 'rejected', tokens: 0, httpStatus, detail };
}
