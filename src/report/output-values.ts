import type { outputNames } from '../action.ts';
import { countAccounts, countUnread, type Totals } from '../result/totals.ts';
import type { Verdict } from '../result/verdict.ts';
import type { FileChoice, FilePaths } from './files.ts';

/** The outputs that are known, each a small value or a path; the others are the empty string. */
export type Outputs = Partial<Record<(typeof outputNames)[number], string | number | boolean>>;

/** Computes all outputs except the artifact's. Leaves out changes without a baseline, and all counts after an error. */
export function computeOutputs(
  totals: Totals,
  verdict: Verdict,
  paths: FilePaths,
  { baseline, include }: FileChoice,
): Outputs {
  return {
    result: verdict.result,
    complete: verdict.complete,
    ...(verdict.trusted ? computeCounts(totals) : {}),
    ...(verdict.trusted && baseline?.kind === 'read' ? computeChangeCounts(totals) : {}),
    'output-csv': paths.output,
    'report-json': paths.report,
    'report-html': paths.html,
    'summary-md': paths.summary,
    'owners-csv': paths.owners,
    'credentials-csv': include.length > 0 ? paths.credentials : '',
  };
}

function computeCounts(totals: Totals): Outputs {
  return {
    'accounts-total': countAccounts(totals),
    'accounts-checked': totals.accounts.checked,
    'accounts-failed': countUnread(totals),
    'accounts-not-managed': totals.accounts['not-managed'],
    'accounts-with-tokens': totals.accountsWithTokens,
    'tokens-total': totals.tokens,
    'tokens-active': totals.activeTokens,
    'findings-total': totals.findings.count,
  };
}

function computeChangeCounts({ changes }: Totals): Outputs {
  return { 'new-tokens': changes.new.count, 'removed-tokens': changes.removed.count };
}
