import { ListingError, readPages } from '../atlassian/pages.ts';
import { computeManagedAccountsPath } from '../atlassian/paths.ts';
import { isObject, toText } from '../text/json.ts';
import { type AccountIndex, upsertAccount } from './organization-accounts.ts';
import type { Organization } from './organization-tokens.ts';
import type { SourceReport } from './source.ts';

/** Whether the managed accounts are known: all of them, or not, because the key may not list them or the list broke off. */
export type Management = 'verified' | 'forbidden' | 'unknown';

/**
 * Notes every managed account of the organization in the accountIndex, with its status, and how many there are. A key that
 * may not list them is no error. Throws a `ListingError` when a page stays missing.
 * https://developer.atlassian.com/cloud/admin/organization/rest/api-group-users/
 */
export async function listManagedAccounts(
  { api, orgId, apiUrl }: Organization,
  accountIndex: AccountIndex,
  report: SourceReport,
): Promise<Management> {
  const pathOf = (cursor: string | undefined) => computeManagedAccountsPath(orgId, { cursor });
  try {
    let unnamed = 0;
    for await (const items of readPages(api, pathOf, apiUrl))
      for (const item of items) if (!noteManaged(accountIndex, item)) unnamed += 1;
    if (unnamed > 0) report.gaps.push(`Managed accounts that are listed without an account ID: ${unnamed}.`);
    return 'verified';
  } catch (error) {
    if (isForbidden(error)) return 'forbidden';
    throw error;
  }
}

function noteManaged(accountIndex: AccountIndex, item: unknown): boolean {
  const { account_id: accountId, account_status: status, name, email } = isObject(item) ? item : {};
  const id = toText(accountId);
  if (id === '') return false;
  const told = { id, name: toText(name), email: toText(email), status: toText(status) };
  upsertAccount(accountIndex, told).managed = true;
  return true;
}

/** Nothing else than the list's first page tells what the key may do. */
function isForbidden(error: unknown): boolean {
  if (!(error instanceof ListingError) || error.pages > 0) return false;
  return error.answer?.kind === 'refused' && [403, 404].includes(error.answer.status);
}
