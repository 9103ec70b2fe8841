import type { Owner } from '../../atlassian/tokens.ts';
import type { Account } from '../accounts.ts';

/** What is known of one account while the organization is read. */
export type BookEntry = { account: Account; inFile: boolean; managed: boolean; tokens: number };

/** Every account that anything told of, by its ID, in the order in which they were told of. */
export type Book = Map<string, BookEntry>;

/** The entry of an account, made if need be. What an earlier teller said of name and mail stays. */
export function noteAccount(book: Book, { id, name, email }: Owner): BookEntry {
  const entry = book.get(id);
  if (entry) {
    entry.account.name ||= name;
    entry.account.email ||= email;
    return entry;
  }
  const made: BookEntry = {
    account: { id, name, email, status: '' },
    inFile: false,
    managed: false,
    tokens: 0,
  };
  // Nobody knows whether two that have no ID are one.
  if (id !== '') book.set(id, made);
  return made;
}
