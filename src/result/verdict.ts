import { ALL_FORBIDDEN_ADVICE } from '../atlassian/refusals.ts';
import type { SourceReport } from '../audit/source.ts';
import type { StopReason } from '../audit/stop.ts';
import { RULES, renderEvidence } from '../policy/finding.ts';
import { computeAllowed, type Tolerance } from '../policy/tolerance.ts';
import type { Fault } from '../text/errors.ts';
import { formatCount, formatPlural } from '../text/format.ts';
import { type Result, renderHeadline } from './headline.ts';
import { type Circumstances, computeRemarks, computeReminders } from './reminders.ts';
import { countAccounts, countRead, countUnread, type Totals } from './totals.ts';
import type { Reason } from './unread-reasons.ts';

/**
 * The outcome of a run. `headline` holds numbers only; `problems` say what makes the job red or would, `warnings`
 * what an admin should know all the same. Account IDs stand in `problems` alone, and only where that is allowed.
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
  /** What the source says of itself. */
  report: SourceReport;
  faults: Fault[];
  circumstances: Circumstances;
};

/** Judges a whole run. An error outranks an incomplete audit, which outranks findings. */
export function computeVerdict(input: VerdictInput): Verdict {
  const { totals, tolerance, warnOnly } = input;
  const errors = computeErrors(input);
  const delivery = input.faults.filter((fault) => fault.of === 'delivery').map((fault) => fault.message);
  const gaps = computeGaps(input);
  const findings = computeFindingLines(totals, input.showNames);
  const result = chooseResult([...errors, ...delivery], gaps, findings);
  const complete = errors.length === 0 && gaps.length === 0 && countUnread(totals) === 0;
  return {
    result,
    complete,
    trusted: errors.length === 0,
    red: result !== 'clean' && !(result === 'findings' && warnOnly),
    headline: renderHeadline(result, totals, tolerance),
    problems: [...errors, ...delivery, ...gaps, ...findings],
    warnings: computeWarnings(input, gaps.length > 0),
    notices: [...input.report.notices, ...computeRemarks(input.circumstances, complete)],
  };
}

function chooseResult(errors: string[], gaps: string[], findings: string[]): Result {
  if (errors.length > 0) return 'error';
  if (gaps.length > 0) return 'incomplete';
  return findings.length > 0 ? 'findings' : 'clean';
}

function computeErrors({ totals, stopped, report, faults }: VerdictInput): string[] {
  const broken = faults.filter((fault) => fault.of === 'audit').map((fault) => fault.message);
  const errors = [...report.errors, ...broken];
  if (stopped?.kind === 'refused') return [stopped.advice, ...errors];
  // A list that broke off leaves every account unread, and what it held is a lower bound all the same; a run that was
  // cancelled early need not be wrong.
  const isPartly = stopped?.kind === 'cancelled' || (report.gaps.length > 0 && totals.tokens > 0);
  if (countRead(totals) > 0 || countAccounts(totals) === 0 || isPartly || errors.length > 0) return errors;
  const advice = isAllForbidden(totals)
    ? ALL_FORBIDDEN_ADVICE
    : 'See accounts.csv for what was answered, account by account.';
  return [`No account could be read. ${advice}`];
}

/** Whether answers came and all of them were a 403; a row without an account ID has no answer. */
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

/** One sentence for each rule that is broken, about its worst case. */
function computeFindingLines({ broken }: Totals, showNames: boolean): string[] {
  return RULES.flatMap((rule) => {
    const { count = 0, worst } = broken.get(rule) ?? {};
    if (!worst) return [];
    if (!worst.account) return [`${rule} exceeded: ${showNames ? renderEvidence(worst) : worst.evidence}.`];
    const who = showNames ? `${worst.account.id}: ` : '';
    return [`${rule}: ${formatPlural(count, 'finding')}; the worst: ${who}${worst.evidence}.`];
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
