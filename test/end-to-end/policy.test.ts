import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  createAccountId,
  createAccounts,
  createSimulatedToken,
  type Play,
  play,
} from '../harness/scenario.ts';
import { ORG_ID } from '../simulator/organization-scenario.ts';

const LIMITS = {
  'max-age-days': '365',
  'max-idle-days': '45',
  'max-lifetime-days': '400',
  'expires-within-days': '30',
};
const HEADER = 'Account ID,Token ID,Rule,Expires,Reason\r\n';

/** Three people: the first's token is old, idle, without expiry; the second's expires soon; the third's is as it should be. */
function createTeam() {
  const old = { createdAt: daysFromNow(-998), lastAccess: daysFromNow(-200), expiry: null };
  const ending = { createdAt: daysFromNow(-100), lastAccess: daysFromNow(-1), expiry: daysFromNow(10) };
  const good = { createdAt: daysFromNow(-10), lastAccess: daysFromNow(-1), expiry: daysFromNow(300) };
  return createAccounts(3, 0, (index) => ({
    tokens: [createSimulatedToken(`${index}`, [old, ending, good][index] ?? good)],
  }));
}

test('each limit that is given is a rule: its findings in file, report and summary, and a red job', async () => {
  const { exitCode, outputs, findings, summary, files, log } = await play({
    accounts: createTeam(),
    inputs: LIMITS,
  });
  assert.deepEqual([exitCode, outputs.result, outputs['findings-total']], [1, 'findings', '4']);
  assert.deepEqual(
    findings.map((row) => [row.Rule, row['Account ID'], row['Token ID'], row.Label]),
    [
      ['max-age-days', createAccountId(0), 'token-0', 'Label 0'],
      ['max-idle-days', createAccountId(0), 'token-0', 'Label 0'],
      ['max-lifetime-days', createAccountId(0), 'token-0', 'Label 0'],
      ['expires-within-days', createAccountId(1), 'token-1', 'Label 1'],
    ],
  );
  assert.match(findings[0]?.Evidence ?? '', /^created 2024-\d\d-\d\d, 998 days ago, limit 365$/);
  const report = JSON.parse(files['report.json'] ?? '');
  assert.deepEqual(report.findings.byRule['max-idle-days'], 1);
  assert.equal(report.findings.listed[0].token.id, 'token-0');
  const [table] = /## Who must act[\s\S]*?<\/table>/.exec(summary) ?? [''];
  assert.equal(table.match(/<tr>/g)?.length, 3, 'one line a person');
  assert.match(table, /Person 0.*Delete .*Label 0.* unless still needed.*>3<.*fail/);
  assert.match(summary, /https:\/\/admin\.atlassian\.com.*API token activity/);
  assert.deepEqual(
    log.match(/^::(error|warning)::\S+/gm),
    ['4', 'max-age-days:', 'max-idle-days:', 'max-lifetime-days:', 'expires-within-days:'].map(
      (word) => `::error::${word}`,
    ),
    'the verdict, and one annotation for each rule',
  );
});

test('warn-only: the same findings as a warning, the job green', async () => {
  const { exitCode, outputs, log } = await play({
    accounts: createTeam(),
    inputs: { ...LIMITS, 'warn-only': 'true' },
  });
  assert.deepEqual([exitCode, outputs.result, outputs['findings-total']], [0, 'findings', '4']);
  assert.match(log, /^::warning::4 findings: 2 people should act$/m);
});

test('policy recommended: three limits, of which expires-within-days warns', async () => {
  const { exitCode, outputs, findings, log } = await play({
    accounts: createTeam(),
    inputs: { policy: 'recommended' },
  });
  assert.deepEqual([exitCode, outputs.result, outputs['findings-total']], [1, 'findings', '3']);
  assert.deepEqual(
    findings.map(({ Rule, Level, Action, Kind }) => [Rule, Level, Action, Kind]),
    [
      ['max-idle-days', 'fail', 'Delete "Label 0" unless still needed.', 'user-token'],
      ['max-lifetime-days', 'fail', 'Recreate "Label 0" with an expiry within 366 days.', 'user-token'],
      [
        'expires-within-days',
        'warn',
        `Replace "Label 1" before the expiry on ${daysFromNow(10).slice(0, 10)}.`,
        'user-token',
      ],
    ],
  );
  assert.match(log, /^::warning::expires-within-days: 1 finding: Person 1, "Label 1": expires /m);
  assert.match(log, /^::error::3 findings: 2 people must act$/m);
});

