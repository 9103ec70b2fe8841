import { ListingError, readPages } from '../../atlassian/pages.ts';
import { computeManagedAccountsPath } from '../../atlassian/paths.ts';
import type { Owner } from '../../atlassian/tokens.ts';
import { isObject, toText } from '../../text/json.ts';
import { isKnownAccountIdForm } from '../account-id.ts';
import type { Account, AccountsFile, AccountsRow } from '../accounts-file.ts';
import { type Outcome, type Result, rejectRow } from '../records.ts';
import type { Audit } from '../source.ts';
import { isRefused } from './organization-list.ts';

/** A row of the file, or an account beyond it, whose line is 0. `tokens` counts those that it owns. */
export type AccountEntry = AccountsRow & { managed: boolean; tokens: number };

/** All rows of the file, then accounts as they are found. `isVerified` once all managed accounts are listed. */
export type AccountIndex = {
  entries: AccountEntry[];
  byId: Map<string, AccountEntry>;
  hasFile: boolean;
  isVerified: boolean;
};

const NOBODY: Account = { id: '', name: '', email: '', status: '' };

/** Creates an index of the rows of a file; an empty one without a file. */
export function createAccountIndex(file: AccountsFile | undefined): AccountIndex {
  const entries = (file?.rows ?? []).map((row) => ({ ...row, managed: false, tokens: 0 }));
  const accounts = entries.filter(({ account }) => account.id !== '');
  const byId = new Map(accounts.map((entry) => [entry.account.id, entry]));
  return { byId, entries, hasFile: file !== undefined, isVerified: false };
}

/**
 * Returns the entry of an account, after adding it if it is new. Keeps the first name and email seen, and the last
 * status. An account without an ID gets an entry outside the index, since two of them may be two accounts.
 */
export function upsertAccount(
  { byId, entries }: AccountIndex,
  found: Owner & { status?: string },
): AccountEntry {
  const { id, name, email, status = '' } = found;
  const entry = byId.get(id) ?? { account: NOBODY, line: 0, cell: '', managed: false, tokens: 0 };
  const { account: known } = entry;
  const texts = { name: known.name || name, email: known.email || email, status: status || known.status };
  // A new object, since records that are already on their way hold the old one.
  entry.account = { id, ...texts };
  if (id !== '' && !byId.has(id)) {
    byId.set(id, entry);
    entries.push(entry);
  }
  return entry;
}

/**
 * Adds every managed account, with its status. Returns why the list ended early, if it did: not if the key may not list
 * them. https://developer.atlassian.com/cloud/admin/organization/rest/api-group-users/
 */
export async function listManagedAccounts(
  { api, inputs: { orgId, request } }: Audit,
  index: AccountIndex,
  gaps: string[],
): Promise<ListingError | undefined> {
  const computePath = (cursor?: string) => computeManagedAccountsPath(orgId, { cursor });
  let withoutId = 0;
  try {
    for await (const items of readPages(api, computePath, request.apiUrl)) {
      const found = items.map(parseManagedAccount).filter(({ id }) => id !== '');
      withoutId += items.length - found.length;
      for (const account of found) upsertAccount(index, account).managed = true;
    }
  } catch (error) {
    if (!(error instanceof ListingError)) throw error;
    // Only a refusal of the first page shows that the key may not list accounts.
    return isRefused(error, 'first', [403, 404]) ? undefined : error;
  }
  if (withoutId > 0) gaps.push(`Managed accounts that are listed without an account ID: ${withoutId}.`);
  index.isVerified = true;
  return undefined;
}

function parseManagedAccount(item: unknown): Account {
  const { account_id: id, account_status: status, name, email } = isObject(item) ? item : {};
  return { id: toText(id), name: toText(name), email: toText(email), status: toText(status) };
}

/** Returns the outcome of an account; `unread` is that of all accounts if the list of tokens ended early. */
export function computeOutcome(
  { hasFile, isVerified }: AccountIndex,
  entry: AccountEntry,
  unread: Result | undefined,
): Outcome {
  const { account, line, managed, tokens } = entry;
  if (account.id === '') return rejectRow(entry);
  const outcome = { kind: 'outcome', account, tokens, httpStatus: undefined } as const;
  if (unread) return { ...outcome, ...unread };
  const isFound = managed || tokens > 0;
  if (line > 0 && !isFound && !isKnownAccountIdForm(account.id)) return rejectRow(entry);
  if (line === 0 && hasFile)
    return { ...outcome, status: 'unlisted', detail: 'owns tokens and is not in the accounts file' };
  if (isFound || !isVerified) return { ...outcome, status: 'checked', detail: '' };
  return { ...outcome, status: 'not-managed', detail: "not among the organization's managed accounts" };
}
