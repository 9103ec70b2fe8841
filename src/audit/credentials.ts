import {
  type CredentialKind,
  type FoundCredential,
  parseApiKey,
  parseOAuthClient,
} from '../atlassian/credentials.ts';
import { ListingError } from '../atlassian/pages.ts';
import type { OwnedToken } from '../atlassian/tokens.ts';
import { describeUnreadList } from './list-failure.ts';
import type { AccountIndex, Management } from './organization-accounts.ts';
import {
  type ListReport,
  type Organization,
  type OrganizationList,
  readOrganizationList,
} from './organization-list.ts';
import type { CredentialRecord } from './records.ts';
import { readServiceAccountTokens } from './service-accounts.ts';
import type { SourceReport } from './source.ts';

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

const KINDS: Record<CredentialKind, { items: string; scope: string; read: Reader }> = {
  'api-key': { items: API_KEYS.items, scope: 'read:keys:admin', read: readApiKeys },
  'service-account-token': {
    items: 'service account tokens',
    scope: 'read:service-accounts-tokens:admin',
    read: ({ organization }, report) => readServiceAccountTokens(organization, report),
  },
  'oauth-client': {
    items: OAUTH_CLIENTS.items,
    scope: 'read:service-accounts-tokens:admin',
    read: readOAuthClients,
  },
};

/**
 * Yields the credentials of the kinds to include. A kind that cannot be read, or not to its end, is a gap of this kind
 * alone: it does not make the tokens of users doubtful.
 */
export async function* readCredentials(audit: CredentialAudit): AsyncGenerator<CredentialRecord[]> {
  for (const credentialKind of audit.include) {
    const { read, ...list } = KINDS[credentialKind];
    const gaps: string[] = [];
    try {
      for await (const found of read(audit, {
        gaps,
        notices: audit.report.notices,
        mayQuote: audit.report.mayQuote,
      }))
        yield found.map((credential) => ({
          kind: 'credential',
          credential: { credentialKind, ...credential },
        }));
    } catch (error) {
      if (!(error instanceof ListingError)) throw error;
      gaps.push(describeUnreadList(list, error, audit.report.mayQuote));
    }
    if (gaps.length > 0) audit.report.credentialGaps.push({ credentialKind, message: gaps.join(' ') });
  }
}

/** Keys live on when their creator leaves: that is worth a warning. */
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
    orphans += keys.filter(({ ownerStatus }) => !['', 'active'].includes(ownerStatus)).length;
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

function toCredential({ token, owner }: OwnedToken, ownerStatus: string): FoundCredential {
  return { ...token, owner, ownerStatus };
}
