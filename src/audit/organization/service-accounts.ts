import type { Answer, Api } from '../../atlassian/api.ts';
import { computeAccountTokensPath, computeListPath } from '../../atlassian/client.ts';
import {
  parseServiceAccount,
  parseServiceAccountToken,
  type ServiceAccount,
  toPage,
} from '../../atlassian/credentials.ts';
import { ListingError, readPages } from '../../atlassian/pages.ts';
import { classifyRefusal } from '../../atlassian/refusals.ts';
import { parseAccountTokens, type TokenList } from '../../atlassian/tokens.ts';
import { formatPlural } from '../../text/format.ts';
import { isObject } from '../../text/json.ts';
import type { FoundCredential } from '../records.ts';
import { describeUnreadList } from './list-failure.ts';
import {
  type ListReport,
  type Organization,
  type OrganizationList,
  readOrganizationList,
} from './organization-list.ts';

/** The shape of this list and its parameters are not documented. */
const TOKENS: OrganizationList = {
  path: 'service-accounts/api-tokens',
  items: 'service account tokens',
  takesPageSize: false,
  parseItem: parseServiceAccountToken,
  hasOwners: true,
};

/** How many service accounts are asked for their tokens at the same time. */
const BATCH = 100;
const UNKNOWN_ROUTE = /match any route/i;
/** The doubt of a dry run where the list is not served. */
export const NOT_SERVED =
  'Atlassian does not serve the list of service account tokens here: an audit reads them from each service account, which needs an organization API key that was created without scopes.';
const NEEDS_KEY_WITHOUT_SCOPES =
  'The service account tokens were not read (403): Atlassian does not serve the list of them here, and reading them from each service account needs an organization API key that was created without scopes.';

/**
 * Yields the tokens of all service accounts, from the list of them, or from each service account where that list is not
 * served. Throws a `ListingError` when the list cannot be read.
 */
export async function* readServiceAccountTokens(
  organization: Organization,
  report: ListReport,
): AsyncGenerator<FoundCredential[]> {
  const lenient = { ...organization, api: convertAnswers(organization.api, toPage) };
  const accounts = await readServiceAccounts(organization, report);
  const findAccount = createAccountLookup(accounts);
  try {
    for await (const found of readOrganizationList(lenient, TOKENS, report))
      yield found.map(({ token, owner }) => ({
        token,
        account: findAccount(owner.id) ?? { ...owner, status: '' },
      }));
  } catch (error) {
    if (!(error instanceof ListingError && isNotServed(error))) throw error;
    yield* readOneByOne(organization.api, accounts, report);
  }
}

/** Reads the service accounts. A list that cannot be read is a gap: the tokens may be readable all the same. */
async function readServiceAccounts(
  { api, orgId, apiUrl }: Organization,
  { gaps, mayQuote }: ListReport,
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
    gaps.push(describeUnreadList(list, error, mayQuote));
  }
  return accounts;
}

/** Creates a lookup by either ID of a service account, since tokens may name either. */
function createAccountLookup(accounts: ServiceAccount[]) {
  const index = new Map(
    accounts.flatMap((account) => [account.id, account.owner.id].map((id) => [id, account])),
  );
  return (id: string) => {
    const account = id === '' ? undefined : index.get(id);
    return account && { ...account.owner, status: account.status };
  };
}

/** Reads the tokens of each service account with the per-account call, which takes service accounts, too. */
async function* readOneByOne(
  api: Api,
  accounts: ServiceAccount[],
  { gaps }: ListReport,
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

function isScopedKey(answer: Answer<TokenList>): boolean {
  return answer.kind === 'refused' && classifyRefusal(answer.status, answer.body) === 'scoped-key';
}

/** Returns whether an answer says that there is no such list: one party got "Request failed to match any route". */
export function isNotServed({ answer, pages }: Pick<ListingError, 'answer' | 'pages'>): boolean {
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
