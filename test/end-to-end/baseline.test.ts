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
import { createEarlierArtifact, createEarlierRun } from '../simulator/earlier-run.ts';
import type { SimulatedAccount } from '../simulator/organization.ts';

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
      `## What changed\\n\\n<p>Since <a href="https://github.com/[^"]*" rel="noopener noreferrer">the run</a> of ${when.replace(':', '&#58;')} UTC`,
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
  assert.equal(files['changes.csv'], 'Change,Account ID,Name,Email,Token ID,Label,Detail\r\n');
  assert.deepEqual([outputs['new-tokens'], outputs['removed-tokens']], ['0', '0']);
});

test('an account no longer asked for is no removal; read one by one, and in a shrunken file a warning first of all', async () => {
  const { changes, log } = await compare(await play({ accounts: BEFORE }), { accounts: BEFORE.slice(0, 3) });
  assert.deepEqual(describe(changes), ['no-longer-asked token-3-0', 'no-longer-asked token-4-0']);
  const [first] = log.match(/^::warning::.*/m) ?? [];
  assert.match(
    first ?? '',
    /The accounts file holds 3 accounts, the baseline asked for 5: is the export whole\?/,
  );
});

test('a fifth fewer accounts is no shrunken file', async () => {
  const { log } = await compare(await play({ accounts: BEFORE }), { accounts: BEFORE.slice(0, 4) });
  assert.doesNotMatch(log, /is the export whole/);
});

test('accounts unread in the baseline make no token new', async () => {
  const before = await play({ accounts: AFTER, inputs: TOLERANT });
  const { changes, outputs } = await compare(before, { accounts: BEFORE });
  assert.ok(describe(changes).includes('unknown token-4-0'));
  assert.equal(outputs['new-tokens'], '1');
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

for (const [what, baseline, workspace, why] of [
  ['no such folder', 'nowhere', {}, /No baseline: nowhere: report\.json does not exist\./],
  [
    'too old a report',
    'old',
    { 'old/report.json': '{}' },
    /No baseline: old: report\.json is of too old a version\./,
  ],
  ['a torn file', 'torn', undefined, /No baseline: torn: output\.csv is cut off/],
] as const)
  test(`${what}: "no baseline", why, and on it goes; max-new-tokens says that it was not judged`, async () => {
    const before = await play({ accounts: BEFORE });
    const torn = toWorkspace('torn', {
      ...before.files,
      'output.csv': before.files['output.csv']?.slice(0, -9) ?? '',
    });
    const run = await play({
      accounts: BEFORE,
      workspace: workspace ?? torn,
      inputs: { baseline, 'max-new-tokens': '0' },
    });
    assert.deepEqual([run.exitCode, run.outputs.result, run.outputs['new-tokens']], [0, 'clean', '']);
    assert.match(run.log, new RegExp(`^::notice::${why.source}`, 'm'));
    assert.match(run.log, /^::warning::max-new-tokens was not judged: there is no baseline \(/m);
    assert.match(run.summary, /\n- No baseline&#58; /);
    assert.equal(run.files['changes.csv'], undefined);
  });

test("the weekly cron, twice: the second run finds the first one's artifact by itself", async () => {
  const inputs = readRecipe('weekly.yml');
  assert.equal(inputs.baseline, 'auto');
  const first = await play({ accounts: BEFORE, inputs });
  assert.match(first.log, /^::notice::No baseline: There is no earlier run of token-audit\.yml on main\./m);
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

/** What the recipe gives the step, but for the key and the accounts file, which are the scenario's. */
function readRecipe(name: string): Record<string, string> {
  const recipe = readWorkflows().find(({ file }) => file.endsWith(`/${name}`));
  const [given = {}] = recipe ? listGivenInputs(recipe) : [];
  const { 'org-token': _key, 'accounts-csv': _file, ...inputs } = given;
  return Object.fromEntries(Object.entries(inputs).map(([input, value]) => [input, String(value)]));
}

function compare(before: Played, { wide = false, ...scenario }: Play & { wide?: boolean }) {
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
