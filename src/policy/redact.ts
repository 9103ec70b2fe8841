import type { Account } from '../audit/accounts-file.ts';
import type { AuditRecord } from '../audit/records.ts';
import type { Change } from '../baseline/comparison.ts';
import { REDACTED } from '../text/mask.ts';
import type { Exception, Finding } from './finding.ts';
import type { Entry } from './judge.ts';

/** A text that stands for another one. Applied to what is foreign in an entry, it says what may be told of it. */
type Hide = (text: string) => string;

/** The same entry without names, mail addresses, labels, details and reasons. IDs, dates and status stay. */
export function redactEntry(entry: Entry): Entry {
  if (entry.kind === 'change') return redactChange(entry);
  if (entry.kind === 'finding') return redactFinding(entry);
  const account = mapAccount(entry.account, hide);
  if (entry.kind === 'outcome') return { ...entry, account, detail: hide(entry.detail) };
  return { ...entry, account, token: mapLabel(entry.token, hide) };
}

function redactFinding(finding: Finding): Finding {
  const { account, token, worst } = finding;
  return {
    ...finding,
    account: account && mapAccount(account, hide),
    token: token && mapLabel(token, hide),
    worst: worst && { ...worst, account: mapAccount(worst.account, hide) },
  };
}

/** The same exceptions without their reasons. */
export function redactExceptions(exceptions: Exception[]): Exception[] {
  return exceptions.map((exception) => ({ ...exception, reason: hide(exception.reason) }));
}

/**
 * The same records with the key taken out of what the accounts file and answers say, before anybody cuts a text: of a
 * key that was cut nobody finds the rest.
 */
export async function* maskRecords(
  batches: AsyncIterable<AuditRecord[]>,
  mask: Hide,
): AsyncGenerator<AuditRecord[]> {
  const maskRecord = (record: AuditRecord): AuditRecord => {
    const account = mapAccount(record.account, mask);
    if (record.kind === 'outcome') return replaceParts(record, { account, detail: mask(record.detail) });
    return replaceParts(record, { account, token: mapLabel(record.token, mask) });
  };
  for await (const records of batches) yield records.map(maskRecord);
}

function redactChange(change: Change): Change {
  return { ...mapLabel(change, hide), account: mapAccount(change.account, hide) };
}

function mapAccount<T extends Pick<Account, 'name' | 'email'>>(account: T, map: Hide): T {
  return replaceParts(account, { name: map(account.name), email: map(account.email) } as Partial<T>);
}

function mapLabel<T extends { label: string }>(labelled: T, map: Hide): T {
  return replaceParts(labelled, { label: map(labelled.label) } as Partial<T>);
}

/** The value with other parts; itself, not a copy, where they are the same, as they nearly always are. */
function replaceParts<T extends object>(value: T, parts: Partial<T>): T {
  for (const key in parts) if (parts[key] !== value[key]) return { ...value, ...parts };
  return value;
}

/** What is empty stays empty: that something is missing is no secret. */
function hide(text: string): string {
  return text === '' ? '' : REDACTED;
}
