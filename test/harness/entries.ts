import type { RunContext } from '../../src/actions/context.ts';
import type { CredentialKind, Token } from '../../src/atlassian/tokens.ts';
import type { Account, AccountsFile } from '../../src/audit/accounts-file.ts';
import type { AccountStatus, CredentialRecord } from '../../src/audit/records.ts';
import { createSourceReport } from '../../src/audit/source.ts';
import type { Change } from '../../src/baseline/comparison.ts';
import { createExceptions } from '../../src/policy/exceptions.ts';
import type { Exception, Finding } from '../../src/policy/finding.ts';
import type { JudgedOutcome, JudgedToken, Policy } from '../../src/policy/judge.ts';
import type { Limits } from '../../src/policy/limits.ts';
import type { Entry } from '../../src/policy/redact.ts';
import { findIdleSince } from '../../src/policy/rules.ts';
import type { Ending, RunFacts } from '../../src/result/run-facts.ts';
import { addEntry, createTotals, type Totals } from '../../src/result/totals.ts';
import { computeVerdict, type Verdict } from '../../src/result/verdict.ts';
import { parseDate } from '../../src/text/dates.ts';

/** The time at which all tests judge. */
export const NOW = Date.parse('2026-11-23T06:00:00Z');

/** Renders a time some days after or before `NOW`, as the API does. */
export function computeTime(days: number): string {
  return new Date(NOW + days * 86_400_000).toISOString();
}

export function createAccount(change: Partial<Account> = {}): Account {
  return { id: '712020:ada', name: 'Ada Okafor', email: 'ada@example.com', status: 'Active', ...change };
}

/** A token with unparsed dates. */
export type TokenTexts = Omit<Token, 'createdAt' | 'lastAccess' | 'expiry'> & {
  createdAt: string;
  lastAccess: string;
  expiry: string;
};

/** Creates a token that is half a year old, was used yesterday and expires in half a year. */
export function createToken(change: Partial<TokenTexts> = {}): Token {
  const { createdAt, lastAccess, expiry, ...texts } = change;
  return {
    id: 'token-1',
    label: 'Jenkins',
    createdAt: parseDate(createdAt ?? computeTime(-180)),
    lastAccess: parseDate(lastAccess ?? computeTime(-1)),
    expiry: parseDate(expiry ?? computeTime(180)),
    disabledStatus: 'false',
    disabled: false,
    status: '',
    scopes: [],
    ...texts,
  };
}

export function createFoundToken(change: Partial<TokenTexts> = {}, active = true): JudgedToken {
  const token = createToken(change);
  const { date } = findIdleSince(token, NOW);
  const idleSince = 'at' in date ? date.at : 0;
  return { kind: 'token', account: createAccount(), token, active, idleSince, brokenRules: [] };
}

/** Creates a credential of another kind, with the dates of `createToken`. */
export function createCredential(
  credentialKind: CredentialKind,
  change: Partial<TokenTexts> = {},
  owner: Partial<Account> = {},
): CredentialRecord {
  const account = createAccount({ status: 'active', ...owner });
  return { kind: 'credential', credentialKind, account, token: createToken({ id: 'key-1', ...change }) };
}

export function createOutcome(status: AccountStatus, change: Partial<JudgedOutcome> = {}): JudgedOutcome {
  const httpStatus = {
    checked: 200,
    'not-managed': 404,
    failed: 500,
    skipped: undefined,
    rejected: undefined,
    unlisted: undefined,
  };
  const common = { kind: 'outcome', account: createAccount(), tokens: 0, active: 0, detail: '' } as const;
  return { ...common, status, httpStatus: httpStatus[status], ...change };
}

export function createFinding(change: Partial<Finding> = {}): Finding {
  const finding: Finding = {
    kind: 'finding',
    rule: 'max-tokens-per-account',
    level: 'fail',
    limit: 2,
    account: createAccount(),
    token: undefined,
    credentialKind: 'user-token',
    largestHolder: undefined,
    longestIdle: [],
    exception: undefined,
    evidence: '3 active of 4 tokens, limit 2',
    excess: 1,
  };
  return { ...finding, ...change };
}

