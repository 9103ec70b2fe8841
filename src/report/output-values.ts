import type { outputNames } from '../action.ts';
import { countAccounts, countUnread } from '../result/totals.ts';
import type { FilePaths } from './files.ts';
import type { Report } from './model.ts';

/** The outputs that are known, each a small value or a path; the others are the empty string. */
export type Outputs = Partial<Record<(typeof outputNames)[number], string | number | boolean>>;

/** Computes all outputs except the artifact's. Leaves out changes without a baseline, and all counts after an error. */
export function computeOutputs({ run, totals, verdict }: Report, paths: FilePaths): Outputs {
  const { result, complete, trusted } = verdict;
  const { accounts, changes } = totals;
  const counts: Outputs = {
    'accounts-total': countAccounts(totals),
    'accounts-checked': accounts.checked,
    'accounts-failed': countUnread(totals),
    'accounts-not-managed': accounts['not-managed'],
    'accounts-with-tokens': totals.holders.count,
    'tokens-total': totals.tokens.count,
    'tokens-active': totals.activeTokens.count,
    'findings-total': totals.findings.count,
  };
  const changed = { 'new-tokens': changes.new.count, 'removed-tokens': changes.removed.count };
  return {
    result,
    complete,
    ...(trusted ? counts : {}),
    ...(trusted && run.baseline?.kind === 'read' ? changed : {}),
    'output-csv': paths['output.csv'],
    'report-json': paths['report.json'],
    'report-html': paths['report.html'],
    'summary-md': paths['summary.md'],
    'owners-csv': paths['owners.csv'],
    'credentials-csv': run.include.length > 0 ? paths['credentials.csv'] : '',
  };
}
