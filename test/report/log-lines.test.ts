import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AccountsFile } from '../../src/audit/accounts-file.ts';
import { createExceptions } from '../../src/policy/exceptions.ts';
import { renderOutcome, renderProgress, renderStart, type Start } from '../../src/report/log-lines.ts';

import { formatCount, formatDuration, formatPlural } from '../../src/text/format.ts';
import {
  createAccount,
  createAccountsFile,
  createOutcome,
  gatherTotals,
  repeat,
} from '../harness/entries.ts';

const PACE = { inFlight: 0, window: 8, pausedMs: 0, pauses: 0 };

test('the start says which file, how many accounts, which columns, and what will be asked', () => {
  const file = createAccountsFile({
    accounts: 4981,
    duplicates: 2,
    columns: { id: 'Atlassian ID', name: 'Name', email: 'Email' },
  });
  const [second, first, ...more] = start({ file });
  assert.match(first ?? '', /^info: .*accounts\.csv .*utf-8.* 4,981 accounts, 2 duplicates left out/);
  for (const heading of ['"Atlassian ID"', '"Name"', '"Email"']) assert.ok(first?.includes(heading));
  assert.match(second ?? '', /^info: .*https:\/\/api\.atlassian\.com .*read-only, at most 32 /);
  assert.deepEqual(more, []);
});

test('a plain list is called that', () => {
  assert.match(start({ file: createAccountsFile({ columns: { id: '' } }) })[1] ?? '', /plain list/);
});

test('what is odd about key and file is told', () => {
  const lines = start({ inputs: createInputs(true), file: createAccountsFile({ replaced: true }) }).filter(
    (line) => line.startsWith('notice'),
  );
  assert.equal(lines.length, 2);
  assert.match(lines[0] ?? '', /^notice: org-token: .*spaces or line breaks/);
  assert.match(lines[1] ?? '', /^notice: accounts-csv: .*utf-8/);
});

test('a public repository is one warning that says why and what to do', () => {
  const warnings = start({ showNames: false, showCells: false }).filter((line) => line.startsWith('warning'));
  assert.equal(warnings.length, 1);
  assert.match(warnings[0] ?? '', /public.*counts only.*allow-public/);
});

test('the first rejected rows are named by line, their cells only where that is allowed', () => {
  const firstRejected = [
    { account: createAccount({ id: '', name: 'ZZ-NAME', email: 'ZZ-EMAIL' }), line: 3, cell: 'ZZ-CELL' },
    { account: createAccount({ id: '' }), line: 9, cell: 'x'.repeat(500) },
  ];
  const file = createAccountsFile({ rejected: 7, firstRejected });
  const told = start({ file }).at(-1) ?? '';
  assert.match(told, /7 rows .*line 3 "ZZ-CELL", line 9 "x+…", …$/);
  assert.ok(told.length < 250);
  assert.match(start({ file: { ...file, rejected: 2 } }).at(-1) ?? '', /line 9 "x+…"\.$/);
  const hidden = start({ file, showNames: false, showCells: false }).join('\n');
  assert.match(hidden, /line 3, line 9, …$/);
  assert.doesNotMatch(hidden, /ZZ-|xx/);
});

test('progress says how far, how fast, how long still, and that a rate limit pauses', () => {
  const totals = gatherTotals(repeat(50, createOutcome('checked')));
  const file = createAccountsFile({ accounts: 199, rejected: 1 });
  assert.equal(
    renderProgress(totals, { kind: 'accounts', file }, { ...PACE, inFlight: 8 }, 10_000),
    '50 of 200 accounts (5.0/s, about 30 s left, 8 in flight)',
  );
  assert.match(
    renderProgress(totals, { kind: 'accounts', file }, { ...PACE, pausedMs: 61_000 }, 10_000),
    /rate limit.*1 min 1 s/,
  );
});

test('progress promises no end before the first account is read', () => {
  const line = renderProgress(
    gatherTotals([]),
    { kind: 'accounts', file: createAccountsFile() },
    { ...PACE, inFlight: 4 },
    0,
  );
  assert.equal(line, '0 of 5 accounts (0.0/s, 4 in flight)');
});

test('the debug log tells one outcome in one line', () => {
  assert.equal(renderOutcome(createOutcome('checked', { tokens: 1 })), '712020:ada checked (200), 1 token');
  const skipped = createOutcome('skipped', { detail: 'the time was up' });
  assert.equal(renderOutcome(skipped), '712020:ada skipped, 0 tokens: the time was up');
});

test('counts have a comma between thousands, nouns their plural, durations two units', () => {
  assert.deepEqual([0, 999, 1000, 4981, 1234567].map(formatCount), [
    '0',
    '999',
    '1,000',
    '4,981',
    '1,234,567',
  ]);
  assert.deepEqual(
    [0, 1, 1000].map((count) => formatPlural(count, 'token')),
    ['0 tokens', '1 token', '1,000 tokens'],
  );
  assert.deepEqual([0, 42_400, 59_600, 185_000, 3_599_600, 7_800_000].map(formatDuration), [
    '0 s',
    '42 s',
    '1 min 0 s',
    '3 min 5 s',
    '1 h 0 min',
    '2 h 10 min',
  ]);
});

function start({
  file = createAccountsFile(),
  ...change
}: Partial<Start> & { file?: AccountsFile } = {}): string[] {
  const target = { kind: 'accounts', file } as const;
  const usual = {
    target,
    showNames: true,
    showCells: true,
    inputs: createInputs(false),
    exceptions: createExceptions([], 0),
  };
  const lines = renderStart({ ...usual, ...change });
  return lines.map(({ level, line }) => `${level}: ${line}`);
}

function createInputs(keyWasTrimmed: boolean): Start['inputs'] {
  return { keyWasTrimmed, request: { apiUrl: new URL('https://api.atlassian.com'), concurrency: 32 } };
}
