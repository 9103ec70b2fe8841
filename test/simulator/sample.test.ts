import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import test from 'node:test';
import { parse } from 'csv-parse/sync';
import type { SimulatedToken } from './organization.ts';
import { createSampleOrganization } from './sample-organization.ts';

const NOW = new Date('2026-11-16T05:17:00Z');
const { accounts, csv } = createSampleOrganization(NOW);
const tokenLists = accounts.map(({ tokens }) => tokens as SimulatedToken[]);
const tokens = tokenLists.flat();

test('the sample organization is the same every time', () => {
  assert.deepEqual(createSampleOrganization(NOW), { accounts, csv });
});

test('its export lists every account, and six that have gone', () => {
  const rows = parse(csv, { columns: true }) as Record<string, string>[];
  const known = new Set(accounts.map(({ id }) => id));
  assert.deepEqual([rows.length, known.size], [300, 294]);
  assert.equal(rows.filter((row) => known.has(row['Atlassian ID'] ?? '')).length, 294);
  assert.ok(rows.some(({ Jira }) => Jira === 'aurora,aurora-sandbox'));
});

test('its tokens have the fields of the published description', () => {
  // ApiTokenModel in Atlassian's "IDv2: User management"; `disabledStatus` is seen, not described.
  for (const token of tokens) {
    for (const field of ['id', 'label', 'createdAt']) assert.equal(typeof token[field], 'string');
    for (const field of ['lastAccess', 'expiry'])
      assert.ok(['string', 'undefined'].includes(typeof token[field]));
    assert.equal(typeof token.disabledStatus, 'boolean');
  }
});

test('its report has something to say in every part', () => {
  const days = (time: unknown) => (Date.parse(String(time)) - NOW.getTime()) / 86_400_000;
  const count = (matches: (token: SimulatedToken) => boolean) => tokens.filter(matches).length;
  const withoutTokens = tokenLists.filter((list) => list.length === 0).length / accounts.length;
  assert.ok(withoutTokens > 0.5 && withoutTokens < 0.6, `${withoutTokens} hold no token`);
  assert.deepEqual(
    tokenLists.map((list) => list.length).filter((length) => length > 3),
    [12, 9],
  );
  assert.ok(count(({ createdAt }) => days(createdAt) < -730) >= 10, 'old');
  assert.ok(count(({ lastAccess }) => days(lastAccess) < -90) >= 10, 'idle');
  assert.ok(count(({ lastAccess }) => lastAccess === undefined) >= 10, 'never used');
  assert.ok(count(({ disabledStatus }) => disabledStatus === true) >= 5, 'disabled');
  assert.ok(count(({ expiry }) => days(expiry) > 0 && days(expiry) < 30) >= 5, 'expiring');
  assert.ok(count(({ expiry }) => days(expiry) < 0) >= 10, 'expired');
  assert.equal(
    count(({ expiry }) => expiry === undefined),
    2,
  );
  assert.equal(accounts.filter(({ answers }) => answers).length, 6);
  assert.ok(count(({ createdAt, lastAccess = createdAt }) => days(lastAccess) < days(createdAt)) === 0);
});

test('serve.ts prints the address and the key, answers, and stops when told', async () => {
  const server = serve();
  const [chunk] = (await once(server.stdout ?? assert.fail(), 'data')) as [Buffer];
  const { apiUrl, orgToken } =
    /^API_URL=(?<apiUrl>.+)\nORG_TOKEN=(?<orgToken>.+)\nORG_ID=.+\n$/.exec(`${chunk}`)?.groups ?? {};
  const response = await fetch(`${apiUrl}/users/${accounts[0]?.id}/manage/api-tokens`, {
    headers: { Authorization: `Bearer ${orgToken}` },
  });
  assert.equal(response.status, 200);
  server.kill('SIGTERM');
  assert.deepEqual(await once(server, 'close'), [0, null]);
});

for (const [args, message] of [
  [['--port', '99999'], /--port: expected a whole number from 0 to 65535, got "99999"/],
  [['--prot', '1'], /Unknown option '--prot'[\s\S]*Usage: npm run simulator/],
] as const) {
  test(`serve.ts ${args.join(' ')} is refused with a clear message`, async () => {
    const server = serve(...args);
    const told = await text(server.stderr ?? assert.fail());
    assert.match(told, message);
    assert.doesNotMatch(told, / at .*serve\.ts/);
    assert.equal(server.exitCode ?? (await once(server, 'close'))[0], 1);
  });
}

function serve(...args: string[]): ChildProcess {
  return spawn(process.execPath, [join(import.meta.dirname, 'serve.ts'), ...args]);
}
