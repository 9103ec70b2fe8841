import type { Token } from '../atlassian/tokens.ts';
import type { Account } from '../audit/accounts-file.ts';
import { computeTask, type Finding, nameToken, renderTask, type Task } from '../policy/finding.ts';
import type { JudgedOutcome } from '../policy/judge.ts';
import { type Level, RULES, type Rule } from '../policy/limits.ts';
import { cut } from '../text/escape.ts';
import { formatCount } from '../text/format.ts';

/**
 * A row of owners.csv. The account is absent for the organization admins. The counts are absent for them, and for the
 * creator of an organization API key whose own tokens have no findings: outcomes come before other credentials.
 */
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

/** A row that is being counted, with what its action is made of. */
type Owner = Omit<OwnerRow, 'action'> & {
  /** The findings about numbers of tokens. */
  countFindings: Finding[];
  /** The tasks of the most urgent tokens, and of the last one whatever its urgency, in the order found. */
  tasks: TokenTask[];
  tokensToFix: number;
};

/** The only task of a token: that of its finding with the highest priority. Its level is the highest of all findings. */
type TokenTask = { key: string; id: string; label: string; kind: TaskKind; level: Level };

/** A task of several tokens of an owner. They share the object, and a sentence of the action. */
type TaskKind = Omit<Task, 'names'> & { priority: number };

/** The most tokens that an action names. */
const TOKENS_NAMED = 10;

/** A rule comes before those that its task makes unnecessary: a deleted token needs no new expiry. */
const PRIORITIES: Rule[] = ['max-idle-days', 'expires-within-days', 'max-lifetime-days', 'max-age-days'];

/** Adds a finding to its owner's row. The findings of a token must follow each other. */
export function addOwnerFinding(owners: Owners, finding: Finding): void {
  const { rule, level, token } = finding;
  const account = findPerson(finding);
  const id = account?.id ?? '';
  const owner = owners.get(id) ?? createOwner(account);
  owners.set(id, owner);
  owner.findings += 1;
  if (level === 'fail') owner.level = level;
  // Arrays that grow by push have spare room, which is much for 40,000 owners.
  if (!owner.rules.includes(rule)) owner.rules = owner.rules.concat(rule);
  if (token) addTokenTask(owner, token, finding);
  else owner.countFindings = owner.countFindings.concat(finding);
}

/** Notes how many tokens an owner has, if it has findings. */
export function addOwnerOutcome(owners: Owners, { account, tokens, active }: JudgedOutcome): void {
  const owner = owners.get(account.id);
  if (owner?.account) Object.assign(owner, { tokens, active });
}

/** Yields a row for each owner: level `fail` first, then more findings, then account ID by its code units. */
export function* listOwnerRows(owners: Owners): Generator<OwnerRow, void> {
  const readId = ({ account }: Owner) => account?.id ?? '';
  const rankLevel = ({ level }: Owner) => (level === 'fail' ? 0 : 1);
  const sorted = [...owners.values()].sort(
    (a, b) => rankLevel(a) - rankLevel(b) || b.findings - a.findings || (readId(a) < readId(b) ? -1 : 1),
  );
  for (const owner of sorted) {
    const { countFindings, tasks, tokensToFix, ...row } = owner;
    const rules = RULES.filter((rule) => row.rules.includes(rule));
    yield { ...row, rules, action: renderOwnerAction(owner) };
  }
}

/** Counts the people who must act. The organization admins are not counted. */
export function countPeople(owners: Owners): number {
  return owners.size - (owners.has('') ? 1 : 0);
}

/** Returns who must act on a finding: the owner of a token, or the creator of an API key who is still there. */
function findPerson({ account, credentialKind }: Finding): Account | undefined {
  const isPresent = credentialKind === 'api-key' && ['', 'active'].includes(account?.status ?? '');
  return account?.id && (credentialKind === 'user-token' || isPresent) ? account : undefined;
}

function createOwner(account: Account | undefined): Owner {
  const row = { account, findings: 0, rules: [], tokens: undefined, active: undefined };
  return { ...row, level: 'warn', countFindings: [], tasks: [], tokensToFix: 0 };
}

function addTokenTask(owner: Owner, token: Token, finding: Finding): void {
  const { id, label } = token;
  // All fields together identify a token without an ID.
  const key = id || JSON.stringify(token);
  const { start, end } = computeTask(finding);
  const priority = PRIORITIES.indexOf(finding.rule);
  const same = owner.tasks.find(({ kind }) => kind.start === start && kind.end === end);
  const task = { key, id, label, kind: same?.kind ?? { start, end, priority }, level: finding.level };
  const last = owner.tasks.at(-1);
  if (last?.key === key) {
    if (task.level === 'fail') last.level = task.level;
    if (priority < last.kind.priority) last.kind = task.kind;
  } else {
    owner.tokensToFix += 1;
    owner.tasks = takeMostUrgent(owner.tasks, TOKENS_NAMED).concat(task);
  }
}

/** Returns the most urgent tasks, in the order found. */
function takeMostUrgent(tasks: TokenTask[], count: number): TokenTask[] {
  if (tasks.length <= count) return tasks;
  const most = new Set(sortByUrgency(tasks).slice(0, count));
  return tasks.filter((task) => most.has(task));
}

function sortByUrgency(tasks: TokenTask[]): TokenTask[] {
  const rank = ({ level, kind }: TokenTask) => (level === 'fail' ? 0 : PRIORITIES.length) + kind.priority;
  return tasks.toSorted((a, b) => rank(a) - rank(b));
}

/** Renders all tasks in a few sentences. A token is named once, and ten at most are named. */
function renderOwnerAction({ countFindings, tasks, tokensToFix }: Owner): string {
  const idle = countFindings.flatMap(({ longestIdle }) => longestIdle);
  const others = tasks.filter(({ id }) => !idle.some((token) => token.id === id));
  const named = takeMostUrgent(others, TOKENS_NAMED - idle.length);
  const more = tokensToFix - idle.filter(({ hasFindings }) => hasFindings).length - named.length;
  const names = [...idle, ...named].map(nameToken);
  const kinds = [...new Set(sortByUrgency(tasks).map(({ kind }) => kind))];
  const merged = kinds.map((kind): Task => {
    const same = named.filter((task) => task.kind === kind);
    return { ...kind, names: same.map((task) => nameApart(task, names)) };
  });
  const shown = [...countFindings.map(computeTask), ...merged.filter((task) => task.names.length > 0)];
  return [...shown.map(renderTask), ...(more > 0 ? [`… and ${formatCount(more)} more`] : [])].join(' ');
}

/** Names a token, with the start of its ID where another token in the same action has the same label. */
function nameApart(token: TokenTask, names: string[]): string {
  const name = nameToken(token);
  const isShared = names.indexOf(name) !== names.lastIndexOf(name);
  return isShared && token.id !== '' ? `${name} (ID ${cut(token.id, 9)})` : name;
}
