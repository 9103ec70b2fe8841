import type { Token } from '../atlassian/tokens.ts';
import type { Account, AccountsRow, RejectedRow } from './accounts.ts';
import type { AccountStatus, Look } from './look.ts';

/** One row of accounts.csv. `httpStatus` is absent where no answer came. */
export type Outcome = {
  kind: 'outcome';
  account: Account;
  status: AccountStatus;
  tokens: number;
  httpStatus: number | undefined;
  detail: string;
};

/** A token with its owner. An account's tokens come just before its outcome. */
export type FoundToken = { kind: 'token'; account: Account; token: Token };

export type AuditRecord = FoundToken | Outcome;

/** How many accounts may wait behind one that is slow to answer, so that the results stay in the file's order. */
const LOOK_AHEAD = 4096;

/**
 * Asks for every account's tokens, many at a time, and yields the records in the rows' order. Every row ends as
 * exactly one outcome. `look` must not reject.
 */
export async function* auditAccounts(
  rows: AsyncIterable<AccountsRow>,
  look: (account: Account) => Promise<Look>,
): AsyncGenerator<AuditRecord> {
  const waiting: Promise<AuditRecord[]>[] = [];
  for await (const row of rows) {
    waiting.push(row.kind === 'rejected' ? Promise.resolve([rejectRow(row.row)]) : lookAt(row.account, look));
    if (waiting.length >= LOOK_AHEAD) yield* await takeFirst(waiting);
  }
  while (waiting.length > 0) yield* await takeFirst(waiting);
}

function takeFirst(waiting: Promise<AuditRecord[]>[]): Promise<AuditRecord[]> {
  return waiting.shift() ?? Promise.resolve([]);
}

async function lookAt(account: Account, look: (account: Account) => Promise<Look>): Promise<AuditRecord[]> {
  const { tokens, status, httpStatus, detail } = await look(account);
  const found = tokens.map((token): FoundToken => ({ kind: 'token', account, token }));
  return [...found, { kind: 'outcome', account, status, tokens: tokens.length, httpStatus, detail }];
}

function rejectRow({ line, cell, name, email }: RejectedRow): Outcome {
  const detail = cell === '' ? `line ${line}: no account ID` : `line ${line}: not an account ID: ${cell}`;
  const account = { id: '', name, email, status: '' };
  return { kind: 'outcome', account, status: 'rejected', tokens: 0, httpStatus: undefined, detail };
}
