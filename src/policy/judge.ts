import { isActive } from '../atlassian/tokens.ts';
import type { AuditRecord, CredentialRecord, FoundRecord, Outcome, TokenRecord } from '../audit/records.ts';
import type { Exceptions } from './exceptions.ts';
import type { Finding, IdleToken, TokenCount } from './finding.ts';
import type { Rule, RuleSet } from './limits.ts';
import { computeCountFindings, computeTokenFindings, findIdleSince } from './rules.ts';

/**
 * A token or other credential, judged by the limits. `idleSince` is in milliseconds since 1970, 0 where it is unknown.
 * `brokenRules` leaves out rules with an exception.
 */
type Judged<T> = T & { active: boolean; idleSince: number; brokenRules: Rule[] };
export type JudgedToken = Judged<TokenRecord>;
export type JudgedCredential = Judged<CredentialRecord>;
export type JudgedAny = JudgedToken | JudgedCredential;

/** An account's outcome with the number of its active tokens. */
export type JudgedOutcome = Outcome & { active: number };

/** The result of judging a record: the record, and its findings. An account's outcome is the last thing about it. */
export type Judgement = JudgedAny | JudgedOutcome | Finding;

/** Rules and exceptions. `now` is in milliseconds since 1970. */
export type Policy = RuleSet & { exceptions: Exceptions; now: number };

/** Creates a judge of records. It keeps nothing but counts, and a few tokens of accounts whose outcome is to come. */
export function createJudge(policy: Policy) {
  const { limits, exceptions, now } = policy;
  const total: TokenCount = { tokens: 0, active: 0 };
  /** The active tokens of accounts whose outcome is still to come. */
  const heldByAccount = new Map<string, { active: number; longestIdle: IdleToken[] }>();
  let largestHolder: Finding['largestHolder'];

  function judgeToken(record: FoundRecord): Judgement[] {
    const active = isActive(record.token, now);
    const findings = active ? computeTokenFindings(record, policy, now).map(exceptions.apply) : [];
    const brokenRules = findings.filter(({ exception }) => !exception).map(({ rule }) => rule);
    const { date } = findIdleSince(record.token, now);
    const judged = { ...record, active, idleSince: 'at' in date ? date.at : 0, brokenRules };
    // Other credentials do not count towards a number of tokens.
    if (judged.kind === 'token') countToken(judged, findings);
    return [judged, ...findings];
  }

  function countToken({ account, token, active, idleSince }: JudgedToken, findings: Finding[]): void {
    total.tokens += 1;
    if (!active) return;
    total.active += 1;
    // Tokens without an owner must not be counted as those of a rejected row, which has no ID either.
    if (account.id === '') return;
    const held = heldByAccount.get(account.id) ?? { active: 0, longestIdle: [] };
    heldByAccount.set(account.id, held);
    held.active += 1;
    // A token with an exception is needed: no action should name it.
    if (limits['max-tokens-per-account'] === undefined || findings.some(({ exception }) => exception)) return;
    held.longestIdle.push({ id: token.id, label: token.label, idleSince, hasFindings: findings.length > 0 });
    held.longestIdle.sort((a, b) => a.idleSince - b.idleSince).splice(10);
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
    judge: (record: AuditRecord) => (record.kind === 'outcome' ? judgeOutcome(record) : judgeToken(record)),
    /** Returns the findings about the whole organization, after the last record. */
    finish: ({ newTokens }: { newTokens?: TokenCount | undefined }): Finding[] => [
      ...computeCountFindings('max-tokens', total, policy, { largestHolder }),
      ...(newTokens ? computeCountFindings('max-new-tokens', newTokens, policy) : []),
    ],
  };
}
