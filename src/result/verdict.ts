import { type Finding, nameAccount, nameToken, renderEvidence } from '../policy/finding.ts';
import { computeAllowed, type Level, RULES } from '../policy/limits.ts';
import { cut } from '../text/escape.ts';
import { formatCount, formatPlural } from '../text/format.ts';
import { countPeople } from './owners.ts';
import { computeNotices, computeReminders } from './reminders.ts';
import type { Ending, RunFacts } from './run-facts.ts';
import { countAccounts, countRead, countUnread, type Totals } from './totals.ts';
import { describeMainReason } from './unread-reasons.ts';

export type Result = 'clean' | 'findings' | 'incomplete' | 'error';

/** The result of a run. Lines have less than 300 characters, and name people only where names may be shown. */
export type Verdict = {
  result: Result;
  /** Whether nothing is unread. Then the run is comparable, too. */
  complete: boolean;
  /** Whether only tokens of tolerated unread accounts are missing, so that a later run can compare with this one. */
  comparable: boolean;
  /** False after an error of the audit itself: then no number is known. */
  trusted: boolean;
  red: boolean;
  /** Numbers only. No line repeats it. */
  headline: string;
  /** The meaning of the headline and the next step; empty where the headline is enough. */
  advice: string;
  /** The other causes that make the job red, and the findings that do, one line for each rule. */
  problems: string[];
  warnings: string[];
  notices: string[];
};

/** A reason, other than findings, for a red run. The advice is the meaning and the next step. */
type Cause = {
  /** After a `gap` every number is a lower bound; a `credential-gap` leaves the numbers of users' tokens exact. */
  kind: 'error' | 'gap' | 'credential-gap' | 'unjudged';
  headline: string;
  advice: string;
};

/** A line for the log and how loud it is. */
export type Annotation = { level: 'error' | 'warning' | 'notice' | 'info'; line: string };

/** Longer lines are hard to read as annotations, in the list above the job summary. */
export const LINE_LENGTH = 299;

/** Computes the verdict on an audit that has ended. An error outranks an incomplete audit, which outranks findings. */
export function computeVerdict(run: RunFacts, totals: Totals, ending: Ending): Verdict {
  const causes = computeCauses(run, totals, ending);
  const [first, ...others] = causes;
  const has = (kind: Cause['kind']) => causes.some((cause) => cause.kind === kind);
  const trusted = !has('error');
  const comparable = trusted && !has('gap');
  const complete = comparable && !has('credential-gap') && countUnread(totals) === 0;
  const fails = describeFindings(run, totals, 'fail');
  return shorten({
    result: chooseResult(causes, totals),
    complete,
    comparable,
    trusted,
    red: first !== undefined || fails.length > 0,
    headline: first?.headline ?? renderHeadline(run, totals),
    advice: first?.advice ?? '',
    problems: [...others.map(renderCause), ...fails],
    warnings: [
      ...describeFindings(run, totals, 'warn'),
      ...computeReminders(run, totals, ending, has('gap')),
    ],
    notices: [...ending.report.notices, ...computeNotices(run, complete)],
  });
}

/** Adds failures after the audit: of upload, outputs or job summary. They are errors, and keep the audit's result. */
export function addDeliveryFailures(verdict: Verdict, failures: string[]): Verdict {
  const [first, ...others] = failures.map(toFailure);
  if (!first) return verdict;
  const { result, headline, advice, problems } = verdict;
  if (result === 'error')
    return shorten({ ...verdict, problems: [...problems, ...[first, ...others].map(renderCause)] });
  const audit = renderCause({ headline: `Result of the audit: ${headline}`, advice });
  const error = { ...verdict, result: 'error', red: true, headline: first.headline, advice: '' } as const;
  return shorten({ ...error, problems: [...others.map(renderCause), audit, ...problems] });
}

/** Returns a line for each notice, warning, cause and rule. The verdict comes last, where a log is read first. */
export function listAnnotations(verdict: Verdict): Annotation[] {
  const { result, complete, red, headline, advice, problems, warnings, notices } = verdict;
  const green = result === 'findings' || !complete ? 'warning' : 'info';
  const joined = advice === '' ? headline : renderCause({ headline, advice });
  const first = joined.length <= LINE_LENGTH ? [joined] : [headline, advice];
  return [
    ...notices.map((line) => ({ level: 'notice', line }) as const),
    ...warnings.map((line) => ({ level: 'warning', line }) as const),
    ...[...first, ...problems].map((line) => ({ level: red ? 'error' : green, line }) as const),
  ];
}

function chooseResult([first]: Cause[], { findings }: Totals): Result {
  if (first) return first.kind === 'error' ? 'error' : 'incomplete';
  return findings.count > 0 ? 'findings' : 'clean';
}

function shorten(verdict: Verdict): Verdict {
  const { headline, advice, problems, warnings, notices } = verdict;
  const short = (line: string) => cut(line, LINE_LENGTH);
  const lines = { problems: problems.map(short), warnings: warnings.map(short), notices: notices.map(short) };
  return { ...verdict, headline: short(headline), advice: short(advice), ...lines };
}

/** Returns the causes, errors first. Gaps are what the audit missed beyond the tolerated. */
function computeCauses(run: RunFacts, totals: Totals, ending: Ending): Cause[] {
  const errors = [...listErrors(run, totals, ending)];
  const gaps = [...listGaps(run, totals, ending)];
  if (gaps[0]?.kind === 'gap') gaps[0].advice = `Every number is a lower bound. ${gaps[0].advice}`.trim();
  // Beside an error, a gap needs no advice: the error comes first.
  const shownGaps = errors.length > 0 ? gaps.map((gap) => ({ ...gap, advice: '' })) : gaps;
  return [...errors, ...shownGaps, ...listUnjudged(run)];
}

