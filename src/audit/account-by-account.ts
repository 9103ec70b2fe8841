import { setImmediate } from 'node:timers/promises';
import { isKnownAccountIdForm } from './account-id.ts';
import type { AccountResult } from './account-tokens.ts';
import type { Account, AccountsRow } from './accounts-file.ts';
import { type AuditRecord, rejectRow, rejectUnknownId, type TokenRecord } from './records.ts';

/** The most accounts in progress, including those whose results wait for a slower account before them. */
const WINDOW = 1024;

type ReadAccountTokens = (account: Account) => Promise<AccountResult>;

/** The records of one row, and whether they are there. */
type Pending = { records: Promise<AuditRecord[]>; isReady: boolean };

/**
 * Reads many accounts at a time and yields their records in the rows' order, those that are ready together in one
 * batch. Every row ends as exactly one outcome.
 */
export async function* auditAccounts(
  rows: Iterable<AccountsRow>,
  readAccountTokens: ReadAccountTokens,
): AsyncGenerator<AuditRecord[]> {
  const queue: Pending[] = [];
  for (const row of rows) {
    queue.push(startRow(row, readAccountTokens));
    if (queue.length >= WINDOW) yield await takeReady(queue);
  }
  while (queue.length > 0) yield await takeReady(queue);
}

function startRow(row: AccountsRow, readAccountTokens: ReadAccountTokens): Pending {
  const pending: Pending = { records: readRow(row, readAccountTokens), isReady: false };
  pending.records.then(
    () => {
      pending.isReady = true;
    },
    () => {}, // A failure stays in the queue, so that the results before it are yielded first.
  );
  return pending;
}

async function readRow(row: AccountsRow, readAccountTokens: ReadAccountTokens): Promise<AuditRecord[]> {
  if (row.kind === 'rejected') return [rejectRow(row.row)];
  const { account, line } = row;
  const { tokens, ...outcome } = await readAccountTokens(account);
  const { status, httpStatus } = outcome;
  if (status === 'not-managed' && httpStatus === 404 && !isKnownAccountIdForm(account.id))
    return [rejectUnknownId(account, line, httpStatus)];
  const found = tokens.map((token): TokenRecord => ({ kind: 'token', account, token }));
  return [...found, { kind: 'outcome', account, ...outcome, tokens: tokens.length }];
}

/** Removes the results at the head of the queue, at least one. */
async function takeReady(queue: Pending[]): Promise<AuditRecord[]> {
  await queue[0]?.records;
  // Lets answers of the same turn of the event loop join the batch.
  await setImmediate();
  const firstPending = queue.findIndex(({ isReady }) => !isReady);
  const ready = queue.splice(0, firstPending === -1 ? queue.length : firstPending);
  return (await Promise.all(ready.map(({ records }) => records))).flat();
}
