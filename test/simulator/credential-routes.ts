import { type Answer, json } from './answers.ts';
import type { Sequence } from './organization.ts';
import { organizationForbidden, unknownResource } from './organization-answers.ts';
import { createOrganizationRoute, type OrganizationApi } from './organization-route.ts';
import { ORG_ID } from './organization-scenario.ts';
import { createPager } from './pager.ts';
import { cutPage, type Page, renderCursor } from './pages.ts';
import type { Route, RouteCall } from './routes.ts';

/** The other credentials of an organization, as JSON. A missing list is empty. */
export type SimulatedCredentials = {
  apiKeys?: Sequence<object>;
  serviceAccounts?: Sequence<object>;
  serviceAccountTokens?: Sequence<object>;
  oauthClients?: Sequence<object>;
};

/** How the calls for other credentials behave; as documented by default. */
export type CredentialScenario = {
  /** By default the true number. */
  apiKeyCount?: number | 'forbidden' | 'missing';
  /** The field that contains the tokens of service accounts; default `items`. `unserved`: the call does not exist. */
  tokensIn?: 'array' | 'data' | 'items' | 'other' | 'unserved';
  /** The stated number of service accounts; by default the true one. */
  serviceAccountTotal?: number;
  /** Called once per page of any of these lists; may replace it. */
  pages?: (list: string, asked: number, page: Page) => Answer | undefined;
};

type List = { name: keyof SimulatedCredentials; path: string; scope: string; parameters: string[] };

const DEFAULT_PAGE_SIZE = 20;

const LISTS: List[] = [
  { name: 'apiKeys', path: 'api-keys', scope: 'read:keys:admin', parameters: ['pageSize', 'cursor'] },
  {
    name: 'serviceAccounts',
    path: 'service-accounts',
    scope: 'read:service-accounts:admin',
    parameters: ['cursor'],
  },
  {
    name: 'serviceAccountTokens',
    path: 'service-accounts/api-tokens',
    scope: 'read:service-accounts-tokens:admin',
    parameters: ['cursor'],
  },
  {
    name: 'oauthClients',
    path: 'oauth-clients',
    scope: 'read:service-accounts-tokens:admin',
    parameters: ['pageSize', 'cursor'],
  },
];

/** Creates the lists of other credentials below `/admin/api-access/v1/orgs/{orgId}/`, and the count of API keys. */
export function createCredentialRoutes(api: OrganizationApi): Route[] {
  return [...LISTS.map((list) => createListRoute(list, api)), createKeyCountRoute(api)];
}

function createListRoute(
  { name, path, scope, parameters }: List,
  { organization, scenario, faults }: OrganizationApi,
): Route {
  const { orgId = ORG_ID, end = 'absent', credentials: behaviour = {} } = scenario;
  const cursorName = path.replace(/\W/g, '');

  function cut(offset: number, query: URLSearchParams): Page {
    const size = Number(query.get('pageSize') ?? DEFAULT_PAGE_SIZE);
    const linkTo = (start: number) => renderCursor(cursorName, start);
    const items = organization.credentials?.[name] ?? [];
    return cutPage(items, { offset, size, linkTo, end }, (item) => item);
  }

  const odd = (asked: number, page: Page) => behaviour.pages?.(path, asked, page);
  const answerPage = createPager(cursorName, cut, odd, faults);
  const answer = (call: RouteCall) => reshape(name, answerPage(call), { organization, behaviour });
  const pattern = new RegExp(`^/admin/api-access/v1/orgs/(?<orgId>[^/]+)/${path}$`);
  return createOrganizationRoute({ path: pattern, scope }, orgId, parameters, answer);
}

/** Converts an ordinary page to the shape of its list. */
function reshape(
  name: keyof SimulatedCredentials,
  answer: Answer,
  { organization, behaviour }: Pick<OrganizationApi, 'organization'> & { behaviour: CredentialScenario },
): Answer {
  const { data, links } = Object(answer.kind === 'json' ? answer.body : {}) as Partial<Page>;
  if (!data || answer.kind !== 'json' || answer.status !== 200) return answer;
  if (name === 'serviceAccounts') {
    const total = behaviour.serviceAccountTotal ?? organization.credentials?.serviceAccounts?.length ?? 0;
    return json(200, { links, items: data, total });
  }
  if (name !== 'serviceAccountTokens') return answer;
  const { tokensIn = 'items' } = behaviour;
  if (tokensIn === 'unserved') return json(404, { code: 404, message: 'Request failed to match any route' });
  if (tokensIn === 'array') {
    const tokens = organization.credentials?.serviceAccountTokens ?? [];
    return json(
      200,
      Array.from({ length: tokens.length }, (_, index) => tokens.at(index)),
    );
  }
  return json(200, { [tokensIn === 'other' ? 'tokens' : tokensIn]: data, links });
}

function createKeyCountRoute({ organization, scenario }: OrganizationApi): Route {
  const { orgId = ORG_ID, credentials: { apiKeyCount } = {} } = scenario;
  const path = /^\/admin\/api-access\/v1\/orgs\/(?<orgId>[^/]+)\/api-keys\/count$/;
  return createOrganizationRoute({ path, scope: 'read:keys:admin' }, orgId, [], () => {
    if (apiKeyCount === 'forbidden') return organizationForbidden();
    if (apiKeyCount === 'missing') return unknownResource();
    return json(200, apiKeyCount ?? organization.credentials?.apiKeys?.length ?? 0);
  });
}