function* listErrors({ showNames }: RunFacts, totals: Totals, { stopped, report, failures }: Ending) {
  const isRefused = stopped?.kind === 'refused' || stopped?.kind === 'unreachable';
  if (isRefused) yield toCause('error', stopped.advice);
  yield* report.errors.map((error) => toCause('error', error));
  yield* failures.map(toFailure);
  if (isRefused || report.errors.length + failures.length > 0) return;
  // A list that ended early leaves every account unread, but its tokens are a lower bound. A cancelled run is no error.
  const isPartly = stopped?.kind === 'cancelled' || (report.gaps.length > 0 && totals.tokens.count > 0);
  if (countRead(totals) > 0 || countAccounts(totals) === 0 || isPartly) return;
  const { reason, advice } = describeMainReason(totals.reasons, showNames);
  const more = 'See accounts.csv for the reason of each account.';
  yield createCause('error', `no account could be read: ${reason}`, `${advice} ${more}`.trim());
}

function* listGaps({ tolerance, showNames }: RunFacts, totals: Totals, { stopped, report }: Ending) {
  yield* report.gaps.map((gap) => toCause('gap', gap));
  const unread = countUnread(totals);
  const isCancelled = stopped?.kind === 'cancelled' && unread > 0;
  if (isCancelled || unread > computeAllowed(tolerance, countAccounts(totals))) {
    const { reason, advice } = describeMainReason(totals.reasons, showNames);
    const why = stopped?.advice ?? `Main reason: ${reason}. ${advice}`.trim();
    const clause = `${formatPlural(unread, 'account')} ${unread === 1 ? 'was' : 'were'} not read`;
    yield createCause('gap', clause, `${why} See accounts.csv for each account.`);
  }
  const { checked, 'not-managed': notManaged } = totals.accounts;
  if (notManaged > checked)
    yield createCause(
      'gap',
      `more accounts are not managed by this organization (${formatCount(notManaged)}) than were read (${formatCount(checked)})`,
      "It may be the wrong file, the wrong organization's key, or a domain whose claim has lapsed.",
    );
  yield* report.credentialGaps.values().map((gap) => toCause('credential-gap', gap));
}

/** In a first run nothing can be new. */
function* listUnjudged({ rules: { limits }, baseline }: RunFacts): Generator<Cause> {
  if (limits['max-new-tokens'] === undefined || baseline?.kind === 'first-run') return;
  if (baseline?.kind === 'read' && baseline.baseline.report.isUsable) return;
  const why =
    baseline?.kind === 'read' ? `the audit of ${baseline.baseline.run} was incomplete` : baseline?.why;
  const advice = `No usable baseline: ${(why ?? 'no baseline was asked for').replace(/\.?$/, '.')}`;
  yield { kind: 'unjudged', headline: 'Not judged: max-new-tokens', advice };
}

/** Creates a cause of a clause, or of a sentence of this action without its full stop. */
function createCause(kind: Cause['kind'], clause: string, advice = ''): Cause {
  const words = clause.replace(/^(The|No) /, (word) => word.toLowerCase());
  return { kind, headline: kind === 'error' ? `Error: ${words}` : `Incomplete: ${words}`, advice };
}

/** Turns a failure in words, which may quote foreign text, into an error. */
function toFailure(failure: string): Cause {
  return createCause('error', failure.replace(/\.$/, ''));
}

function renderCause({ headline, advice }: Omit<Cause, 'kind'>): string {
  return `${headline}. ${advice}`.trim();
}

/** Splits a message of this action: the first sentence becomes the headline, the rest the advice. */
function toCause(kind: Cause['kind'], text: string): Cause {
  const [, cause = text, rest] = /^(.*?)(?:\. (.*)|\.)$/s.exec(text) ?? [];
  return createCause(kind, cause, rest);
}

function renderHeadline(run: RunFacts, totals: Totals): string {
  const coverage = renderCoverage(run, totals);
  const unread = countUnread(totals) > 0 ? `; ${coverage}` : '';
  if (totals.findings.count > 0) return `${renderFindings(totals)}${unread}`;
  const hasLimits = Object.keys(run.rules.limits).length > 0;
  return hasLimits ? `Clean: ${coverage}` : `Inventory: no limits set${unread}`;
}

function renderFindings({ findings, findingsByRule, owners }: Totals): string {
  const hasFailures = [...findingsByRule.values()].some(({ top }) => top[0]?.level === 'fail');
  const count = countPeople(owners);
  const people = `${formatCount(count)} ${count === 1 ? 'person' : 'people'}`;
  const who = count === 0 ? 'organization admins' : people;
  return `${formatPlural(findings.count, 'finding')}: ${who} ${hasFailures ? 'must' : 'should'} act`;
}

function renderCoverage({ tolerance }: RunFacts, totals: Totals): string {
  const [total, read, unread] = [countAccounts(totals), countRead(totals), countUnread(totals)];
  const notManaged = totals.accounts['not-managed'];
  if (total === 0) return 'there are no accounts';
  if (read === total)
    return total === 1 ? 'the only account was read' : `all ${formatCount(total)} accounts were read`;
  const parts = [`${formatCount(read)} of ${formatPlural(total, 'account')} were read`];
  if (notManaged > 0) parts.push(`${formatCount(notManaged)} not managed`);
  if (unread > 0)
    parts.push(`${formatCount(unread)} not read (${formatCount(computeAllowed(tolerance, total))} allowed)`);
  return parts.join(', ');
}

function describeFindings({ showNames }: RunFacts, totals: Totals, level: Level): string[] {
  return RULES.flatMap((rule) => {
    const { count = 0, top: [greatest] = [] } = totals.findingsByRule.get(rule) ?? {};
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
