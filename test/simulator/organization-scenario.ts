import type { Answer } from './answers.ts';
import type { CredentialScenario } from './credential-routes.ts';
import type { Page } from './pages.ts';

/** The default organization ID. */
export const ORG_ID = '8c6f1f7a-2b3d-4e5f-9a0b-1c2d3e4f5a6b';

/** Returns an answer that replaces a page; `asked` counts the requests for this list, from 0. */
export type OddPage = (asked: number, page: Page) => Answer | undefined;

/** How the organization-wide calls behave; as documented by default. */
export type OrganizationScenario = {
  orgId?: string;
  /** The key's scopes; by default it has none, which permits everything. */
  scopes?: readonly string[];
  /** The form of `links.next` in the list of tokens; default `cursor`. */
  next?: 'cursor' | 'url';
  /** The form of `links.next` on the last page; `no-links` omits `links`. Default `absent`. */
  end?: 'absent' | 'null' | 'empty' | 'no-links';
  /** The largest page of tokens, whatever size is requested. */
  pageSizeLimit?: number;
  /** Refuses the first page of tokens when a size is requested. */
  refusePageSize?: 400 | 500;
  /** `sparse`: no `scopes`, no `user.orgId`, unknown values null or missing, and undocumented fields. */
  shape?: 'full' | 'sparse';
  /** The answer of the count call; by default the true number. `asked` counts from 0. */
  count?: number | 'forbidden' | 'missing' | ((asked: number) => number | Answer);
  /** Called once per page of tokens; its changes to the organization apply from the next request on. */
  pages?: OddPage;
  /** The list of managed accounts. */
  users?: 'listed' | 'forbidden' | 'empty';
  userPages?: OddPage;
  /** The lists of other credentials. */
  credentials?: CredentialScenario;
};
