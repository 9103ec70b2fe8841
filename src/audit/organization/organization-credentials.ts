import type { Api } from '../../atlassian/api.ts';
import { computeListPath } from '../../atlassian/client.ts';
import { ListingError, parsePage, readPages } from '../../atlassian/pages.ts';
import { KEY_ADVICE } from '../../atlassian/refusals.ts';
import {
  type CredentialKind,
  isActive,
  parseApiKey,
  parseOAuthClient,
  parseServiceAccount,
  parseServiceAccountToken,
  type ServiceAccount,
  toPage,
} from '../../atlassian/tokens.ts';
import { formatPlural } from '../../text/format.ts';
import { isObject } from '../../text/json.ts';
import { auditAccounts, createAccountReader } from '../account-by-account.ts';
import type { CredentialRecord } from '../records.ts';
import type { Audit } from '../source.ts';
import { readStopReason } from '../stop.ts';
import type { AccountIndex } from './organization.ts';
import { type OrganizationList, parseItems, readOrganizationList, renderCause } from './organization-list.ts';

/** The lists, and the scope that a key needs for each. https://developer.atlassian.com/cloud/admin/api-access/rest/ */
const LISTS: Record<CredentialKind, OrganizationList & { scope: string }> = {
  'api-key': {
    path: 'api-keys',
    items: 'organization API keys',
    scope: 'read:keys:admin',
    countPath: 'api-keys/count',
    parseItem: parseApiKey,
    hasNoOwners: true,
  },
  'service-account-token': {
    path: 'service-accounts/api-tokens',
    items: 'service account tokens',
    scope: 'read:service-accounts-tokens:admin',
    parseItem: parseServiceAccountToken,
    isUndocumented: true,
  },
  'oauth-client': {
    path: 'oauth-clients',
    items: 'OAuth clients',
    scope: 'read:service-accounts-tokens:admin',
    parseItem: parseOAuthClient,
    hasNoOwners: true,
  },
};

const SERVICE_ACCOUNTS = { items: 'service accounts', scope: 'read:service-accounts:admin' };
const NOT_SERVED =
  'Atlassian does not serve the list of service account tokens here: an audit reads them from each service account, which needs an organization API key that was created without scopes.';
const NEEDS_KEY_WITHOUT_SCOPES =
  'The service account tokens were not read (403): Atlassian does not serve the list of them here, and reading them from each service account needs an organization API key that was created without scopes.';

/** Yields the credentials of the kinds to include. A kind that cannot be read to its end is a gap of this kind alone. */
export async function* readCredentials(
  audit: Audit,
  index: AccountIndex,
): AsyncGenerator<CredentialRecord[]> {
  const { inputs, sourceReport } = audit;
  for (const credentialKind of inputs.include) {
    const list = LISTS[credentialKind];
    const gaps: string[] = [];
    const batches =
      credentialKind === 'service-account-token'
        ? readServiceAccountTokens(audit, gaps)
        : readWithCreators(audit, list, gaps, index);
    try {
      for await (const found of batches)
        yield found.map(({ account, token }) => ({ kind: 'credential', credentialKind, account, token }));
    } catch (error) {
      gaps.push(describeGap(list, error, sourceReport.mayQuote));
    }
    if (gaps.length > 0) sourceReport.credentialGaps.set(credentialKind, gaps.join(' '));
  }
}

/** Sends one request for a kind, and adds why an audit could not read it. */
export async function probeCredentials(
  { api, inputs: { orgId, request }, sourceReport }: Audit,
  credentialKind: CredentialKind,
  { errors, doubts }: { errors: string[]; doubts: string[] },
): Promise<void> {
  const list = LISTS[credentialKind];
  const path = computeListPath(orgId, list.path);
  const answer = await api.read(path, (json) => parseItems(json, list, request.apiUrl));
  if (answer.kind === 'value') return;
  const end = new ListingError(`the list of ${list.items} was not requested: the run stopped`, 0, answer);
  if (credentialKind === 'service-account-token' && isNotServed(end)) doubts.push(NOT_SERVED);
  else errors.push(describeGap(list, end, sourceReport.mayQuote));
}

