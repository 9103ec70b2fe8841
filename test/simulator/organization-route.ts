import type { Answer } from './answers.ts';
import type { FaultSource } from './faults.ts';
import type { Organization } from './organization.ts';
import { internalError, organizationNotFound } from './organization-answers.ts';
import { ORG_ID, type OrganizationScenario } from './organization-scenario.ts';
import { findWrongParameter } from './query.ts';
import type { Route, RouteCall } from './routes.ts';

/** The data behind the organization-wide calls. */
export type OrganizationApi = {
  organization: Organization;
  scenario: OrganizationScenario;
  /** The base of the URLs in `links`. */
  apiUrl: string;
  faults: FaultSource | undefined;
};

/** Creates a route that answers only requests with the right organization and allowed parameters. */
export function createOrganizationRoute(
  route: Pick<Route, 'path' | 'scope'>,
  orgId = ORG_ID,
  allowed: readonly string[],
  answer: (call: RouteCall) => Answer,
): Route {
  return {
    ...route,
    answer(parameters, call) {
      const wrong = findWrongParameter(call.query, allowed);
      if (wrong) call.violate(wrong);
      if (parameters.orgId !== orgId) return organizationNotFound();
      return wrong ? internalError() : answer(call);
    },
  };
}
