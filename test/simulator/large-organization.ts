import { toListedAccount } from './listed-accounts.ts';
import type { ListedToken } from './listed-tokens.ts';
import type { Organization, Sequence, SimulatedAccount, SimulatedToken } from './organization.ts';

const ID_PREFIX = '712020:0a1b2c3d-0000-4000-8000-';

const DAYS = Array.from({ length: 28 }, (_, index) => String(index + 1).padStart(2, '0'));
const SCOPES = ['read:jira-work'];

type Size = { accounts: number; tokens: number };

/**
 * Creates an organization of any size that needs no memory: everything is computed from the index. Token `n` belongs
 * to account `n` modulo `accounts`; every tenth is blocked, every seventh was never used, none expires before 2099.
 */
export function createLargeOrganization(size: Size): Organization {
  return {
    accountOf(accountId) {
      const index = parseIndex(accountId);
      return index !== undefined && index < size.accounts ? createAccount(index, size) : undefined;
    },
    tokens: createSequence(size.tokens, (index) => createListedToken(index, index % size.accounts)),
    managedAccounts: createSequence(size.accounts, (index) => toListedAccount(createOwner(index))),
  };
}

function createSequence<T>(length: number, itemAt: (index: number) => T): Sequence<T> {
  return { length, at: (index) => (index >= 0 && index < length ? itemAt(index) : undefined) };
}

function createOwner(index: number) {
  return { id: `${ID_PREFIX}${pad(index)}`, name: `Person ${index}`, email: `person${index}@example.com` };
}

function createAccount(index: number, size: Size): SimulatedAccount {
  const tokens: SimulatedToken[] = [];
  for (let number = index; number < size.tokens; number += size.accounts) tokens.push(createToken(number));
  return { ...createOwner(index), tokens };
}

function createToken(index: number): SimulatedToken {
  const { id, label, createdAt, expiry, lastAccess, isDisabled } = computeFields(index);
  return { id, label, createdAt, expiry, lastAccess, disabledStatus: isDisabled };
}

// The same as `toListedToken`, but fast: a page has a thousand tokens.
function createListedToken(index: number, owner: number): ListedToken {
  const { id, label, createdAt, expiry, lastAccess, isDisabled } = computeFields(index);
  return {
    id,
    label,
    status: isDisabled ? 'BLOCKED' : 'ALLOWED',
    createdAt,
    expiresAt: expiry,
    lastActiveAt: lastAccess,
    scopes: SCOPES,
    user: createOwner(owner),
  };
}

function computeFields(index: number) {
  const day = DAYS[index % DAYS.length];
  return {
    id: `5f1c0d7e-0000-4000-9000-${pad(index)}`,
    label: `Token ${index}`,
    createdAt: `2026-0${1 + (index % 9)}-${day}T10:00:00.125Z`,
    expiry: `2099-05-${day}T10:00:00.000Z`,
    lastAccess: index % 7 === 6 ? undefined : `2026-10-${day}T10:00:00.000Z`,
    isDisabled: index % 10 === 9,
  };
}

function parseIndex(accountId: string): number | undefined {
  const digits = accountId.startsWith(ID_PREFIX) ? accountId.slice(ID_PREFIX.length) : '';
  return /^\d{12,}$/.test(digits) ? Number(digits) : undefined;
}

function pad(index: number): string {
  return String(index).padStart(12, '0');
}
