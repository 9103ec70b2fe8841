import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSourceReport } from '../../src/audit/source.ts';
import { TIME_IS_UP } from '../../src/audit/stop.ts';
import type { Entry } from '../../src/policy/redact.ts';
import { addDeliveryFailures, computeVerdict, type VerdictInput } from '../../src/result/verdict.ts';
import {
  createAccount,
  createCircumstances,
  createFinding,
  createFoundToken,
  createOutcome,
  gatherTotals,
  repeat,
} from '../harness/entries.ts';

const CHECKED = createOutcome('checked');
const FAILED = createOutcome('failed');
const GONE = createOutcome('not-managed');
const FINDING = createFinding();
const REFUSED = { kind: 'refused', why: 'the key was refused', advice: 'Make another key.' } as const;
const AUDIT_FAILURE = 'output.csv: no space left';
const UPLOAD_FAILURE = 'The artifact service did not take it.';

/** What a verdict depends on besides the entries; `delivery` is what failed after the audit. */
type Options = Partial<Omit<VerdictInput, 'totals'>> & { delivery?: string[] };

/** The table of results: what happened, and result, red, complete and trusted. */
const TABLE: [string, Entry[], Options, string, boolean, boolean, boolean][] = [
  ['all read', [CHECKED], {}, 'clean', false, true, true],
  ['a finding', [CHECKED, FINDING], {}, 'findings', true, true, true],
  ['a finding, warn-only', [CHECKED, FINDING], { warnOnly: true }, 'findings', false, true, true],
  ['one unread', [CHECKED, FAILED], {}, 'incomplete', true, false, true],
  ['one unread, warn-only', [CHECKED, FAILED], { warnOnly: true }, 'incomplete', true, false, true],
  ['one unread and a finding', [CHECKED, FAILED, FINDING], {}, 'incomplete', true, false, true],
  ['one unread, one allowed', [CHECKED, FAILED], { tolerance: allow(1) }, 'clean', false, false, true],
  [
    'one unread, one allowed, a finding',
    [CHECKED, FAILED, FINDING],
    { tolerance: allow(1) },
    'findings',
    true,
    false,
    true,
  ],
  [
    'two unread, one allowed',
    [CHECKED, FAILED, FAILED],
    { tolerance: allow(1) },
    'incomplete',
    true,
    false,
    true,
  ],
  ['a skipped account', [CHECKED, createOutcome('skipped')], {}, 'incomplete', true, false, true],
  ['a rejected row', [CHECKED, createOutcome('rejected')], {}, 'incomplete', true, false, true],
  ['half not managed', [CHECKED, GONE], {}, 'clean', false, true, true],
  ['more not managed than read', [CHECKED, GONE, GONE], {}, 'incomplete', true, false, true],
  [
    'more not managed than read, everything tolerated',
    [CHECKED, GONE, GONE],
    { tolerance: { kind: 'share', percent: 100 } },
    'incomplete',
    true,
    false,
    true,
  ],
  ['no account read', [FAILED], {}, 'error', true, false, false],
  ['no account read, all tolerated', [FAILED], { tolerance: allow(9) }, 'error', true, false, false],
  ['no account managed', [GONE, GONE], {}, 'error', true, false, false],
  ['a refused key', [CHECKED], { stopped: REFUSED }, 'error', true, false, false],
  ['an audit that broke', [CHECKED], { failures: [AUDIT_FAILURE] }, 'error', true, false, false],
  [
    'an audit that broke, warn-only',
    [CHECKED],
    { failures: [AUDIT_FAILURE], warnOnly: true },
    'error',
    true,
    false,
    false,
  ],
  ['a failed upload', [CHECKED], { delivery: [UPLOAD_FAILURE] }, 'error', true, true, true],
  [
    'a failed upload, one unread',
    [CHECKED, FAILED],
    { delivery: [UPLOAD_FAILURE] },
    'error',
    true,
    false,
    true,
  ],
  [
    'a failed upload, findings, warn-only',
    [CHECKED, FINDING],
    { delivery: [UPLOAD_FAILURE], warnOnly: true },
    'error',
    true,
    true,
    true,
  ],
  [
    'time up, rest skipped',
    [CHECKED, createOutcome('skipped')],
    { stopped: TIME_IS_UP },
    'incomplete',
    true,
    false,
    true,
  ],
  ['time up after the last account', [CHECKED], { stopped: TIME_IS_UP }, 'clean', false, true, true],
];

for (const [what, entries, options, result, red, complete, trusted] of TABLE) {
  test(`${what}: ${result}, ${red ? 'red' : 'green'}`, () => {
    const verdict = judge(entries, options);
    assert.deepEqual(
      [verdict.result, verdict.red, verdict.complete, verdict.trusted],
      [result, red, complete, trusted],
    );
    assert.equal(verdict.problems.length > 0, result !== 'clean');
  });
}

test('a tolerated share is of all rows of accounts.csv', () => {
  const entries = (failed: number) => [...repeat(100 - failed, CHECKED), ...repeat(failed, FAILED)];
  const tolerance = { kind: 'share', percent: 2 } as const;
  assert.equal(judge(entries(2), { tolerance }).result, 'clean');
  assert.equal(judge(entries(3), { tolerance }).result, 'incomplete');
});

