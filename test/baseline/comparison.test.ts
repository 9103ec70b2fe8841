import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AnyKind, CREDENTIAL_KINDS, type CredentialKind } from '../../src/atlassian/tokens.ts';
import type { AccountStatus, AuditRecord, Outcome, TokenRecord } from '../../src/audit/records.ts';
import { type Change, createComparison } from '../../src/baseline/comparison.ts';
import { REDACTED } from '../../src/text/mask.ts';
import { createBaseline } from '../harness/earlier-run.ts';
import {
  computeTime,
  createAccount,
  createCredential,
  createFoundToken,
  createOutcome,
  createToken,
  NOW,
  type TokenTexts,
} from '../harness/entries.ts';

type Options = { report?: object; wholeOrganization?: boolean; isWhole?: boolean; redacted?: boolean };

const CHECKED = createOutcome('checked');
const INCOMPLETE = { verdict: { result: 'incomplete', complete: false } };

test('the same tokens are no change; what came is new, what went is removed', async () => {
  const scopes = ['read:jira'];
  const before = [
    createFoundToken({ id: 'a' }),
    createFoundToken({ id: 'b', label: 'old', scopes }),
    CHECKED,
  ];
  const now = [createFoundToken({ id: 'a' }), createFoundToken({ id: 'c', label: 'young', scopes }), CHECKED];
  const account = { id: '712020:ada', name: 'Ada Okafor', email: 'ada@example.com' };
  const { createdAt, expiry } = createToken();
  const common = { kind: 'change', credentialKind: 'user-token', account, detail: '' };
  const removed = { id: 'b', label: 'old', createdAt, expiry, scopes: ['read:jira'] };
  assert.deepEqual(await compare(before, now), [
    { ...common, change: 'new', token: createToken({ id: 'c', label: 'young', scopes }) },
    { ...common, change: 'removed', token: removed },
  ]);
});

test('a token is told apart by its account and its own ID', async () => {
  const before = [createTokenOf('1', { id: 'a' }), createTokenOf('1,a', { id: 'b' })];
  const now = [createTokenOf('1', { id: 'a' }), createTokenOf('1', { id: 'a,b' })];
  const [one, other] = ['1', '1,a'].map((id) => createOutcome('checked', { account: createAccount({ id }) }));
  assert.ok(one && other);
  assert.deepEqual(describe(await compare([...before, one, other], [...now, one, other])), [
    'new 1 a,b',
    'removed 1,a b',
  ]);
});

test('tokens with the same IDs, or without one, are compared one by one in their order', async () => {
  const listed = ['x', 'y', 'z'].map((label) => createFoundToken({ id: '', label }));
  assert.deepEqual(await compare([...listed, CHECKED], [...listed, CHECKED]), []);
  const [x, y, z] = listed;
  assert.ok(x && y && z);
  assert.deepEqual(describe(await compare([x, y, z, CHECKED], [x, CHECKED])), [
    'removed 712020:ada ',
    'removed 712020:ada ',
  ]);
  assert.deepEqual(describe(await compare([x, CHECKED], [x, y, CHECKED])), ['new 712020:ada ']);
});

