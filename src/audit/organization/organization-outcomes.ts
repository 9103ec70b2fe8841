import { computeAccountTokensPath } from '../../atlassian/client.ts';
import { toText } from '../../text/json.ts';
import { isKnownAccountIdForm } from '../account-id.ts';
import type { AccountsFile, RejectedRow } from '../accounts-file.ts';
import { type AccountStatus, type Outcome, rejectRow, rejectUnknownId } from '../records.ts';
import type { SourceReport } from '../source.ts';
import type { ListFailure } from './list-failure.ts';
import type { AccountEntry, AccountIndex, Management } from './organization-accounts.ts';
import type { Organization } from './organization-list.ts';

/** The result of reading the organization. `failure` says how the list ended early, `stopped` why the run stopped. */
type OrganizationResult = {
  file: AccountsFile | undefined;
  management: Management;
  failure: ListFailure | undefined;
  stopped: string | undefined;
};

const NO_MANAGED =
  'The organization lists no managed account at all: has it claimed its domain (admin.atlassian.com → Settings → Domains), and is org-id the right one?';
const NOTHING_FOUND =
  'No token was found, and no account is known: is org-id the right one? With the scope read:accounts:admin as well, the key would also list the managed accounts.';
const NOT_VERIFIED =
  'Whether the accounts of the file are managed was not verified: with the scope read:accounts:admin as well, the key could list the managed accounts.';
const MORE_WITH_SCOPE =
  'Accounts without tokens and the status of accounts are not known: with the scope read:accounts:admin as well, the key could list the managed accounts.';
const SMALLER_KEY =
  'The key in org-token was made without scopes and can do far more than this audit needs: a key with the scope read:tokens:admin (and read:accounts:admin) would do.';

/**
 * Lists everything that must end as an outcome: the rows of the file in its order, then the accounts beyond it. With a
 * file, of these only owners of tokens count: the file says which accounts to audit.
 */
export function listRows(
  accountIndex: AccountIndex,
  file: AccountsFile | undefined,
): (AccountEntry | RejectedRow)[] {
  const rows = (file?.rows ?? []).flatMap((row): (AccountEntry | RejectedRow)[] => {
    if (row.kind === 'rejected') return [row.row];
    const entry = accountIndex.get(row.account.id);
    return entry ? [entry] : [];
  });
  const beyond = [...accountIndex.values()].filter(
    ({ line, tokens }) => line === undefined && (file === undefined || tokens > 0),
  );
  return [...rows, ...beyond];
}

/** Returns the outcome of one row. */
export function computeOutcome(row: AccountEntry | RejectedRow, result: OrganizationResult): Outcome {
  if (!('account' in row)) return rejectRow(row);
  const { failure, stopped } = result;
  const { account, line, managed, tokens } = row;
  const kind = 'outcome';
  if (failure && stopped)
    return { kind, account, status: 'skipped', tokens, httpStatus: undefined, detail: stopped };
  if (failure) return { kind, account, status: 'failed', tokens, ...failure };
  if (line !== undefined && !managed && tokens === 0 && !isKnownAccountIdForm(account.id))
    return rejectUnknownId(account, line);
  return { kind, account, tokens, httpStatus: undefined, ...computeStatus(row, result) };
}

function computeStatus(
  { line, managed, tokens }: AccountEntry,
  { file, management }: OrganizationResult,
): { status: AccountStatus; detail: string } {
  if (file && line === undefined)
    return { status: 'unlisted', detail: 'owns tokens and is not in the accounts file' };
  if (tokens > 0 || managed || management !== 'verified') return { status: 'checked', detail: '' };
  return { status: 'not-managed', detail: "not among the organization's managed accounts" };
}

/** Reports what knowing the managed accounts, or not knowing them, means for the audit. */
export function reportManagement(
  report: SourceReport,
  accountIndex: AccountIndex,
  hasFile: boolean,
  management: Management,
): void {
  const entries = [...accountIndex.values()];
  const hasTokens = entries.some(({ tokens }) => tokens > 0);
  if (management === 'verified') {
    if (!entries.some(({ managed }) => managed)) report[hasTokens ? 'warnings' : 'errors'].push(NO_MANAGED);
  } else if (hasFile) report.notices.push(NOT_VERIFIED);
  else if (hasTokens) report.notices.push(MORE_WITH_SCOPE);
  else report.warnings.push(NOTHING_FOUND);
}

/** Reports a key that can do more than the audit needs: only one without scopes may read single accounts. */
export async function reportLargeKey(
  report: SourceReport,
  accountIndex: AccountIndex,
  { api }: Organization,
  management: Management,
): Promise<void> {
  const [id] = accountIndex.keys();
  // A key that may not list the accounts has scopes.
  if (management !== 'verified' || !id) return;
  const answer = await api.read(computeAccountTokensPath(id), toText, [500, 502, 503, 504]);
  if (answer.kind === 'value') report.notices.push(SMALLER_KEY);
}
