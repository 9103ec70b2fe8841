import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listGivenInputs, readWorkflows } from '../../scripts/examples.ts';
import {
  createAccountId,
  createAccounts,
  createSimulatedToken,
  type Play,
  type Played,
  play,
} from '../harness/scenario.ts';
import { uploadFiles } from '../harness/upload-files.ts';
import { json } from '../simulator/answers.ts';
import {
  COMMIT,
  createEarlierArtifact,
  createEarlierRun,
  type SimulatedRun,
  STRANGE_COMMIT,
} from '../simulator/earlier-run.ts';
import type { SimulatedAccount } from '../simulator/organization.ts';
import { ORG_ID } from '../simulator/organization-scenario.ts';

/** A week: one token each of five people; then one has a second, one has none, one's changed, one cannot be read. */
const BEFORE = createAccounts(5);
const AFTER = createAccounts(5, 1, (index): Partial<SimulatedAccount> => {
  if (index === 1) return { tokens: [createSimulatedToken('1-0'), createSimulatedToken('1-9')] };
  if (index === 2) return { tokens: [] };
  if (index === 3)
    return { tokens: [createSimulatedToken('3-0', { label: '=Renamed', disabledStatus: true })] };
  return index === 4 ? { answers: [{ kind: 'text', status: 403, body: '{}' }] } : {};
});
const TOLERANT = { 'max-failed-accounts': '1' };

test('compared with a folder: what is new, removed, changed and unknown', async () => {
  const before = await play({ accounts: BEFORE });
  const { exitCode, changes, outputs, summary, log, files } = await compare(before, {
    accounts: AFTER,
    inputs: TOLERANT,
  });
  assert.equal(exitCode, 0, log);
  assert.deepEqual(describe(changes), [
    'new token-1-9',
    'changed token-3-0',
    'removed token-2-0',
    'unknown token-4-0',
  ]);
  assert.equal(changes[1]?.Detail, 'label "Label 3-0" → "=Renamed"; disabled false → true');
  assert.deepEqual([outputs['new-tokens'], outputs['removed-tokens']], ['1', '1']);
  const { startedAt } = JSON.parse(before.files['report.json'] ?? '');
  const when = startedAt.slice(0, 16).replace('T', ' ');
  assert.match(
    log,
    new RegExp(
      `^Compares with the run of ${when} UTC \\(https://github.com/.*/runs/4711\\): 5 tokens, 5 accounts`,
      'm',
    ),
  );
  assert.match(
    summary,
    new RegExp(
      `## What changed\\n\\n<p>Since <a href="https://github.com/[^>]*>the run</a> of ${when.replace(':', '&#58;')} UTC`,
    ),
  );
  const report = JSON.parse(files['report.json'] ?? '');
  assert.deepEqual(report.baseline, { run: report.run.url, startedAt, complete: true });
  const kinds = Object.entries(report.changes as Record<string, { total: number }>);
  const totals = kinds.map(([kind, { total }]) => `${kind} ${total}`);
  assert.deepEqual(totals, ['new 1', 'removed 1', 'changed 1', 'unknown 1', 'no-longer-asked 0']);
});

test('nothing changed: no row, and zeros that are known', async () => {
  const { changes, files, outputs } = await compare(await play({ accounts: BEFORE }), { accounts: BEFORE });
  assert.deepEqual(changes, []);
  assert.equal(files['changes.csv'], 'Change,Account ID,Name,Email,Token ID,Label,Detail,Kind\r\n');
  assert.deepEqual([outputs['new-tokens'], outputs['removed-tokens']], ['0', '0']);
});

test('an account no longer asked for is no removal; read one by one, and in a shrunken file a warning first of all', async () => {
  const { changes, log } = await compare(await play({ accounts: BEFORE }), { accounts: BEFORE.slice(0, 3) });
  assert.deepEqual(describe(changes), ['no-longer-asked token-3-0', 'no-longer-asked token-4-0']);
  const [first] = log.match(/^::warning::.*/m) ?? [];
  assert.match(
    first ?? '',
    /The accounts file has 3 accounts, the baseline's had 5\. Check that the export is whole\./,
  );
});

