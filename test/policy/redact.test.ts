import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createExceptions } from '../../src/policy/exceptions.ts';
import { type Entry, redactEntry, redactExceptions } from '../../src/policy/redact.ts';
import {
  createAccount,
  createException,
  createFinding,
  createFoundToken,
  createOutcome,
  NOW,
} from '../harness/entries.ts';

const SECRET = 'Zanzibar';
const account = createAccount({ name: SECRET, email: `${SECRET}@example.com` });
const token = createFoundToken({ label: SECRET });
const exception = createException({ reason: SECRET, emailPattern: `*@${SECRET}.example` });

/** An entry of each kind, with the same text wherever people choose it. */
const ENTRIES: Entry[] = [
  { ...token, account },
  createOutcome('failed', { account, detail: SECRET }),
  createFinding({
    account,
    token: token.token,
    exception,
    largestHolder: { account, tokens: 2, active: 1 },
    longestIdle: [{ id: 'token-2', label: SECRET, idleSince: 0, hasFindings: false }],
  }),
];

test('a redacted entry has no name, address, label, detail or reason', () => {
  assert.ok(ENTRIES.every((entry) => JSON.stringify(entry).includes(SECRET)));
  for (const entry of ENTRIES)
    assert.doesNotMatch(JSON.stringify(redactEntry(entry)), /Zanzibar/, entry.kind);
});

test('a redacted entry keeps its IDs, dates and statuses', () => {
  for (const entry of ENTRIES.map(redactEntry)) assert.match(JSON.stringify(entry), /712020:ada/);
  const [found] = ENTRIES.map(redactEntry);
  assert.deepEqual(found?.kind === 'token' && found.token, { ...token.token, label: '[redacted]' });
});

test('an empty text stays empty: that it is missing is no secret', () => {
  const [name, email, detail] = ['', '', ''];
  const entry = createOutcome('checked', { account: createAccount({ name, email }), detail });
  assert.deepEqual(redactEntry(entry), entry);
});

test('redacted exceptions have neither reason nor address, and still say what they cover', () => {
  const [use] = redactExceptions(createExceptions([exception], NOW).list());
  assert.deepEqual(
    [use?.exception.reason, use?.exception.emailPattern, use?.exception.line, use?.findings],
    ['[redacted]', '[redacted]', 2, 0],
  );
});
