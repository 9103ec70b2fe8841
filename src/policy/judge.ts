import type { AuditRecord, FoundToken, Outcome } from '../audit/records.ts';
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
 * Judges a stream of records: an account's finding follows its outcome, the organization's come last. Only for owners
 * whose outcome is still to come does it remember anything. `now` is in milliseconds since 1970.
 */
export async function* judgeRecords(
  records: AsyncIterable<AuditRecord>,
  limits: Limits,
  now: number,
): AsyncGenerator<Entry> {
  const total: Holding = { tokens: 0, active: 0 };
  const activeOf = new Map<string, number>();
  let worst: Worst | undefined;
  for await (const record of records) {
    if (record.kind === 'token') {
      const active = isActive(record.token, now);
      total.tokens += 1;
      if (active) {
        total.active += 1;
        activeOf.set(record.account.id, (activeOf.get(record.account.id) ?? 0) + 1);
      }
      yield { ...record, active };
    } else {
      const held = { tokens: record.tokens, active: activeOf.get(record.account.id) ?? 0 };
      activeOf.delete(record.account.id);
      yield { ...record, active: held.active };
      yield* computeAccountFindings(record.account, held, limits);
      if (held.active > (worst?.active ?? 0)) worst = { ...held, account: record.account };
    }
  }
  yield* computeTotalFindings(total, worst, limits);
}
