import { computeAllowed, type Tolerance } from '../policy/limits.ts';
import { formatCount, formatPlural } from '../text/format.ts';
import { countAccounts, countRead, countUnread, type Totals } from './totals.ts';

export type Result = 'clean' | 'findings' | 'incomplete' | 'error';

const WORDS: Record<Result, string> = {
  clean: 'Clean',
  findings: 'Findings',
  incomplete: 'Incomplete',
  error: 'Error',
};

/** Renders how a run ended in one line, with numbers only. */
export function renderHeadline(result: Result, totals: Totals, tolerance: Tolerance): string {
  const total = countAccounts(totals);
  const { unlisted, 'not-managed': notManaged } = totals.accounts;
  const unread = countUnread(totals);
  const allowed = computeAllowed(tolerance, total);
  const parts = [`${formatCount(countRead(totals))} of ${formatPlural(total, 'account')} read`];
  if (unlisted > 0) parts.push(`${formatCount(unlisted)} not in the accounts file`);
  if (notManaged > 0) parts.push(`${formatCount(notManaged)} not managed`);
  if (unread > 0) parts.push(`${formatPlural(unread, 'account')} unread (${formatCount(allowed)} allowed)`);
  parts.push(`${formatCount(totals.activeTokens)} active of ${formatPlural(totals.tokens, 'token')}`);
  if (totals.findings.count > 0) parts.push(formatPlural(totals.findings.count, 'finding'));
  return `${WORDS[result]}: ${parts.join(', ')}`;
}
