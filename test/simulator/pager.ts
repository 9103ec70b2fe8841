import type { Answer } from './answers.ts';
import type { FaultSource } from './faults.ts';
import { invalidPageCursor, pageOf } from './organization-answers.ts';
import type { OddPage } from './organization-scenario.ts';
import { type Page, parseCursor, renderCursor } from './pages.ts';
import { fillBody, type RouteCall } from './routes.ts';

/** Creates the answers of a list: pages, unless the scenario or a fault replaces one. */
export function createPager(
  list: string,
  cut: (offset: number, query: URLSearchParams) => Page,
  odd: OddPage | undefined,
  faults: FaultSource | undefined,
): (call: RouteCall) => Answer {
  let asked = 0;
  return ({ query }) => {
    const index = asked++;
    const offset = parseCursor(list, query.get('cursor'));
    if (offset === undefined) return invalidPageCursor();
    const page = cut(offset, query);
    const answer = odd?.(index, page) ?? faults?.next(renderCursor(list, offset), page);
    return answer ? fillBody(answer, page, { data: [], links: {} }) : pageOf(page);
  };
}

/** Renders the same address and parameters with another cursor. */
export function renderUrl(address: string, query: URLSearchParams, cursor: string): string {
  const parameters = new URLSearchParams(query);
  parameters.set('cursor', cursor);
  return `${address}?${parameters}`;
}
