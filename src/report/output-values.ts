import type { outputNames } from '../action.ts';
import { countAccounts, countUnread, type Totals } from '../result/totals.ts';
import type { Verdict } from '../result/verdict.ts';
import type { FileChoice, FilePaths } from './files.ts';

/** The outputs that are known, each a small value or a path; the others are the empty string. */
export type Outputs = Partial<Record<(typeof outputNames)[number], string | number | boolean>>;

/** Computes all outputs except the artifact's. Leaves out changes without a baseline, and all counts after an error. */
export function computeOutputs(
  totals: Totals,
  { result, complete, trusted }: Verdict,
  paths: FilePaths,
  { baseline, include }: FileChoice,
): Outputs {
  const { accounts, changes } = totals;
  const counts: Outputs = {
    'accounts-total': countAccounts(totals),
    'accounts-checked': accounts.checked,
    'accounts-failed': countUnread(totals),
    'accounts-not-managed': accounts['not-managed'],
    'accounts-with-tokens': totals.accountsWithTokens,
    'tokens-total': totals.tokens,
    'tokens-active': totals.activeTokens,
    'findings-total': totals.findings.count,
  };
  const changed = { 'new-tokens': changes.new.count, 'removed-tokens': changes.removed.count };
  return {
    result,
    complete,
    ...(trusted ? counts : {}),
    ...(trusted && baseline?.kind === 'read' ? changed : {}),
    'output-csv': paths.output,
    'report-json': paths.report,
    'report-html': paths.html,
    'summary-md': paths.summary,
    'owners-csv': paths.owners,
    'credentials-csv': include.length > 0 ? paths.credentials : '',
  };
}
