import { version } from '../action.ts';
import type { AccountsFile } from '../audit/accounts-file.ts';
import { type BaselineFound, computeHistory } from '../baseline/baseline.ts';
import { CHANGES } from '../baseline/comparison.ts';
import { listExpired, listUnmatched } from '../policy/exceptions.ts';
import { type Exception, type Finding, renderAction, renderEvidence } from '../policy/finding.ts';
import { computeAllowed, type Level, type ResolvedLimits, RULES } from '../policy/limits.ts';
import { countPeople } from '../result/owners.ts';
import type { RunFacts } from '../result/run-facts.ts';
import { countAccounts, countUnread, type Totals } from '../result/totals.ts';
import type { Report } from './model.ts';

/** Renders report.json for programs. Values are raw, exactly as they were received. */
export function renderReport({ run, totals, verdict }: Report): string {
  const { result, complete, comparable, headline, advice, problems, warnings, notices } = verdict;
  const { startedAt, finishedAt, repository, workflow, runUrl, target, baseline } = run;
  const { findings, findingsByRule, excepted } = totals;
  const json = {
    // Raised whenever a reader of an older report.json could misread a newer one.
    schemaVersion: 1,
    generator: { name: 'token-audit', version },
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt.toISOString(),
    run: { repository, workflow, url: runUrl },
    source: target.kind,
    settings: { ...run.settings, limits: describeLimits(run.rules) },
    accountsFile: target.file ? describeAccountsFile(target.file) : null,
    verdict: { result, complete, comparable, headline, advice, problems, warnings, notices },
    counts: computeCounts(run, totals),
    completeness: computeCompleteness(run, totals),
    findings: {
      total: findings.count,
      byRule: Object.fromEntries([...findingsByRule].map(([rule, { count }]) => [rule, count])),
      listed: findings.top.map(describeFinding),
      excepted: { total: excepted.count, listed: excepted.top.map(describeFinding) },
    },
    exceptions: {
      expired: listExpired(run.exceptions).map(describeException),
      unmatched: complete ? listUnmatched(run.exceptions).map(describeException) : null,
    },
    baseline: describeBaseline(baseline),
    history: computeHistory(baseline),
    changes: verdict.trusted && baseline?.kind === 'read' ? describeChanges(totals) : null,
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}

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
  const { accounts, holders, tokens, activeTokens, credentialCounts, owners } = totals;
  const credentials = include.map((kind) => {
    const count = credentialCounts.get(kind);
    const complete = !unreadKinds.includes(kind);
    return [kind, { total: count?.tokens ?? 0, active: count?.active ?? 0, complete }];
  });
  return {
    accounts: { total: countAccounts(totals), ...accounts },
    accountsWithTokens: holders.count,
    tokens: { total: tokens.count, active: activeTokens.count },
    credentials: Object.fromEntries(credentials),
    people: countPeople(owners),
  };
}

function computeCompleteness({ tolerance }: RunFacts, totals: Totals) {
  const reasons = [...totals.reasons.values()].map(({ count, first }) => {
    const { status, httpStatus = null, account, detail } = first;
    return { status, httpStatus, count, first: { accountId: account.id, detail } };
  });
  const allowed = computeAllowed(tolerance, countAccounts(totals));
  return { unread: countUnread(totals), allowed, reasons };
}

function describeFinding(finding: Finding) {
  const { rule, account, token, credentialKind: kind, level, exception } = finding;
  return {
    rule,
    account: account ? { id: account.id, name: account.name, email: account.email } : null,
    token: token ? { id: token.id, label: token.label } : null,
    kind,
    level,
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
    const listed = top.map(({ account, token: { id: tokenId, label }, detail }) => {
      return { account, tokenId, label, detail };
    });
    return [kind, { total: count, listed }];
  });
  return Object.fromEntries(kinds);
}
