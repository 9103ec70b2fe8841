import type { ExceptionUse } from '../policy/exceptions.ts';
import type { Finding } from '../policy/finding.ts';
import { RULES, type Rule } from '../policy/limits.ts';
import type { Ranking } from '../result/ranking.ts';
import { FILE_NAMES } from './files.ts';
import type { Cell, Report, Section } from './model.ts';
import { describeFinding, FINDING_HEADINGS } from './sections-people.ts';

/** Computes a row for each limit: how many findings there are, and whether they fail or only warn. */
export function computeLimits(report: Report): Section {
  const { limits, limitOrigins, warnRules } = report.run.rules;
  const rows = RULES.filter((rule) => limits[rule] !== undefined).map((rule) => ({
    cells: [
      rule,
      limits[rule] ?? '',
      describeKept(rule, report),
      report.totals.findingsByRule.get(rule)?.count ?? 0,
      warnRules.has(rule) ? 'warn' : 'fail',
      limitOrigins[rule] === 'policy' ? 'policy: recommended' : 'input',
    ],
  }));
  const headings = ['Rule', 'Limit', 'Result', 'Findings', 'Level', 'Set by'];
  const table = { noun: 'limit', headings, rows, total: rows.length, file: FILE_NAMES.report };
  return { id: 'limits', title: 'Limits', table };
}

function describeKept(rule: Rule, { run, totals, verdict }: Report): Cell {
  if (!verdict.trusted) return { kind: 'mark', tone: 'plain', text: 'not judged' };
  if (rule === 'max-new-tokens' && run.baseline?.kind !== 'read')
    return run.baseline?.kind === 'first-run'
      ? { kind: 'mark', tone: 'plain', text: 'not due: first run' }
      : { kind: 'mark', tone: 'bad', text: 'not judged' };
  if (!totals.findingsByRule.has(rule))
    return verdict.complete
      ? { kind: 'mark', tone: 'good', text: 'kept' }
      : { kind: 'mark', tone: 'plain', text: 'kept so far' };
  return run.rules.warnRules.has(rule)
    ? { kind: 'mark', tone: 'fair', text: 'exceeded' }
    : { kind: 'mark', tone: 'bad', text: 'exceeded' };
}

/** Computes the exceptions of the file, each with the number of findings that it covers, and those findings. */
export function computeExceptions({ run: { exceptions }, totals, verdict }: Report): Section {
  // Expired exceptions and those that cover nothing come first: they need a decision.
  const uses = exceptions.toSorted((a, b) => rankUse(a) - rankUse(b));
  const rows = uses.map((use) => ({ cells: describeUse(use, verdict.complete) }));
  const headings = [
    'Line',
    'State',
    'Findings',
    'Account ID',
    'Token ID',
    'Email',
    'Rule',
    'Until',
    'Reason',
  ];
  const table = { noun: 'exception', headings, rows, total: rows.length, file: FILE_NAMES.report };
  return {
    id: 'exceptions',
    title: 'Exceptions',
    table,
    parts: [computeExcepted(totals.excepted)],
  };
}

function rankUse({ isExpired, findings }: ExceptionUse): number {
  return isExpired ? 0 : findings === 0 ? 1 : 2;
}

function describeUse({ exception, isExpired, findings }: ExceptionUse, complete: boolean): Cell[] {
  const { line, accountId, tokenId, emailPattern, rule, expires, reason } = exception;
  const ids = [accountId, tokenId, emailPattern].map((text): Cell => ({ kind: 'code', text }));
  return [
    String(line),
    describeState(isExpired, findings, complete),
    findings,
    ...ids,
    rule,
    expires,
    reason,
  ];
}

/** Describes an exception. Only a complete audit shows that it is no longer needed. */
function describeState(isExpired: boolean, findings: number, complete: boolean): Cell {
  if (isExpired) return { kind: 'mark', tone: 'bad', text: 'expired' };
  if (findings === 0 && complete) return { kind: 'mark', tone: 'fair', text: 'matched no finding' };
  return { kind: 'mark', tone: 'good', text: 'valid' };
}

function computeExcepted({ count, top }: Ranking<Finding>): Section {
  const rows = top.map((finding) => {
    const { reason = '', expires = '' } = finding.exception ?? {};
    return { cells: [...describeFinding(finding), reason, expires] };
  });
  const headings = [...FINDING_HEADINGS, 'Reason', 'Until'];
  const table = { noun: 'finding', headings, rows, total: count, file: FILE_NAMES.findings };
  return { id: 'excepted', title: 'Excepted findings', table, folded: true };
}
