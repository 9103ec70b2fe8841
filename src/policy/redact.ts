import type { AuditRecord, SourceRecord } from '../audit/records.ts';
import type { Change } from '../baseline/comparison.ts';
import { REDACTED } from '../text/mask.ts';
import type { Exception, Finding } from './finding.ts';
import type { Judgement } from './judge.ts';

/** What files and totals are made of. */
export type Entry = Judgement | Change;

type Person = { name: string; email: string };

/** Returns the entry without names, email addresses, labels and free text. IDs, dates and statuses stay. */
export function redactEntry(entry: Entry): Entry {
  if (entry.kind === 'finding') return redactFinding(entry);
  if (entry.kind === 'outcome')
    return { ...entry, account: redactPerson(entry.account), detail: hide(entry.detail) };
  if (entry.kind === 'change')
    return { ...entry, account: redactPerson(entry.account), label: hide(entry.label) };
  return { ...entry, account: redactPerson(entry.account), token: redactLabel(entry.token) };
}

/** Returns the exceptions without their reasons. */
export function redactExceptions(exceptions: Exception[]): Exception[] {
  return exceptions.map((exception) => ({ ...exception, reason: hide(exception.reason) }));
}

function redactFinding(finding: Finding): Finding {
  const { account, token, largestHolder } = finding;
  return {
    ...finding,
    account: account && redactPerson(account),
    token: token && redactLabel(token),
    largestHolder: largestHolder && { ...largestHolder, account: redactPerson(largestHolder.account) },
  };
}

function redactPerson<T extends Person>(person: T): T {
  return { ...person, name: hide(person.name), email: hide(person.email) };
}

function redactLabel<T extends { label: string }>(labelled: T): T {
  return { ...labelled, label: hide(labelled.label) };
}

/** An empty text stays empty: that it is missing is no secret. */
function hide(text: string): string {
  return text === '' ? '' : REDACTED;
}

/** Takes secrets out of records. It goes when all texts are masked where they enter. */
export async function* maskRecords(
  batches: AsyncIterable<SourceRecord[]>,
  mask: (text: string) => string,
): AsyncGenerator<AuditRecord[]> {
  const maskPerson = <T extends Person>(person: T): T => ({
    ...person,
    name: mask(person.name),
    email: mask(person.email),
  });
  for await (const records of batches)
    yield records.flatMap((record) => {
      if (record.kind === 'credential') return [];
      const account = maskPerson(record.account);
      if (record.kind === 'outcome') return { ...record, account, detail: mask(record.detail) };
      return { ...record, account, token: { ...record.token, label: mask(record.token.label) } };
    });
}
