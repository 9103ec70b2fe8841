import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  createAccountId,
  createAccounts,
  createSimulatedToken,
  type Play,
  play,
} from '../harness/scenario.ts';
import * as answers from '../simulator/answers.ts';
import { createOrganization } from '../simulator/organization.ts';
import { invalidPageCursor, organizationNotFound } from '../simulator/organization-answers.ts';
import { type OddPage, ORG_ID, type OrganizationScenario } from '../simulator/organization-scenario.ts';

const ONE_SCOPE = ['read:tokens:admin'];
const TWO_SCOPES = ['read:tokens:admin', 'read:accounts:admin'];

/** An organization-wide run; `scene` says how the organization's API behaves. */
function playWhole(scene: OrganizationScenario, { inputs, ...more }: Play = {}) {
  return play({
    withFile: false,
    ...more,
    server: { organizationApi: scene, ...more.server },
    inputs: { 'org-id': ORG_ID, ...inputs },
  });
}

/** The IDs of all tokens of these accounts, sorted. */
function listIds(accounts: { tokens: unknown }[]): string[] {
  return accounts.flatMap(({ tokens }) => (tokens as { id: string }[]).map(({ id }) => id)).sort();
}

const FORMS: [string, OrganizationScenario][] = [
  ['cursors that end with nothing', { next: 'cursor', end: 'absent' }],
  ['cursors that end with null', { next: 'cursor', end: 'null' }],
  ['addresses that end with an empty text', { next: 'url', end: 'empty' }],
  ['no links at the end', { next: 'cursor', end: 'no-links' }],
  ['small pages', { pageSizeLimit: 7, next: 'url' }],
  ['sparse items with more fields than documented', { shape: 'sparse' }],
  ['a page size that is refused with 400', { refusePageSize: 400 }],
  ['a page size that is refused with 500', { refusePageSize: 500 }],
];

for (const [name, scene] of FORMS) {
  test(`org-id and a key with the single scope read everything: ${name}`, async () => {
    const accounts = createAccounts(40, 2);
    const run = await playWhole({ ...scene, scopes: ONE_SCOPE }, { accounts });
    assert.equal(run.exitCode, 0, run.log);
    assert.equal(run.outputs.complete, 'true');
    assert.deepEqual(run.output.map((row) => row.ID).sort(), listIds(accounts));
    assert.equal(run.accounts.length, 40);
    assert.deepEqual(new Set(run.accounts.map((row) => row.Status)), new Set(['checked']));
    assert.match(run.log, /::notice::Accounts without tokens.*read:accounts:admin/);
  });
}

test('both sources give the same rows for a file that covers the organization', async () => {
  const tokens = [
    createSimulatedToken('off', { disabledStatus: true }),
    createSimulatedToken('over', { expiry: '2026-01-01T00:00Z' }),
  ];
  const accounts = createAccounts(30, 2, (index) =>
    index === 3 ? { tokens } : index % 4 === 0 ? { tokens: [] } : {},
  );
  const whole = await playWhole({ scopes: ONE_SCOPE }, { accounts, withFile: true });
  const single = await play({ accounts });
  const pick = (rows: Record<string, string>[]) =>
    rows.map(({ Status, Scopes, ...shared }) => JSON.stringify(shared)).sort();
  assert.deepEqual(pick(whole.output), pick(single.output));
  const pickAccounts = (rows: Record<string, string>[]) =>
    rows.map((row) => [row['Account ID'], row.Name, row.Email, row.Status, row.Tokens]);
  assert.deepEqual(pickAccounts(whole.accounts), pickAccounts(single.accounts));
});

test('one request a page of a thousand, the next one on its way while the last one is written', async () => {
  const accounts = createAccounts(500, 10);
  const run = await playWhole({ scopes: ONE_SCOPE }, { accounts, server: { latencyMs: 30 } });
  assert.equal(run.outputs['tokens-total'], '5000');
  const pages = run.simulator.requests.filter(({ url }) => /api-tokens\?/.test(url));
  assert.equal(pages.length, 5);
  assert.ok(pages.every(({ url }) => url.includes('pageSize=1000')));
});

