import type { AuditRecord, FoundToken, Outcome } from '../audit/audit.ts';
import { isActive } from './active.ts';
import {
  computeAccountFindings,
  computeTotalFindings,
  type Finding,
  type Holding,
  type Limits,
  type Worst,
} from './rules.ts';

/** A token of which it is decided whether limits count it. */
export type JudgedToken = FoundToken & { active: boolean };

/** What became of an account, with how many of its tokens limits count. */
export type JudgedOutcome = Outcome & { active: number };

/** What writers and tally take: tokens, outcomes, and findings as soon as they are known. */
export type Entry = JudgedToken | JudgedOutcome | Finding;

/**
 * Judges a stream of records: an account's finding follows its outcome, the organization's come last. `now` is in
 * milliseconds since 1970.
 */
export async function* judgeRecords(
  records: AsyncIterable<AuditRecord>,
  limits: Limits,
  now: number,
): AsyncGenerator<Entry> {
  const total: Holding = { tokens: 0, active: 0 };
  let held: Holding = { tokens: 0, active: 0 };
  let worst: Worst | undefined;
  for await (const record of records) {
    if (record.kind === 'token') {
      const active = isActive(record.token, now);
      count(total, active);
      count(held, active);
      yield { ...record, active };
    } else {
      yield { ...record, active: held.active };
      yield* computeAccountFindings(record.account, held, limits);
      if (held.active > (worst?.active ?? 0)) worst = { ...held, account: record.account };
      held = { tokens: 0, active: 0 };
    }
  }
  yield* computeTotalFindings(total, worst, limits);
}

function count(holding: Holding, active: boolean): void {
  holding.tokens += 1;
  if (active) holding.active += 1;
}
