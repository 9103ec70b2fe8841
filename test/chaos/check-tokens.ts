import { bare, countTexts, type Evidence } from './evidence.ts';
import { readToldAccounts, type ToldToken } from './told.ts';
import { readToldOrganization } from './told-lists.ts';

/**
 * Every token that was told of an account that counts as read is exactly one row of output.csv, cell by cell as it
 * came; and no row holds a token that nobody told of.
 */
export function checkTokens(evidence: Evidence): string[] {
  const told =
    evidence.plan.source === 'organization'
      ? readToldOrganization(evidence).tokens
      : [...readToldAccounts(evidence).values()].flatMap(({ tokens = [] }) => tokens);
  const read = new Set(
    evidence.accounts
      .filter((row) => row.Status === 'checked' || row.Status === 'unlisted')
      .map((row) => bare(row['Account ID'] ?? '')),
  );
  const rows = countTexts(evidence.output.map(renderRow));
  const expected = countTexts(told.filter(({ owner }) => read.has(owner)).map(renderToken));
  const known = countTexts(told.map(renderToken));
  const lost = [...expected].filter(([key, count]) => rows.get(key) !== count);
  const invented = [...rows].filter(([key, count]) => count > (known.get(key) ?? 0));
  return [
    ...lost.map(([key, count]) => `${key}: told ${count} times, ${rows.get(key) ?? 0} rows`),
    ...invented.map(([key, count]) => `${key}: ${count} rows, told ${known.get(key) ?? 0} times`),
  ];
}

function renderToken({ owner, id, cells, active }: ToldToken): string {
  return JSON.stringify([owner, id, ...Object.values(cells), String(active)].map(bare));
}

function renderRow(row: Record<string, string>): string {
  const columns = ['Account ID', 'ID', 'Label', 'Created At', 'Last Access', 'Expiry', 'Status', 'Active'];
  return JSON.stringify(columns.map((column) => bare(row[column] ?? '')));
}
