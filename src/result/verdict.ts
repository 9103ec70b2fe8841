import { ALL_FORBIDDEN_ADVICE } from '../atlassian/refusals.ts';
import type { SourceReport } from '../audit/source.ts';
import type { StopReason } from '../audit/stop.ts';
import { renderEvidence } from '../policy/finding.ts';
import { computeAllowed, RULES, type Tolerance } from '../policy/limits.ts';
import { formatCount, formatPlural } from '../text/format.ts';
import { type Result, renderHeadline } from './headline.ts';
import { type Circumstances, computeRemarks, computeReminders } from './reminders.ts';
import { countAccounts, countRead, countUnread, type Totals } from './totals.ts';
import type { Reason } from './unread-reasons.ts';

/**
 * The result of a run. The headline has numbers only. Problems are what makes the job red, or would. Only problems name
 * account IDs, and only where names may be shown.
 */
export type Verdict = {
  result: Result;
  complete: boolean;
  /** False after an error of the audit itself: then no number is known. */
  trusted: boolean;
  red: boolean;
  headline: string;
  problems: string[];
  warnings: string[];
  notices: string[];
};

export type VerdictInput = {
  totals: Totals;
  tolerance: Tolerance;
  warnOnly: boolean;
  /** Whether problems may name account IDs. */
  showNames: boolean;
  stopped: StopReason | undefined;
  report: SourceReport;
  /** What failed in the audit itself, in words. */
  failures: string[];
  circumstances: Circumstances;
};

/** Computes the verdict on an audit that has ended. An error outranks an incomplete audit, which outranks findings. */
export function computeVerdict(input: VerdictInput): Verdict {
  const { totals, tolerance, warnOnly } = input;
  const errors = computeErrors(input);
  const gaps = computeGaps(input);
  const findings = computeFindingLines(totals, input.showNames);
  const result = chooseResult(errors, gaps, findings);
  const complete = errors.length === 0 && gaps.length === 0 && countUnread(totals) === 0;
  return {
    result,
    complete,
    trusted: errors.length === 0,
    red: result !== 'clean' && !(result === 'findings' && warnOnly),
    headline: renderHeadline(result, totals, tolerance),
    problems: [...errors, ...gaps, ...findings],
    warnings: computeWarnings(input, gaps.length > 0),
    notices: [...input.report.notices, ...computeRemarks(input.circumstances, complete)],
  };
}

/** Adds what failed after the audit: an upload, the outputs, the job summary. It is an error and hides nothing. */
export function addDeliveryFailures(verdict: Verdict, failures: string[]): Verdict {
  if (failures.length === 0) return verdict;
  const { result, problems } = verdict;
  return {
    ...verdict,
    result: 'error',
    red: true,
    headline: verdict.headline.replace(/^\w+/, 'Error'),
    problems: result === 'error' ? [...problems, ...failures] : [...failures, ...problems],
  };
}

function chooseResult(errors: string[], gaps: string[], findings: string[]): Result {
  if (errors.length > 0) return 'error';
  if (gaps.length > 0) return 'incomplete';
  return findings.length > 0 ? 'findings' : 'clean';
}

function computeErrors({ totals, stopped, report, failures }: VerdictInput): string[] {
  const errors = [...report.errors, ...failures];
  if (stopped?.kind === 'refused') return [stopped.advice, ...errors];
  // A list that broke off leaves every account unread, but its tokens are a lower bound. A cancelled run is no error.
  const isPartly = stopped?.kind === 'cancelled' || (report.gaps.length > 0 && totals.tokens > 0);
  if (countRead(totals) > 0 || countAccounts(totals) === 0 || isPartly || errors.length > 0) return errors;
  const advice = isAllForbidden(totals)
    ? ALL_FORBIDDEN_ADVICE
    : 'See accounts.csv for what was answered, account by account.';
  return [`No account could be read. ${advice}`];
}

/** Whether all answers were a 403. A row without an account ID has no answer. */
function isAllForbidden({ reasons }: Totals): boolean {
  const answers = [...reasons.values()].filter(({ first }) => first.httpStatus !== undefined);
  const isForbidden = ({ first }: Reason) => first.status === 'failed' && first.httpStatus === 403;
  return answers.length > 0 && answers.every(isForbidden);
}

function computeGaps({ totals, tolerance, stopped, report }: VerdictInput): string[] {
  const { checked, 'not-managed': notManaged } = totals.accounts;
  const unread = countUnread(totals);
  const gaps = report.gaps.length > 0 ? [`${report.gaps.join(' ')} Every number is a lower bound.`] : [];
  const isCancelled = stopped?.kind === 'cancelled' && unread > 0;
  if (isCancelled || unread > computeAllowed(tolerance, countAccounts(totals))) {
    const why = stopped ? ` ${stopped.advice}` : ' See accounts.csv for the reason of each.';
    gaps.push(`${formatPlural(unread, 'account')} unread: every number is a lower bound.${why}`);
  }
  if (notManaged > checked)
    gaps.push(
      `More accounts are not managed by this organization (${formatCount(notManaged)}) than were read (${formatCount(checked)}): it may be the wrong file, the wrong organization's key, or a domain whose claim lapsed.`,
    );
  return gaps;
}

/** Renders one line for each rule with findings, with the greatest excess. */
function computeFindingLines({ findingsByRule }: Totals, showNames: boolean): string[] {
  return RULES.flatMap((rule) => {
    const { count = 0, greatest } = findingsByRule.get(rule) ?? {};
    if (!greatest) return [];
    const { account, evidence } = greatest;
    if (!account) return [`${rule} exceeded: ${showNames ? renderEvidence(greatest) : evidence}.`];
    const owner = showNames ? `${account.id}: ` : '';
    return [`${rule}: ${formatPlural(count, 'finding')}; the worst: ${owner}${evidence}.`];
  });
}

function computeWarnings(
  { totals, stopped, report, circumstances }: VerdictInput,
  isIncomplete: boolean,
): string[] {
  const { 'not-managed': notManaged, rejected } = totals.accounts;
  const total = countAccounts(totals);
  const warnings = [...computeReminders(circumstances), ...report.warnings];
  if (stopped?.kind === 'time' && !isIncomplete) warnings.push(`The audit stopped early. ${stopped.advice}`);
  if (notManaged * 10 > total)
    warnings.push(
      `${formatCount(notManaged)} of ${formatPlural(total, 'account')} are not managed by this organization: is it the right file? Export it again from Directory → Managed accounts.`,
    );
  if (totals.accounts.unlisted > 0)
    warnings.push(
      `${formatPlural(totals.accounts.unlisted, 'owner')} of tokens not in the accounts file: the export does not know who joined since. Export it again, or leave accounts-csv out.`,
    );
  if (rejected > 0)
    warnings.push(
      `Unread, because they hold no account ID: ${formatPlural(rejected, 'row')} of the accounts file.`,
    );
  return warnings;
}
