import { isActive } from '../atlassian/tokens.ts';
import type { AuditRecord, Outcome, TokenRecord } from '../audit/records.ts';
import type { Exceptions } from './exceptions.ts';
import type { Finding, Holder, TokenCount } from './finding.ts';
import type { Limits, Rule } from './limits.ts';
import { computeCountFindings, computeTokenFindings, findIdleSince } from './rules.ts';

/**
 * A token with what the limits make of it. `idleSince` is in milliseconds since 1970, 0 where it is unknown.
 * `brokenRules` are those without an exception.
 */
export type JudgedToken = TokenRecord & { active: boolean; idleSince: number; brokenRules: Rule[] };

/** An account's outcome with the number of its active tokens. */
export type JudgedOutcome = Outcome & { active: number };

/** The result of judging a record: the record itself, then its findings. */
export type Judgement = JudgedToken | JudgedOutcome | Finding;

/** Limits and exceptions. `now` is in milliseconds since 1970. */
export type Policy = { limits: Limits; exceptions: Exceptions; now: number };

/** Judges records one by one. */
export type Judge = {
  judge(record: AuditRecord): Judgement[];
  /** Returns the findings about the whole organization, after the last record. */
  finish(found: { newTokens?: TokenCount | undefined }): Finding[];
};

/** Creates a judge. It remembers nothing but the counts of accounts whose outcome is still to come. */
export function createJudge({ limits, exceptions, now }: Policy): Judge {
  const total: TokenCount = { tokens: 0, active: 0 };
  const activeByAccount = new Map<string, number>();
  let largestHolder: Holder | undefined;

  function judgeToken(record: TokenRecord): Judgement[] {
    const { account, token } = record;
    const active = isActive(token, now);
    total.tokens += 1;
    if (active) {
      total.active += 1;
      // Tokens without an owner must not be counted as those of a rejected row, which has no ID either.
      if (account.id !== '') activeByAccount.set(account.id, (activeByAccount.get(account.id) ?? 0) + 1);
    }
    const findings = active ? computeTokenFindings(record, limits, now).map(exceptions.apply) : [];
    const brokenRules = findings.filter(({ exception }) => !exception).map(({ rule }) => rule);
    const { date } = findIdleSince(token, now);
    const idleSince = 'at' in date ? date.at : 0;
    return [{ ...record, active, idleSince, brokenRules }, ...findings];
  }

  function judgeOutcome(outcome: Outcome): Judgement[] {
    const { account, tokens } = outcome;
    const active = activeByAccount.get(account.id) ?? 0;
    activeByAccount.delete(account.id);
    if (active > (largestHolder?.active ?? 0)) largestHolder = { account, tokens, active };
    const findings = computeCountFindings('max-tokens-per-account', { tokens, active }, limits, { account });
    return [{ ...outcome, active }, ...findings.map(exceptions.apply)];
  }

  return {
    judge: (record) => (record.kind === 'token' ? judgeToken(record) : judgeOutcome(record)),
    finish: ({ newTokens }) => [
      ...computeCountFindings('max-tokens', total, limits, { largestHolder }),
      ...(newTokens ? computeCountFindings('max-new-tokens', newTokens, limits) : []),
    ],
  };
}