for (const [name, before, now, detail] of [
  [
    'another expiry',
    { expiry: '2026-01-01T00:00:00Z' },
    { expiry: '2027-01-01T00:00:00Z' },
    'expiry 2026-01-01T00:00:00Z → 2027-01-01T00:00:00Z',
  ],
  ['an expiry', { expiry: '' }, { expiry: '2027-01-01' }, 'expiry none → 2027-01-01'],
  ['no expiry any more', { expiry: '2027-01-01' }, { expiry: '' }, 'expiry 2027-01-01 → none'],
  ['another unreadable expiry', { expiry: 'soon' }, { expiry: 'late' }, 'expiry soon → late'],
  ['the same instant', { expiry: '2027-01-01T00:00:00.000Z' }, { expiry: '2027-01-01T01:00+01:00' }, ''],
  ['a zero time for none', { expiry: '0001-01-01T00:00:00Z' }, { expiry: '' }, ''],
  ['the start of 1970 for none', { expiry: '' }, { expiry: '1970-01-01T00:00:00Z' }, ''],
  ['another label', { label: 'a' }, { label: 'b' }, 'label "a" → "b"'],
  ['a label with a formula', { label: '=a' }, { label: '=b' }, 'label "=a" → "=b"'],
  ['no label any more', { label: 'a' }, { label: '' }, 'label "a" → ""'],
  ['line ends in its label', { label: 'a\r\nb\nc\rd' }, { label: 'a\r\nb\nc\rd' }, ''],
  ['other line ends in its label', { label: 'a\r\nb' }, { label: 'a\nb' }, 'label "a\\r\\nb" → "a\\nb"'],
  ['blanks about its label', { label: ' a ' }, { label: ' a ' }, ''],
  ['half a character in its label', { label: 'a\ud800' }, { label: 'a\ud800' }, ''],
  [
    'been disabled',
    { disabledStatus: 'false', disabled: false },
    { disabledStatus: 'true', disabled: true },
    'disabled false → true',
  ],
  [
    'been enabled, as the other source tells it',
    { disabledStatus: 'true', disabled: true, status: 'BLOCKED' },
    { disabledStatus: 'false', disabled: false, status: 'ALLOWED' },
    'disabled true → false',
  ],
  [
    'a status that the other source does not tell',
    { disabledStatus: 'false', status: 'ALLOWED' },
    { disabledStatus: 'false', status: '' },
    '',
  ],
  [
    'a block that is told in other fields',
    { disabledStatus: '', status: 'BLOCKED', disabled: true },
    { disabledStatus: 'true', status: '', disabled: true },
    '',
  ],
  ['an odd text for disabled, twice', { disabledStatus: 'true' }, { disabledStatus: 'true' }, ''],
  [
    'other scopes',
    { scopes: ['read:x', 'write:y', 'read:z'] },
    { scopes: ['read:z', 'read:a', 'read:b'] },
    'scopes + read:a + read:b − read:x − write:y',
  ],
  ['its scopes in another order', { scopes: ['a', 'b'] }, { scopes: ['b', 'a', 'b'] }, ''],
  ['a scope like a formula, first or last', { scopes: ['=a', '"', 'b'] }, { scopes: ['b', '"', '=a'] }, ''],
  ['one behind a semicolon', { scopes: ['a;', '=b'] }, { scopes: ['=b', 'a;'] }, ''],
  ['another scope like a formula', { scopes: ['=a'] }, { scopes: ['a'] }, 'scopes + a − =a'],
  ['an apostrophe in a scope', { scopes: ["a'"] }, { scopes: ['a', "'"] }, "scopes + a + ' − a'"],
  ['scopes that were not told before', { scopes: [] }, { scopes: ['a'] }, ''],
  ['scopes that are not told now', { scopes: ['a'] }, { scopes: [] }, ''],
  ['another creation and use', { createdAt: 'a', lastAccess: 'b' }, { createdAt: 'c', lastAccess: 'd' }, ''],
] satisfies [string, Partial<TokenTexts>, Partial<TokenTexts>, string][]) {
  test(`a token with ${name} is ${detail === '' ? 'no change' : 'changed'}`, async () => {
    const changes = await compare([createFoundToken(before), CHECKED], [createFoundToken(now), CHECKED]);
    assert.deepEqual(
      changes.map(({ change, detail }) => [change, detail]),
      detail === '' ? [] : [['changed', detail]],
    );
  });
}

test('a label that was left out is no change, where the run says that it left labels out', async () => {
  const play = (before: string, now: string, options: Options) =>
    compare(
      [createFoundToken({ label: before }), CHECKED],
      [createFoundToken({ label: now }), CHECKED],
      options,
    );
  const then = { report: { settings: { redact: 'true' } } };
  assert.deepEqual(await play(REDACTED, 'b', then), []);
  assert.deepEqual(await play('a', 'b', { redacted: true }), []);
  for (const [before, now, options] of [
    [REDACTED, 'b', {}],
    ['a', REDACTED, then],
    ['a', REDACTED, {}],
  ] as const)
    assert.deepEqual(describeDetails(await play(before, now, options)), [
      `changed: label ${JSON.stringify(before)} → ${JSON.stringify(now)}`,
    ]);
});

test('all that changed stands in one detail', async () => {
  const before = createFoundToken({ expiry: '', label: 'a', scopes: ['a'] });
  const now = { expiry: '2027-01-01', label: 'b', disabledStatus: 'true', disabled: true, scopes: ['b'] };
  const [change] = await compare([before, CHECKED], [createFoundToken(now), CHECKED]);
  const expected = 'expiry none → 2027-01-01; label "a" → "b"; disabled false → true; scopes + b − a';
  assert.equal(change?.detail, expected);
});