test('a fifth fewer accounts is no shrunken file', async () => {
  const { log } = await compare(await play({ accounts: BEFORE }), { accounts: BEFORE.slice(0, 4) });
  assert.doesNotMatch(log, /Check that the export is whole/);
});

test('accounts unread in the baseline make no token new', async () => {
  const before = await play({ accounts: AFTER, inputs: TOLERANT });
  const { changes, outputs } = await compare(before, { accounts: BEFORE });
  assert.ok(describe(changes).includes('unknown token-4-0'));
  assert.equal(outputs['new-tokens'], '1');
});

test('a key that is refused removes no token', async () => {
  const inputs = { 'org-id': ORG_ID };
  const before = await play({ accounts: BEFORE, withFile: false, inputs });
  const server = { organizationApi: { scopes: [] } };
  const { changes, outputs } = await compare(before, { accounts: BEFORE, withFile: false, inputs, server });
  assert.equal(outputs.result, 'error');
  assert.deepEqual(
    changes.map(({ Change, Detail }) => `${Change}: ${Detail}`),
    BEFORE.map(() => 'unknown: this run did not see everything'),
  );
});

test('the baseline is read before the output folder is emptied: it may be that folder', async () => {
  const before = await play({ accounts: BEFORE });
  const workspace = Object.fromEntries(
    Object.entries(before.files).map(([name, text]) => [`token-audit/${name}`, text]),
  );
  const { changes } = await play({
    accounts: AFTER,
    workspace,
    inputs: { ...TOLERANT, baseline: 'token-audit' },
  });
  assert.equal(changes.length, 4);
});

test('organization-wide against account by account: the same tokens are no change, scopes and all', async () => {
  const before = await play({ accounts: BEFORE });
  const { changes, log } = await compare(before, {
    accounts: BEFORE,
    inputs: { source: 'organization' },
    wide: true,
  });
  assert.deepEqual(changes, [], log);
});

test('max-new-tokens judges the active tokens that are new, and takes no exceptions', async () => {
  const before = await play({ accounts: BEFORE });
  const accounts = createAccounts(5, 1, (index) => {
    const expired = createSimulatedToken(`${index}-8`, { expiry: '2026-01-01T00:00:00Z' });
    return { tokens: [createSimulatedToken(`${index}-0`), createSimulatedToken(`${index}-9`), expired] };
  });
  const workspace = {
    'e.csv': `Account ID,Token ID,Rule,Expires,Reason\r\n${createAccountId(0)},,*,2099-01-01,x\r\n`,
  };
  const judge = (limit: string) =>
    compare(before, { accounts, workspace, inputs: { 'max-new-tokens': limit, 'exceptions-csv': 'e.csv' } });
  const red = await judge('4');
  assert.deepEqual([red.exitCode, red.outputs['new-tokens'], red.findings.length], [1, '10', 1]);
  assert.equal(red.findings[0]?.Evidence, '5 active of 10 new tokens, limit 4');
  assert.equal((await judge('5')).outputs.result, 'clean');
});

for (const [what, change, why] of [
  [
    'too old a report',
    { 'report.json': '{}' },
    'No usable baseline: earlier: report.json is of too old a version.',
  ],
  [
    'a torn file',
    { 'accounts.csv': 'Account ID,Na' },
    'No usable baseline: earlier: accounts.csv is cut off',
  ],
] as const)
  test(`${what}: no baseline, so max-new-tokens is not judged and the run incomplete, though it read all`, async () => {
    const before = await play({ accounts: BEFORE });
    const run = await compare(
      { ...before, files: { ...before.files, ...change } },
      { accounts: BEFORE, inputs: { 'max-new-tokens': '0' } },
    );
    assert.deepEqual(summarize(run), { exitCode: 1, result: 'incomplete', complete: 'true', newTokens: '' });
    assert.match(run.log, /^::error::.*Not judged: max-new-tokens/m);
    assert.ok(run.log.includes(why), run.log);
    assert.equal(run.files['changes.csv'], undefined);
  });

