import { type Answer, json, organizationsError } from './answers.ts';
import type { ListedToken } from './listed-tokens.ts';
import { organizationForbidden, unknownResource } from './organization-answers.ts';
import { createOrganizationRoute, type OrganizationApi } from './organization-route.ts';
import { ORG_ID } from './organization-scenario.ts';
import { renderFullToken, renderSparseToken } from './page-tokens.ts';
import { createPager, renderUrl } from './pager.ts';
import { cutPage, type Page, renderCursor } from './pages.ts';
import type { Route, RouteCall } from './routes.ts';

const DEFAULT_PAGE_SIZE = 20;

/** The tokens of all accounts: `GET /admin/api-access/v1/orgs/{orgId}/api-tokens`. */
export function createTokenListRoute({ organization, scenario, apiUrl, faults }: OrganizationApi): Route {
  const { orgId = ORG_ID, shape, pageSizeLimit = 1000, end = 'absent', refusePageSize } = scenario;
  const address = `${apiUrl}/admin/api-access/v1/orgs/${orgId}/api-tokens`;
  const render = (token: ListedToken, index: number) =>
    shape === 'sparse' ? renderSparseToken(token, index) : renderFullToken(token, orgId);

  function cut(offset: number, query: URLSearchParams): Page {
    const size = Math.min(Number(query.get('pageSize') ?? DEFAULT_PAGE_SIZE), pageSizeLimit);
    const linkTo = (start: number) =>
      scenario.next === 'url'
        ? renderUrl(address, query, renderCursor('tokens', start))
        : renderCursor('tokens', start);
    return cutPage(organization.tokens ?? [], { offset, size, linkTo, end }, render);
  }

  const answerPage = createPager('tokens', cut, scenario.pages, faults);
  const answer = (call: RouteCall) =>
    refusePageSize && call.query.has('pageSize') && !call.query.has('cursor')
      ? organizationsError(refusePageSize)
      : answerPage(call);
  const path = /^\/admin\/api-access\/v1\/orgs\/(?<orgId>[^/]+)\/api-tokens$/;
  return createOrganizationRoute({ path, scope: 'read:tokens:admin' }, orgId, ['pageSize', 'cursor'], answer);
}

/** Their count: `GET /admin/api-access/v1/orgs/{orgId}/api-tokens/count`, a bare number. */
export function createTokenCountRoute({ organization, scenario }: OrganizationApi): Route {
  const { orgId, count = () => organization.tokens?.length ?? 0 } = scenario;
  let asked = 0;

  function answer(): Answer {
    if (count === 'forbidden') return organizationForbidden();
    if (count === 'missing') return unknownResource();
    const answer = typeof count === 'number' ? count : count(asked++);
    return typeof answer === 'number' ? json(200, answer) : answer;
  }

  const path = /^\/admin\/api-access\/v1\/orgs\/(?<orgId>[^/]+)\/api-tokens\/count$/;
  return createOrganizationRoute({ path, scope: 'read:tokens:admin' }, orgId, [], answer);
}