test('name and mail are those of now, or where these are missing those of then', async () => {
  const people = [
    { name: 'Ada', email: 'ada@old.example' },
    { name: 'Ada O.', email: 'ada@example.com' },
    { name: '', email: '' },
  ] as const;
  const of = ({ name, email }: { name: string; email: string }, label: string): TokenRecord => ({
    ...createFoundToken({ label }),
    account: createAccount({ name, email }),
  });
  const [old, young, none] = people;
  for (const [before, now, expected] of [
    [old, young, young],
    [old, none, old],
    [none, young, young],
    [none, none, none],
  ] as const) {
    const [change] = await compare([of(before, 'a'), CHECKED], [of(now, 'b'), CHECKED]);
    assert.deepEqual(change?.account, { id: '712020:ada', ...expected });
  }
});

for (const [status, report, source, expected] of [
  ['checked', {}, 'accounts', 'new: '],
  ['not-managed', {}, 'accounts', 'new: '],
  ['failed', {}, 'accounts', 'unknown: its account was not read in the baseline: failed'],
  ['skipped', {}, 'accounts', 'unknown: its account was not read in the baseline: skipped'],
  ['failed', {}, 'organization', 'unknown: its account was not read in the baseline: failed'],
  [undefined, {}, 'accounts', 'unknown: older than the baseline, which did not ask for its account'],
  [undefined, INCOMPLETE, 'accounts', 'unknown: older than the baseline, which did not ask for its account'],
  [undefined, {}, 'organization', 'new: '],
  [undefined, INCOMPLETE, 'organization', 'unknown: the baseline did not list the whole organization'],
] as const) {
  const result = 'verdict' in report ? 'incomplete' : 'clean';
  test(`a token whose account was ${status ?? 'not there'} in a ${result} baseline from ${source} is ${expected}`, async () => {
    const before = status ? [createOutcome(status)] : [];
    const changes = await compare(before, [createFoundToken(), CHECKED], { report: { source, ...report } });
    assert.deepEqual(describeDetails(changes), [expected]);
  });
}

test('a token that is younger than the baseline is new also where its account was not asked for, and so is one of unknown age', async () => {
  for (const createdAt of [computeTime(0), '', 'then']) {
    const changes = await compare([], [createFoundToken({ createdAt }), CHECKED]);
    assert.deepEqual(describeDetails(changes), ['new: ']);
  }
});

test('a token of an account of which a part was read then is compared, and what is beyond is unknown', async () => {
  const before = [createFoundToken({ id: 'a' }), createOutcome('failed', { tokens: 1 })];
  const now = [createFoundToken({ id: 'a', label: 'b' }), createFoundToken({ id: 'c' }), CHECKED];
  assert.deepEqual(describe(await compare(before, now)), ['changed 712020:ada a', 'unknown 712020:ada c']);
});

test('an account whose row was rejected then makes no token new: its person is told by mail, or else by name', async () => {
  for (const [row, account, kind] of [
    [{ email: 'ada@example.com' }, { name: 'Ada' }, 'unknown'],
    [{ email: 'bo@example.com', name: 'Ada' }, { name: 'Ada' }, 'new'],
    [{ name: 'Ada' }, { name: 'Ada', email: '' }, 'unknown'],
    [{ name: '=Ada' }, { name: '=Ada', email: '' }, 'unknown'],
    [{ name: 'Ada', email: REDACTED }, { name: 'Ada', email: REDACTED }, 'unknown'],
    [{ name: REDACTED, email: REDACTED }, { name: 'Ada' }, 'unknown'],
    [{}, { name: '', email: '' }, 'new'],
  ] as const) {
    const found = { ...createFoundToken({ createdAt: computeTime(0) }), account: createAccount(account) };
    const changes = await compare([createRejected(row)], [found, CHECKED]);
    assert.deepEqual(describe(changes), [`${kind} 712020:ada token-1`], JSON.stringify(row));
    const listed = await compare([createRejected(row)], [found], { report: { source: 'organization' } });
    assert.deepEqual(describe(listed), ['new 712020:ada token-1'], 'a list does not need the row');
  }
});

