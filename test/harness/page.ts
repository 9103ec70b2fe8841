import { createStatusIndex, createTokenIndex } from '../../src/baseline/baseline-index.ts';
import type { BaselineReport } from '../../src/baseline/baseline-report.ts';
import { createExceptions } from '../../src/policy/exceptions.ts';
import type { JudgedToken } from '../../src/policy/judge.ts';
import type { Rule } from '../../src/policy/limits.ts';
import type { Entry } from '../../src/policy/redact.ts';
import { renderPage } from '../../src/report/page.ts';
import type { RunFacts } from '../../src/result/run-facts.ts';
import { parseDate } from '../../src/text/dates.ts';
import {
  computeTime,
  createAccount,
  createAccountsFile,
  createChange,
  createException,
  createFinding,
  createFoundToken,
  createOutcome,
  createRunFacts,
  createVerdict,
  gatherTotals,
  NOW,
} from './entries.ts';

/** Renders the page of a run with these entries, and with a problem in whatever words. */
export function renderEntries(entries: Entry[], change: Partial<RunFacts> = {}, problem?: string): string {
  const facts = createRunFacts(change);
  const totals = gatherTotals(entries);
  const verdict = createVerdict(totals, facts);
  const problems = problem === undefined ? verdict.problems : [problem, ...verdict.problems];
  return renderPage({ run: facts, totals, verdict: { ...verdict, problems } });
}

/** Renders a page with content in every section; `text` stands in every place that others control. */
export function renderFullPage(text: string): string {
  const account = createAccount({ id: text, name: text, email: text, status: text });
  const times = { createdAt: text, lastAccess: text, expiry: text };
  const token = createFoundToken({ id: text, label: text, status: text, scopes: [text], ...times });
  const exception = createException({ reason: text, accountId: text, tokenId: text, expires: text });
  const date = parseDate(text);
  const change = createChange({
    account,
    token: { id: text, label: text, createdAt: date, expiry: date, scopes: [text] },
    detail: text,
  });
  const expired = createException({ ...exception, endsAt: NOW - 1 });
  const entries: Entry[] = [
    { ...token, account, brokenRules: ['max-age-days'] },
    createOutcome('checked', { account, tokens: 1, active: 1 }),
    createOutcome('unlisted', { account, tokens: 1 }),
    createOutcome('not-managed', { account, detail: text }),
    createFinding({ account, token: token.token, evidence: text }),
    createFinding({
      rule: 'max-tokens',
      account: undefined,
      largestHolder: { account, tokens: 9, active: 7 },
    }),
    createFinding({ account, token: token.token, exception }),
    { ...change, change: 'new' },
    { ...change, change: 'no-longer-asked' },
  ];
  const facts = {
    ...{ repository: text, workflow: text, runUrl: text, outputDir: text },
    settings: { 'max-tokens': text },
    target: { kind: 'accounts', file: createAccountsFile({ path: text }) } as const,
    baseline: describeEarlierRun(text, text),
    exceptions: createExceptions([exception, expired], NOW).list(),
  };
  return renderEntries(entries, facts, text);
}

/** Creates tokens of three people, one in four inactive. */
export function createTokens(count: number): JudgedToken[] {
  return Array.from({ length: count }, (_, index) => {
    const id = String(index).padStart(5, '0');
    const change = {
      id: `token-${id}`,
      label: `Label ${id}`,
      createdAt: computeTime(-index - 1),
      lastAccess: index % 5 === 0 ? '' : computeTime(-(index % 90)),
      expiry: index % 7 === 0 ? '' : computeTime(1 + (index % 300)),
    };
    const [name = '', person = ''] =
      [
        ['Zoë Öztürk', 'zoe'],
        ['Ada Okafor', 'ada'],
        ['Bo Li', 'bo'],
      ][index % 3] ?? [];
    const account = createAccount({ id: `712020:${person}`, name, email: `${person}@example.com` });
    const brokenRules: Rule[] = index % 10 === 0 ? ['max-age-days'] : [];
    return { ...createFoundToken(change, index % 4 !== 3), account, brokenRules };
  });
}

/** What a report says of an earlier run. */
export function describeEarlierRun(run: string, startedAt = computeTime(-7)): RunFacts['baseline'] {
  const report: BaselineReport = {
    url: '',
    startedAt,
    source: 'accounts',
    orgId: '',
    redacted: false,
    complete: false,
    isUsable: true,
    isWhole: true,
    allowed: 0,
    accounts: 1,
    accountsByStatus: new Map(),
    asked: 1,
    unread: 0,
    tokens: 0,
    credentials: 0,
    kinds: [],
    history: [],
    continuesHistory: true,
  };
  const baseline = { run, report, tokens: createTokenIndex(), accounts: createStatusIndex(false) };
  return { kind: 'read', baseline };
}
