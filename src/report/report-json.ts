import { version } from '../action.ts';
import type { AccountsFile } from '../audit/accounts-file.ts';
import { type BaselineFound, computeHistory } from '../baseline/baseline.ts';
import { CHANGES } from '../baseline/comparison.ts';
import { renderAction } from '../policy/advice.ts';
import { listExpired, listUnmatched } from '../policy/exceptions.ts';
import { type Exception, type Finding, renderEvidence } from '../policy/finding.ts';
import { computeAllowed, type Level, type ResolvedLimits, RULES } from '../policy/limits.ts';
import { countPeople } from '../result/owners.ts';
import { countAccounts, countUnread, type Totals } from '../result/totals.ts';
import type { Verdict } from '../result/verdict.ts';
import type { RunFacts } from './model.ts';

/** Raised whenever a reader of an older report.json could misread a newer one. */
const SCHEMA_VERSION = 1;

/** Renders report.json for programs. Values are raw, exactly as they were received. */
export function renderReport(run: RunFacts, totals: Totals, verdict: Verdict): string {
  const { result, complete, comparable, headline, advice, problems, warnings, notices } = verdict;
  const report = {
    schemaVersion: SCHEMA_VERSION,
    generator: { name: 'token-audit', version },
    startedAt: run.startedAt.toISOString(),
    finishedAt: run.finishedAt.toISOString(),
    run: { repository: run.repository, workflow: run.workflow, url: run.runUrl },
    source: run.target.kind,
    settings: { ...run.settings, limits: describeLimits(run.rules) },
    accountsFile: run.target.file ? describeAccountsFile(run.target.file) : null,
    verdict: { result, complete, comparable, headline, advice, problems, warnings, notices },
    counts: computeCounts(run, totals),
    completeness: computeCompleteness(run, totals),
    findings: {
      total: totals.findings.count,
      byRule: Object.fromEntries([...totals.findingsByRule].map(([rule, { count }]) => [rule, count])),
      listed: totals.findings.top.map(describeFinding),
      excepted: { total: totals.excepted.count, listed: totals.excepted.top.map(describeFinding) },
    },
    exceptions: {
      expired: listExpired(run.exceptions).map(describeException),
      unmatched: verdict.complete ? listUnmatched(run.exceptions).map(describeException) : null,
    },
    baseline: describeBaseline(run.baseline),
    history: computeHistory(run.baseline),
    changes: verdict.trusted && run.baseline?.kind === 'read' ? describeChanges(totals) : null,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** Returns the limits in force, in the order of the inputs, whether an input or the preset of `policy` sets them. */
function describeLimits({ limits, limitOrigins, warnRules }: ResolvedLimits) {
  return RULES.filter((rule) => limits[rule] !== undefined).map((rule) => {
    const level: Level = warnRules.has(rule) ? 'warn' : 'fail';
    return { rule, limit: limits[rule], level, origin: limitOrigins[rule] };
  });
}

function describeAccountsFile({ path, columns, encoding, accounts, duplicates, rejected }: AccountsFile) {
  return { path, columns, encoding, accounts, duplicates, rejected };
}

function computeCounts({ include, unreadKinds }: RunFacts, totals: Totals) {
  const credentials = include.map((kind) => {
    const { tokens: total, active } = totals.credentialCounts.get(kind) ?? { tokens: 0, active: 0 };
    return [kind, { total, active, complete: !unreadKinds.includes(kind) }];
  });
  return {
    accounts: { total: countAccounts(totals), ...totals.accounts },
    accountsWithTokens: totals.accountsWithTokens,
    tokens: { total: totals.tokens, active: totals.activeTokens },
    credentials: Object.fromEntries(credentials),
    people: countPeople(totals.owners),
  };
}

function computeCompleteness({ tolerance }: RunFacts, totals: Totals) {
  return {
    unread: countUnread(totals),
    allowed: computeAllowed(tolerance, countAccounts(totals)),
    reasons: [...totals.reasons.values()].map(({ count, first }) => ({
      status: first.status,
      httpStatus: first.httpStatus ?? null,
      count,
      first: { accountId: first.account.id, detail: first.detail },
    })),
  };
}

function describeFinding(finding: Finding) {
  const { rule, account, token, exception } = finding;
  return {
    rule,
    account: account ? { id: account.id, name: account.name, email: account.email } : null,
    token: token ? { id: token.id, label: token.label } : null,
    kind: finding.credentialKind,
    level: finding.level,
    evidence: renderEvidence(finding),
    action: renderAction(finding),
    ...(exception ? { exception: describeException(exception) } : {}),
  };
}

function describeException({ line, accountId, tokenId, rule, expires, reason }: Exception) {
  return { line, accountId, tokenId, rule, expires, reason };
}

function describeBaseline(found: BaselineFound | undefined) {
  if (found?.kind !== 'read') return found ? { none: found.why } : null;
  const { run, report } = found.baseline;
  return { run, startedAt: report.startedAt, complete: report.complete };
}

/** Returns the number of changes of each kind and the first of them; changes.csv holds all. */
function describeChanges({ changes }: Totals) {
  const kinds = CHANGES.map((kind) => {
    const { count, top } = changes[kind];
    const listed = top.map(({ account, tokenId, label, detail }) => ({ account, tokenId, label, detail }));
    return [kind, { total: count, listed }];
  });
  return Object.fromEntries(kinds);
}