test('a torn file without max-new-tokens is a notice', async () => {
  const before = await play({ accounts: BEFORE });
  const torn = { ...before.files, 'accounts.csv': 'Account ID' };
  const run = await compare({ ...before, files: torn }, { accounts: BEFORE });
  assert.deepEqual(summarize(run), { exitCode: 0, result: 'clean', complete: 'true', newTokens: '' });
  assert.match(run.log, /^::notice::No baseline: earlier: accounts\.csv is cut off/m);
});

test('a folder that is missing is a first run: max-new-tokens is not due, and a notice says why', async () => {
  const run = await play({ accounts: BEFORE, inputs: { baseline: 'nowhere', 'max-new-tokens': '0' } });
  assert.deepEqual(summarize(run), { exitCode: 0, result: 'clean', complete: 'true', newTokens: '' });
  assert.match(run.log, /^::notice::No baseline: nowhere does not exist\./m);
});

test('a folder whose audit was not complete is compared with, and max-new-tokens is not judged', async () => {
  const before = await play({ accounts: AFTER });
  assert.equal(before.outputs.result, 'incomplete');
  const run = await compare(before, { accounts: BEFORE, inputs: { 'max-new-tokens': '9' } });
  assert.deepEqual(summarize(run), { exitCode: 1, result: 'incomplete', complete: 'true', newTokens: '1' });
  assert.ok(describe(run.changes).includes('unknown token-4-0'));
});

test("the weekly cron, twice: the second run finds the first one's artifact by itself", async () => {
  const inputs = readRecipe('weekly.yml');
  assert.equal(inputs.baseline, 'auto');
  const first = await play({ accounts: BEFORE, inputs });
  assert.match(
    first.log,
    /^::notice::No baseline: No earlier run of token-audit\.yml on main has an artifact/m,
  );
  const [uploaded] = first.simulator.artifacts;
  assert.ok(uploaded);
  const yesterday = new Date(Date.now() - 86_400_000).toISOString();
  const artifacts = [createEarlierArtifact(uploaded, 11, yesterday)];
  const github = { runs: [createEarlierRun(9, yesterday, { artifacts })] };
  const second = await play({ accounts: AFTER, inputs, server: { github } });
  assert.deepEqual(describe(second.changes), [
    'new token-1-9',
    'changed token-3-0',
    'removed token-2-0',
    'unknown token-4-0',
  ]);
  assert.deepEqual([second.outputs['new-tokens'], second.outputs['removed-tokens']], ['1', '1']);
  const [kept] = second.simulator.artifacts;
  assert.ok(kept?.files.has('changes.csv'));
});

const AUTO = { baseline: 'auto', 'max-new-tokens': '0' };

test('with auto, a first run is green; a run without the permission is incomplete, and the week after compares with it', async () => {
  const first = await play({ accounts: BEFORE, inputs: AUTO });
  assert.deepEqual(summarize(first), { exitCode: 0, result: 'clean', complete: 'true', newTokens: '' });

  const refusal = json(403, { message: 'Resource not accessible by integration' });
  const github = { runs: [toEarlierRun(first, 1)], respond: () => refusal };
  const second = await play({ accounts: AFTER.slice(0, 4), inputs: AUTO, server: { github } });
  assert.deepEqual(summarize(second), { exitCode: 1, result: 'incomplete', complete: 'true', newTokens: '' });
  assert.match(second.log, /Not judged: max-new-tokens/);

  const third = await play({
    accounts: AFTER.slice(0, 4),
    inputs: AUTO,
    server: { github: { runs: [toEarlierRun(first, 1), toEarlierRun(second, 2)] } },
  });
  assert.deepEqual(summarize(third), { exitCode: 0, result: 'clean', complete: 'true', newTokens: '0' });
  assert.deepEqual(third.changes, []);

  const started = [first, second].map(({ files }) => JSON.parse(files['report.json'] ?? '').startedAt);
  const history = [first, second, third].map(({ files }) => JSON.parse(files['report.json'] ?? '').history);
  assert.deepEqual(history.slice(0, 2), [[], null]);
  assert.deepEqual(
    history[2].map((run: { startedAt: string }) => run.startedAt),
    started,
  );
  const { startedAt: _, ...run } = history[2][0];
  const counts = { accounts: 5, tokens: 5, active: 5, findings: 0, people: 0, new: null };
  assert.deepEqual(run, { result: 'clean', complete: true, ...counts });
});

