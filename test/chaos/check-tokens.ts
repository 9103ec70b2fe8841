import { bare, countTexts, type Evidence } from './evidence.ts';
import { readSentAccounts, type SentToken } from './sent.ts';
import { readSentOrganization } from './sent-lists.ts';

/**
 * Checks that each token that was sent for an account that counts as read is exactly one row of output.csv, cell by
 * cell unchanged, and that no row holds a token that was not sent.
 */
export function checkTokens(evidence: Evidence): string[] {
  const sent =
    evidence.plan.source === 'organization'
      ? readSentOrganization(evidence).tokens
      : [...readSentAccounts(evidence).values()].flatMap(({ tokens = [] }) => tokens);
  const read = new Set(
    evidence.accounts
      .filter((row) => row.Status === 'checked' || row.Status === 'unlisted')
      .map((row) => bare(row['Account ID'] ?? '')),
  );
  const rows = countTexts(evidence.output.map(renderRow));
  const expected = countTexts(sent.filter(({ owner }) => read.has(owner)).map(renderToken));
  const known = countTexts(sent.map(renderToken));
  const lost = [...expected].filter(([key, count]) => rows.get(key) !== count);
  const invented = [...rows].filter(([key, count]) => count > (known.get(key) ?? 0));
  return [
    ...lost.map(([key, count]) => `${key}: sent ${count} times, ${rows.get(key) ?? 0} rows`),
    ...invented.map(([key, count]) => `${key}: ${count} rows, sent ${known.get(key) ?? 0} times`),
  ];
}

function renderToken({ owner, id, cells, active }: SentToken): string {
  return JSON.stringify([owner, id, ...Object.values(cells), String(active)].map(bare));
}

function renderRow(row: Record<string, string>): string {
  const columns = ['Account ID', 'ID', 'Label', 'Created At', 'Last Access', 'Expiry', 'Status', 'Active'];
  return JSON.stringify(columns.map((column) => bare(row[column] ?? '')));
}
