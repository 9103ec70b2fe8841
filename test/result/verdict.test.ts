import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { CredentialKind } from '../../src/atlassian/credentials.ts';
import { ALL_FORBIDDEN_ADVICE, KEY_ADVICE } from '../../src/atlassian/refusals.ts';
import { createSourceReport } from '../../src/audit/source.ts';
import { TIME_IS_UP } from '../../src/audit/stop.ts';
import type { Baseline, BaselineFound } from '../../src/baseline/baseline.ts';
import { createExceptions } from '../../src/policy/exceptions.ts';
import type { Entry } from '../../src/policy/redact.ts';
import type { Ending, RunFacts } from '../../src/result/run-facts.ts';
import { addDeliveryFailures, listAnnotations } from '../../src/result/verdict.ts';
import {
  computeTime,
  createAccount,
  createCredential,
  createException,
  createFinding,
  createOutcome,
  createToken,
  createVerdict,
  gatherTotals,
  NOW,
  repeat,
  withLimits,
} from '../harness/entries.ts';

const CHECKED = createOutcome('checked');
const FAILED = createOutcome('failed');
const GONE = createOutcome('not-managed');
const FINDING = createFinding();
const WARNING = createFinding({ rule: 'max-age-days', level: 'warn', token: createToken() });
const REFUSED = {
  kind: 'refused',
  why: 'the key was refused',
  advice: 'Atlassian refused the key (401). Make another key.',
} as const;
const LIMITED = withLimits({ 'max-tokens': 9 });
const AUDIT_FAILURE = 'output.csv: no space left';
const UPLOAD_FAILURE = 'The artifact service did not take it.';

/** What a verdict depends on besides the entries; `delivery` is what failed after the audit. */
type Options = Partial<RunFacts & Ending> & { delivery?: string[] };

/** The table of results: what happened, and result, red, complete and trusted. */
const TABLE: [string, Entry[], Options, string, boolean, boolean, boolean][] = [
  ['all read', [CHECKED], {}, 'clean', false, true, true],
  ['a finding', [CHECKED, FINDING], {}, 'findings', true, true, true],
  ['a warning', [CHECKED, WARNING], {}, 'findings', false, true, true],
  ['a warning and a finding', [CHECKED, WARNING, FINDING], {}, 'findings', true, true, true],
  ['one unread', [CHECKED, FAILED], {}, 'incomplete', true, false, true],
  ['one unread, a warning', [CHECKED, FAILED, WARNING], {}, 'incomplete', true, false, true],
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
    'an audit that broke, a warning',
    [CHECKED, WARNING],
    { failures: [AUDIT_FAILURE] },
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
    'a failed upload, a warning',
    [CHECKED, WARNING],
    { delivery: [UPLOAD_FAILURE] },
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
  ['max-new-tokens unjudged', [CHECKED], unjudged('unusable'), 'incomplete', true, true, true],
  ['max-new-tokens in a first run', [CHECKED], unjudged('first-run'), 'clean', false, true, true],
  [
    'max-new-tokens unjudged, a finding',
    [CHECKED, FINDING],
    unjudged('unusable'),
    'incomplete',
    true,
    true,
    true,
  ],
];

for (const [what, entries, options, result, red, complete, trusted] of TABLE) {
  test(`${what}: ${result}, ${red ? 'red' : 'green'}`, () => {
    const verdict = judge(entries, options);
    assert.deepEqual(
      [verdict.result, verdict.red, verdict.complete, verdict.trusted],
      [result, red, complete, trusted],
    );
  });
}

test('a tolerated share is of all rows of accounts.csv', () => {
  const entries = (failed: number) => [...repeat(100 - failed, CHECKED), ...repeat(failed, FAILED)];
  const tolerance = { kind: 'share', percent: 2 } as const;
  assert.equal(judge(entries(2), { tolerance }).result, 'clean');
  assert.equal(judge(entries(3), { tolerance }).result, 'incomplete');
});

