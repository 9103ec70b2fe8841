import type { Answer, Api } from '../../atlassian/api.ts';
import {
  type CredentialKind,
  parseApiKey,
  parseOAuthClient,
  parseServiceAccount,
  parseServiceAccountToken,
  type ServiceAccount,
  toPage,
} from '../../atlassian/credentials.ts';
import { ListingError, parsePage, readPages } from '../../atlassian/pages.ts';
import { computeAccountTokensPath, computeListPath } from '../../atlassian/paths.ts';
import { classifyRefusal } from '../../atlassian/refusals.ts';
import { parseAccountTokens, type TokenList } from '../../atlassian/tokens.ts';
import { formatPlural } from '../../text/format.ts';
import { isObject } from '../../text/json.ts';
import type { Account } from '../accounts-file.ts';
import type { CredentialRecord, FoundCredential } from '../records.ts';
import type { Audit } from '../source.ts';
import { describeUnreadList } from '../stop.ts';
import type { AccountIndex } from './organization-accounts.ts';
import { type OrganizationList, readOrganizationList } from './organization-list.ts';

/** A list, the scope that a key needs for it, and how to read it. Gaps are those of this kind alone. */
type Kind = OrganizationList & {
  scope: string;
  read(audit: Audit, gaps: string[], index: AccountIndex): AsyncGenerator<FoundCredential[]>;
};

/** https://developer.atlassian.com/cloud/admin/api-access/rest/ */
const KINDS: Record<CredentialKind, Kind> = {
  'api-key': {
    path: 'api-keys',
    items: 'organization API keys',
    countedPath: 'api-keys',
    takesPageSize: true,
    parseItem: parseApiKey,
    hasOwners: false,
    scope: 'read:keys:admin',
    read: readApiKeys,
  },
  // The shape of this list and its parameters are not documented.
  'service-account-token': {
    path: 'service-accounts/api-tokens',
    items: 'service account tokens',
    takesPageSize: false,
    parseItem: parseServiceAccountToken,
    hasOwners: true,
    scope: 'read:service-accounts-tokens:admin',
    read: readServiceAccountTokens,
  },
  'oauth-client': {
    path: 'oauth-clients',
    items: 'OAuth clients',
    takesPageSize: true,
    parseItem: parseOAuthClient,
    hasOwners: false,
    scope: 'read:service-accounts-tokens:admin',
    read: readOAuthClients,
  },
};

/** How many service accounts are asked for their tokens at the same time. */
const BATCH = 100;
const UNKNOWN_ROUTE = /match any route/i;
const NOT_SERVED =
  'Atlassian does not serve the list of service account tokens here: an audit reads them from each service account, which needs an organization API key that was created without scopes.';
const NEEDS_KEY_WITHOUT_SCOPES =
  'The service account tokens were not read (403): Atlassian does not serve the list of them here, and reading them from each service account needs an organization API key that was created without scopes.';

/**
 * Yields the credentials of the kinds to include. A kind that cannot be read, or not to its end, is a gap of this kind
 * alone: it does not make the tokens of users doubtful.
 */
export async function* readCredentials(
  audit: Audit,
  index: AccountIndex,
): AsyncGenerator<CredentialRecord[]> {
  const { include, report } = audit;
  for (const credentialKind of include) {
    const kind = KINDS[credentialKind];
    const gaps: string[] = [];
    try {
      for await (const found of kind.read(audit, gaps, index))
        yield found.map((credential) => ({ kind: 'credential', credentialKind, ...credential }));
    } catch (error) {
      if (!(error instanceof ListingError)) throw error;
      gaps.push(describeUnreadList(kind, error, report.mayQuote));
    }
    if (gaps.length > 0) report.credentialGaps.push({ credentialKind, message: gaps.join(' ') });
  }
}

/** Sends one request for a kind. Adds why an audit could not read it. */
export async function probeCredentials(
  { api, orgId, apiUrl, report }: Audit,
  credentialKind: CredentialKind,
  { errors, doubts }: { errors: string[]; doubts: string[] },
): Promise<void> {
  const kind = KINDS[credentialKind];
  const path = computeListPath(orgId, kind.path, {});
  const answer = await api.read(path, (json) => parsePage(toPage(json), apiUrl));
  if (answer.kind === 'value') return;
  const end = new ListingError(`the list of ${kind.items} was not requested: the run stopped`, 0, answer);
  if (credentialKind === 'service-account-token' && isNotServed(end)) doubts.push(NOT_SERVED);
  else errors.push(describeUnreadList(kind, end, report.mayQuote));
}

