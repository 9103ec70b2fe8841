import type { Baseline } from '../baseline/baseline.ts';
import type { ChangeKind } from '../baseline/comparison.ts';
import { cut, escapeCode } from '../text/escape.ts';
import { formatTimestamp } from '../text/format.ts';

// What summary and page say in the same words.

const RUN_LENGTH = 240;

/** What the changes of a kind are called. */
export const CHANGE_TITLES: Record<ChangeKind, string> = {
  new: 'New tokens',
  removed: 'Removed tokens',
  changed: 'Changed tokens',
  unknown: 'Unknown: nobody knows what became of them',
  'no-longer-asked': 'Of accounts no longer asked for',
};

/**
 * The run that was compared with, as HTML. A link only to another run of this repository: the address comes from a file
 * that somebody may have written.
 */
export function renderComparedRun({ run, startedAt, complete }: Baseline, runUrl: string): string {
  const runs = /^https:.*\/actions\/runs\//.exec(runUrl)?.[0];
  const isHere = runs !== undefined && run.startsWith(runs) && /^\d+$/.test(run.slice(runs.length));
  const where = isHere ? `<a href="${run}">the run</a>` : escapeCode(cut(run, RUN_LENGTH));
  return `${where} of ${formatTimestamp(startedAt)}${complete ? '' : ', which was not complete'}`;
}

/** Where an admin can look at a token and revoke it, as HTML; `orgId` is '' where none is given. */
export function renderWhere(orgId: string): string {
  const path = orgId === '' ? '' : `/o/${encodeURIComponent(orgId)}/overview`;
  return `AccountResult at tokens and revoke them at <a href="https://admin.atlassian.com${path}">admin.atlassian.com</a> → Insights → API token activity.`;
}
