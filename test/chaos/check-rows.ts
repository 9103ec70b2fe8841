import { isKnownAccountIdForm } from '../../src/audit/account-id.ts';
import { bare, countTexts, type Evidence } from './evidence.ts';
import { readSentAccounts, type SentAccount } from './sent.ts';
import { readSentOrganization } from './sent-lists.ts';

const NOT_MANAGED = /targetUnverified|must be a verified org admin of targeted account/;

/** Checks that accounts.csv has exactly one row per account of the input, and otherwise only accounts that the server sent. */
export function checkRows(evidence: Evidence): string[] {
  const { plan, accounts } = evidence;
  const { ids = [], rejected = 0 } = plan.file ?? {};
  const rows = countTexts(accounts.map(idOf).filter((id) => id !== ''));
  const listed = ids.flatMap((id) => (rows.get(id) === 1 ? [] : [`${id}: ${rows.get(id) ?? 0} rows`]));
  const twice = [...rows].flatMap(([id, count]) => (count > 1 ? [`${id}: ${count} rows`] : []));
  const unread = accounts.filter((row) => row.Status === 'rejected' && idOf(row) === '').length;
  const wrong = unread === rejected ? [] : [`${unread} rejected rows, ${rejected} in the file`];
  return [...new Set([...listed, ...twice]), ...wrong, ...checkBeyond(evidence, new Set([...rows.keys()]))];
}

/** Rows of accounts that the file lacks. */
function checkBeyond(evidence: Evidence, rows: Set<string>): string[] {
  const { plan } = evidence;
  const listed = new Set(plan.file?.ids);
  const { tokens, managed, list } = readSentOrganization(evidence);
  const owners = tokens.map(({ owner }) => owner).filter((owner) => owner !== '');
  const known = new Set([...owners, ...(plan.file ? [] : managed)]);
  const invented = [...rows].filter((id) => !listed.has(id) && !known.has(id));
  const isRead = evidence.accounts.some((row) => row.Status === 'checked' || row.Status === 'unlisted');
  const lost = isRead && list.isWhole ? [...known].filter((id) => !rows.has(id)) : [];
  return [
    ...invented.map((id) => `${id}: a row, but never sent`),
    ...lost.map((id) => `${id}: sent, but no row`),
  ];
}

/** Checks that the answers justify the status of each row. */
export function checkStatuses(evidence: Evidence): string[] {
  if (evidence.plan.source === 'organization') return checkListStatuses(evidence);
  const sent = readSentAccounts(evidence);
  return evidence.accounts.flatMap((row) => {
    const problem = findStatusProblem(row, sent.get(idOf(row)));
    return problem ? [`${idOf(row)}: ${row.Status} (${row.Detail}), but ${problem}`] : [];
  });
}

function findStatusProblem(row: Record<string, string>, sent: SentAccount | undefined) {
  const { Status, Detail = '' } = row;
  const isNotManaged = sent?.statuses.has(404) || sent?.bodies.some((body) => NOT_MANAGED.test(body));
  switch (Status) {
    case 'checked':
      return sent?.isSound ? '' : 'no whole list of tokens was sent';
    case 'not-managed':
      if (!isNotManaged) return 'no answer said so';
      return sent?.statuses.has(404) && isDamaged(row) ? 'its ID is damaged' : '';
    case 'failed':
      // An answer that arrived too late, or never, is a failure.
      if (/no whole answer within|ECONN|socket hang up/.test(Detail)) return '';
      return sent?.isSound || isNotManaged ? 'a final answer was sent' : '';
    case 'rejected':
      return isDamaged(row) ? '' : 'its ID has a known form';
    case 'skipped':
      return '';
    default:
      return 'an account by itself has no such status';
  }
}

function checkListStatuses(evidence: Evidence): string[] {
  const { list, managed, accountList } = readSentOrganization(evidence);
  const listed = new Set(evidence.plan.file?.ids);
  return evidence.accounts.flatMap((row) => {
    const id = idOf(row);
    const isRead = row.Status === 'checked' || row.Status === 'unlisted';
    if (isRead && !list.isWhole) return [`${id}: ${row.Status}, but the list was never whole`];
    if (row.Status === 'unlisted' && listed.has(id)) return [`${id}: unlisted, but in the file`];
    if (row.Status === 'rejected' && !isDamaged(row)) return [`${id}: rejected, but its ID has a known form`];
    const isManaged = !accountList.isWhole || managed.includes(id);
    return row.Status === 'not-managed' && isManaged ? [`${id}: not-managed, but no answer said so`] : [];
  });
}

/** Whether a row has no ID, or one of no known form. */
function isDamaged(row: Record<string, string>): boolean {
  return !isKnownAccountIdForm(idOf(row));
}

function idOf(row: Record<string, string>): string {
  return bare(row['Account ID'] ?? '');
}
