import { version } from '../action.ts';
import type { AccountsFile } from '../audit/accounts.ts';
import { type Finding, renderEvidence } from '../policy/rules.ts';
import { computeAllowed } from '../policy/tolerance.ts';
import type { RunFacts } from './facts.ts';
import { countAccounts, countUnread, type Tally } from './tally.ts';
import type { Verdict } from './verdict.ts';

/** Raised whenever a reader of an older report.json could misread a newer one. */
const SCHEMA_VERSION = 1;

/** report.json: the run for a machine to read. Values are raw, exactly as they were received. */
export function renderReport(run: RunFacts, tally: Tally, verdict: Verdict): string {
  const { result, complete, headline, problems, warnings, notices } = verdict;
  const report = {
    schemaVersion: SCHEMA_VERSION,
    generator: { name: 'token-audit', version },
    startedAt: run.startedAt.toISOString(),
    finishedAt: run.finishedAt.toISOString(),
    run: { repository: run.repository, workflow: run.workflow, url: run.runUrl },
    source: run.subject.kind,
    settings: run.settings,
    accountsFile: run.subject.file ? describeAccountsFile(run.subject.file) : null,
    verdict: { result, complete, headline, problems, warnings, notices },
    counts: computeCounts(tally),
    completeness: computeCompleteness(run, tally),
    findings: {
      total: tally.findings.count,
      listed: tally.findings.top.map(describeFinding),
    },
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function describeAccountsFile({ path, columns, encoding, accounts, duplicates, rejected }: AccountsFile) {
  return { path, columns, encoding, accounts, duplicates, rejected };
}

function computeCounts(tally: Tally) {
  return {
    accounts: { total: countAccounts(tally), ...tally.accounts },
    accountsWithTokens: tally.accountsWithTokens,
    tokens: { total: tally.tokens, active: tally.activeTokens },
  };
}

function computeCompleteness({ tolerance }: RunFacts, tally: Tally) {
  return {
    unread: countUnread(tally),
    allowed: computeAllowed(tolerance, countAccounts(tally)),
    reasons: [...tally.reasons.values()].map(({ count, first }) => ({
      status: first.status,
      httpStatus: first.httpStatus ?? null,
      count,
      first: { accountId: first.account.id, detail: first.detail },
    })),
  };
}

function describeFinding(finding: Finding) {
  const { rule, account } = finding;
  return {
    rule,
    account: account ? { id: account.id, name: account.name, email: account.email } : null,
    evidence: renderEvidence(finding),
  };
}