test('everything that applies is named, the cause of the result first and once', () => {
  const entries = [...repeat(2, CHECKED), ...repeat(3, GONE), FAILED, FINDING, WARNING];
  const cases: [Options, RegExp, RegExp[]][] = [
    [
      { failures: [AUDIT_FAILURE], ...unjudged('unusable') },
      /^Error: output\.csv: no space left$/,
      [
        /^Incomplete: 1 account was not read\.$/,
        /^Incomplete: more accounts are not managed by this organization \(3\) than were read \(2\)\.$/,
        /^Not judged: max-new-tokens\. No usable baseline: gone\.$/,
        /^max-tokens-per-account: 1 finding/,
        /^Error: the artifact service did not take it\.$/,
      ],
    ],
    [
      {},
      /^Error: the artifact service did not take it$/,
      [
        /^Result of the audit: Incomplete: 1 account was not read\. Every number is a lower bound\. Main reason: HTTP 500 \(1 account\)\. See accounts\.csv/,
        /^Incomplete: more accounts are not managed/,
        /^max-tokens-per-account: 1 finding/,
      ],
    ],
  ];
  for (const [options, headline, lines] of cases) {
    const verdict = judge(entries, { ...options, delivery: [UPLOAD_FAILURE] });
    assert.match(verdict.headline, headline);
    assert.deepEqual(
      verdict.problems.map((line, at) => lines[at]?.test(line) || line),
      lines.map(() => true),
    );
    assert.match(verdict.warnings[0] ?? '', /^max-age-days: 1 finding/);
  }
});

test('a failed upload leaves everything else of the verdict as it was', () => {
  const verdict = judge([CHECKED, FINDING]);
  const { result, red, headline, problems, ...rest } = addDeliveryFailures(verdict, [UPLOAD_FAILURE]);
  assert.deepEqual([result, red], ['error', true]);
  assert.deepEqual(problems, [`Result of the audit: ${verdict.headline}.`, ...verdict.problems]);
  assert.match(headline, /^Error: /);
  for (const [name, value] of Object.entries(rest))
    assert.deepEqual(value, verdict[name as keyof typeof verdict]);
});

/** The headlines: entries, options, and the words. */
const HEADLINES: [Entry[], Options, string][] = [
  [repeat(297, CHECKED), LIMITED, 'Clean: all 297 accounts were read'],
  [[CHECKED], LIMITED, 'Clean: the only account was read'],
  [[CHECKED, CHECKED, GONE], LIMITED, 'Clean: 2 of 3 accounts were read, 1 not managed'],
  [
    [...repeat(27, CHECKED), ...repeat(3, FAILED)],
    { ...LIMITED, tolerance: allow(5) },
    'Clean: 27 of 30 accounts were read, 3 not read (5 allowed)',
  ],
  [[CHECKED], {}, 'Inventory: no limits set'],
  [
    [CHECKED, FAILED],
    { tolerance: allow(1) },
    'Inventory: no limits set; 1 of 2 accounts were read, 1 not read (1 allowed)',
  ],
  [[CHECKED, FINDING], {}, '1 finding: 1 person must act'],
  [[CHECKED, FINDING, WARNING, findingOf('b')], {}, '3 findings: 2 people must act'],
  [[CHECKED, WARNING], {}, '1 finding: 1 person should act'],
  [[CHECKED, findingOf(undefined)], {}, '1 finding: organization admins must act'],
  [
    [CHECKED, FAILED, FINDING],
    { tolerance: allow(1) },
    '1 finding: 1 person must act; 1 of 2 accounts were read, 1 not read (1 allowed)',
  ],
  [[...repeat(1300, FAILED), CHECKED], {}, 'Incomplete: 1,300 accounts were not read'],
  [[CHECKED], unjudged('unusable'), 'Not judged: max-new-tokens'],
  [
    [CHECKED],
    { report: { ...createSourceReport(), gaps: ['The list of tokens was not read to its end: page 2.'] } },
    'Incomplete: the list of tokens was not read to its end: page 2',
  ],
  [[CHECKED], { stopped: REFUSED }, 'Error: Atlassian refused the key (401)'],
  [repeat(5, GONE), {}, 'Error: no account could be read: the API knows no such account (5 accounts)'],
  [repeat(40, FAILED), {}, 'Error: no account could be read: HTTP 500 (40 accounts)'],
];

