import type { Account } from '../audit/accounts-file.ts';
import { computeTask, renderTask, type Task } from '../policy/advice.ts';
import type { Finding, IdleToken } from '../policy/finding.ts';
import type { JudgedOutcome } from '../policy/judge.ts';
import { type Level, RULES, type Rule } from '../policy/limits.ts';
import { formatCount } from '../text/format.ts';

/** One row of owners.csv. `account` is absent for the organization admins, the counts where no outcome is known. */
export type OwnerRow = {
  account: Account | undefined;
  level: Level;
  findings: number;
  rules: Rule[];
  tokens: number | undefined;
  active: number | undefined;
  action: string;
};

/** The findings about one owner, the most urgent first, and how many of each rule. */
export type OwnerFindings = { account: Account; findings: Finding[]; counts: Map<Rule, number> };

/** All owners with findings, by account ID. Its size grows with the people who must act, not with their tokens. */
export type Owners = Map<string, Owner>;

/** What one owner must do. Findings with an exception are not in it. */
type Owner = {
  account: Account | undefined;
  fails: number;
  warns: number;
  rules: Set<Rule>;
  held: { tokens: number; active: number } | undefined;
  /** Tasks about numbers of tokens. */
  countTasks: Task[];
  /** The tokens of which too many are active. */
  longestIdle: IdleToken[];
  /** The tokens with findings, the most urgent ones. */
  tokenTasks: TokenTask[];
  /** How many tokens have findings. */
  tokensToFix: number;
  lastTokenId: string | undefined;
};

type TokenTask = { tokenId: string; task: Task; level: Level; priority: number };

/** An action names no more tokens than these. */
const TOKENS_NAMED = 10;

/** What makes up for the most comes first: a deleted token needs no new expiry. */
const PRIORITIES: readonly Rule[] = [
  'max-idle-days',
  'expires-within-days',
  'max-lifetime-days',
  'max-age-days',
];

/** Adds a finding to what its owner must do. The findings of a token must follow each other. */
export function addOwnerFinding(owners: Owners, finding: Finding): void {
  const { account, token, rule, level, longestIdle } = finding;
  const key = account?.id ?? '';
  const owner = owners.get(key) ?? createOwner(key === '' ? undefined : account);
  owners.set(key, owner);
  owner[level === 'fail' ? 'fails' : 'warns'] += 1;
  owner.rules.add(rule);
  if (token) addTokenTask(owner, token.id, finding);
  else owner.countTasks.push(computeTask(finding));
  owner.longestIdle.push(...longestIdle);
}

/** Notes how many tokens an owner has, if it has findings. */
export function addOwnerOutcome(owners: Owners, { account, tokens, active }: JudgedOutcome): void {
  const owner = owners.get(account.id);
  if (owner?.account) owner.held = { tokens, active };
}

/** Returns a row for each owner: level `fail` first, then more findings, then account ID. */
export function listOwnerRows(owners: Owners): OwnerRow[] {
  const rows = [...owners.values()].map(describeOwner);
  return rows.sort(
    (a, b) =>
      Number(a.level === 'warn') - Number(b.level === 'warn') ||
      b.findings - a.findings ||
      compareTexts(a.account?.id ?? '', b.account?.id ?? ''),
  );
}

/** Counts the people who must act. The organization admins are not counted. */
export function countPeople(owners: Owners): number {
  return owners.size - (owners.has('') ? 1 : 0);
}

/** Groups findings by owner, in the order of each owner's first finding. Those without an account are the organization's. */
export function groupByOwner(findings: Finding[]): { organization: Finding[]; owners: OwnerFindings[] } {
  const organization = findings.filter(({ account }) => !account);
  const owners = new Map<string, OwnerFindings>();
  for (const finding of findings) {
    const { account, rule } = finding;
    if (!account) continue;
    const key = account.id || `${account.name} ${account.email}`;
    const owner: OwnerFindings = owners.get(key) ?? { account, findings: [], counts: new Map() };
    owners.set(key, owner);
    owner.findings.push(finding);
    owner.counts.set(rule, (owner.counts.get(rule) ?? 0) + 1);
  }
  return { organization, owners: [...owners.values()] };
}

function createOwner(account: Account | undefined): Owner {
  return {
    account,
    fails: 0,
    warns: 0,
    rules: new Set(),
    held: undefined,
    countTasks: [],
    longestIdle: [],
    tokenTasks: [],
    tokensToFix: 0,
    lastTokenId: undefined,
  };
}

/** Keeps one task for each token, and the tasks of the most urgent tokens. */
function addTokenTask(owner: Owner, tokenId: string, finding: Finding): void {
  if (owner.lastTokenId !== tokenId) owner.tokensToFix += 1;
  owner.lastTokenId = tokenId;
  const found = {
    tokenId,
    task: computeTask(finding),
    level: finding.level,
    priority: PRIORITIES.indexOf(finding.rule),
  };
  const index = owner.tokenTasks.findIndex((other) => other.tokenId === tokenId);
  const [before] = index === -1 ? [] : owner.tokenTasks.splice(index, 1);
  owner.tokenTasks.push(before ? mergeTasks(before, found) : found);
  owner.tokenTasks.sort(compareTasks).splice(TOKENS_NAMED);
}

function mergeTasks(a: TokenTask, b: TokenTask): TokenTask {
  const first = a.priority <= b.priority ? a : b;
  return { ...first, level: [a.level, b.level].includes('fail') ? 'fail' : 'warn' };
}

function compareTasks(a: TokenTask, b: TokenTask): number {
  return Number(a.level === 'warn') - Number(b.level === 'warn') || a.priority - b.priority;
}

function describeOwner(owner: Owner): OwnerRow {
  const { account, fails, warns, rules, held } = owner;
  return {
    account,
    level: fails > 0 ? 'fail' : 'warn',
    findings: fails + warns,
    rules: RULES.filter((rule) => rules.has(rule)),
    tokens: held?.tokens,
    active: held?.active,
    action: renderOwnerAction(owner),
  };
}

/** Renders all tasks in a few sentences. A token is named once, and ten at most are named. */
function renderOwnerAction({ countTasks, longestIdle, tokenTasks, tokensToFix }: Owner): string {
  const named = new Set(longestIdle.map(({ id }) => id));
  const shown = tokenTasks
    .filter(({ tokenId }) => !named.has(tokenId))
    .slice(0, TOKENS_NAMED - longestIdle.length);
  const byText = Map.groupBy(shown, ({ task: { start, end } }) => `${start}\0${end}`);
  const tasks = [...byText.values()].map((group) => mergeNames(group.map(({ task }) => task)));
  const more = tokensToFix - shown.length - longestIdle.filter(({ hasFindings }) => hasFindings).length;
  const sentences = [...countTasks, ...tasks].map(renderTask);
  return [...sentences, ...(more > 0 ? [`… and ${formatCount(more)} more`] : [])].join(' ');
}

function mergeNames(tasks: Task[]): Task {
  const { start = '', end = '' } = tasks[0] ?? {};
  return { start, names: tasks.flatMap(({ names }) => names), end };
}

/** Compares by code units, so that the order does not depend on the machine's locale. */
function compareTexts(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
