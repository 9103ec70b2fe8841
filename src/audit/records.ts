import type { Token } from '../atlassian/tokens.ts';
import type { Account, RejectedRow } from './accounts-file.ts';

/**
 * What became of one account. `failed`, `skipped` and `rejected` are unread; `unlisted` is an owner of tokens who is
 * not in the accounts file.
 */
export type AccountStatus = 'checked' | 'not-managed' | 'failed' | 'skipped' | 'rejected' | 'unlisted';

/** One row of accounts.csv. `httpStatus` is absent where no answer came for this account alone. */
export type Outcome = {
  kind: 'outcome';
  account: Account;
  status: AccountStatus;
  tokens: number;
  httpStatus: number | undefined;
  detail: string;
};

/** A token with its owner. */
export type TokenRecord = { kind: 'token'; account: Account; token: Token };

/**
 * The stream of an audit. Account by account, the tokens come just before their account's outcome; from the
 * organization-wide list all tokens come first and the outcomes last.
 */
export type AuditRecord = TokenRecord | Outcome;

/** The outcome of a row that holds no account ID; it names the line. */
export function rejectRow({ line, cell, name, email }: RejectedRow): Outcome {
  const detail = cell === '' ? `line ${line}: no account ID` : `line ${line}: not an account ID: ${cell}`;
  const account = { id: '', name, email, status: '' };
  return { kind: 'outcome', account, status: 'rejected', tokens: 0, httpStatus: undefined, detail };
}
