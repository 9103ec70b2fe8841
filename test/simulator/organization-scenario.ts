import type { Answer } from './answers.ts';
import type { Page } from './pages.ts';

/** The organization ID unless a scenario has another. */
export const ORG_ID = '8c6f1f7a-2b3d-4e5f-9a0b-1c2d3e4f5a6b';

/** An odd answer in the place of a page; `asked` counts the requests of this list so far, from 0. */
export type OddPage = (asked: number, page: Page) => Answer | undefined;

/** How the organization-wide calls behave; well, in the documented way, where nothing is said. */
export type OrganizationScenario = {
  orgId?: string;
  /** The key's scopes. A key without scopes, which may do everything, unless told. */
  scopes?: readonly string[];
  /** How the list of tokens spells `links.next`: a cursor unless told. */
  next?: 'cursor' | 'url';
  /** What stands for `links.next` on the last page: nothing unless told; `no-links` leaves out `links`. */
  end?: 'absent' | 'null' | 'empty' | 'no-links';
  /** The largest page of tokens, whatever was asked for. */
  pageSizeLimit?: number;
  /** Refuses a first page of tokens that is asked for with a size. */
  refusePageSize?: 400 | 500;
  /** `sparse`: no `scopes`, no `user.orgId`, what is not known null or missing, and undocumented fields. */
  shape?: 'full' | 'sparse';
  /** How many tokens there are said to be: as many as are listed unless told. `asked` counts from 0. */
  count?: number | 'forbidden' | 'missing' | ((asked: number) => number | Answer);
  /** Asked once a page of tokens; whatever it changes in the organization holds from the next request on. */
  pages?: OddPage;
  /** The list of managed accounts. */
  users?: 'listed' | 'forbidden' | 'empty';
  userPages?: OddPage;
};
