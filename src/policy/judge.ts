import { isActive } from '../atlassian/tokens.ts';
import type { AuditRecord, Outcome, TokenRecord } from '../audit/records.ts';
import type { Exceptions } from './exceptions.ts';
import type { Finding, Holder, IdleToken, TokenCount } from './finding.ts';
import type { Rule, RuleSet } from './limits.ts';
import { computeCountFindings, computeTokenFindings, findIdleSince } from './rules.ts';

/**
 * A token with what the limits make of it. `idleSince` is in milliseconds since 1970, 0 where it is unknown.
 * `brokenRules` are those without an exception.
 */
export type JudgedToken = TokenRecord & { active: boolean; idleSince: number; brokenRules: Rule[] };

/** An account's outcome with the number of its active tokens. */
export type JudgedOutcome = Outcome & { active: number };

/** The result of judging a record: the record, and its findings. An account's outcome is the last thing about it. */
export type Judgement = JudgedToken | JudgedOutcome | Finding;

/** Rules and exceptions. `now` is in milliseconds since 1970. */
export type Policy = RuleSet & { exceptions: Exceptions; now: number };

/** Judges records one by one. */
export type Judge = {
  judge(record: AuditRecord): Judgement[];
  /** Returns the findings about the whole organization, after the last record. */
  finish(found: { newTokens?: TokenCount | undefined }): Finding[];
};

/** The active tokens of an account whose outcome is still to come. */
type Held = { active: number; longestIdle: IdleToken[] };

/** An action names no more tokens than these. */
const IDLE_KEPT = 10;

/** Creates a judge. It keeps nothing but counts, and a few tokens of accounts whose outcome is still to come. */
export function createJudge(policy: Policy): Judge {
  const { limits, exceptions, now } = policy;
  const total: TokenCount = { tokens: 0, active: 0 };
  const heldByAccount = new Map<string, Held>();
  let largestHolder: Holder | undefined;

  function judgeToken(record: TokenRecord): Judgement[] {
    const active = isActive(record.token, now);
    const findings = active ? computeTokenFindings(record, policy, now).map(exceptions.apply) : [];
    const brokenRules = findings.filter(({ exception }) => !exception).map(({ rule }) => rule);
    const { date } = findIdleSince(record.token, now);
    const judged: JudgedToken = { ...record, active, idleSince: 'at' in date ? date.at : 0, brokenRules };
    total.tokens += 1;
    if (active) holdToken(judged, findings);
    return [judged, ...findings];
  }

  function holdToken({ account, token: { id, label }, idleSince }: JudgedToken, findings: Finding[]): void {
    total.active += 1;
    // Tokens without an owner must not be counted as those of a rejected row, which has no ID either.
    if (account.id === '') return;
    const held = heldByAccount.get(account.id) ?? { active: 0, longestIdle: [] };
    heldByAccount.set(account.id, held);
    held.active += 1;
    const { longestIdle } = held;
    const last = longestIdle[IDLE_KEPT - 1];
    // A token with an exception is needed: no action should name it.
    const isNeeded = findings.some(({ exception }) => exception);
    const isNamed = limits['max-tokens-per-account'] !== undefined && !isNeeded;
    if (!isNamed || (last && last.idleSince <= idleSince)) return;
    longestIdle.push({ id, label, idleSince, hasFindings: findings.length > 0 });
    longestIdle.sort((a, b) => a.idleSince - b.idleSince).splice(IDLE_KEPT);
  }

  function judgeOutcome(outcome: Outcome): Judgement[] {
    const { account, tokens } = outcome;
    const { active, longestIdle } = heldByAccount.get(account.id) ?? { active: 0, longestIdle: [] };
    heldByAccount.delete(account.id);
    if (active > (largestHolder?.active ?? 0)) largestHolder = { account, tokens, active };
    const findings = computeCountFindings('max-tokens-per-account', { tokens, active }, policy, {
      account,
      longestIdle: longestIdle.slice(0, active - (limits['max-tokens-per-account'] ?? 0)),
    });
    return [...findings.map(exceptions.apply), { ...outcome, active }];
  }

  return {
    judge: (record) => (record.kind === 'token' ? judgeToken(record) : judgeOutcome(record)),
    finish: ({ newTokens }) => [
      ...computeCountFindings('max-tokens', total, policy, { largestHolder }),
      ...(newTokens ? computeCountFindings('max-new-tokens', newTokens, policy) : []),
    ],
  };
}
