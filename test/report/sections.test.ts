import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSourceReport } from '../../src/audit/source.ts';
import { createExceptions } from '../../src/policy/exceptions.ts';
import type { Finding } from '../../src/policy/finding.ts';
import { resolveLimits } from '../../src/policy/limits.ts';
import type { Entry } from '../../src/policy/redact.ts';
import type { Cell, Section } from '../../src/report/model.ts';
import { computeSections, computeTiles } from '../../src/report/sections.ts';
import type { Ending, RunFacts } from '../../src/result/run-facts.ts';
import { toMarkup } from '../../src/text/html.ts';
import {
  createAccount,
  createChange,
  createException,
  createFinding,
  createFoundToken,
  createOutcome,
  createRunFacts,
  createVerdict,
  gatherTotals,
  NOW,
} from '../harness/entries.ts';
import { describeEarlierRun } from '../harness/page.ts';

const GIVEN = { policy: undefined, warnRules: undefined, warnOnly: false };

test('each limit is a row with its result, its findings, its level and who set it', () => {
  const rules = resolveLimits({
    ...GIVEN,
    limits: { 'max-tokens': 5, 'max-age-days': 30, 'max-new-tokens': 0 },
    policy: 'recommended',
  });
  const entries = [
    createOutcome('checked'),
    createFinding({ rule: 'max-age-days' }),
    createFinding({ rule: 'expires-within-days', level: 'warn' }),
    createFinding({ rule: 'expires-within-days', level: 'warn' }),
  ];
  const listLimits = (change: Partial<RunFacts>) =>
    readRows(compute(entries, { rules, ...change }), 'limits');
  assert.deepEqual(listLimits({ baseline: { kind: 'unusable', why: 'expired' } }), [
    'max-tokens | 5 | kept | 0 | fail | input',
    'max-age-days | 30 | exceeded | 1 | fail | input',
    'max-idle-days | 90 | kept | 0 | fail | policy: recommended',
    'max-lifetime-days | 366 | kept | 0 | fail | policy: recommended',
    'expires-within-days | 14 | exceeded | 2 | warn | policy: recommended',
    'max-new-tokens | 0 | not judged | 0 | fail | input',
  ]);
  assert.match(
    listLimits({ baseline: { kind: 'first-run', why: 'none' } }).at(-1) ?? '',
    /not due: first run/,
  );
  assert.match(listLimits({ baseline: describeEarlierRun('earlier') }).at(-1) ?? '', /kept/);
  const failed = compute([createOutcome('failed')], { rules });
  assert.ok(readRows(failed, 'limits').every((row) => row.includes('not judged')));
  const partial = compute([createOutcome('checked'), createOutcome('failed')], { rules });
  assert.match(readRows(partial, 'limits')[0] ?? '', /kept so far/);
});

test('each exception shows how many findings it covers, those that need a decision first', () => {
  const exceptions = createExceptions(
    [
      createException({ line: 2, emailPattern: '*-ci@example.com' }),
      createException({ line: 3, accountId: '712020:gone' }),
      createException({ line: 4, accountId: '712020:ada', endsAt: NOW, expires: '2026-11-22' }),
    ],
    NOW,
  );
  const account = createAccount({ email: 'jenkins-ci@example.com' });
  for (let index = 0; index < 3; index += 1) exceptions.apply(createFinding({ account }));
  const show = (entries: Entry[]) =>
    readRows(compute(entries, { exceptions: exceptions.list() }), 'exceptions');
  const [expired, valid] = [
    '4 | expired | 0 | 712020:ada |  |  | * | 2026-11-22 | Build server',
    '2 | valid | 3 |  |  | *-ci@example.com | * | 2099-01-01 | Build server',
  ];
  const unmatched = '3 | matched no finding | 0 | 712020:gone |  |  | * | 2099-01-01 | Build server';
  assert.deepEqual(show([createOutcome('checked')]), [expired, unmatched, valid]);
  const incomplete = show([createOutcome('checked'), createOutcome('failed')]);
  assert.equal(
    incomplete[1],
    unmatched.replace('matched no finding', 'valid'),
    'unknown of an incomplete audit',
  );
});

test('people are counted without the organization admins, who have a row', () => {
  const sections = compute([
    createOutcome('checked'),
    createFinding(),
    createFinding({ rule: 'max-tokens', account: undefined }),
  ]);
  const [people] = sections;
  assert.deepEqual([people?.count, people?.table?.rows.length], [1, 2]);
  const [admins] = compute([createOutcome('checked'), createFinding({ account: undefined })]);
  assert.deepEqual([admins?.count, admins?.table?.rows.length], [1, 1], 'not 0 above a row');
});

test('findings show the kind of credential only where one is about no user token', () => {
  const list = (...findings: Finding[]) => {
    const [people] = compute([createOutcome('checked'), ...findings]);
    return people?.parts?.[0]?.table;
  };
  assert.deepEqual(list(createFinding())?.headings, [
    'Rule',
    'Level',
    'Owner',
    'Token',
    'Evidence',
    'Action',
  ]);
  const mixed = list(createFinding(), createFinding({ excess: 9, credentialKind: 'api-key' }));
  assert.deepEqual(mixed?.headings.slice(2, 5), ['Owner', 'Kind', 'Token']);
  assert.deepEqual(
    mixed?.rows.map(({ cells }) => cells[3]),
    ['api-key', 'user-token'],
  );
});

