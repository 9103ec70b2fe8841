import type { Account } from '../audit/accounts-file.ts';
import type { Finding, Rule, TokenCount, Worst } from './finding.ts';

/** The limits of a run; absent is no limit, zero is a limit. */
export type Limits = {
  maxTokens?: number | undefined;
  maxTokensPerAccount?: number | undefined;
  maxAgeDays?: number | undefined;
  maxIdleDays?: number | undefined;
  maxLifetimeDays?: number | undefined;
  expiresWithinDays?: number | undefined;
  maxNewTokens?: number | undefined;
};

/** The finding, if there is one, about what a single account holds. */
export function computeAccountFindings(account: Account, held: TokenCount, limits: Limits): Finding[] {
  return computeExcess('max-tokens-per-account', held, 'token', limits.maxTokensPerAccount, { account });
}

/** The finding, if there is one, about what all accounts hold together. */
export function computeTotalFindings(held: TokenCount, worst: Worst | undefined, limits: Limits): Finding[] {
  return computeExcess('max-tokens', held, 'token', limits.maxTokens, { worst });
}

/** The finding, if there is one, about the tokens that the baseline does not have. */
export function computeNewFindings(held: TokenCount, limits: Limits): Finding[] {
  return computeExcess('max-new-tokens', held, 'new token', limits.maxNewTokens, {});
}

function computeExcess(
  rule: Rule,
  { tokens, active }: TokenCount,
  noun: string,
  limit: number | undefined,
  about: Partial<Finding>,
): Finding[] {
  if (limit === undefined || active <= limit) return [];
  const evidence = `${active} active of ${tokens} ${noun}${tokens === 1 ? '' : 's'}, limit ${limit}`;
  return [{ ...NOTHING, ...about, rule, evidence, excess: active - limit }];
}

const NOTHING = {
  kind: 'finding',
  account: undefined,
  token: undefined,
  worst: undefined,
  exception: undefined,
} as const;