test('warn-rules: findings of these rules alone leave the job green, with a warning', async () => {
  const judge = (warnRules: string) =>
    play({ accounts: createTeam(), inputs: { policy: 'recommended', 'warn-rules': warnRules } });
  const green = await judge('max-idle-days, max-lifetime-days\nexpires-within-days');
  assert.deepEqual(
    [green.exitCode, green.outputs.result, green.outputs['findings-total']],
    [0, 'findings', '3'],
  );
  assert.match(green.log, /^::warning::3 findings: 2 people should act$/m);
  const red = await judge('off');
  assert.equal(red.exitCode, 1);
  assert.ok(red.findings.every(({ Level }) => Level === 'fail'));
});

test('a limit that is off is none, also where the preset has one', async () => {
  const off = { 'max-idle-days': 'off', 'max-lifetime-days': 'off', 'expires-within-days': 'off' };
  const { outputs, log } = await play({ accounts: createTeam(), inputs: { policy: 'recommended', ...off } });
  assert.equal(outputs['findings-total'], '0');
  assert.match(log, /^Inventory: no limits set$/m);
});

test('owners.csv: one row per person who must act, with what to do, and one for the organization', async () => {
  const limits = { ...LIMITS, 'max-tokens': '2', 'warn-rules': 'expires-within-days' };
  const { owners, outputs } = await play({ accounts: createTeam(), inputs: limits });
  const rules = 'max-age-days, max-idle-days, max-lifetime-days';
  assert.deepEqual(
    owners.map((row) => Object.values(row)),
    [
      [
        createAccountId(0),
        'Person 0',
        'person0@example.com',
        '3',
        rules,
        '1',
        '1',
        'Delete "Label 0" unless still needed.',
      ],
      ['', 'organization admins', '', '1', 'max-tokens', '', '', 'Delete at least 1 of 3 active tokens.'],
      [
        ...[createAccountId(1), 'Person 1', 'person1@example.com', '1', 'expires-within-days', '1', '1'],
        `Replace "Label 1" before the expiry on ${daysFromNow(10).slice(0, 10)}.`,
      ],
    ],
  );
  assert.ok(outputs['owners-csv']?.endsWith('owners.csv'));
});

