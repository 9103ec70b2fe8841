import type { SourceReport } from '../audit/source.ts';
import type { StopReason } from '../audit/stop.ts';
import { computeAllowed, type Tolerance } from '../policy/limits.ts';
import { formatCount, formatPlural } from '../text/format.ts';
import type { Circumstances } from './reminders.ts';
import { countAccounts, countRead, countUnread, type Totals } from './totals.ts';
import { describeMainReason } from './unread-reasons.ts';

/** A reason, other than findings, for a red run: the cause as a headline, then the meaning and the next step. */
export type Cause = { headline: string; advice: string };

/** How an audit ended. */
export type Ending = {
  totals: Totals;
  tolerance: Tolerance;
  /** Whether lines may name people. */
  showNames: boolean;
  stopped: StopReason | undefined;
  report: SourceReport;
  /** The failures of the audit itself, in words. */
  failures: string[];
};

const LOWER_BOUND = 'Every number is a lower bound.';

/** Returns the errors of an audit. */
export function computeErrors({ totals, stopped, report, failures, showNames }: Ending): Cause[] {
  const errors = [...report.errors.map((error) => toCause('Error', error)), ...failures.map(toFailure)];
  if (stopped?.kind === 'refused' || stopped?.kind === 'unreachable')
    return [toCause('Error', stopped.advice), ...errors];
  // A list that ended early leaves every account unread, but its tokens are a lower bound. A cancelled run is no error.
  const isPartly = stopped?.kind === 'cancelled' || (report.gaps.length > 0 && totals.tokens > 0);
  if (countRead(totals) > 0 || countAccounts(totals) === 0 || isPartly || errors.length > 0) return errors;
  const { reason, advice } = describeMainReason(totals.reasons, showNames);
  return [
    {
      headline: `Error: no account could be read: ${reason}`,
      advice: `${advice} See accounts.csv for the reason of each account.`.trim(),
    },
  ];
}

/** Returns what an audit missed, beyond the tolerated. */
export function computeGaps({ totals, tolerance, stopped, report, showNames }: Ending): Cause[] {
  const { checked, 'not-managed': notManaged } = totals.accounts;
  const unread = countUnread(totals);
  const gaps = report.gaps.map((gap) => toCause('Incomplete', gap));
  const isCancelled = stopped?.kind === 'cancelled' && unread > 0;
  if (isCancelled || unread > computeAllowed(tolerance, countAccounts(totals))) {
    const { reason, advice } = describeMainReason(totals.reasons, showNames);
    const why = stopped?.advice ?? `Main reason: ${reason}. ${advice}`.trim();
    gaps.push({
      headline: `Incomplete: ${formatPlural(unread, 'account')} ${unread === 1 ? 'was' : 'were'} not read`,
      advice: `${why} See accounts.csv for each account.`,
    });
  }
  if (notManaged > checked)
    gaps.push({
      headline: `Incomplete: more accounts are not managed by this organization (${formatCount(notManaged)}) than were read (${formatCount(checked)})`,
      advice: "It may be the wrong file, the wrong organization's key, or a domain whose claim has lapsed.",
    });
  const [first, ...others] = gaps;
  return first ? [{ ...first, advice: `${LOWER_BOUND} ${first.advice}`.trim() }, ...others] : [];
}

/** Returns what is missing of other credentials. The numbers of users' tokens are exact all the same. */
export function computeCredentialGaps({ report }: Ending): Cause[] {
  return report.credentialGaps.map(({ message }) => toCause('Incomplete', message));
}

/** Returns the limits that could not be judged. In a first run nothing can be new. */
export function computeUnjudged({ limits, baseline }: Circumstances): Cause[] {
  if (limits['max-new-tokens'] === undefined || baseline?.kind === 'first-run') return [];
  if (baseline?.kind === 'read' && baseline.baseline.report.isUsable) return [];
  const why =
    baseline?.kind === 'read' ? `the audit of ${baseline.baseline.run} was incomplete` : baseline?.why;
  const advice = `No usable baseline: ${(why ?? 'no baseline was asked for').replace(/\.?$/, '.')}`;
  return [{ headline: 'Not judged: max-new-tokens', advice }];
}

/** Turns a failure in words, which may quote foreign text, into an error. */
export function toFailure(failure: string): Cause {
  return { headline: `Error: ${toClause(failure.replace(/\.$/, ''))}`, advice: '' };
}

/** Renders a cause in one line. */
export function renderCause({ headline, advice }: Cause): string {
  return `${headline}. ${advice}`.trim();
}

/** Splits a message of this action: the first sentence becomes the headline, the rest the advice. */
function toCause(result: 'Error' | 'Incomplete', text: string): Cause {
  const [, cause = text, rest = ''] = /^(.*?)(?:\. (.*)|\.)$/s.exec(text) ?? [];
  return { headline: `${result}: ${toClause(cause)}`, advice: rest };
}

/** Changes the start of a sentence so that it can follow a colon. */
function toClause(sentence: string): string {
  return sentence.replace(/^(The|No) /, (word) => word.toLowerCase());
}