for (const [status, isWhole, wholeOrganization, expected] of [
  ['checked', true, false, 'removed: '],
  ['unlisted', true, false, 'removed: '],
  ['checked', true, true, 'removed: '],
  ['unlisted', true, true, 'removed: '],
  ['checked', false, false, 'unknown: this run did not see everything'],
  ['unlisted', false, true, 'unknown: this run did not see everything'],
  ['failed', true, false, 'unknown: its account was not read: failed'],
  ['failed', false, true, 'unknown: its account was not read: failed'],
  ['skipped', true, false, 'unknown: its account was not read: skipped'],
  ['not-managed', true, false, 'unknown: its account is not managed by this organization'],
  ['not-managed', true, true, 'unknown: its account is not managed by this organization'],
  [undefined, true, false, 'no-longer-asked: '],
  [undefined, false, false, 'unknown: this run did not see everything'],
  [undefined, true, true, 'removed: '],
  [undefined, false, true, 'unknown: this run did not see everything'],
] as const) {
  const run = `${isWhole ? 'whole' : 'torn'} run of ${wholeOrganization ? 'the whole organization' : 'the accounts asked'}`;
  test(`a token not seen by a ${run} whose account is ${status ?? 'not there'} is ${expected}`, async () => {
    const now = status ? [createOutcome(status)] : [];
    const changes = await compare([createFoundToken(), CHECKED], now, { isWhole, wholeOrganization });
    assert.deepEqual(describeDetails(changes), [expected]);
    assert.deepEqual(changes[0]?.account, {
      id: '712020:ada',
      name: 'Ada Okafor',
      email: 'ada@example.com',
    });
  });
}

test('an account whose row is rejected now is unread, unless the whole organization is listed', async () => {
  const before = [createFoundToken(), CHECKED];
  const row = createRejected({ email: 'ada@example.com' });
  assert.deepEqual(describeDetails(await compare(before, [row])), [
    'unknown: its account was not read: rejected',
  ]);
  assert.deepEqual(describe(await compare(before, [row], { wholeOrganization: true })), [
    'removed 712020:ada token-1',
  ]);
  assert.deepEqual(describe(await compare(before, [createRejected({})])), [
    'no-longer-asked 712020:ada token-1',
  ]);
  assert.deepEqual(describe(await compare(before, [row, CHECKED])), ['removed 712020:ada token-1']);
});

test('people whose names could be formulas are told as well', async () => {
  const person = { name: '=Ada', email: '' };
  const found = { ...createFoundToken(), account: createAccount(person) };
  assert.deepEqual(describe(await compare([found], [createRejected(person)])), [
    'unknown 712020:ada token-1',
  ]);
});

test('a token without name and mail is not taken for that of a rejected row without them', async () => {
  const nobody = { ...createFoundToken(), account: createAccount({ name: '', email: '' }) };
  assert.deepEqual(describe(await compare([nobody], [createRejected({})])), [
    'no-longer-asked 712020:ada token-1',
  ]);
});

test('what was not seen comes in the order of the baseline', async () => {
  const before = ['c', 'a', 'd', 'b'].map((id) => createFoundToken({ id }));
  const changes = await compare([...before, CHECKED], [createFoundToken({ id: 'd' }), CHECKED]);
  assert.deepEqual(
    changes.map(({ token }) => token.id),
    ['c', 'a', 'b'],
  );
});

for (const id of ['=1', "'=1", '1;=2', "a\t'@b", 'a\ud800'])
  test(`the IDs ${JSON.stringify(id)} are found again`, async () => {
    const records = [createTokenOf(id, { id, label: id }), createOutcomeOf(id, 'checked')];
    assert.deepEqual(await compare(records, records), []);
    assert.deepEqual(describeDetails(await compare(records, [createOutcomeOf(id, 'failed')])), [
      'unknown: its account was not read: failed',
    ]);
  });

test('texts come back from the files as they were, without the guard of their formulas', async () => {
  const before = [createTokenOf('=1', { id: '-2', label: '@3;=4' }), createOutcomeOf('=1', 'checked')];
  const [change] = await compare(before, []);
  assert.deepEqual([change?.account.id, change?.token.id, change?.token.label], ['=1', '-2', '@3;=4']);
});

test('new tokens are counted, and the active among them', async () => {
  const baseline = await createBaseline([createFoundToken({ id: 'a' }), CHECKED]);
  const comparison = createComparison({ baseline, wholeOrganization: false, redacted: false, now: NOW });
  comparison.compare(createFoundToken({ id: 'a' }));
  comparison.compare(createFoundToken({ id: 'b' }));
  comparison.compare(createFoundToken({ id: 'c', expiry: computeTime(-1) }));
  assert.deepEqual(comparison.newTokens(), { tokens: 2, active: 1 });
});