test('owners.csv is complete, whatever the findings are that a report lists', async () => {
  const old = { createdAt: daysFromNow(-998), lastAccess: daysFromNow(-1), expiry: daysFromNow(30) };
  const accounts = createAccounts(300, 0, (index) => ({
    tokens: Array.from({ length: 20 }, (_, place) => createSimulatedToken(`${index}-${place}`, old)),
  }));
  const inputs = { 'max-age-days': '365' };
  const { owners, outputs, findings } = await play({ accounts, inputs });
  assert.deepEqual([outputs['findings-total'], findings.length, owners.length], ['6000', 6000, 300]);
  for (const row of owners) {
    assert.deepEqual([row.Findings, row.Tokens, row.Active], ['20', '20', '20']);
    assert.match(row.Action ?? '', /^Rotate "Label.*\(older than 365 days\)\. … and 10 more$/);
  }
});

test('the longest idle tokens of an account with too many are named', async () => {
  const accounts = createAccounts(1, 0, () => ({
    tokens: [5, 90, 30, 1].map((days) =>
      createSimulatedToken(`${days}`, { lastAccess: daysFromNow(-days), expiry: daysFromNow(99) }),
    ),
  }));
  const action = 'Delete at least 2 of 4 active tokens, the longest idle first: "Label 90" and "Label 30".';
  for (const inputs of [{}, { 'org-id': ORG_ID }]) {
    const limits = { ...inputs, 'max-tokens-per-account': '2' };
    const { findings, owners } = await play({ accounts, inputs: limits });
    assert.deepEqual([findings[0]?.Action, owners[0]?.Action], [action, action]);
  }
});

test('an exception by address covers whom it matches, regardless of case, and the report counts it', async () => {
  const exceptions = `Account ID,Token ID,Rule,Expires,Reason,Email\r\n,,*,2099-01-01,Robots,*0@EXAMPLE.com\r\n,,*,2099-01-01,Nobody,*@acme.example\r\n`;
  const workspace = { 'exceptions.csv': exceptions };
  const inputs = { ...LIMITS, 'exceptions-csv': 'exceptions.csv' };
  const { outputs, findings, log } = await play({ accounts: createTeam(), workspace, inputs });
  assert.equal(outputs['findings-total'], '1');
  assert.deepEqual(
    findings.map(({ Email, Exception }) => [Email, Exception]),
    [...Array.from({ length: 3 }, () => ['person0@example.com', 'Robots']), ['person1@example.com', '']],
  );
  assert.match(log, /^::notice::1 exception matched no finding: line 3/m);
  const hidden = await play({ accounts: createTeam(), workspace, inputs: { ...inputs, redact: 'true' } });
  assert.equal(hidden.outputs['findings-total'], '1', 'addresses match before they are left out');
  assert.doesNotMatch(Object.values(hidden.files).join(), /EXAMPLE\.com|acme/i);
});

test('a pattern of addresses where none is known is a warning', async () => {
  const workspace = {
    'exceptions.csv': `Account ID,Token ID,Rule,Expires,Reason,Email\r\n,,*,2099-01-01,x,*@a.example\r\n`,
  };
  const csv = `Atlassian ID\r\n${createAccountId(0)}\r\n`;
  const inputs = { ...LIMITS, 'exceptions-csv': 'exceptions.csv' };
  const { log } = await play({ accounts: createTeam(), csv, workspace, inputs });
  assert.match(log, /^::warning::No email address is known, so line 2 of exceptions-csv cannot match/m);
});

test('an incomplete audit stays red with warn-only', async () => {
  const csv = `Atlassian ID\r\n${createAccountId(0)}\r\nno ID at all!\r\n`;
  const inputs = { ...LIMITS, 'warn-only': 'true' };
  const { exitCode, outputs } = await play({ accounts: createTeam(), csv, inputs });
  assert.deepEqual([exitCode, outputs.result], [1, 'incomplete']);
});

test('excepted findings stay in the files with reason and date, and do not count', async () => {
  const rows = `${createAccountId(0)},,*,2099-01-01,"Build server, see OPS-1"\r\n,token-1,expires-within-days,2099-01-01,Leaves anyway\r\n`;
  const { exitCode, outputs, findings, summary } = await except(rows);
  assert.deepEqual([exitCode, outputs.result, outputs['findings-total']], [0, 'clean', '0']);
  assert.deepEqual(
    findings.map((row) => [row.Rule, row.Exception, row['Exception Expires']]),
    [
      ['max-age-days', 'Build server, see OPS-1', '2099-01-01'],
      ['max-idle-days', 'Build server, see OPS-1', '2099-01-01'],
      ['max-lifetime-days', 'Build server, see OPS-1', '2099-01-01'],
      ['expires-within-days', 'Leaves anyway', '2099-01-01'],
    ],
  );
  assert.match(summary, /Excepted findings: 4/);
});

test('expired exceptions forgive nothing and are listed, as are those that matched nothing', async () => {
  const rows = `${createAccountId(0)},,*,2026-01-31,Until January\r\n,token-9,*,2099-01-01,Gone long ago\r\n`;
  const { outputs, summary, log, files } = await except(rows);
  assert.deepEqual([outputs.result, outputs['findings-total']], ['findings', '4']);
  assert.match(log, /^::warning::1 exception has expired and covers nothing: line 2 of exceptions-csv/m);
  assert.match(log, /^::notice::1 exception matched no finding: line 3/m);
  assert.match(summary, /## Exceptions: 2[\s\S]*expired[\s\S]*Until January/);
  assert.match(summary, /matched no finding[\s\S]*Gone long ago/);
  const { exceptions } = JSON.parse(files['report.json'] ?? '');
  assert.deepEqual([exceptions.expired.length, exceptions.unmatched.length], [1, 1]);
});

test('what an incomplete audit did not see is not called unmatched', async () => {
  const { log, files } = await except(`,token-9,*,2099-01-01,Gone\r\n`, {
    csv: `Atlassian ID,Name\r\n${createAccountId(0)},A\r\nno ID at all!,B\r\n`,
  });
  assert.doesNotMatch(log, /matched no finding/);
  assert.equal(JSON.parse(files['report.json'] ?? '').exceptions.unmatched, null);
});

test('excepted tokens still count towards max-tokens', async () => {
  const { outputs, findings } = await except(`${createAccountId(0)},,*,2099-01-01,Agreed\r\n`, {
    inputs: { 'max-tokens': '2', 'max-tokens-per-account': '0' },
  });
  assert.equal(outputs.result, 'findings');
  assert.deepEqual(
    findings.map(({ Rule, Exception }) => [Rule, Exception]),
    [
      ['max-tokens-per-account', 'Agreed'],
      ['max-tokens-per-account', ''],
      ['max-tokens-per-account', ''],
      ['max-tokens', ''],
    ],
  );
});

for (const [what, rows, message] of [
  [
    'an unknown rule',
    'a,,max-age,2099-01-01,x',
    /line 2: Rule: expected one of \*, max-tokens-per-account, .*got "max-age"/,
  ],
  ['max-tokens', 'a,,max-tokens,2099-01-01,x', /line 2: Rule: .*max-tokens takes no exceptions/],
  ['no rule', 'a,,,2099-01-01,x', /line 2: Rule: .*got nothing/],
  ['a bad date', 'a,,*,31.03.2027,x', /line 2: Expires: expected a day such as 2027-03-31, got "31.03.2027"/],
  ['no date', 'a,,*,,x', /line 2: Expires: .*got nothing/],
  ['no reason', 'a,,*,2099-01-01, ', /line 2: Reason: expected why this was agreed, got nothing/],
  [
    'neither account nor token',
    ',,*,2099-01-01,x',
    /line 2: Account ID: expected an ID there or under Token ID/,
  ],
  ['a line that is not the first', 'a,,*,2099-01-01,"x\r\ny"\r\nb,,nope,2099-01-01,x', /line 4: Rule/],
] as const)
  test(`an exceptions file with ${what} is an error before the first request`, async () => {
    const { exitCode, outputs, log, simulator } = await except(`${rows}\r\n`);
    assert.deepEqual([exitCode, outputs.result, simulator.counts.requests], [1, 'error', 0]);
    assert.match(log, new RegExp(`^::error::exceptions-csv: ${message.source}`, 'm'));
  });

test('an exceptions file that is not there is an error before the first request', async () => {
  const { exitCode, log, simulator } = await play({
    accounts: createTeam(),
    inputs: { 'exceptions-csv': 'nowhere.csv' },
  });
  assert.deepEqual([exitCode, simulator.counts.requests], [1, 0]);
  assert.match(log, /^::error::exceptions-csv: "nowhere\.csv" does not exist/m);
});

test('the key that expires within 30 days is a warning with the way to a new one', async () => {
  const play30 = (days: number) =>
    play({ accounts: createAccounts(1), inputs: { 'org-token-expires': daysFromNow(days).slice(0, 10) } });
  const soon = await play30(20);
  assert.match(
    soon.log,
    /^::warning::The organization API key expires on 20\d\d-\d\d-\d\d, in 20 days\. Create a new one at admin\.atlassian\.com → Settings → API keys/m,
  );
  assert.match(soon.summary, /The organization API key expires on/);
  assert.deepEqual([soon.exitCode, soon.outputs.result], [0, 'clean']);
  assert.doesNotMatch((await play30(32)).log, /The organization API key/);
  assert.match((await play30(-2)).log, /^::warning::The organization API key expired on/m);
});

test('an export whose latest activity is older than 35 days is a warning', async () => {
  const render = (days: number) =>
    `Atlassian ID,Last active date [UTC]\r\n${createAccountId(0)},${daysFromNow(-days).slice(0, 10)}\r\n${createAccountId(1)},2019-01-01\r\n`;
  const old = await play({ accounts: createAccounts(2), csv: render(37) });
  assert.match(
    old.log,
    /^::warning::The accounts file is old: its latest activity is of .*, 37 days ago\. It misses anyone who joined since/m,
  );
  assert.doesNotMatch((await play({ accounts: createAccounts(2), csv: render(34) })).log, /is old/);
});

test('nothing outside the process sets the clock', async () => {
  const env = {
    NOW: '2020-01-01',
    SOURCE_DATE_EPOCH: '0',
    INPUT_NOW: '2020-01-01',
    FAKETIME: '2020-01-01',
    TZ: 'Pacific/Kiritimati',
  };
  const { outputs, files } = await play({ accounts: createTeam(), inputs: LIMITS, env });
  assert.equal(outputs['findings-total'], '4');
  const { startedAt } = JSON.parse(files['report.json'] ?? '');
  assert.ok(Math.abs(Date.now() - Date.parse(startedAt)) < 60_000);
});

function except(rows: string, change: Partial<Play> = {}) {
  const workspace = { 'exceptions.csv': HEADER + rows };
  const inputs = { ...(change.inputs ?? LIMITS), 'exceptions-csv': 'exceptions.csv' };
  return play({ accounts: createTeam(), workspace, ...change, inputs });
}

function daysFromNow(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString();
}
