import type { SimulatedAccount } from './organization.ts';

/** An account of the list of managed accounts, as JSON. */
export type ListedAccount = Record<string, unknown>;

const STATUS = new Map([
  ['deactivated', 'inactive'],
  ['suspended', 'inactive'],
  ['deleted', 'closed'],
]);

/** Converts an account to its form in the list of managed accounts. */
export function toListedAccount(account: Omit<SimulatedAccount, 'tokens'>): ListedAccount {
  const { id, name = '', email, status = 'Active', type = 'atlassian', lastActive } = account;
  const lowered = status.toLowerCase();
  return {
    account_id: id,
    account_type: type,
    account_status: STATUS.get(lowered) ?? lowered,
    name,
    picture: 'https://avatar.example.com/128',
    ...(email !== undefined && { email }),
    ...(lastActive !== undefined && { last_active: lastActive }),
  };
}