/** Yields the API keys, and warns of those whose creator has left: such keys still work. */
async function* readApiKeys(
  audit: Audit,
  gaps: string[],
  { byId, isVerified }: AccountIndex,
): AsyncGenerator<FoundCredential[]> {
  const findStatus = (id: string) => {
    if (!isVerified || id === '') return '';
    const entry = byId.get(id);
    return entry?.managed ? entry.account.status : 'not-managed';
  };
  let orphans = 0;
  for await (const found of readOrganizationList(audit, KINDS['api-key'], gaps)) {
    const keys = found.map(({ token, owner }) => ({
      token,
      account: { ...owner, status: findStatus(owner.id) },
    }));
    orphans += keys.filter(({ account }) => !['', 'active'].includes(account.status)).length;
    yield keys;
  }
  if (orphans > 0)
    audit.report.warnings.push(
      `Organization API keys made by someone who is deactivated or not managed: ${orphans}. Delete them, or make new ones.`,
    );
}

async function* readOAuthClients(audit: Audit, gaps: string[]): AsyncGenerator<FoundCredential[]> {
  for await (const found of readOrganizationList(audit, KINDS['oauth-client'], gaps))
    yield found.map(({ token, owner }) => ({ token, account: { ...owner, status: '' } }));
}

/** Yields the tokens of all service accounts: from their list, or from each account where that list is not served. */
async function* readServiceAccountTokens(audit: Audit, gaps: string[]): AsyncGenerator<FoundCredential[]> {
  const accounts = await readServiceAccounts(audit, gaps);
  const lenient = { ...audit, api: convertAnswers(audit.api, toPage) };
  // Tokens may name either ID.
  const byId = new Map(
    accounts.flatMap((account) => [account.id, account.owner.id].map((id) => [id, account])),
  );
  byId.delete('');
  try {
    for await (const found of readOrganizationList(lenient, KINDS['service-account-token'], gaps))
      yield found.map(({ token, owner }) => ({
        token,
        account: toAccount(byId.get(owner.id) ?? { owner, status: '' }),
      }));
  } catch (error) {
    if (!(error instanceof ListingError && isNotServed(error))) throw error;
    yield* readOneByOne(audit.api, accounts, gaps);
  }
}

/** Reads the service accounts. A list that cannot be read is a gap: the tokens may be readable all the same. */
async function readServiceAccounts(
  { api, orgId, apiUrl, report }: Audit,
  gaps: string[],
): Promise<ServiceAccount[]> {
  const accounts: ServiceAccount[] = [];
  let total: unknown;
  const counting = convertAnswers(api, (json) => {
    if (isObject(json)) total = json.total;
    return toPage(json);
  });
  const computePath = (cursor: string | undefined) => computeListPath(orgId, 'service-accounts', { cursor });
  try {
    for await (const items of readPages(counting, computePath, apiUrl))
      accounts.push(...items.filter(isObject).map(parseServiceAccount));
    if (typeof total === 'number' && accounts.length < total)
      gaps.push(`The list shows ${accounts.length} service accounts, but the organization counts ${total}.`);
  } catch (error) {
    if (!(error instanceof ListingError)) throw error;
    const list = { items: 'service accounts', scope: 'read:service-accounts:admin' };
    gaps.push(describeUnreadList(list, error, report.mayQuote));
  }
  return accounts;
}

/** Reads the tokens of each service account with the per-account call, which takes service accounts, too. */
async function* readOneByOne(
  api: Api,
  accounts: ServiceAccount[],
  gaps: string[],
): AsyncGenerator<FoundCredential[]> {
  let unread = 0;
  for (let at = 0; at < accounts.length; at += BATCH) {
    const batch = accounts.slice(at, at + BATCH).map(async ({ owner, status }) => {
      const answer = await api.read(computeAccountTokensPath(owner.id), parseAccountTokens);
      return { answer, account: { ...owner, status } };
    });
    for (const { answer, account } of await Promise.all(batch)) {
      if (isScopedKey(answer)) return void gaps.push(NEEDS_KEY_WITHOUT_SCOPES);
      if (answer.kind !== 'value' || answer.value.invalidItems.length > 0) unread += 1;
      if (answer.kind === 'value') yield answer.value.tokens.map((token) => ({ token, account }));
    }
  }
  if (unread > 0)
    gaps.push(
      `The tokens of ${unread} of ${formatPlural(accounts.length, 'service account')} were not read.`,
    );
}

function toAccount({ owner, status }: Omit<ServiceAccount, 'id'>): Account {
  return { ...owner, status };
}

function isScopedKey(answer: Answer<TokenList>): boolean {
  return answer.kind === 'refused' && classifyRefusal(answer.status, answer.body) === 'scoped-key';
}

/** Returns whether an answer says that there is no such list: one party got "Request failed to match any route". */
function isNotServed({ answer, pages }: ListingError): boolean {
  if (pages > 0) return false;
  if (answer?.kind === 'refused') return answer.status === 404 || UNKNOWN_ROUTE.test(answer.body);
  return answer?.kind === 'unread' && (answer.status === 404 || UNKNOWN_ROUTE.test(answer.detail));
}

/** Converts the JSON of every answer before it is parsed. */
function convertAnswers(api: Api, convert: (json: unknown) => unknown): Api {
  return {
    read: (path, parse, finalStatuses) => api.read(path, (json) => parse(convert(json)), finalStatuses),
  };
}