test('everything that applies is named, the cause of the result first', () => {
  const entries = [...repeat(2, CHECKED), ...repeat(3, GONE), FAILED, FINDING];
  const found = [/1 account unread/, /not managed/, /1 finding;/];
  const cases: [Options, RegExp[]][] = [
    [{ failures: [AUDIT_FAILURE] }, [/no space left/, ...found, /artifact service/]],
    [{}, [/artifact service/, ...found]],
  ];
  for (const [options, order] of cases) {
    const { problems } = judge(entries, { ...options, delivery: [UPLOAD_FAILURE] });
    assert.equal(problems.length, order.length);
    for (const [index, pattern] of order.entries()) assert.match(problems[index] ?? '', pattern);
  }
});

test('a failed upload leaves everything else of the verdict as it was', () => {
  const verdict = judge([CHECKED, FINDING]);
  const { result, red, headline, problems, ...rest } = addDeliveryFailures(verdict, [UPLOAD_FAILURE]);
  assert.deepEqual([result, red, problems], ['error', true, [UPLOAD_FAILURE, ...verdict.problems]]);
  assert.match(headline, /^Error: /);
  for (const [name, value] of Object.entries(rest))
    assert.deepEqual(value, verdict[name as keyof typeof verdict]);
});

test('the headline is the numbers, in words that a reader understands', () => {
  const entries = [
    ...repeat(4981, CHECKED),
    ...repeat(16, GONE),
    ...repeat(3, FAILED),
    createFoundToken(),
    createFoundToken({}, false),
    FINDING,
  ];
  assert.equal(
    judge(entries, { tolerance: allow(5) }).headline,
    'Findings: 4,981 of 5,000 accounts read, 16 not managed, 3 accounts unread (5 allowed), 1 active of 2 tokens, 1 finding',
  );
  assert.equal(judge([CHECKED]).headline, 'Clean: 1 of 1 account read, 0 active of 0 tokens');
});

test('headline and warnings name nobody; problems do only where that is allowed', () => {
  const largestHolder = { account: createAccount(), tokens: 9, active: 7 };
  const total = createFinding({ rule: 'max-tokens', account: undefined, largestHolder });
  const entries = [...repeat(9, CHECKED), ...repeat(3, GONE), createOutcome('rejected'), FINDING, total];
  const told = judge(entries);
  assert.doesNotMatch([told.headline, ...told.warnings].join(), /712020/);
  assert.match(told.problems.at(-1) ?? '', /the worst: 712020:ada: 3 active of 4 tokens, limit 2/);
  assert.match(told.problems.at(-2) ?? '', /the most: 712020:ada with 7 active/);
  const hidden = judge(entries, { showNames: false });
  assert.doesNotMatch(JSON.stringify(hidden), /712020|Ada|example/);
  assert.equal(hidden.problems.length, told.problems.length);
});

test('of each rule the worst case is told, and only that', () => {
  const findings = [1, 7, 3].map((excess) =>
    createFinding({ excess, account: createAccount({ id: `id-${excess}` }) }),
  );
  const { problems } = judge([CHECKED, ...findings]);
  assert.equal(problems.length, 1);
  assert.match(problems[0] ?? '', /^max-tokens-per-account: 3 findings; the worst: id-7: /);
});

test('more than a tenth not managed is a warning, a tenth is not', () => {
  const warn = (gone: number) => judge([...repeat(100 - gone, CHECKED), ...repeat(gone, GONE)]).warnings;
  assert.deepEqual(warn(10), []);
  assert.match(warn(11).join(), /^11 of 100 accounts .* is it the right file\?/);
});

test('a rejected row is a warning, tolerated or not', () => {
  const { warnings } = judge([CHECKED, createOutcome('rejected')], { tolerance: allow(1) });
  assert.match(warnings.join(), /no account ID: 1 row of/);
});

test('an audit that was stopped says why accounts are unread', () => {
  const { problems } = judge([CHECKED, createOutcome('skipped')], { stopped: TIME_IS_UP });
  assert.match(problems.join(), /max-duration-minutes/);
});

test('only 403s and nothing read point at the key, also beside rows that were never asked for', () => {
  const forbidden = repeat(3, createOutcome('failed', { httpStatus: 403 }));
  for (const entries of [forbidden, [...forbidden, createOutcome('rejected')]])
    assert.match(judge(entries).problems[0] ?? '', /created with scopes, or it belongs to another/);
  for (const entries of [[...forbidden, FAILED], [...forbidden, GONE], [createOutcome('rejected')]])
    assert.doesNotMatch(judge(entries).problems[0] ?? '', /scopes/);
});

function allow(count: number) {
  return { kind: 'count', count } as const;
}

function judge(entries: Entry[], { delivery = [], ...options }: Options = {}) {
  const usual = {
    tolerance: allow(0),
    warnOnly: false,
    showNames: true,
    stopped: undefined,
    report: createSourceReport(),
    failures: [],
    circumstances: createCircumstances(),
  };
  const verdict = computeVerdict({ ...usual, ...options, totals: gatherTotals(entries) });
  return addDeliveryFailures(verdict, delivery);
}
