import { nameToken } from '../policy/advice.ts';
import { type Finding, nameAccount, renderEvidence } from '../policy/finding.ts';
import { type Level, RULES } from '../policy/limits.ts';
import { cut } from '../text/escape.ts';
import { formatCount, formatPlural } from '../text/format.ts';
import {
  type Cause,
  computeCredentialGaps,
  computeErrors,
  computeGaps,
  computeUnjudged,
  renderCause,
  toFailure,
} from './causes.ts';
import { renderHeadline } from './headline.ts';
import { computeNotices, computeReminders, warnOfExpiringKeys, warnOfUnknownEmails } from './reminders.ts';
import type { Ending, RunFacts } from './run-facts.ts';
import { countAccounts, countUnread, type Totals } from './totals.ts';

export type Result = 'clean' | 'findings' | 'incomplete' | 'error';

/**
 * The result of a run. The headline has numbers only, and no line repeats it. Lines have less than 300 characters, and
 * name people only where names may be shown.
 */
export type Verdict = {
  result: Result;
  complete: boolean;
  /** Whether a later run can compare its tokens with these: at most those of tolerated unread accounts are missing. */
  comparable: boolean;
  /** False after an error of the audit itself: then no number is known. */
  trusted: boolean;
  red: boolean;
  headline: string;
  /** The meaning of the headline and the next step; empty where the headline is enough. */
  advice: string;
  /** The other causes that make the job red, and the findings that do, one line for each rule. */
  problems: string[];
  warnings: string[];
  notices: string[];
};

/** A line for the log and how loud it is. */
export type Annotation = { level: 'error' | 'warning' | 'notice' | 'info'; line: string };

const LINE_LENGTH = 299;
const NO_LIMITS =
  'No limit is set, so no token was judged. Set limits, or policy: recommended, to get findings.';

/** Computes the verdict on an audit that has ended. An error outranks an incomplete audit, which outranks findings. */
export function computeVerdict(facts: RunFacts, totals: Totals, ending: Ending): Verdict {
  const hasLimits = Object.values(facts.rules.limits).some((limit) => limit !== undefined);
  const errors = computeErrors(facts, totals, ending);
  // Beside an error, a gap needs no advice: the error comes first.
  const dropAdvice = (gap: Cause) => (errors.length > 0 ? { ...gap, advice: '' } : gap);
  const gaps = computeGaps(facts, totals, ending).map(dropAdvice);
  const credentialGaps = computeCredentialGaps(ending).map(dropAdvice);
  const unjudged = computeUnjudged(facts);
  const [first, ...others] = [...errors, ...gaps, ...credentialGaps, ...unjudged];
  const complete = errors.length + gaps.length + credentialGaps.length === 0 && countUnread(totals) === 0;
  const fails = computeFindingLines(facts, totals, 'fail');
  return {
    result: chooseResult(errors, [...gaps, ...credentialGaps, ...unjudged], totals),
    complete,
    comparable: errors.length + gaps.length === 0,
    trusted: errors.length === 0,
    red: first !== undefined || fails.length > 0,
    ...shortenCause(first ?? { headline: renderHeadline(totals, facts.tolerance, hasLimits), advice: '' }),
    problems: shorten([...others.map(renderCause), ...fails]),
    warnings: shorten([
      ...computeFindingLines(facts, totals, 'warn'),
      ...computeWarnings(facts, totals, ending, gaps.length > 0),
    ]),
    notices: shorten([
      ...ending.report.notices,
      ...(hasLimits ? [] : [NO_LIMITS]),
      ...computeNotices(facts, complete),
    ]),
  };
}

