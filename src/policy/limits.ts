/** The rules, each named like the input that sets its limit, in the order of the inputs. */
export const RULES = [
  'max-tokens',
  'max-tokens-per-account',
  'max-age-days',
  'max-idle-days',
  'max-lifetime-days',
  'expires-within-days',
  'max-new-tokens',
] as const;
export type Rule = (typeof RULES)[number];

/** The rules about the organization as a whole. They take no exceptions. */
export const TOTAL_RULES: readonly Rule[] = ['max-tokens', 'max-new-tokens'];

/** The limits of a run. Without a limit a rule is off; 0 is a limit. */
export type Limits = Readonly<Partial<Record<Rule, number | undefined>>>;

/** Whether a finding makes the job red. */
export type Level = 'fail' | 'warn';

/** The limits, and the rules whose findings only warn. */
export type RuleSet = { limits: Limits; warnRules: ReadonlySet<Rule> };

/** A rule set, and whether each limit was given as an input or comes from the preset of `policy`. */
export type ResolvedLimits = RuleSet & { limitOrigins: Partial<Record<Rule, 'input' | 'policy'>> };

/** The inputs about limits. An absent one is not given. */
export type GivenLimits = {
  limits: Readonly<Partial<Record<Rule, number | 'off' | undefined>>>;
  policy: 'recommended' | undefined;
  warnRules: readonly Rule[] | undefined;
  warnOnly: boolean;
};

/** The preset of `policy: recommended`. */
const RECOMMENDED: RuleSet = {
  limits: { 'max-idle-days': 90, 'max-lifetime-days': 366, 'expires-within-days': 14 },
  warnRules: new Set(['expires-within-days']),
};

/** Combines the inputs with the preset. A given limit, `off` too, and given `warnRules` replace the preset's. */
export function resolveLimits({ limits: given, policy, warnRules, warnOnly }: GivenLimits): ResolvedLimits {
  const preset: RuleSet = policy === 'recommended' ? RECOMMENDED : { limits: {}, warnRules: new Set() };
  const limits: Partial<Record<Rule, number>> = {};
  const limitOrigins: ResolvedLimits['limitOrigins'] = {};
  for (const rule of RULES) {
    const limit = given[rule] ?? preset.limits[rule];
    if (limit === undefined || limit === 'off') continue;
    limits[rule] = limit;
    limitOrigins[rule] = given[rule] === undefined ? 'policy' : 'input';
  }
  return { limits, limitOrigins, warnRules: new Set(warnOnly ? RULES : (warnRules ?? preset.warnRules)) };
}

/** How many accounts may stay unread: a number, or a share of all in percent. */
export type Tolerance = { kind: 'count'; count: number } | { kind: 'share'; percent: number };

/** Returns how many of `total` accounts may stay unread. A share is rounded down. */
export function computeAllowed(tolerance: Tolerance, total: number): number {
  if (tolerance.kind === 'count') return tolerance.count;
  // In whole millionths of a percent: 2.3 % of 3,000 would otherwise be 68.99….
  return Math.floor((total * Math.round(tolerance.percent * 1e6)) / 1e8);
}