test('blocked is disabled, other statuses are shown as they came and count as active', async () => {
  const tokens = [
    createSimulatedToken('a', { status: 'BLOCKED' }),
    createSimulatedToken('b', { status: 'PAUSED' }),
    createSimulatedToken('c'),
  ];
  const run = await playWhole({ scopes: ONE_SCOPE }, { accounts: createAccounts(1, 0, () => ({ tokens })) });
  assert.deepEqual(run.output.map((row) => [row.ID, row.Status, row['Disabled Status'], row.Active]).sort(), [
    ['token-a', 'BLOCKED', 'true', 'false'],
    ['token-b', 'PAUSED', '', 'true'],
    ['token-c', 'ALLOWED', 'false', 'true'],
  ]);
});

test('managed accounts bring accounts without tokens and the status of those that hold some', async () => {
  const accounts = createAccounts(130, 1, (index) =>
    index % 2 === 0 ? { tokens: [] } : { status: 'Inactive' },
  );
  const run = await playWhole({ scopes: TWO_SCOPES }, { accounts });
  assert.equal(run.outputs['accounts-total'], '130');
  assert.equal(run.outputs['accounts-with-tokens'], '65');
  assert.equal(run.output[0]?.['Account Status'], 'inactive');
  assert.doesNotMatch(run.log, /read:accounts:admin/);
});

test('with a file as well the list is the truth: joiners are unlisted, strangers are not managed', async () => {
  const accounts = createAccounts(25, 1);
  const csv = [
    'Atlassian ID,Name',
    ...accounts.slice(3).map(({ id }) => `${id},Known`),
    '557058:0a1b2c3d-0000-4000-8000-00000000dead,Gone',
    '',
  ].join('\n');
  const run = await playWhole({ scopes: TWO_SCOPES }, { accounts, csv });
  assert.equal(run.exitCode, 0, run.log);
  assert.equal(run.output.length, 25);
  const statuses = Object.groupBy(run.accounts, (row) => row.Status ?? '');
  assert.deepEqual(statuses.unlisted?.map((row) => row['Account ID']).sort(), [0, 1, 2].map(createAccountId));
  assert.deepEqual(
    statuses['not-managed']?.map((row) => row['Account ID']),
    ['557058:0a1b2c3d-0000-4000-8000-00000000dead'],
  );
  assert.equal(run.outputs['accounts-total'], '26');
  assert.equal(run.outputs['accounts-checked'], '22');
  assert.match(run.log, /::warning::.*3 token owners not in the accounts file/);
  assert.match(run.summary, /Owners not in the accounts file/);
  const unverified = await playWhole({ scopes: ONE_SCOPE }, { accounts, csv });
  assert.equal(
    unverified.accounts.find((row) => row['Account ID'] === '557058:0a1b2c3d-0000-4000-8000-00000000dead')
      ?.Status,
    'checked',
  );
  assert.match(unverified.log, /not verified.*read:accounts:admin/);
});

test('a rejected row of the file stays unread, whatever the list holds', async () => {
  const accounts = createAccounts(2, 1);
  const csv = `Atlassian ID\n${accounts[0]?.id}\nnot an id\n${accounts[1]?.id}\n`;
  const run = await playWhole({ scopes: ONE_SCOPE }, { accounts, csv });
  assert.equal(run.outputs.result, 'incomplete');
  assert.deepEqual(
    run.accounts.map((row) => row.Status),
    ['checked', 'rejected', 'checked'],
  );
});

/** Every page leads to the page that the first one led to. */
function repeatCursor(): OddPage {
  let first: unknown;
  return (asked, page) => {
    const { links } = page as { links: object };
    if (asked === 0) first = links;
    return asked === 0 ? undefined : answers.json(200, { ...page, links: first });
  };
}

