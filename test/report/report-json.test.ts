import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Entry } from '../../src/policy/redact.ts';
import { renderReport } from '../../src/report/report-json.ts';
import type { RunFacts } from '../../src/result/run-facts.ts';
import {
  createAccount,
  createFinding,
  createFoundToken,
  createOutcome,
  createRunFacts,
  createVerdict,
  gatherTotals,
  repeat,
} from '../harness/entries.ts';

test('it says what ran, when, on which file and with which settings', () => {
  const report = render([createOutcome('checked')]);
  assert.equal(report.schemaVersion, 1);
  assert.equal(report.generator.name, 'token-audit');
  assert.equal(report.startedAt, '2026-11-23T06:00:00.000Z');
  assert.equal(report.finishedAt, '2026-11-23T06:01:05.000Z');
  assert.deepEqual(report.run, {
    repository: 'example/audits',
    workflow: 'Token audit',
    url: 'https://github.com/example/audits/actions/runs/4711',
  });
  const limits = [{ rule: 'max-tokens', limit: 10, level: 'fail', origin: 'input' }];
  assert.deepEqual(report.settings, { 'max-tokens': '10', limits });
  assert.deepEqual(report.accountsFile, {
    path: 'accounts.csv',
    columns: { id: 'Atlassian ID' },
    encoding: 'utf-8',
    accounts: 5,
    duplicates: 0,
    rejected: 0,
  });
});

test('it says the result and every count, and they add up', () => {
  const report = render([
    ...repeat(5, createOutcome('checked')),
    createOutcome('not-managed'),
    createOutcome('failed', { tokens: 2 }),
    createOutcome('skipped'),
    createOutcome('rejected'),
    createFoundToken(),
    createFoundToken({}, false),
  ]);
  assert.equal(report.verdict.result, 'incomplete');
  assert.equal(report.verdict.complete, false);
  assert.deepEqual(report.counts, {
    accounts: { total: 9, checked: 5, 'not-managed': 1, failed: 1, skipped: 1, rejected: 1, unlisted: 0 },
    accountsWithTokens: 1,
    tokens: { total: 2, active: 1 },
    credentials: {},
    people: 0,
  });
  assert.deepEqual([report.completeness.unread, report.completeness.allowed], [3, 1]);
  const reasons = report.completeness.reasons.map(({ count }) => count);
  assert.deepEqual(reasons, [1, 1, 1, 1]);
});

test('values stand in it exactly as they came, neither guarded nor escaped', () => {
  const name = '=cmd|<b>@octocat\u202e\n"😀';
  const account = createAccount({ name, email: '+a@example.com' });
  const report = render([
    createOutcome('checked'),
    createOutcome('failed', { account, detail: '<html>\r\n=1' }),
    createFinding({ account }),
    createFinding({
      rule: 'max-tokens',
      account: undefined,
      largestHolder: { account, tokens: 9, active: 7 },
    }),
  ]);
  assert.equal(report.completeness.reasons[0]?.first.detail, '<html>\r\n=1');
  assert.equal(report.findings.total, 2);
  assert.deepEqual(report.findings.listed[1]?.account, { id: account.id, name, email: '+a@example.com' });
  assert.equal(report.findings.listed[0]?.account, null);
  assert.match(report.findings.listed[0]?.evidence ?? '', /the most: .* with 7 active/s);
});

test('of a hundred thousand findings it lists the most urgent and counts all', () => {
  const findings = Array.from({ length: 100_000 }, (_, excess) => createFinding({ excess }));
  const { total, listed } = render([createOutcome('checked'), ...findings]).findings;
  assert.equal(total, 100_000);
  assert.equal(listed.length, 5000);
});

type Report = {
  schemaVersion: number;
  generator: { name: string; version: string };
  startedAt: string;
  finishedAt: string;
  run: object;
  settings: object;
  accountsFile: object;
  verdict: { result: string; complete: boolean };
  counts: object;
  completeness: {
    unread: number;
    allowed: number;
    reasons: { count: number; first: { accountId: string; detail: string } }[];
  };
  findings: { total: number; listed: { account: object | null; evidence: string }[] };
};

function render(entries: Entry[]): Report {
  const facts: RunFacts = createRunFacts({ tolerance: { kind: 'count', count: 1 } });
  const totals = gatherTotals(entries);
  const verdict = createVerdict(totals, { tolerance: facts.tolerance });
  const text = renderReport({ run: facts, totals, verdict });
  assert.ok(text.endsWith('}\n'));
  return JSON.parse(text) as Report;
}
