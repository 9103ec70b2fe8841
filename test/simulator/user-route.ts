import { organizationForbidden } from './organization-answers.ts';
import { createOrganizationRoute, type OrganizationApi } from './organization-route.ts';
import { ORG_ID } from './organization-scenario.ts';
import { createPager, renderUrl } from './pager.ts';
import { cutPage, type Page, renderCursor } from './pages.ts';
import type { Route, RouteCall } from './routes.ts';

const PAGE_SIZE = 50;

/** The managed accounts: `GET /admin/v1/orgs/{orgId}/users`. */
export function createUserListRoute({ organization, scenario, apiUrl, faults }: OrganizationApi): Route {
  const { orgId = ORG_ID, end = 'absent', users } = scenario;
  const accounts = () => (users === 'empty' ? [] : (organization.managedAccounts ?? []));

  function cut(offset: number, query: URLSearchParams): Page {
    const linkTo = (start: number) =>
      renderUrl(`${apiUrl}/admin/v1/orgs/${orgId}/users`, query, renderCursor('users', start));
    const page = cutPage(accounts(), { offset, size: PAGE_SIZE, linkTo, end }, (account) => account);
    return { ...page, meta: { total: accounts().length } };
  }

  const answerPage = createPager('users', cut, scenario.userPages, faults);
  const answer = (call: RouteCall) => (users === 'forbidden' ? organizationForbidden() : answerPage(call));
  const path = /^\/admin\/v1\/orgs\/(?<orgId>[^/]+)\/users$/;
  return createOrganizationRoute({ path, scope: 'read:accounts:admin' }, orgId, ['cursor'], answer);
}