test('other credentials are compared by kind and ID, where both runs read their kind', async () => {
  const before = [
    createFoundToken({ id: 'same' }),
    createCredential('api-key', { id: 'same', label: 'old' }),
    createCredential('api-key', { id: 'gone' }),
    createCredential('oauth-client', { id: 'client' }),
    CHECKED,
  ];
  const listChanges = async (include: CredentialKind[], unreadKinds: CredentialKind[] = []) => {
    const baseline = await createBaseline(before);
    const comparison = createComparison({
      baseline,
      include,
      wholeOrganization: false,
      redacted: false,
      now: NOW,
    });
    const now = [
      createFoundToken({ id: 'same' }),
      createCredential('api-key', { id: 'same', label: 'new' }, { id: 'another owner' }),
      createCredential('api-key', { id: 'came' }),
      createCredential('service-account-token', { id: 'robot' }),
      CHECKED,
    ];
    const changes = [
      ...now.flatMap(comparison.compare),
      ...comparison.finish({ isWhole: true, unreadKinds }),
    ];
    assert.equal(comparison.newTokens().tokens, 0);
    return changes.map(({ change, credentialKind, token }) => `${change} ${credentialKind} ${token.id}`);
  };
  const keys = ['changed api-key same', 'new api-key came'];
  assert.deepEqual(await listChanges(['api-key', 'service-account-token']), [
    ...keys,
    'removed api-key gone',
  ]);
  assert.deepEqual(await listChanges(['api-key'], ['api-key']), [...keys, 'unknown api-key gone']);
  assert.deepEqual(await listChanges(['oauth-client']), ['removed oauth-client client']);
  assert.deepEqual(await listChanges([]), []);
});

test('another credential is disabled by the statuses that end its use, a user token only by BLOCKED', async () => {
  const describeStatus = async (kind: AnyKind, before: string, now: string) => {
    const create = (status: string) =>
      kind === 'user-token'
        ? createFoundToken({ status, disabledStatus: '' })
        : createCredential(kind, { status, disabledStatus: '' });
    const baseline = await createBaseline([create(before), CHECKED]);
    const options = { baseline, include: CREDENTIAL_KINDS, wholeOrganization: false, redacted: false };
    const comparison = createComparison({ ...options, now: NOW });
    return comparison.compare(create(now)).map(({ detail }) => detail);
  };
  for (const kind of CREDENTIAL_KINDS) {
    for (const status of ['BLOCKED', 'DISABLED', 'revoked']) {
      assert.deepEqual(await describeStatus(kind, 'ACTIVE', status), ['disabled false → true']);
      assert.deepEqual(await describeStatus(kind, status, 'ACTIVE'), ['disabled true → false']);
    }
    assert.deepEqual(await describeStatus(kind, 'REVOKED', 'disabled'), []);
    assert.deepEqual(await describeStatus(kind, 'ACTIVE', 'true'), []);
  }
  assert.deepEqual(await describeStatus('user-token', 'ALLOWED', 'BLOCKED'), ['disabled false → true']);
  for (const status of ['DISABLED', 'REVOKED', 'blocked'])
    assert.deepEqual(await describeStatus('user-token', 'ALLOWED', status), []);
});

/** Every change, in the order in which they were told. */
async function compare(
  before: AuditRecord[],
  now: AuditRecord[],
  { report = {}, wholeOrganization = false, isWhole = true, redacted = false }: Options = {},
): Promise<Change[]> {
  const baseline = await createBaseline(before, report);
  const comparison = createComparison({ baseline, wholeOrganization, redacted, now: NOW });
  return [...now.flatMap(comparison.compare), ...comparison.finish({ isWhole })];
}

function describe(changes: Change[]): string[] {
  return changes.map(({ change, account, token }) => `${change} ${account.id} ${token.id}`);
}

function describeDetails(changes: Change[]): string[] {
  return changes.map(({ change, detail }) => `${change}: ${detail}`);
}

function createTokenOf(id: string, token: Partial<TokenTexts>): TokenRecord {
  return { ...createFoundToken(token), account: createAccount({ id }) };
}

function createOutcomeOf(id: string, status: AccountStatus): Outcome {
  return createOutcome(status, { account: createAccount({ id }) });
}

function createRejected(person: { name?: string; email?: string }): Outcome {
  return createOutcome('rejected', { account: { id: '', name: '', email: '', status: '', ...person } });
}
