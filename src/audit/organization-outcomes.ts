import type { AccountsFile } from './accounts-file.ts';
import type { Broken } from './list-failure.ts';
import type { Management } from './managed-accounts.ts';
import type { AccountEntry, AccountIndex } from './organization-accounts.ts';
import { type AccountStatus, type Outcome, rejectRow } from './records.ts';

/** What the whole organization was read into. `stopped` says why the run stopped, `broken` how the list broke off. */
type OrganizationFindings = {
  accountIndex: AccountIndex;
  file: AccountsFile | undefined;
  management: Management;
  broken: Broken | undefined;
  stopped: string | undefined;
};

/** One outcome for every row of the file, in its order, and then for the accounts beyond it. */
export async function* computeOutcomes(found: OrganizationFindings): AsyncGenerator<Outcome[]> {
  const { accountIndex, file } = found;
  for (const row of file?.rows ?? []) {
    const entry = row.kind === 'account' ? accountIndex.get(row.account.id) : undefined;
    if (row.kind === 'rejected') yield [rejectRow(row.row)];
    else if (entry) yield [computeOutcome(entry, found)];
  }
  for (const entry of accountIndex.values())
    if (isBeyondFile(entry, file)) yield [computeOutcome(entry, found)];
}

/** With a file, of the accounts that it lacks only owners count: the file says who is to be audited. */
function isBeyondFile({ account, inFile, tokens }: AccountEntry, file: AccountsFile | undefined): boolean {
  return account.id !== '' && !inFile && (file === undefined || tokens > 0);
}

function computeOutcome(entry: AccountEntry, found: OrganizationFindings): Outcome {
  const { broken, stopped } = found;
  const { account, tokens } = entry;
  const kind = 'outcome';
  if (broken && stopped)
    return { kind, account, status: 'skipped', tokens, httpStatus: undefined, detail: stopped };
  if (broken) return { kind, account, status: 'failed', tokens, ...broken };
  return { kind, account, tokens, httpStatus: undefined, ...computeStatus(entry, found) };
}

function computeStatus(
  { inFile, managed, tokens }: AccountEntry,
  { file, management }: OrganizationFindings,
): { status: AccountStatus; detail: string } {
  if (file && !inFile) return { status: 'unlisted', detail: 'holds tokens and is not in the accounts file' };
  if (tokens > 0 || managed || management !== 'verified') return { status: 'checked', detail: '' };
  return { status: 'not-managed', detail: "not among the organization's managed accounts" };
}
