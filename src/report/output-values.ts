import type { outputNames } from '../action.ts';
import { countAccounts, countUnread, type Tally } from '../result/totals.ts';
import type { Verdict } from '../result/verdict.ts';
import type { FilePaths } from './files.ts';

/** The outputs that are known, each a small value or a path; the others are the empty string. */
export type Outputs = Partial<Record<(typeof outputNames)[number], string | number | boolean>>;

/** Everything but the artifact. Without a baseline nobody knows what is new; without a trusted audit no number is known. */
export function computeOutputs(
  tally: Tally,
  verdict: Verdict,
  paths: FilePaths,
  hasBaseline: boolean,
): Outputs {
  return {
    result: verdict.result,
    complete: verdict.complete,
    ...(verdict.trusted ? computeCounts(tally) : {}),
    ...(verdict.trusted && hasBaseline ? computeChangeCounts(tally) : {}),
    'output-csv': paths.output,
    'report-json': paths.report,
    'report-html': paths.html,
    'summary-md': paths.summary,
  };
}

function computeCounts(tally: Tally): Outputs {
  return {
    'accounts-total': countAccounts(tally),
    'accounts-checked': tally.accounts.checked,
    'accounts-failed': countUnread(tally),
    'accounts-not-managed': tally.accounts['not-managed'],
    'accounts-with-tokens': tally.accountsWithTokens,
    'tokens-total': tally.tokens,
    'tokens-active': tally.activeTokens,
    'findings-total': tally.findings.count,
  };
}

function computeChangeCounts({ changes }: Tally): Outputs {
  return { 'new-tokens': changes.new.count, 'removed-tokens': changes.removed.count };
}