for (const [entries, options, expected] of HEADLINES)
  test(`headline: ${expected}`, () => assert.equal(judge(entries, options).headline, expected));

test('without limits a notice says that nothing was judged, and names the preset', () => {
  assert.match(judge([CHECKED]).notices.join(), /No limit is set.*policy: recommended/);
  assert.deepEqual(judge([CHECKED], LIMITED).notices, []);
});

test('headlines name nobody; lines name people only where names may be shown', () => {
  const largestHolder = { account: createAccount({ name: 'Bo' }), tokens: 9, active: 7 };
  const total = createFinding({ rule: 'max-tokens', account: undefined, largestHolder });
  const entries = [
    ...repeat(9, CHECKED),
    ...repeat(3, GONE),
    createOutcome('rejected'),
    FINDING,
    WARNING,
    total,
  ];
  const shown = judge(entries);
  assert.doesNotMatch(shown.headline, /712020|Ada|Bo/);
  assert.match(
    shown.problems.at(-1) ?? '',
    /^max-tokens-per-account: 1 finding: Ada Okafor: 3 active of 4 tokens/,
  );
  assert.match(shown.problems.at(-2) ?? '', /the most: Bo with 7 active/);
  assert.match(shown.warnings[0] ?? '', /^max-age-days: 1 finding: Ada Okafor, "Jenkins": 3 active/);
  const hidden = judge(entries, { showNames: false });
  assert.doesNotMatch(JSON.stringify(hidden), /712020|Ada|Bo|Jenkins|example/);
  assert.equal(hidden.problems.length, shown.problems.length);
});

test('each rule has one line, with the finding of the greatest excess', () => {
  const findings = [1, 7, 3].map((excess) =>
    createFinding({ excess, account: createAccount({ name: `Person ${excess}` }) }),
  );
  const { problems } = judge([CHECKED, ...findings]);
  assert.deepEqual(problems, [
    'max-tokens-per-account: 3 findings. Most urgent: Person 7: 3 active of 4 tokens, limit 2.',
  ]);
});

test('annotations: the verdict last and as loud as it is, one line for each cause, rule and warning', () => {
  const render = (entries: Entry[], options: Options = {}) =>
    listAnnotations(judge(entries, { ...LIMITED, ...options })).map(({ level, line }) => `${level} ${line}`);
  assert.deepEqual(render([CHECKED]), ['info Clean: the only account was read']);
  assert.deepEqual(render([CHECKED, FINDING]), [
    'error 1 finding: 1 person must act',
    'error max-tokens-per-account: 1 finding: Ada Okafor: 3 active of 4 tokens, limit 2.',
  ]);
  assert.deepEqual(render([CHECKED, WARNING]), [
    'warning max-age-days: 1 finding: Ada Okafor, "Jenkins": 3 active of 4 tokens, limit 2.',
    'warning 1 finding: 1 person should act',
  ]);
  assert.match(render([CHECKED, FAILED], { tolerance: allow(1) }).join(), /^warning Clean: 1 of 2 accounts/);
  assert.deepEqual(render([FAILED], { stopped: REFUSED }), [
    'error Error: Atlassian refused the key (401). Make another key.',
    'error Incomplete: 1 account was not read.',
  ]);
});

test('whatever others chose, no line is longer than an annotation may be', () => {
  const long = fc.string({ minLength: 200, maxLength: 600 });
  fc.assert(
    fc.property(long, (text) => {
      const account = createAccount({ name: text });
      const finding = createFinding({ account, token: createToken({ label: text }), evidence: text });
      const unread = createOutcome('failed', { httpStatus: undefined, detail: text });
      const report = {
        ...createSourceReport(),
        errors: [text],
        gaps: [text],
        warnings: [text],
        notices: [text],
      };
      for (const options of [{}, { report }, { failures: [text] }, { delivery: [text] }])
        for (const { line } of listAnnotations(judge([unread, finding, GONE], options)))
          assert.ok(line.length < 300 && line.length > 0);
    }),
    { numRuns: 50 },
  );
});