/** Creates a change: a new token, half a year old and good for half a year more. */
export function createChange(change: Partial<Change> = {}): Change {
  const about = { credentialKind: 'user-token', account: createAccount(), token: createToken() } as const;
  return { kind: 'change', change: 'new', ...about, detail: '', ...change };
}

/** Creates an exception of line 2 that is valid for decades. */
export function createException(change: Partial<Exception> = {}): Exception {
  const endsAt = Date.parse('2099-01-02T00:00:00Z');
  const when = { expires: '2099-01-01', endsAt };
  const ids = { accountId: '', tokenId: '', emailPattern: '' };
  return { line: 2, ...ids, rule: '*', reason: 'Build server', ...when, ...change };
}

export function createAccountsFile(change: Partial<AccountsFile> = {}): AccountsFile {
  return {
    path: 'accounts.csv',
    columns: { id: 'Atlassian ID' },
    encoding: 'utf-8',
    accounts: 5,
    duplicates: 0,
    rejected: 0,
    firstRejected: [],
    rows: [],
    replaced: false,
    newestActivity: undefined,
    hasUnreadableActivity: false,
    ...change,
  };
}

export function createRunFacts(change: Partial<RunFacts> = {}): RunFacts {
  return {
    startedAt: new Date(NOW),
    finishedAt: new Date(NOW + 65_000),
    repository: 'example/audits',
    workflow: 'Token audit',
    runUrl: 'https://github.com/example/audits/actions/runs/4711',
    settings: { 'max-tokens': '10' },
    rules: { limits: { 'max-tokens': 10 }, limitOrigins: { 'max-tokens': 'input' }, warnRules: new Set() },
    tolerance: { kind: 'count', count: 0 },
    outputDir: '/runner/workspace/token-audit',
    orgId: '',
    orgTokenExpires: undefined,
    target: { kind: 'accounts', file: createAccountsFile() },
    include: [],
    unreadKinds: [],
    baseline: undefined,
    exceptions: [],
    showNames: true,
    ...change,
  };
}

/** Creates the facts of a run with these limits, all of them inputs. */
export function withLimits(limits: Limits): Pick<RunFacts, 'rules'> {
  return { rules: { limits, limitOrigins: {}, warnRules: new Set() } };
}

/** Creates a policy without limits or exceptions. */
export function createPolicy(change: Partial<Policy> = {}): Policy {
  return { limits: {}, warnRules: new Set(), exceptions: createExceptions([], NOW), now: NOW, ...change };
}

/** The verdict on an audit that went well, as far as its totals say, without limits. */
export function createVerdict(totals: Totals, change: Partial<RunFacts & Ending> = {}): Verdict {
  const ending = { stopped: undefined, report: createSourceReport(), failures: [], ...change };
  return computeVerdict(createRunFacts({ ...withLimits({}), ...change }), totals, ending);
}

/** Creates the context of a run on GitHub, in a private repository. */
export function createRunContext(change: Partial<RunContext> = {}): RunContext {
  return {
    onGitHub: true,
    isPublic: false,
    repository: 'example/audits',
    workflow: 'Token audit',
    runUrl: 'https://github.com/example/audits/actions/runs/4711',
    runId: '4711',
    workflowFile: 'token-audit.yml',
    branch: 'main',
    commit: 'c0ffee'.padEnd(40, '0'),
    serverUrl: 'https://github.com',
    githubApiUrl: 'https://api.github.com',
    workspace: process.cwd(),
    temp: undefined,
    ...change,
  };
}

/** Creates `count` references to an entry. */
export function repeat<T>(count: number, entry: T): T[] {
  return Array.from({ length: count }, () => entry);
}

/** Computes the totals of these entries. */
export function gatherTotals(entries: Entry[]): Totals {
  const totals = createTotals(NOW);
  for (const entry of entries) addEntry(totals, entry);
  return totals;
}
