import type { Change } from '../baseline/comparison.ts';
import { REDACTED } from '../text/mask.ts';
import type { ExceptionUse } from './exceptions.ts';
import type { Exception, Finding } from './finding.ts';
import type { Judgement } from './judge.ts';

/** One item of the files and totals. */
export type Entry = Judgement | Change;

/** Returns the entry without names, email addresses, labels and free text. IDs, dates and statuses stay. */
export function redactEntry(entry: Entry): Entry {
  if (entry.kind === 'finding') return redactFinding(entry);
  if (entry.kind === 'outcome')
    return { ...entry, account: redactPerson(entry.account), detail: hide(entry.detail) };
  // The same fields as below, but another type.
  if (entry.kind === 'change')
    return { ...entry, account: redactPerson(entry.account), token: redactLabel(entry.token) };
  return { ...entry, account: redactPerson(entry.account), token: redactLabel(entry.token) };
}

/** Returns the exceptions without email addresses and reasons. */
export function redactExceptions(uses: ExceptionUse[]): ExceptionUse[] {
  return uses.map((use) => ({ ...use, exception: redactException(use.exception) }));
}

function redactException(exception: Exception): Exception {
  return { ...exception, emailPattern: hide(exception.emailPattern), reason: hide(exception.reason) };
}

function redactFinding(finding: Finding): Finding {
  const { account, token, largestHolder, longestIdle, exception } = finding;
  return {
    ...finding,
    account: account && redactPerson(account),
    token: token && redactLabel(token),
    largestHolder: largestHolder && { ...largestHolder, account: redactPerson(largestHolder.account) },
    longestIdle: longestIdle.map(redactLabel),
    exception: exception && redactException(exception),
  };
}

function redactPerson<T extends { name: string; email: string }>(person: T): T {
  return { ...person, name: hide(person.name), email: hide(person.email) };
}

function redactLabel<T extends { label: string }>(labelled: T): T {
  return { ...labelled, label: hide(labelled.label) };
}

/** Replaces a text. An empty text stays empty: that it is missing is no secret. */
function hide(text: string): string {
  return text === '' ? '' : REDACTED;
}
