import type { Account, AccountsRow } from './accounts.ts';
import type { Look } from './look.ts';
import { type AuditRecord, type FoundToken, rejectRow } from './records.ts';

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
  let broken: { error: unknown } | undefined;
  try {
    for await (const row of rows) {
      waiting.push(
        row.kind === 'rejected' ? Promise.resolve([rejectRow(row.row)]) : lookAt(row.account, look),
      );
      if (waiting.length >= LOOK_AHEAD) yield* await takeFirst(waiting);
    }
  } catch (error) {
    // What was asked before the rows broke off is not thrown away.
    broken = { error };
  }
  while (waiting.length > 0) yield* await takeFirst(waiting);
  if (broken) throw broken.error;
}

function takeFirst(waiting: Promise<AuditRecord[]>[]): Promise<AuditRecord[]> {
  return waiting.shift() ?? Promise.resolve([]);
}

async function lookAt(account: Account, look: (account: Account) => Promise<Look>): Promise<AuditRecord[]> {
  const { tokens, status, httpStatus, detail } = await look(account);
  const found = tokens.map((token): FoundToken => ({ kind: 'token', account, token }));
  return [...found, { kind: 'outcome', account, status, tokens: tokens.length, httpStatus, detail }];
}
