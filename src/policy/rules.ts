import type { Account } from '../audit/accounts.ts';

/** The limits of a run; absent is no limit, zero is a limit. */
export type Limits = { maxTokens?: number | undefined; maxTokensPerAccount?: number | undefined };

/** A rule carries the name of the input that sets its limit; they stand in the order of the inputs. */
export const RULES = ['max-tokens', 'max-tokens-per-account'] as const;
export type Rule = (typeof RULES)[number];

/**
 * A limit that is exceeded; `excess` is by how much, `evidence` in numbers only. `account` is absent where the whole
 * organization is meant; then `worst` is the account that holds the most.
 */
export type Finding = {
  kind: 'finding';
  rule: Rule;
  account: Account | undefined;
  worst: Worst | undefined;
  evidence: string;
  excess: number;
};

/** How many tokens somebody holds, and how many of them are active. */
export type Holding = { tokens: number; active: number };

/** The account with the most active tokens. */
export type Worst = Holding & { account: Account };

/** The finding, if there is one, about what a single account holds. */
export function computeAccountFindings(account: Account, held: Holding, limits: Limits): Finding[] {
  return computeExcess('max-tokens-per-account', held, limits.maxTokensPerAccount).map((excess) => ({
    ...excess,
    account,
    worst: undefined,
  }));
}

/** The finding, if there is one, about what all accounts hold together. */
export function computeTotalFindings(held: Holding, worst: Worst | undefined, limits: Limits): Finding[] {
  return computeExcess('max-tokens', held, limits.maxTokens).map((excess) => ({
    ...excess,
    account: undefined,
    worst,
  }));
}

/** A finding's evidence in one sentence, with the ID of the account that holds the most. */
export function renderEvidence({ evidence, worst }: Finding): string {
  return worst ? `${evidence}; the most: ${worst.account.id} with ${worst.active} active` : evidence;
}

function computeExcess(rule: Rule, { tokens, active }: Holding, limit: number | undefined) {
  if (limit === undefined || active <= limit) return [];
  const evidence = `${active} active of ${tokens} ${tokens === 1 ? 'token' : 'tokens'}, limit ${limit}`;
  return [{ kind: 'finding' as const, rule, evidence, excess: active - limit }];
}

/** The order of urgency: rules in the order of the inputs, then the greatest excess first. */
export function compareFindings(a: Finding, b: Finding): number {
  return RULES.indexOf(a.rule) - RULES.indexOf(b.rule) || b.excess - a.excess;
}
