import type { Token } from '../atlassian/tokens.ts';
import type { Account } from '../audit/accounts-file.ts';
import { computeTask, nameToken, renderTask, type Task } from '../policy/advice.ts';
import type { Finding, IdleToken } from '../policy/finding.ts';
import type { JudgedOutcome } from '../policy/judge.ts';
import { type Level, RULES, type Rule } from '../policy/limits.ts';
import { cut } from '../text/escape.ts';
import { formatCount } from '../text/format.ts';

/** A row of owners.csv. The account is absent for the organization admins, the counts where no outcome is known. */
export type OwnerRow = {
  account: Account | undefined;
  level: Level;
  findings: number;
  rules: Rule[];
  tokens: number | undefined;
  active: number | undefined;
  action: string;
};

/** All owners with findings, by account ID. Its size grows with the people who must act, not with their tokens. */
export type Owners = Map<string, Owner>;

/** A row that is being counted, with the parts of its action. */
type Owner = Omit<OwnerRow, 'action'> & {
  /** Tasks about numbers of tokens. */
  countTasks: Task[];
  /** The longest idle tokens of an account with too many active ones. */
  longestIdle: IdleToken[];
  /** Tasks about single tokens, the most urgent first. */
  groups: TaskGroup[];
  /** The token that the last finding was about, and its task. */
  last: { tokenId: string; group: TaskGroup } | undefined;
  /** How many tokens have findings. */
  tokensToFix: number;
};

/** Tokens that need the same task, named together in one sentence. */
type TaskGroup = {
  start: string;
  end: string;
  priority: number;
  level: Level;
  tokens: { id: string; label: string }[];
};

/** The most tokens that an action names. */
const TOKENS_NAMED = 10;

/** A rule comes before those that its task makes unnecessary: a deleted token needs no new expiry. */
const PRIORITIES: readonly Rule[] = [
  'max-idle-days',
  'expires-within-days',
  'max-lifetime-days',
  'max-age-days',
];

/** Adds a finding to its owner's row. The findings of a token must follow each other. */
export function addOwnerFinding(owners: Owners, finding: Finding): void {
  const { token, rule, level, longestIdle } = finding;
  const account = findPerson(finding);
  const key = account?.id ?? '';
  const owner = owners.get(key) ?? createOwner(key === '' ? undefined : account);
  owners.set(key, owner);
  owner.findings += 1;
  if (level === 'fail') owner.level = level;
  if (!owner.rules.includes(rule)) owner.rules.push(rule);
  if (token) addTokenTask(owner, token, finding);
  else owner.countTasks.push(computeTask(finding));
  owner.longestIdle.push(...longestIdle);
}

/** Notes how many tokens an owner has, if it has findings. */
export function addOwnerOutcome(owners: Owners, { account, tokens, active }: JudgedOutcome): void {
  const owner = owners.get(account.id);
  if (owner?.account) Object.assign(owner, { tokens, active });
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

/** Returns who must act on a finding: the owner of a token, or the creator of an API key who is still there. */
function findPerson({ account, credentialKind }: Finding): Account | undefined {
  const isPresent = credentialKind === 'api-key' && ['', 'active'].includes(account?.status ?? '');
  return credentialKind === 'user-token' || isPresent ? account : undefined;
}

function createOwner(account: Account | undefined): Owner {
  return {
    ...{ account, level: 'warn', findings: 0, rules: [], tokens: undefined, active: undefined },
    ...{ countTasks: [], longestIdle: [], groups: [], last: undefined, tokensToFix: 0 },
  };
}

/** Gives a token one task: that of its finding with the highest priority. Drops the least urgent beyond ten tokens. */
function addTokenTask(owner: Owner, { id, label }: Token, finding: Finding): void {
  const previous = owner.last?.tokenId === id ? owner.last.group : undefined;
  const group = findGroup(owner, finding);
  if (!previous) owner.tokensToFix += 1;
  if (previous && previous.priority <= group.priority) {
    if (finding.level === 'fail') previous.level = finding.level;
    return;
  }
  // The token moves to the new group, unless it was dropped from the previous one.
  if (previous?.tokens.at(-1)?.id === id) previous.tokens.pop();
  group.tokens.push({ id, label });
  if ([finding.level, previous?.level].includes('fail')) group.level = 'fail';
  owner.last = { tokenId: id, group };
  owner.groups = [...new Set([...owner.groups, group])].sort(compareGroups);
  dropLeastUrgent(owner);
}

function findGroup({ groups }: Owner, finding: Finding): TaskGroup {
  const { start, end } = computeTask(finding);
  const group = groups.find((other) => other.start === start && other.end === end);
  return group ?? { start, end, priority: PRIORITIES.indexOf(finding.rule), level: 'warn', tokens: [] };
}

function dropLeastUrgent({ groups }: Owner): void {
  const count = groups.reduce((sum, { tokens }) => sum + tokens.length, 0);
  if (count > TOKENS_NAMED) groups.findLast(({ tokens }) => tokens.length > 0)?.tokens.pop();
}

function compareGroups(a: TaskGroup, b: TaskGroup): number {
  return Number(a.level === 'warn') - Number(b.level === 'warn') || a.priority - b.priority;
}

function describeOwner(owner: Owner): OwnerRow {
  const { account, level, findings, tokens, active } = owner;
  const rules = RULES.filter((rule) => owner.rules.includes(rule));
  return { account, level, findings, rules, tokens, active, action: renderOwnerAction(owner) };
}

/** Renders all tasks in a few sentences. A token is named once, and ten at most are named. */
function renderOwnerAction({ countTasks, longestIdle, groups, tokensToFix }: Owner): string {
  const named = new Set(longestIdle.map(({ id }) => id));
  let more = tokensToFix - longestIdle.filter(({ hasFindings }) => hasFindings).length;
  let left = TOKENS_NAMED - longestIdle.length;
  const shownGroups = groups.map((group) => {
    const tokens = group.tokens.filter(({ id }) => !named.has(id)).slice(0, left);
    more -= tokens.length;
    left -= tokens.length;
    return { ...group, tokens };
  });
  const names = [...countTasks, ...shownGroups].flatMap((part) =>
    'names' in part ? part.names : part.tokens.map(nameToken),
  );
  const tasks = shownGroups
    .filter(({ tokens }) => tokens.length > 0)
    .map(({ start, end, tokens }) => ({ start, end, names: tokens.map((token) => nameApart(token, names)) }));
  const sentences = [...countTasks, ...tasks].map(renderTask);
  return [...sentences, ...(more > 0 ? [`… and ${formatCount(more)} more`] : [])].join(' ');
}

/** Names a token, with the start of its ID where another token in the same action has the same label. */
function nameApart(token: { id: string; label: string }, names: string[]): string {
  const name = nameToken(token);
  const isShared = names.indexOf(name) !== names.lastIndexOf(name);
  return isShared ? `${name} (ID ${cut(token.id, 9)})` : name;
}

/** Compares by code units, so that the order does not depend on the machine's locale. */
function compareTexts(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
