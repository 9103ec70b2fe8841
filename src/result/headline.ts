import { computeAllowed, type Tolerance } from '../policy/tolerance.ts';
import { formatCount, formatPlural } from '../text/format.ts';
import { countAccounts, countRead, countUnread, type Tally } from './totals.ts';

export type Result = 'clean' | 'findings' | 'incomplete' | 'error';

const WORDS: Record<Result, string> = {
  clean: 'Clean',
  findings: 'Findings',
  incomplete: 'Incomplete',
  error: 'Error',
};

/** The one line that says how a run ended, in numbers only. */
export function renderHeadline(result: Result, tally: Tally, tolerance: Tolerance): string {
  const total = countAccounts(tally);
  const { unlisted, 'not-managed': notManaged } = tally.accounts;
  const unread = countUnread(tally);
  const allowed = computeAllowed(tolerance, total);
  const parts = [`${formatCount(countRead(tally))} of ${formatPlural(total, 'account')} read`];
  if (unlisted > 0) parts.push(`${formatCount(unlisted)} not in the accounts file`);
  if (notManaged > 0) parts.push(`${formatCount(notManaged)} not managed`);
  if (unread > 0) parts.push(`${formatPlural(unread, 'account')} unread (${formatCount(allowed)} allowed)`);
  parts.push(`${formatCount(tally.activeTokens)} active of ${formatPlural(tally.tokens, 'token')}`);
  if (tally.findings.count > 0) parts.push(formatPlural(tally.findings.count, 'finding'));
  return `${WORDS[result]}: ${parts.join(', ')}`;
}