test('after an error every number is unknown, and no one is said to be clear', () => {
  const report = createReport([createOutcome('failed')]);
  assert.deepEqual(
    computeTiles(report).map(({ count }) => count),
    [undefined, undefined, undefined, undefined],
  );
  const [people, coverage] = computeSections(report, true);
  assert.deepEqual(
    [readIntro(people), readIntro(coverage)],
    ['<p>Unknown: the audit failed.</p>', '<p><b>No:</b> the audit failed.</p>'],
  );
  const charts = computeSections(report, true).find(({ id }) => id === 'charts');
  assert.equal(readIntro(charts), '<p>Unknown: the audit failed.</p>');
});

test('an incomplete audit clears no one', () => {
  const sections = compute([createOutcome('checked'), createOutcome('failed')]);
  const find = (id: string) => readIntro(sections.find((section) => section.id === id));
  assert.equal(find('people'), '<p>No one, as far as accounts were read and limits were judged.</p>');
  assert.equal(find('charts'), '<p>There are no tokens in the accounts that were read.</p>');
});

test('the changes are counted, without kinds of which there are none', () => {
  const describe = (entries: Entry[]) =>
    readIntro(
      compute(entries, { baseline: describeEarlierRun('earlier') }).find(({ id }) => id === 'changes'),
    );
  assert.match(describe([createOutcome('checked')]), /UTC.*: 0 new, 0 removed\.</);
  assert.match(describe([createChange({ change: 'unknown' })]), /: 0 new, 0 removed, 1 unknown\.</);
});

test('whether the audit saw everything is answered by what is missing', () => {
  const answer = (entries: Entry[], input: Partial<RunFacts & Ending> = {}) =>
    readIntro(computeSections(createReport(entries, {}, input), true).find(({ id }) => id === 'coverage'));
  const two = [createOutcome('checked'), createOutcome('checked')];
  assert.equal(answer(two), '<p>Yes: all 2 accounts were read.</p>');
  assert.match(
    answer([...two, createOutcome('not-managed')]),
    /^<p>Yes: all 3 accounts have an answer; 2 were read, 1 are not managed/,
  );
  assert.match(
    answer([...two, createOutcome('failed')]),
    /No:<\/b> 1 of 3 accounts were not read, 0 allowed\./,
  );
  const report = { ...createSourceReport(), gaps: ['Page 2 could not be read.'] };
  assert.match(
    answer(two, { report }),
    /No:<\/b> a list of tokens is not whole\. Every number here is a lower bound/,
  );
});

test('the trend has the earlier runs and this one, and needs two', () => {
  const found = describeEarlierRun('earlier');
  assert.ok(found?.kind === 'read');
  const run = {
    result: 'findings',
    complete: false,
    accounts: 1,
    tokens: 9,
    active: 7,
    findings: 2,
    people: 1,
    new: null,
  } as const;
  found.baseline.report.history.push({ ...run, startedAt: '2026-11-16T06:00:00.000Z' });
  const entries = [createOutcome('checked'), createFoundToken()];
  const trend = compute(entries, { baseline: found }).find(({ id }) => id === 'trend');
  assert.deepEqual(readRows(trend?.parts ?? [], 'runs'), [
    '2026-11-23 06:00 UTC | clean | 1 | 0 | 0 | 0',
    '2026-11-16 06:00 UTC | findings | 7 | 2 | 1 | unknown',
  ]);
  assert.equal(
    compute(entries).find(({ id }) => id === 'trend'),
    undefined,
  );
});

test('without names no section has a cell of an account or a token', () => {
  const entries = [
    createOutcome('checked', { tokens: 1 }),
    createOutcome('failed'),
    createFoundToken(),
    createFinding(),
  ];
  const hidden = computeSections(createReport(entries, { baseline: describeEarlierRun('earlier') }), false);
  const kinds = listCells(hidden).map((cell) => (typeof cell === 'object' ? cell.kind : typeof cell));
  assert.deepEqual([...new Set(kinds)].sort(), ['mark', 'number', 'string']);
});

function compute(entries: Entry[], change: Partial<RunFacts> = {}): Section[] {
  return computeSections(createReport(entries, change), true);
}

function createReport(
  entries: Entry[],
  change: Partial<RunFacts> = {},
  input: Partial<RunFacts & Ending> = {},
) {
  const run = createRunFacts(change);
  const totals = gatherTotals(entries);
  return { run, totals, verdict: createVerdict(totals, { ...run, ...input }) };
}

function readIntro(section: Section | undefined): string {
  return (section?.intro ?? []).map(toMarkup).join('').replaceAll('&#58;', ':');
}

/** The rows of a section's table, each as one text. */
function readRows(sections: Section[], id: string): string[] {
  const { rows = [] } = sections.find((section) => section.id === id)?.table ?? {};
  return rows.map(({ cells }) => cells.map(readCell).join(' | '));
}

function readCell(cell: Cell): string {
  return typeof cell === 'object' && 'text' in cell ? cell.text : String(cell);
}

function listCells(sections: Section[]): Cell[] {
  return sections.flatMap(({ table, parts = [] }) => [
    ...(table?.rows ?? []).flatMap(({ cells }) => cells),
    ...listCells(parts),
  ]);
}