const BROKEN: [string, OrganizationScenario, RegExp][] = [
  [
    'a page that is no page',
    { pages: (asked) => (asked >= 1 ? answers.json(200, {}) : undefined) },
    /not read to its end: page 2: HTTP 200, expected a page with data/,
  ],
  [
    'a next page elsewhere',
    {
      pages: (asked, page) =>
        asked >= 1
          ? answers.json(200, { ...(page as object), links: { next: 'https://evil.example/admin?cursor=x' } })
          : undefined,
    },
    /not read to its end: page 2: HTTP 200, the next page is on another origin \(https:\/\/evil\.example\)/,
  ],
  [
    'a sign-in page in place of a page',
    { pages: (asked) => (asked >= 1 ? answers.htmlPage() : undefined) },
    /page 2: HTTP 200, not JSON but text\/html, "Log in"[\s\S]*a proxy, a sign-in page/,
  ],
  ['a cursor that repeats', { pages: repeatCursor() }, /the list repeats itself/],
  [
    'a page that is lost for good',
    { pages: (asked) => (asked >= 2 ? answers.gatewayError(503) : undefined) },
    /page 3: HTTP 503/,
  ],
];

for (const [name, scene, message] of BROKEN) {
  test(`${name} makes the audit incomplete, and what was listed is kept`, async () => {
    const accounts = createAccounts(60, 1);
    const options = { accounts, inputs: { 'max-retries': '0', 'max-failed-accounts': '100%' } };
    const run = await playWhole({ ...scene, pageSizeLimit: 10, scopes: ONE_SCOPE }, options);
    assert.equal(run.exitCode, 1);
    assert.equal(run.outputs.result, 'incomplete', run.log);
    assert.equal(run.outputs.complete, 'false');
    assert.match(run.log, message);
    assert.ok(run.output.length >= 10 && run.output.length < 60, `${run.output.length} tokens`);
  });
}

test('a failure in the middle is retried at that page', async () => {
  const accounts = createAccounts(60, 1);
  const pages: OrganizationScenario['pages'] = (asked) => (asked === 2 ? { kind: 'cut-body' } : undefined);
  const run = await playWhole({ pages, pageSizeLimit: 10, scopes: ONE_SCOPE }, { accounts });
  assert.equal(run.outputs.result, 'clean', run.log);
  assert.equal(run.simulator.requests.filter(({ url }) => /api-tokens\?/.test(url)).length, 7);
});

test('an expired cursor restarts the list, once, and no token is listed twice', async () => {
  const accounts = createAccounts(60, 1);
  const once: OrganizationScenario['pages'] = (asked) => (asked === 3 ? invalidPageCursor() : undefined);
  const run = await playWhole({ pages: once, pageSizeLimit: 10, scopes: ONE_SCOPE }, { accounts });
  assert.equal(run.outputs.result, 'clean', run.log);
  assert.deepEqual(run.output.map((row) => row.ID).sort(), listIds(accounts));
  const always: OrganizationScenario['pages'] = (asked) =>
    asked % 4 === 3 ? invalidPageCursor() : undefined;
  const lost = await playWhole({ pages: always, pageSizeLimit: 10, scopes: ONE_SCOPE }, { accounts });
  assert.equal(lost.outputs.result, 'incomplete');
  const after3: OrganizationScenario['pages'] = (asked) => (asked >= 3 ? invalidPageCursor() : undefined);
  const gone = await playWhole({ pages: after3, pageSizeLimit: 10, scopes: ONE_SCOPE }, { accounts });
  assert.equal(gone.outputs.result, 'incomplete', gone.log);
  assert.equal(gone.outputs['tokens-total'], '30');
});

