import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { createAccounts, createSimulatedToken, play } from '../harness/scenario.ts';
import { findCommands } from '../harness/stdout.ts';
import { json, text } from '../simulator/answers.ts';
import { createEarlierRun } from '../simulator/earlier-run.ts';
import { createOrganization } from '../simulator/organization.ts';
import { startSimulator } from '../simulator/simulator.ts';

const HOSTILE = [
  '=HYPERLINK("http://evil.example","x")',
  'a\n=HYPERLINK(1)',
  'a\r+cmd',
  '\t-1+1',
  '@SUM(A1)',
  '＝1+1',
  '::error::owned',
  '\n::set-output name=result::clean',
  'x ##[error]owned',
  '</td></table><script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '![x](http://evil.example/x.png) [y](http://evil.example)',
  '@octocat and #1 and `code` | pipe',
  '\u202egnp.exe',
  '\u001b[31mred\u001b[0m',
  '\u2028::warning::line separator',
  '"quoted", and, commas; and semicolons',
  '😀'.repeat(300),
  '\ud800 lone surrogate',
  '',
];

test('the key is in nothing that leaves the process, debug on, even where a gateway sends it back', async () => {
  const key = `ATCTT3${'x'.repeat(40)}+/"\\==end`;
  const spellings = [
    key,
    encodeURIComponent(key),
    encodeURIComponent(encodeURIComponent(key)),
    Buffer.from(key).toString('base64'),
    key.replaceAll('/', '\\/'),
    key.replaceAll('=', '&#061;'),
    key.replaceAll('=', '&equals;'),
    [...key].map((char) => `%${char.charCodeAt(0).toString(16)}`).join(''),
    key.replaceAll(/\W/g, '?'),
  ].join(' ');
  const echo = [
    text(500, `Authorization: Bearer ${spellings}`),
    json(403, { key: 'forbidden', header: spellings }),
  ];
  const accounts = createAccounts(10, 1, (index) =>
    index < 2 ? { always: echo[index] ?? text(500, '') } : {},
  );
  // `runAction` looks for the key in all of it, after every run.
  const run = await play({
    accounts,
    server: { orgToken: key },
    inputs: { 'max-retries': '0' },
    env: { RUNNER_DEBUG: '1' },
  });
  assert.match(run.log, /::debug::712020:.* failed \(500\)/);
  const seen = [run.log.replace(`::add-mask::${key}\n`, ''), run.summary, ...Object.values(run.files)].join();
  assert.doesNotMatch(seen, /x{12}|(%78){12}/);
  assert.match(run.accounts[0]?.Detail ?? '', /Bearer \*\*\*/);
  assert.equal(run.log.split('::add-mask::').length - 1, 2, 'one line masks the key, one the GitHub token');
});

test('no piece of the key or of the GitHub token is left by cutting a text, wherever either stands', async () => {
  const { orgToken, github } = await startAndStop();
  const secret = (token: string, index: number) => `${'q'.repeat(40 + index)}${token}`;
  const tokens = [orgToken, github.token].map((token, index) =>
    createSimulatedToken(`${index}`, { label: secret(token, index), lastAccess: '' }),
  );
  const accounts = createAccounts(3, 0, (index) => ({
    tokens,
    ...(index === 1 ? { always: json(500, { message: secret(github.token, 0) }) } : {}),
  }));
  const rows = accounts.map(
    ({ id }, index) => `${id},${secret(orgToken, index)},${secret(github.token, index)}\n`,
  );
  const run = await play({
    accounts,
    csv: `Atlassian ID,Name,Email\n${rows.join('')}bad ${secret(orgToken, 0)},x,y\n`,
    inputs: { 'max-retries': '0', 'max-tokens-per-account': '0', 'max-idle-days': '1' },
    env: { RUNNER_DEBUG: '1' },
  });
  const bytes = [
    run.log.replaceAll(/^::add-mask::.*$/gm, ''),
    run.summary,
    JSON.stringify(run.outputs),
    ...Object.values(run.files),
  ].join('\n');
  for (const token of [orgToken, github.token])
    for (let at = 0; at + 12 <= token.length; at += 1)
      assert.ok(!bytes.includes(token.slice(at, at + 12)), token.slice(at, at + 12));
  assert.ok(run.output.length > 2 && run.findings.length > 2);
});

test('off GitHub the key is not printed even to be masked', async () => {
  const runner = ['GITHUB_ACTIONS', 'GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY'];
  const names = [...runner, 'ACTIONS_RESULTS_URL', 'ACTIONS_RUNTIME_TOKEN'];
  const env = Object.fromEntries(names.map((name) => [name, undefined]));
  const run = await play({ accounts: createAccounts(2), env });
  assert.equal(run.exitCode, 0, run.log);
  assert.doesNotMatch(run.log, /::/);
});

test('hostile labels: the second CSV reader sees the same rows and cells but for the guard', async () => {
  const tokens = HOSTILE.map((label, index) => createSimulatedToken(String(index), { label }));
  const accounts = createAccounts(1, 0, () => ({ tokens }));
  const run = await play({ accounts, env: { RUNNER_DEBUG: '1' } });
  assert.equal(run.output.length, HOSTILE.length);
  const asWritten = HOSTILE.map((label) => label.toWellFormed());
  assert.deepEqual(
    run.output.map((row) => row.Label?.replaceAll(/(?<=^|[;\t\r\n])'(?=\s*[=+\-@＝\t\r\n])/gu, '')),
    asWritten,
  );
  for (const { Label = '' } of run.output) assert.doesNotMatch(Label, /^\s*[=+\-@＝]/u);
});

test('hostile names and labels start no workflow command and no markup', async () => {
  const accounts = HOSTILE.map((label, index) => ({
    ...createAccounts(index + 1).at(-1),
    id: `557058:${index}`,
    tokens: [createSimulatedToken('x', { label, createdAt: label, lastAccess: '' })],
    ...(index % 2 === 0 ? { always: json(500, label) } : {}),
  }));
  const csv = [
    'Atlassian ID,Name',
    ...accounts.map(({ id }, index) => `${id},"${HOSTILE[index]?.replaceAll('"', '""')}"`),
    `"${HOSTILE[6]}",x`,
  ];
  const run = await play({
    accounts,
    csv: csv.join('\n'),
    inputs: { 'max-retries': '0', 'max-tokens': '0' },
    env: { RUNNER_DEBUG: '1' },
  });
  assertOwnCommands(run.log, { errors: 2 });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  assert.doesNotMatch(run.log, /[\u001b\u2028\u202e]/);
  assert.doesNotMatch(run.summary, /<script|<img|!\[|\]\(|\u202e|[^\w]@octocat/);
});

/** What a gateway would say to take over the log. */
const COMMANDS = '\n::error title=owned::owned\n::stop-commands::zz\n##[error]owned';

for (const [what, answer] of [
  ['JSON', json(503, { msg: `busy${COMMANDS}` })],
  ['no JSON', text(503, COMMANDS)],
] as const)
  test(`a gateway before the artifact service starts no workflow command with ${what}`, async () => {
    const artifactService = { step: 'create', answer, times: 1 } as const;
    const run = await play({ accounts: createAccounts(1), server: { artifactService } });
    assert.equal(run.simulator.artifacts.length, 1, run.log);
    assertOwnCommands(run.log, { errors: 0 });
    assert.match(run.log, /^::group::Upload of the artifact\n(?:(?!::).*\n)+::endgroup::\nFiles in /m);
  });

test("a gateway before GitHub's API starts no workflow command while a baseline is downloaded", async () => {
  const accounts = createAccounts(1);
  const zip = Buffer.from('never read');
  const artifact = { id: 1, name: 'token-audit', createdAt: '2026-11-01T05:00:00Z', zip };
  const respond = (step: string) => (step === 'zip' ? json(403, { message: `no${COMMANDS}` }) : undefined);
  const github = { runs: [createEarlierRun(1, '2026-11-01T05:00:00Z', { artifacts: [artifact] })], respond };
  const run = await play({ accounts, inputs: { baseline: 'auto' }, server: { github } });
  assertOwnCommands(run.log, { errors: 0 });
  assert.match(run.log, /owned/);
});

test('a redirect is not followed, and the key reaches no other server', async () => {
  let strangers = 0;
  const other = createServer((_, response) => {
    strangers += 1;
    response.end('[]');
  }).listen(0);
  const location = `http://127.0.0.1:${(other.address() as AddressInfo).port}/users/x/manage/api-tokens`;
  const accounts = createAccounts(3, 1, (index) =>
    index === 1 ? { always: { kind: 'redirect', location } } : {},
  );
  const run = await play({ accounts });
  other.close();
  assert.equal(strangers, 0);
  assert.equal(run.outputs.result, 'incomplete');
  assert.deepEqual([run.accounts[1]?.Status, run.accounts[1]?.['HTTP Status']], ['failed', '302']);
});

for (const [what, event] of [
  ['a public repository', { repository: { private: false, visibility: 'public' } }],
  ['a repository of unknown visibility', {}],
] as const) {
  test(`${what} gets no artifact and counts only, in summary, log and annotations`, async () => {
    const accounts = createAccounts(6, 2, (index) =>
      index === 0 ? { always: json(500, 'MARKED-BODY') } : {},
    );
    const csv =
      'Atlassian ID,Name,Email\n' +
      accounts.map(({ id, name, email }) => `${id},${name},${email}`).join('\n') +
      '\nMARKED-CELL\n';
    const inputs = { 'max-retries': '0', 'max-tokens': '1', 'max-tokens-per-account': '1' };
    const run = await play({ accounts, csv, event, inputs, env: { RUNNER_DEBUG: '1' } });
    assert.equal(run.outputs.result, 'incomplete');
    assert.equal(run.simulator.artifacts.length, 0);
    assert.equal(run.output.length, 10, 'the files are written all the same');
    const seen = run.log + run.summary + JSON.stringify(run.outputs);
    assert.doesNotMatch(seen, /712020|Person|@example\.com|Label |token-\d|MARKED/);
    assert.equal(run.log.match(/::warning::This repository is public/g)?.length, 1);
    assert.match(run.summary, /10 active of 10 tokens/);
  });
}

test('allow-public lifts that rule', async () => {
  const event = { repository: { private: false } };
  const run = await play({ accounts: createAccounts(2), event, inputs: { 'allow-public': 'true' } });
  assert.equal(run.simulator.artifacts.length, 1);
  assert.match(run.summary, /Person 1/);
});

/** The log has as many errors as this run means to have, and no command but its own. */
function assertOwnCommands(log: string, { errors }: { errors: number }): void {
  const commands = findCommands(log);
  for (const line of commands)
    assert.match(line, /^::(add-mask|group|endgroup|debug|notice|warning|error)::(?!.*##\[)/);
  assert.equal(commands.filter((line) => line.startsWith('::error::')).length, errors, commands.join('\n'));
}

/** The secrets of a simulator are always the same. */
async function startAndStop() {
  const simulator = await startSimulator({ organization: createOrganization([]) });
  await simulator.close();
  return simulator;
}