test('no known advice is cut', () => {
  for (const advice of [...Object.values(KEY_ADVICE), ALL_FORBIDDEN_ADVICE, TIME_IS_UP.advice]) {
    const { headline, advice: rest } = judge([FAILED], { stopped: { ...REFUSED, advice } });
    assert.ok(`${headline}. ${rest}`.includes(advice.slice(-60)), advice);
    assert.ok(headline.length < 200, headline);
  }
});

test('more than a tenth not managed is a warning, a tenth is not', () => {
  const warn = (gone: number) => judge([...repeat(100 - gone, CHECKED), ...repeat(gone, GONE)]).warnings;
  assert.deepEqual(warn(10), []);
  assert.match(warn(11).join(), /^11 of 100 accounts .* is it the right file\?/);
});

test('a rejected row is a warning, tolerated or not', () => {
  const { warnings } = judge([CHECKED, createOutcome('rejected')], { tolerance: allow(1) });
  assert.match(warnings.join(), /^1 row of the accounts file without a valid account ID/);
});

test('an audit that was stopped says why accounts are unread', () => {
  const { advice } = judge([CHECKED, createOutcome('skipped')], { stopped: TIME_IS_UP });
  assert.match(advice, /max-duration-minutes/);
});

test('max-new-tokens is judged with a usable baseline only, and what was read stays comparable', () => {
  const read = (isUsable: boolean) =>
    judge(
      [CHECKED],
      compareWith({
        kind: 'read',
        baseline: { run: 'run 7', report: { isUsable, complete: true, asked: 1 } } as Baseline,
      }),
    );
  assert.deepEqual([read(true).result, read(true).red], ['clean', false]);
  const { result, headline, complete, comparable, advice } = read(false);
  assert.deepEqual(
    [result, headline, complete, comparable],
    ['incomplete', 'Not judged: max-new-tokens', true, true],
  );
  assert.equal(advice, 'No usable baseline: the audit of run 7 was incomplete.');
  assert.equal(judge([CHECKED, FAILED], { tolerance: allow(1) }).comparable, true);
  assert.equal(judge([CHECKED, FAILED]).comparable, false);
  assert.equal(judge([CHECKED], { failures: [AUDIT_FAILURE] }).comparable, false);
});

test('email patterns are warned of only where no address is known at all', () => {
  const exceptions = createExceptions([createException({ emailPattern: '*@acme.example' })], NOW).list();
  const nameless = createOutcome('checked', { account: createAccount({ email: '' }) });
  const warn = (entries: Entry[]) => judge(entries, { exceptions }).warnings.join();
  assert.match(warn([nameless]), /No email address is known/);
  assert.doesNotMatch(warn([nameless, CHECKED]), /No email address is known/);
});

test('an organization API key that expires within 30 days is a warning, another credential is not', () => {
  const warn = (kind: CredentialKind, days: number) => {
    const expiring = createCredential(kind, { expiry: computeTime(days) });
    const judged = { ...expiring, active: true, idleSince: 0, brokenRules: [] };
    return judge([CHECKED, judged]).warnings;
  };
  assert.match(
    warn('api-key', 30).join(),
    /^1 organization API key expires within 30 days, the first on 2026-12-23, in 30 days\./,
  );
  assert.deepEqual(warn('api-key', 30.1), []);
  assert.deepEqual(warn('service-account-token', 3), []);
});

function allow(count: number) {
  return { kind: 'count', count } as const;
}

/** A run with max-new-tokens and without a baseline. */
function unjudged(kind: 'first-run' | 'unusable'): Options {
  return compareWith({ kind, why: 'gone' });
}

/** A run with max-new-tokens and this baseline. */
function compareWith(baseline: BaselineFound): Options {
  return { ...withLimits({ 'max-new-tokens': 0 }), baseline };
}

/** A finding about an account, or about the whole organization. */
function findingOf(id: string | undefined): Entry {
  if (id === undefined) return createFinding({ rule: 'max-tokens', account: undefined });
  return createFinding({ account: createAccount({ id }) });
}

function judge(entries: Entry[], { delivery = [], ...options }: Options = {}) {
  return addDeliveryFailures(createVerdict(gatherTotals(entries), options), delivery);
}