test('fewer tokens than the organization counts: incomplete, with the numbers', async () => {
  const run = await playWhole({ scopes: ONE_SCOPE, count: 43 }, { accounts: createAccounts(40, 1) });
  assert.equal(run.exitCode, 1);
  assert.equal(run.outputs.result, 'incomplete');
  assert.match(run.log, /shows 40 tokens after 3 readings, but the organization counts 43/);
  assert.equal(run.output.length, 40);
});

test('a list that shrinks or grows while it is read ends complete or says incomplete, never silently wrong', async () => {
  for (const change of ['shrinks', 'grows'] as const) {
    const organization = createOrganization(createAccounts(60, 1));
    const tokens = organization.tokens as unknown[];
    const pages: OrganizationScenario['pages'] = (asked) => {
      if (asked === 2 && change === 'shrinks') tokens.splice(0, 5);
      if (asked === 2 && change === 'grows')
        tokens.push(
          ...tokens.slice(0, 5).map((token, index) => ({ ...(token as object), id: `new-${index}` })),
        );
      return undefined;
    };
    const run = await playWhole({ pages, pageSizeLimit: 10, scopes: ONE_SCOPE }, { organization });
    const listed = new Set(run.output.map((row) => row.ID));
    const there = tokens.map((token) => (token as { id: string }).id);
    const missing = there.filter((id) => !listed.has(id));
    assert.ok(
      missing.length === 0 || run.outputs.result === 'incomplete',
      `${change}: ${missing.length} missing, ${run.outputs.result}`,
    );
    assert.equal(listed.size, run.output.length, 'no token twice');
  }
});

test('a token revoked and another made between two pages hide no third: the list is read again, or the run is red', async () => {
  const swap = (when: (asked: number) => boolean) => {
    const organization = createOrganization(createAccounts(60, 1));
    const [victim = assert.fail()] = organization.tokens.slice(20);
    const pages: OrganizationScenario['pages'] = (asked) => {
      const [first = assert.fail()] = organization.tokens;
      const made = { ...first, id: `made-${asked}`, createdAt: new Date().toISOString() };
      if (when(asked)) organization.tokens.splice(0, 60, ...organization.tokens.slice(1), made);
      return undefined;
    };
    return {
      victim: String(victim.id),
      organization,
      scene: { pages, pageSizeLimit: 10, scopes: ONE_SCOPE },
    };
  };
  const once = swap((asked) => asked === 1);
  const found = await playWhole(once.scene, { organization: once.organization });
  assert.equal(found.outputs.result, 'clean', found.log);
  assert.ok(found.output.some((row) => row.ID === once.victim));
  const always = swap((asked) => asked % 6 === 1);
  const doubtful = await playWhole(always.scene, { organization: always.organization });
  assert.equal(doubtful.outputs.result, 'incomplete', doubtful.log);
  assert.match(doubtful.log, /shows 60 tokens after 3 readings, but the organization counts 60/);
});

for (const count of ['forbidden', 'missing'] as const) {
  test(`a count that is ${count} is a notice`, async () => {
    const run = await playWhole({ scopes: ONE_SCOPE, count }, { accounts: createAccounts(5, 1) });
    assert.equal(run.outputs.result, 'clean', run.log);
    assert.match(run.log, /::notice::The organization gives no count of its tokens/);
  });
}

test('more tokens than counted is a notice', async () => {
  const run = await playWhole({ scopes: ONE_SCOPE, count: 3 }, { accounts: createAccounts(5, 1) });
  assert.equal(run.outputs.result, 'clean', run.log);
  assert.match(run.log, /::notice::The list shows 5 tokens, more than the 3/);
});