/** Adds failures after the audit: of upload, outputs or job summary. They are errors, and keep the audit's result. */
export function addDeliveryFailures(verdict: Verdict, failures: string[]): Verdict {
  const causes = failures.map(toFailure);
  const [first, ...others] = causes;
  if (!first) return verdict;
  const { result, headline, advice, problems } = verdict;
  if (result === 'error') return { ...verdict, problems: shorten([...problems, ...causes.map(renderCause)]) };
  const audit = renderCause({ headline: `Result of the audit: ${headline}`, advice });
  return {
    ...verdict,
    result: 'error',
    red: true,
    ...shortenCause(first),
    problems: shorten([...others.map(renderCause), audit, ...problems]),
  };
}

/** Returns a line for each notice, warning, cause and rule. The verdict comes last, where a log is read first. */
export function listAnnotations(verdict: Verdict): Annotation[] {
  const { result, complete, red, headline, advice, problems, warnings, notices } = verdict;
  const level = red ? 'error' : result === 'findings' || !complete ? 'warning' : 'info';
  const joined = advice === '' ? headline : renderCause({ headline, advice });
  const first = joined.length <= LINE_LENGTH ? [joined] : [headline, advice];
  return [
    ...notices.map((line) => ({ level: 'notice', line }) as const),
    ...warnings.map((line) => ({ level: 'warning', line }) as const),
    ...[...first, ...problems].map((line) => ({ level, line }) as const),
  ];
}

function chooseResult(errors: Cause[], gaps: Cause[], { findings }: Totals): Result {
  if (errors.length > 0) return 'error';
  if (gaps.length > 0) return 'incomplete';
  return findings.count > 0 ? 'findings' : 'clean';
}

/** Renders a line for each rule of a level with findings, with the greatest excess. */
function computeFindingLines({ showNames }: RunFacts, totals: Totals, level: Level): string[] {
  return RULES.flatMap((rule) => {
    const { count = 0, greatest } = totals.findingsByRule.get(rule) ?? {};
    if (greatest?.level !== level) return [];
    if (!greatest.account) return [`${rule}: ${showNames ? renderEvidence(greatest) : greatest.evidence}.`];
    const first = count === 1 ? ':' : '. Most urgent:';
    const subject = showNames ? `${nameSubject(greatest)}: ` : '';
    return [`${rule}: ${formatPlural(count, 'finding')}${first} ${subject}${greatest.evidence}.`];
  });
}

function nameSubject({ account, token }: Finding): string {
  const names = [account ? cut(nameAccount(account), 60) : '', token ? nameToken(token) : ''];
  return names.filter((name) => name !== '').join(', ');
}

function computeWarnings(
  facts: RunFacts,
  totals: Totals,
  { stopped, report }: Ending,
  isIncomplete: boolean,
): string[] {
  const { 'not-managed': notManaged, rejected, unlisted } = totals.accounts;
  const total = countAccounts(totals);
  const warnings = [...computeReminders(facts), ...report.warnings];
  warnings.push(...warnOfExpiringKeys(totals.keyExpiries, totals.now));
  if (!totals.knowsEmails) warnings.push(...warnOfUnknownEmails(facts.exceptions));
  if (stopped?.kind === 'time' && !isIncomplete) warnings.push(`The audit stopped early. ${stopped.advice}`);
  if (notManaged * 10 > total)
    warnings.push(
      `${formatCount(notManaged)} of ${formatPlural(total, 'account')} are not managed by this organization: is it the right file? Export it again from Directory → Managed accounts.`,
    );
  if (unlisted > 0)
    warnings.push(
      `${formatPlural(unlisted, 'token owner')} not in the accounts file: it misses anyone who joined since. Export it again, or leave accounts-csv out.`,
    );
  if (rejected > 0)
    warnings.push(
      `${formatPlural(rejected, 'row')} of the accounts file without a valid account ID: not read.`,
    );
  return warnings;
}

/** Leaves out empty lines, and cuts those that are too long for an annotation. */
function shorten(lines: string[]): string[] {
  return lines.filter((line) => line !== '').map((line) => cut(line, LINE_LENGTH));
}

function shortenCause({ headline, advice }: Cause): Cause {
  return { headline: cut(headline, LINE_LENGTH), advice: cut(advice, LINE_LENGTH) };
}
