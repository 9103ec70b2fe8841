import { computeAllowed, type Tolerance } from '../policy/limits.ts';
import { formatCount, formatPlural } from '../text/format.ts';
import { countPeople } from './owners.ts';
import { countAccounts, countRead, countUnread, type Totals } from './totals.ts';

/** Renders the result of an audit without errors and gaps in one line. It has numbers only. */
export function renderHeadline(totals: Totals, tolerance: Tolerance, hasLimits: boolean): string {
  const coverage = renderCoverage(totals, tolerance);
  const unread = countUnread(totals) > 0 ? `; ${coverage}` : '';
  if (totals.findings.count > 0) return `${renderFindings(totals)}${unread}`;
  return hasLimits ? `Clean: ${coverage}` : `Inventory: no limits set${unread}`;
}

function renderFindings({ findings, findingsByRule, owners }: Totals): string {
  const hasFailures = [...findingsByRule.values()].some(({ greatest }) => greatest.level === 'fail');
  const people = countPeople(owners);
  const who =
    people === 0 ? 'organization admins' : `${formatCount(people)} ${people === 1 ? 'person' : 'people'}`;
  return `${formatPlural(findings.count, 'finding')}: ${who} ${hasFailures ? 'must' : 'should'} act`;
}

/** Renders which accounts were read, and which were not and why that is tolerated. */
function renderCoverage(totals: Totals, tolerance: Tolerance): string {
  const total = countAccounts(totals);
  const read = countRead(totals);
  const unread = countUnread(totals);
  const notManaged = totals.accounts['not-managed'];
  if (total === 0) return 'there are no accounts';
  if (read === total)
    return total === 1 ? 'the only account was read' : `all ${formatCount(total)} accounts were read`;
  const parts = [`${formatCount(read)} of ${formatPlural(total, 'account')} were read`];
  if (notManaged > 0) parts.push(`${formatCount(notManaged)} not managed`);
  if (unread > 0)
    parts.push(`${formatCount(unread)} not read (${formatCount(computeAllowed(tolerance, total))} allowed)`);
  return parts.join(', ');
}
