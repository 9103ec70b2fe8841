import { type AccessList, computeListPath } from '../../atlassian/client.ts';
import { type CredentialKind, parseApiKey, parseOAuthClient, toPage } from '../../atlassian/credentials.ts';
import { ListingError, parsePage } from '../../atlassian/pages.ts';
import type { OwnedToken } from '../../atlassian/tokens.ts';
import type { CredentialRecord, FoundCredential } from '../records.ts';
import type { SourceReport } from '../source.ts';
import { describeUnreadList } from './list-failure.ts';
import type { AccountIndex, Management } from './organization-accounts.ts';
import {
  type ListReport,
  type Organization,
  type OrganizationList,
  readOrganizationList,
} from './organization-list.ts';
import { isNotServed, NOT_SERVED, readServiceAccountTokens } from './service-accounts.ts';

/** The kinds of credentials to read, and the accounts that are known. */
export type CredentialAudit = {
  organization: Organization;
  include: readonly CredentialKind[];
  accountIndex: AccountIndex;
  management: Management;
  report: SourceReport;
};

type Reader = (audit: CredentialAudit, report: ListReport) => AsyncGenerator<FoundCredential[]>;

/** https://developer.atlassian.com/cloud/admin/api-access/rest/ */
const API_KEYS: OrganizationList = {
  path: 'api-keys',
  items: 'organization API keys',
  countedPath: 'api-keys',
  takesPageSize: true,
  parseItem: parseApiKey,
  hasOwners: false,
};

const OAUTH_CLIENTS: OrganizationList = {
  path: 'oauth-clients',
  items: 'OAuth clients',
  takesPageSize: true,
  parseItem: parseOAuthClient,
  hasOwners: false,
};

const KINDS: Record<CredentialKind, { items: string; path: AccessList; scope: string; read: Reader }> = {
  'api-key': { items: API_KEYS.items, path: 'api-keys', scope: 'read:keys:admin', read: readApiKeys },
  'service-account-token': {
    items: 'service account tokens',
    path: 'service-accounts/api-tokens',
    scope: 'read:service-accounts-tokens:admin',
    read: ({ organization }, report) => readServiceAccountTokens(organization, report),
  },
  'oauth-client': {
    items: OAUTH_CLIENTS.items,
    path: 'oauth-clients',
    scope: 'read:service-accounts-tokens:admin',
    read: readOAuthClients,
  },
};

/**
 * Yields the credentials of the kinds to include. A kind that cannot be read, or not to its end, is a gap of this kind
 * alone: it does not make the tokens of users doubtful.
 */
export async function* readCredentials(audit: CredentialAudit): AsyncGenerator<CredentialRecord[]> {
  const { notices, mayQuote, credentialGaps } = audit.report;
  for (const credentialKind of audit.include) {
    const { read, ...list } = KINDS[credentialKind];
    const gaps: string[] = [];
    try {
      for await (const found of read(audit, { gaps, notices, mayQuote }))
        yield found.map((credential) => ({ kind: 'credential', credentialKind, ...credential }));
    } catch (error) {
      if (!(error instanceof ListingError)) throw error;
      gaps.push(describeUnreadList(list, error, mayQuote));
    }
    if (gaps.length > 0) credentialGaps.push({ credentialKind, message: gaps.join(' ') });
  }
}

/** Sends one request for a kind. Returns why an audit could not read it, or undefined. */
export async function probeCredentials(
  { api, orgId, apiUrl }: Organization,
  credentialKind: CredentialKind,
  mayQuote: boolean,
): Promise<{ error: string } | { doubt: string } | undefined> {
  const { path, ...list } = KINDS[credentialKind];
  const answer = await api.read(computeListPath(orgId, path, {}), (json) => parsePage(toPage(json), apiUrl));
  if (answer.kind === 'value') return undefined;
  const failure = {
    answer,
    pages: 0,
    message: `the list of ${list.items} was not requested: the run stopped`,
  };
  if (credentialKind === 'service-account-token' && isNotServed(failure)) return { doubt: NOT_SERVED };
  return { error: describeUnreadList(list, failure, mayQuote) };
}

/** Yields the API keys, and warns of those whose creator has left: such keys still work. */
async function* readApiKeys(
  { organization, accountIndex, management, report: { warnings } }: CredentialAudit,
  report: ListReport,
): AsyncGenerator<FoundCredential[]> {
  const findStatus = ({ owner }: OwnedToken) => {
    if (management !== 'verified' || owner.id === '') return '';
    const entry = accountIndex.get(owner.id);
    return entry?.managed ? entry.account.status : 'not-managed';
  };
  let orphans = 0;
  for await (const found of readOrganizationList(organization, API_KEYS, report)) {
    const keys = found.map((key) => toCredential(key, findStatus(key)));
    orphans += keys.filter(({ account }) => !['', 'active'].includes(account.status)).length;
    yield keys;
  }
  if (orphans > 0)
    warnings.push(
      `Organization API keys made by someone who is deactivated or not managed: ${orphans}. Delete them, or make new ones.`,
    );
}

async function* readOAuthClients(
  { organization }: CredentialAudit,
  report: ListReport,
): AsyncGenerator<FoundCredential[]> {
  for await (const found of readOrganizationList(organization, OAUTH_CLIENTS, report))
    yield found.map((client) => toCredential(client, ''));
}

function toCredential({ token, owner }: OwnedToken, status: string): FoundCredential {
  return { token, account: { ...owner, status } };
}