/** Yields API keys or OAuth clients. Warns of active API keys whose creator has left: such keys still work. */
async function* readWithCreators(audit: Audit, list: OrganizationList, gaps: string[], index: AccountIndex) {
  const findStatus = (id: string) => {
    if (!index.isVerified || id === '') return '';
    const entry = index.byId.get(id);
    return entry?.managed ? entry.account.status : 'not-managed';
  };
  let orphans = 0;
  for await (const found of readOrganizationList(audit, list, gaps))
    yield found.map(({ token, owner }) => {
      const status = findStatus(owner.id);
      if (!['', 'active'].includes(status) && isActive(token, Date.now())) orphans += 1;
      return { token, account: { ...owner, status } };
    });
  if (orphans > 0)
    audit.sourceReport.warnings.push(
      `Organization API keys made by someone who is deactivated or not managed: ${orphans}. Delete them, or make new ones.`,
    );
}

/** Yields the tokens of service accounts: from their list, or from each account where that list is not served. */
async function* readServiceAccountTokens(audit: Audit, gaps: string[]) {
  const accounts = await readServiceAccounts(audit, gaps);
  // Tokens may name either ID.
  const byId = new Map(accounts.flatMap((found) => [found.id, found.owner.id].map((id) => [id, found])));
  byId.delete('');
  try {
    for await (const found of readOrganizationList(audit, LISTS['service-account-token'], gaps))
      yield found.map(({ token, owner: named }) => {
        const { owner, status } = byId.get(named.id) ?? { owner: named, status: '' };
        return { token, account: { ...owner, status } };
      });
  } catch (error) {
    if (!(error instanceof ListingError && isNotServed(error))) throw error;
    yield* readOneByOne(audit.api, accounts, gaps);
  }
}

/** Reads the service accounts. A list that cannot be read is a gap: the tokens may be readable all the same. */
async function readServiceAccounts(audit: Audit, gaps: string[]): Promise<ServiceAccount[]> {
  const { request, orgId } = audit.inputs;
  const accounts: ServiceAccount[] = [];
  let total: unknown;
  const parse = (json: unknown) => {
    if (isObject(json)) total = json.total;
    return parsePage(toPage(json), request.apiUrl);
  };
  const computePath = (cursor?: string) => computeListPath(orgId, 'service-accounts', { cursor });
  try {
    for await (const items of readPages(audit.api, computePath, parse))
      accounts.push(...items.filter(isObject).map(parseServiceAccount));
    if (typeof total === 'number' && accounts.length < total)
      gaps.push(`The list shows ${accounts.length} service accounts, but the organization counts ${total}.`);
  } catch (error) {
    gaps.push(describeGap(SERVICE_ACCOUNTS, error, audit.sourceReport.mayQuote));
  }
  return accounts;
}

/** Yields the tokens of each service account. The per-account call takes service accounts, too. */
async function* readOneByOne(api: Api, accounts: ServiceAccount[], gaps: string[]) {
  // A key that this call refuses may have read all else: it does not end the run.
  const controller = new AbortController();
  const { readAccountTokens } = createAccountReader(api, controller);
  const rows = accounts.map(({ owner, status }) => ({ account: { ...owner, status }, line: 0, cell: '' }));
  let unread = 0;
  for await (const records of auditAccounts(rows, readAccountTokens)) {
    yield records.filter((record) => record.kind === 'token');
    unread += records.filter((record) => record.kind === 'outcome' && record.status !== 'checked').length;
  }
  if (readStopReason(controller.signal)?.advice === KEY_ADVICE['scoped-key'])
    gaps.push(NEEDS_KEY_WITHOUT_SCOPES);
  else if (unread > 0)
    gaps.push(`The tokens of ${unread} of ${formatPlural(rows.length, 'service account')} were not read.`);
}

/** Returns whether an answer says that there is no such list: one party got "Request failed to match any route". */
function isNotServed({ answer, pages }: ListingError): boolean {
  if (pages > 0 || answer === undefined) return false;
  const text = answer.kind === 'refused' ? answer.body : answer.detail;
  return answer.status === 404 || /match any route/i.test(text);
}

/** Describes why a list is missing or short, and what to do. Rethrows everything but a `ListingError`. */
function describeGap({ items, scope }: typeof SERVICE_ACCOUNTS, end: unknown, mayQuote: boolean): string {
  if (!(end instanceof ListingError)) throw end;
  const status = end.answer?.kind === 'refused' ? end.answer.status : undefined;
  if (status === 403)
    return `The ${items} were not read (403): the key in org-token lacks the scope ${scope}. Scopes cannot be added later: make a new key at admin.atlassian.com → Settings → API keys, with all scopes that the audit needs.`;
  if (status === 404)
    return `The ${items} were not read (404): Atlassian does not serve this list to the organization.`;
  return `The list of ${items} was not read to its end: ${renderCause(end, mayQuote)}`;
}