test('a planted baseline does not hide a new token: a tag named like the branch, a forged artifact', async () => {
  const genuine = await play({ accounts: BEFORE });
  const accounts = createAccounts(5, 1, (index) =>
    index === 1 ? { tokens: [createSimulatedToken('1-0'), createSimulatedToken('1-9')] } : {},
  );
  const forged = await uploadFiles(forgeUnread(genuine.files));
  const planted = createEarlierRun(2, daysAgo(1), {
    event: 'push',
    commit: STRANGE_COMMIT,
    artifacts: [createEarlierArtifact(forged, 12, daysAgo(1))],
  });
  const judge = (...runs: SimulatedRun[]) => play({ accounts, inputs: AUTO, server: { github: { runs } } });
  const beside = await judge(toEarlierRun(genuine, 7), planted);
  assert.deepEqual(summarize(beside), { exitCode: 1, result: 'findings', complete: 'true', newTokens: '1' });
  const alone = await judge(planted);
  assert.deepEqual(summarize(alone), { exitCode: 1, result: 'incomplete', complete: 'true', newTokens: '' });
  assert.match(alone.log, /not in the history of this branch/);
  // The same files from a commit of the branch contradict themselves.
  const merged = await judge({ ...planted, commit: COMMIT });
  assert.deepEqual(summarize(merged), { exitCode: 1, result: 'incomplete', complete: 'true', newTokens: '' });
  assert.match(merged.log, /accounts\.csv does not hold the 5 checked accounts that report\.json counts/);
});

/** The files of a run that claims to be clean and complete, and read no account. */
function forgeUnread(files: Record<string, string>): Record<string, string> {
  const { 'report.json': report = '', 'accounts.csv': accounts = '', 'output.csv': output = '' } = files;
  const unread = accounts.replaceAll(',checked,', ',failed,');
  return { 'report.json': report, 'accounts.csv': unread, 'output.csv': output };
}

/** A run as an earlier one of the same workflow. */
function toEarlierRun({ simulator }: Played, id: number): SimulatedRun {
  const [uploaded] = simulator.artifacts;
  assert.ok(uploaded);
  const createdAt = daysAgo(30 - id);
  return createEarlierRun(id, createdAt, { artifacts: [createEarlierArtifact(uploaded, id, createdAt)] });
}

function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString();
}

function summarize({ exitCode, outputs }: Played) {
  return { exitCode, result: outputs.result, complete: outputs.complete, newTokens: outputs['new-tokens'] };
}

/** What the recipe gives the step, but for the key and the accounts file, which are the scenario's. */
function readRecipe(name: string): Record<string, string> {
  const recipe = readWorkflows().find(({ file }) => file.endsWith(`/${name}`));
  const [given = {}] = recipe ? listGivenInputs(recipe) : [];
  const { 'org-token': _key, 'accounts-csv': _file, ...inputs } = given;
  return Object.fromEntries(Object.entries(inputs).map(([input, value]) => [input, String(value)]));
}

function compare(
  before: Pick<Played, 'files' | 'simulator'>,
  { wide = false, ...scenario }: Play & { wide?: boolean },
) {
  const workspace = { ...scenario.workspace, ...toWorkspace('earlier', before.files) };
  const orgId = wide ? { 'org-id': before.simulator.orgId } : {};
  return play({ ...scenario, workspace, inputs: { ...orgId, ...scenario.inputs, baseline: 'earlier' } });
}

function toWorkspace(folder: string, files: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]));
}

function describe(changes: Record<string, string>[]): string[] {
  return changes.map((change) => `${change.Change} ${change['Token ID']}`);
}
