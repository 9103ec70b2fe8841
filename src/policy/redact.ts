import type { Account } from '../audit/accounts.ts';
import type { AuditRecord } from '../audit/records.ts';
import { REDACTED } from './baseline/cells.ts';
import type { Change, Comparison } from './baseline.ts';
import type { Exception } from './finding.ts';

/**
 * The same records without names, mail addresses, labels and details. IDs, dates and status stay. Before anything is
 * judged or compared, so that no text can come back from there.
 */
export async function* redactRecords(batches: AsyncIterable<AuditRecord[]>): AsyncGenerator<AuditRecord[]> {
  for await (const records of batches) yield records.map(redactRecord);
}

/** The same comparison; what only the baseline tells is without names, mail addresses and labels too. */
export function redactComparison(comparison: Comparison): Comparison {
  return {
    ...comparison,
    compareToken(found) {
      const change = comparison.compareToken(found);
      return change && redactChange(change);
    },
    *finish(isWhole) {
      for (const change of comparison.finish(isWhole)) yield redactChange(change);
    },
  };
}

/** The same exceptions without their reasons. */
export function redactExceptions(exceptions: Exception[]): Exception[] {
  return exceptions.map((exception) => ({ ...exception, reason: hide(exception.reason) }));
}

function redactRecord(record: AuditRecord): AuditRecord {
  const account = redactAccount(record.account);
  if (record.kind === 'outcome') return { ...record, account, detail: hide(record.detail) };
  return { ...record, account, token: { ...record.token, label: hide(record.token.label) } };
}

function redactChange(change: Change): Change {
  return { ...change, account: redactAccount(change.account), label: hide(change.label) };
}

function redactAccount<T extends Pick<Account, 'name' | 'email'>>(account: T): T {
  return { ...account, name: hide(account.name), email: hide(account.email) };
}

/** What is empty stays empty: that something is missing is no secret. */
function hide(text: string): string {
  return text === '' ? '' : REDACTED;
}
