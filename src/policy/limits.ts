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

/** How many accounts may stay unread: a number, or a share of all in percent. */
export type Tolerance = { kind: 'count'; count: number } | { kind: 'share'; percent: number };

/** Returns how many of `total` accounts may stay unread. A share is rounded down. */
export function computeAllowed(tolerance: Tolerance, total: number): number {
  if (tolerance.kind === 'count') return tolerance.count;
  // In whole millionths of a percent: 2.3 % of 3,000 would otherwise be 68.99….
  return Math.floor((total * Math.round(tolerance.percent * 1e6)) / 1e8);
}
