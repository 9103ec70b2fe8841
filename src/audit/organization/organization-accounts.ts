import { computeManagedAccountsPath } from '../../atlassian/client.ts';
import { ListingError, readPages } from '../../atlassian/pages.ts';
import type { Owner } from '../../atlassian/tokens.ts';
import { isObject, toText } from '../../text/json.ts';
import type { Account, AccountsFile } from '../accounts-file.ts';
import type { SourceReport } from '../source.ts';
import type { Organization } from './organization-list.ts';

/** An account, where it was found, and how many tokens it owns. `line` is undefined if the file does not have it. */
export type AccountEntry = { account: Account; line: number | undefined; managed: boolean; tokens: number };

/** All accounts known while an organization is read, by ID, in the order in which they were found. */
export type AccountIndex = Map<string, AccountEntry>;

/**
 * Whether the managed accounts are known: `verified` once all are listed, `forbidden` where the key may not list them,
 * `unknown` after a list that ended early.
 */
export type Management = 'verified' | 'forbidden' | 'unknown';

/** Creates an index of the accounts of a file; an empty one without a file. */
export function createAccountIndex(file: AccountsFile | undefined): AccountIndex {
  const accountIndex: AccountIndex = new Map();
  for (const row of file?.rows ?? [])
    if (row.kind === 'account') upsertAccount(accountIndex, row.account).line = row.line;
  return accountIndex;
}

/**
 * Returns the entry of an account, after adding it if it is new. Keeps the first name and email seen, and the last
 * status. An account without an ID gets an entry outside the index, since two of them may be two accounts.
 */
export function upsertAccount(accountIndex: AccountIndex, found: Owner & { status?: string }): AccountEntry {
  const { id, name, email, status = '' } = found;
  const entry = accountIndex.get(id);
  if (!entry) {
    const added = { account: { id, name, email, status }, line: undefined, managed: false, tokens: 0 };
    if (id !== '') accountIndex.set(id, added);
    return added;
  }
  const known = entry.account;
  // A new object, since records that are already on their way hold the old one.
  entry.account = {
    id: known.id,
    name: known.name || name,
    email: known.email || email,
    status: status || known.status,
  };
  return entry;
}

/**
 * Adds every managed account of the organization to the index, with its status. A key that may not list them is no
 * error. Throws a `ListingError` when a page stays missing.
 * https://developer.atlassian.com/cloud/admin/organization/rest/api-group-users/
 */
export async function listManagedAccounts(
  { api, orgId, apiUrl }: Organization,
  accountIndex: AccountIndex,
  { gaps }: Pick<SourceReport, 'gaps'>,
): Promise<'verified' | 'forbidden'> {
  let withoutId = 0;
  try {
    const pathOf = (cursor: string | undefined) => computeManagedAccountsPath(orgId, { cursor });
    for await (const items of readPages(api, pathOf, apiUrl))
      for (const item of items) if (!addManagedAccount(accountIndex, item)) withoutId += 1;
  } catch (error) {
    if (isForbidden(error)) return 'forbidden';
    throw error;
  }
  if (withoutId > 0) gaps.push(`Managed accounts that are listed without an account ID: ${withoutId}.`);
  return 'verified';
}

/** Lists the managed accounts for an audit that can do without them: a list that cannot be read is no failure. */
export async function findManagement(
  organization: Organization,
  accountIndex: AccountIndex,
): Promise<Management> {
  try {
    return await listManagedAccounts(organization, accountIndex, { gaps: [] });
  } catch (error) {
    if (error instanceof ListingError) return 'unknown';
    throw error;
  }
}

function addManagedAccount(accountIndex: AccountIndex, item: unknown): boolean {
  const { account_id: accountId, account_status: status, name, email } = isObject(item) ? item : {};
  const id = toText(accountId);
  if (id === '') return false;
  const found = { id, name: toText(name), email: toText(email), status: toText(status) };
  upsertAccount(accountIndex, found).managed = true;
  return true;
}

/** Returns whether the key may not list accounts. Only a refusal of the first page shows that. */
function isForbidden(error: unknown): boolean {
  if (!(error instanceof ListingError) || error.pages > 0) return false;
  return error.answer?.kind === 'refused' && [403, 404].includes(error.answer.status);
}
