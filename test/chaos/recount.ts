import { bare, countTexts, type Evidence } from './evidence.ts';

/** The numbers of a run, counted once more from its files. */
export type Recount = {
  total: number;
  checked: number;
  unlisted: number;
  notManaged: number;
  unread: number;
  withTokens: number;
  tokens: number;
  active: number;
  /** Rule and account of every finding that the limits demand, the account empty for the whole organization. */
  findings: [string, string][];
};

/** Counts the rows of accounts.csv and output.csv, and holds them against the limits. */
export function recount({ plan, accounts, output }: Evidence): Recount {
  const statuses = countTexts(accounts.map((row) => row.Status ?? ''));
  const of = (status: string) => statuses.get(status) ?? 0;
  const isActive = (row: Record<string, string>) => row.Active === 'true';
  const idOf = (row: Record<string, string>) => bare(row['Account ID'] ?? '');
  const activeOf = countTexts(output.filter(isActive).map(idOf));
  const active = output.filter(isActive).length;
  const limitOf = (name: string) => Number(plan.inputs[name] ?? Number.POSITIVE_INFINITY);
  const above = accounts
    .map(idOf)
    .filter((id) => (activeOf.get(id) ?? 0) > limitOf('max-tokens-per-account'));
  return {
    total: accounts.length,
    checked: of('checked'),
    unlisted: of('unlisted'),
    notManaged: of('not-managed'),
    unread: of('failed') + of('skipped') + of('rejected'),
    withTokens: accounts.filter((row) => row.Tokens !== '0').length,
    tokens: output.length,
    active,
    findings: [
      ...above.map((id): [string, string] => ['max-tokens-per-account', id]),
      ...(active > limitOf('max-tokens') ? [['max-tokens', ''] as [string, string]] : []),
    ],
  };
}

/** How many accounts may stay unread. */
export function computeAllowed(tolerance = '0', total: number): number {
  return tolerance.endsWith('%')
    ? Math.floor((total * Number(tolerance.slice(0, -1)) + 1e-9) / 100)
    : Number(tolerance);
}
