import { isActive } from '../atlassian/tokens.ts';
import type { AuditRecord, Outcome, TokenRecord } from '../audit/records.ts';
import type { Change, Comparison } from '../baseline/comparison.ts';
import type { Exceptions } from './exceptions.ts';
import type { Finding, Rule, TokenCount, Worst } from './finding.ts';
import { computeAccountFindings, computeNewFindings, computeTotalFindings, type Limits } from './rules.ts';
import { computeTokenFindings } from './token-rules.ts';

/** A token of which it is decided whether limits count it, with the rules about single tokens that it breaks unexcepted. */
export type JudgedToken = TokenRecord & { active: boolean; broken: Rule[] };

/** What became of an account, with how many of its tokens limits count. */
export type JudgedOutcome = Outcome & { active: number };

/** What writers and totals take: tokens, outcomes, and findings and changes as soon as they are known. */
export type Entry = JudgedToken | JudgedOutcome | Finding | Change;

/** What records are judged by. `now` is in milliseconds since 1970. */
export type Policy = {
  limits: Limits;
  exceptions: Exceptions;
  /** Absent without a baseline. */
  comparison: Comparison | undefined;
  /** Whether the source has missed nothing, asked when it has ended. */
  isWhole: () => boolean;
  now: number;
};

/** What is counted on the way. Only for owners whose outcome is still to come does it remember anything. */
type Counts = {
  total: TokenCount;
  activeOf: Map<string, number>;
  worst: Worst | undefined;
};

/**
 * Judges a stream of records: a token's findings and what changed in it follow it, an account's follow its outcome,
 * the organization's and what only the baseline knows come last.
 */
export async function* judgeRecords(
  batches: AsyncIterable<AuditRecord[]>,
  policy: Policy,
): AsyncGenerator<Entry[]> {
  const counts: Counts = {
    total: { tokens: 0, active: 0 },
    activeOf: new Map(),
    worst: undefined,
  };
  for await (const records of batches)
    yield records.flatMap((record) =>
      record.kind === 'token' ? judgeToken(record, policy, counts) : judgeOutcome(record, policy, counts),
    );
  const { limits, comparison } = policy;
  yield computeTotalFindings(counts.total, counts.worst, limits);
  if (!comparison) return;
  yield computeNewFindings(comparison.newTokens(), limits);
  yield comparison.finish({ isWhole: policy.isWhole() });
}

function judgeToken(found: TokenRecord, policy: Policy, { total, activeOf }: Counts): Entry[] {
  const { limits, exceptions, comparison, now } = policy;
  const active = isActive(found.token, now);
  count(total, active);
  if (active) activeOf.set(found.account.id, (activeOf.get(found.account.id) ?? 0) + 1);
  const findings = active ? computeTokenFindings(found, limits, now).map(exceptions.apply) : [];
  const broken = findings.filter(({ exception }) => !exception).map(({ rule }) => rule);
  return [{ ...found, active, broken }, ...findings, ...(comparison?.compare(found) ?? [])];
}

function judgeOutcome(outcome: Outcome, policy: Policy, counts: Counts): Entry[] {
  const { account, tokens } = outcome;
  const held = { tokens, active: counts.activeOf.get(account.id) ?? 0 };
  counts.activeOf.delete(account.id);
  policy.comparison?.compare(outcome);
  if (held.active > (counts.worst?.active ?? 0)) counts.worst = { ...held, account };
  const findings = computeAccountFindings(account, held, policy.limits).map(policy.exceptions.apply);
  return [{ ...outcome, active: held.active }, ...findings];
}

function count(held: TokenCount, active: boolean): void {
  held.tokens += 1;
  if (active) held.active += 1;
}
