import type { Owner } from '../atlassian/tokens.ts';
import type { Account } from './accounts-file.ts';

/** What is known of one account while the organization is read. */
export type AccountEntry = { account: Account; inFile: boolean; managed: boolean; tokens: number };

/** Every account that anything told of, by its ID, in the order in which they were told of. */
export type AccountIndex = Map<string, AccountEntry>;

/** What one teller says of an account; nothing where it is empty. */
type Told = Owner & { status?: string };

/** The entry of an account, made if need be. Of name and mail the first word stays, of the status the last. */
export function upsertAccount(accountIndex: AccountIndex, told: Told): AccountEntry {
  const { id, name, email, status = '' } = told;
  const entry = accountIndex.get(id);
  if (entry) {
    entry.account = learn(entry.account, told);
    return entry;
  }
  const made: AccountEntry = {
    account: { id, name, email, status },
    inFile: false,
    managed: false,
    tokens: 0,
  };
  // Nobody knows whether two that have no ID are one.
  if (id !== '') accountIndex.set(id, made);
  return made;
}

/** Another account where there is news: the same may stand in records, which were concealed and redacted as it was. */
function learn(account: Account, { name, email, status = '' }: Told): Account {
  const isNews =
    (!account.name && name) || (!account.email && email) || (status && status !== account.status);
  if (!isNews) return account;
  return {
    ...account,
    name: account.name || name,
    email: account.email || email,
    status: status || account.status,
  };
}