test('refusals are explained: the scope that is missing, the organization that is unknown, the key that is none', async () => {
  const accounts = createAccounts(3, 1);
  const noScope = await playWhole({ scopes: ['read:orgs:admin'] }, { accounts });
  assert.equal(noScope.outputs.result, 'error');
  assert.match(noScope.log, /lacks the scope read:tokens:admin/);
  const elsewhere = await playWhole({ orgId: '00000000-0000-4000-8000-000000000000' }, { accounts });
  assert.equal(elsewhere.outputs.result, 'error');
  assert.match(elsewhere.log, /org-id.*admin\.atlassian\.com\/o\//);
  const noKey = await playWhole({}, { accounts, server: { keyScenario: 'unauthorized' } });
  assert.equal(noKey.outputs.result, 'error');
  assert.match(noKey.log, /does not accept the key/);
});

test('a refusal of a later page blames neither scope nor org-id: the list ended early, and its tokens count', async () => {
  const accounts = createAccounts(130, 1);
  const scene = { scopes: TWO_SCOPES, pageSizeLimit: 100 };
  for (const refuse of [organizationNotFound, () => answers.json(403, { message: 'Forbidden' })]) {
    const secondPage: OddPage = (asked) => (asked % 2 === 1 ? refuse() : undefined);
    const tokens = await playWhole({ ...scene, pages: secondPage }, { accounts });
    assert.deepEqual([tokens.outputs.result, tokens.outputs['tokens-total']], ['incomplete', '100']);
    assert.match(tokens.log, /::error::Incomplete: the list of tokens was not read to its end/);
    const users = await playWhole({ ...scene, userPages: secondPage }, { accounts });
    assert.deepEqual([users.outputs.result, users.outputs['tokens-total']], ['incomplete', '130']);
    assert.match(users.log, /::error::Incomplete: the list of managed accounts was not read to its end/);
    for (const { log } of [tokens, users]) assert.doesNotMatch(log, /lacks the scope|knows no organization/);
  }
});

test('a page of HTML in place of the list blames neither scope, org-id nor key alone', async () => {
  for (const status of [401, 403, 404]) {
    const page = answers.text(status, '<title>Access denied</title>', { 'Content-Type': 'text/html' });
    const inputs = { 'max-retries': '0' };
    const run = await playWhole({ pages: () => page }, { accounts: createAccounts(3, 1), inputs });
    assert.equal(run.outputs.result, 'error');
    const what = `page 1: HTTP ${status}, not JSON but text/html, "Access denied"`;
    assert.ok(run.log.includes(what), run.log);
    assert.match(run.log, /a proxy, a sign-in page or an IP allowlist .*or the key was refused/);
    assert.doesNotMatch(run.log, /lacks the scope|of this org-id|does not accept the key/);
    assert.ok(run.summary.includes('Access denied'), run.summary);
    assert.ok(run.accounts.every((row) => row.Status === 'failed' && row.Detail?.includes('Access denied')));
  }
});

test('a network that is dead is named with its cause and what helps, in log, summary and files', async () => {
  const inputs = { 'api-url': 'http://127.0.0.1:9', 'max-retries': '0' };
  const run = await playWhole({}, { accounts: createAccounts(3, 1), withFile: true, inputs });
  assert.equal(run.outputs.result, 'error');
  assert.match(run.log, /page 1: ECONNREFUSED 127\.0\.0\.1:9\. .*HTTPS_PROXY/);
  assert.match(run.summary, /ECONNREFUSED/);
  assert.ok(run.accounts.every((row) => row.Detail?.includes('ECONNREFUSED 127.0.0.1:9')));
});

test('a public repository is shown no text of what answered', async () => {
  const page = answers.text(403, '<title>Denied: ada@example.com</title>', { 'Content-Type': 'text/html' });
  const event = { repository: { private: false } };
  const options = { accounts: createAccounts(3, 1), inputs: { 'max-retries': '0' }, event };
  const run = await playWhole({ pages: () => page }, options);
  assert.match(run.log, /page 1: HTTP 403\. This is not how the API answers/);
  assert.doesNotMatch(run.log + run.summary, /ada@example/);
});

test('a key without scopes works, and is told once that a smaller one would do', async () => {
  const run = await playWhole({}, { accounts: createAccounts(4, 1) });
  assert.equal(run.outputs.result, 'clean', run.log);
  assert.equal(run.log.match(/::notice::.*made without scopes/g)?.length, 1);
  const small = await playWhole({ scopes: TWO_SCOPES }, { accounts: createAccounts(4, 1) });
  assert.doesNotMatch(small.log, /made without scopes/);
});

test('no managed account at all is an error, no token and no way to know of accounts a warning', async () => {
  const none = await playWhole({ users: 'empty', scopes: TWO_SCOPES }, { accounts: createAccounts(0) });
  assert.equal(none.outputs.result, 'error');
  assert.match(none.log, /claimed its domain/);
  const unknown = await playWhole({ scopes: ONE_SCOPE }, { accounts: createAccounts(0) });
  assert.equal(unknown.exitCode, 0);
  assert.match(unknown.log, /::warning::No token was found/);
});

test('source chooses: auto by org-id, accounts stays account by account, contradictions are errors by name', async () => {
  const accounts = createAccounts(3, 1);
  const inputs = { 'org-id': ORG_ID, source: 'accounts' };
  const run = await play({ accounts, inputs });
  assert.ok(run.simulator.requests.every(({ url }) => url.startsWith('/users/')));
  for (const [wrong, message, withFile] of [
    [{ source: 'organization' }, /org-id: not given/, true],
    [{ source: 'accounts', 'org-id': ORG_ID }, /accounts-csv: not given/, false],
    [{}, /accounts-csv: not given, and org-id neither/, false],
    [{ 'org-id': ORG_ID, 'id-column': 'Key' }, /id-column: given without accounts-csv/, false],
    [{ 'org-id': 'a/b' }, /org-id: expected the ID/, true],
    [{ source: 'both' }, /source: expected/, true],
  ] as const) {
    const refused = await play({ accounts, withFile, inputs: wrong });
    assert.equal(refused.outputs.result, 'error');
    assert.match(refused.log, message);
    assert.equal(refused.simulator.requests.length, 0);
  }
});

test('limits judge the organization as they judge accounts', async () => {
  const accounts = createAccounts(10, 1, (index) =>
    index === 4
      ? { tokens: [createSimulatedToken('x'), createSimulatedToken('y'), createSimulatedToken('z')] }
      : {},
  );
  const run = await playWhole(
    { scopes: ONE_SCOPE },
    { accounts, inputs: { 'max-tokens': '5', 'max-tokens-per-account': '2' } },
  );
  assert.equal(run.outputs.result, 'findings', run.log);
  assert.deepEqual(
    run.findings.map((row) => [row.Rule, row['Account ID'], row.Evidence]),
    [
      ['max-tokens-per-account', createAccountId(4), '3 active of 3 tokens, limit 2'],
      ['max-tokens', '', '12 active of 12 tokens, limit 5; the most: Person 4 with 3 active'],
    ],
  );
});

test('time that is up in the middle of the list leaves everyone skipped and the run red', async () => {
  const run = await playSlowly('0.02');
  assert.equal(run.exitCode, 1);
  assert.equal(run.outputs.result, 'incomplete', run.log);
  assert.ok(run.output.length > 0 && run.accounts.every((row) => row.Status === 'skipped'));
});

test('time that is up before the list tells anything is an error: nobody was read', async () => {
  const run = await playSlowly('0.005');
  assert.equal(run.outputs.result, 'error', run.log);
  assert.match(run.log, /the list of tokens could not be read/);
});

/** A run of so many minutes against a server that takes 200 ms for each page. */
function playSlowly(minutes: string) {
  const options = {
    accounts: createAccounts(60, 1),
    server: { latencyMs: 200 },
    inputs: { 'max-duration-minutes': minutes },
  };
  return playWhole({ pageSizeLimit: 5, scopes: ONE_SCOPE }, options);
}
