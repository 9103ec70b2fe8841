import { bare, countTexts, type Evidence } from './evidence.ts';

/** Checks the outputs, the Tokens column and findings.csv against a recount of the files. */
export function checkCounts(evidence: Evidence): string[] {
  const { run, accounts, output, findings } = evidence;
  const counted = recount(evidence);
  const expected = {
    'accounts-total': counted.total,
    'accounts-checked': counted.checked,
    'accounts-failed': counted.unread,
    'accounts-not-managed': counted.notManaged,
    'accounts-with-tokens': counted.withTokens,
    'tokens-total': counted.tokens,
    'tokens-active': counted.active,
    'findings-total': counted.findings.length,
  };
  const unknown = Object.keys(expected).every((name) => run.outputs[name] === '');
  const wrong = Object.entries(expected).filter(([name, count]) => run.outputs[name] !== String(count));
  const tokensOf = countTexts(output.map((row) => bare(row['Account ID'] ?? '')));
  const odd = accounts.filter(
    (row) => Number(row.Tokens) !== (tokensOf.get(bare(row['Account ID'] ?? '')) ?? 0),
  );
  const found = findings.map((row) => JSON.stringify([row.Rule, bare(row['Account ID'] ?? '')])).sort();
  const due = counted.findings.map((finding) => JSON.stringify(finding)).sort();
  return [
    // After an error of the audit, counts are unknown.
    ...(unknown && run.outputs.result === 'error' ? [] : wrong).map(
      ([name, count]) => `${name} is ${run.outputs[name]}, counted ${count}`,
    ),
    ...odd.map((row) => `${row['Account ID']}: Tokens is ${row.Tokens}`),
    ...(found.join() === due.join() ? [] : [`findings.csv holds ${found}, due are ${due}`]),
  ];
}

/** The numbers of a run, counted again from its files. */
export type Recount = {
  total: number;
  checked: number;
  unlisted: number;
  notManaged: number;
  unread: number;
  withTokens: number;
  tokens: number;
  active: number;
  /** Rule and account of every finding that is due; the account is empty for the whole organization. */
  findings: [string, string][];
};

/** Counts the rows of accounts.csv and output.csv, and compares them with the limits. */
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

/** Computes how many accounts may stay unread. */
export function computeAllowed(tolerance = '0', total: number): number {
  return tolerance.endsWith('%')
    ? Math.floor((total * Number(tolerance.slice(0, -1)) + 1e-9) / 100)
    : Number(tolerance);
}
