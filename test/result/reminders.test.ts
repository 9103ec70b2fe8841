import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSourceReport } from '../../src/audit/source.ts';
import type { Baseline } from '../../src/baseline/baseline.ts';
import { createExceptions, type ExceptionUse } from '../../src/policy/exceptions.ts';
import type { Limits } from '../../src/policy/limits.ts';
import { computeEarlyReminders, computeNotices, computeReminders } from '../../src/result/reminders.ts';
import type { RunFacts } from '../../src/result/run-facts.ts';
import {
  createAccountsFile,
  createException,
  createRunFacts,
  gatherTotals,
  NOW,
  withLimits,
} from '../harness/entries.ts';

const DAY = 86_400_000;

test('there are no reminders without a reason', () => {
  assert.deepEqual(remind({}), []);
  assert.deepEqual([...computeNotices(createRunFacts(), true)], []);
});

test('the key: from exactly 30 days before its day until after it', () => {
  const about = (expires: number) => remind({ orgTokenExpires: expires }).join();
  assert.equal(about(NOW + 30 * DAY + 1), '');
  assert.match(
    about(NOW + 30 * DAY),
    /^The organization API key expires on 2026-12-23, in 30 days\. Create a new one/,
  );
  assert.match(about(NOW + DAY), /expires on 2026-11-24, in 1 day\./);
  assert.match(about(NOW), /expires on 2026-11-23, today\./);
  assert.match(about(NOW - DAY + 1), /expires on 2026-11-22, 1 day ago\./);
  assert.match(about(NOW - DAY), /expired on 2026-11-22, 1 day ago\./);
});

test('the export: more than 35 days after its latest activity', () => {
  const about = (newestActivity: number) => remind({ target: toTarget({ newestActivity }) }).join();
  assert.equal(about(NOW - 35 * DAY), '');
  assert.match(
    about(NOW - 35 * DAY - 1),
    /^The accounts file is old: its latest activity is of 2026-10-19, 35 days ago\. It misses anyone who joined since/,
  );
});

test('the export: its age is unknown where a date cannot be read and no other is recent', () => {
  const about = (newestActivity: number | undefined) =>
    remind({ target: toTarget({ newestActivity, hasUnreadableActivity: true }) }).join();
  assert.equal(about(NOW - 35 * DAY), '');
  for (const newest of [undefined, NOW - 36 * DAY])
    assert.match(
      about(newest),
      /^The age of the accounts file is unknown: some of its activity dates cannot/,
    );
});

test('the accounts file: less than four fifths of what the baseline asked for, rejected rows included, first of all', () => {
  const about = (accounts: number, rejected: number) =>
    remind({
      target: toTarget({ accounts, rejected }),
      baseline: toBaseline({ asked: 100 }),
      orgTokenExpires: NOW,
    });
  assert.equal(about(80, 0).length, 1);
  assert.equal(about(70, 10).length, 1);
  assert.match(about(79, 0)[0] ?? '', /^The accounts file has 79 accounts, the baseline's had 100\. Check/);
  assert.match(about(79, 0)[1] ?? '', /^The organization API key/);
  const target = { kind: 'organization', file: undefined } as const;
  assert.deepEqual(remind({ target, baseline: toBaseline({ asked: 9 }) }), []);
});

test('max-new-tokens is judged in part with a baseline that is incomplete', () => {
  const limits = withLimits({ 'max-new-tokens': 0 });
  assert.match(remind({ ...limits, baseline: toBaseline({ complete: false }) }).join(), /was judged in part/);
  assert.deepEqual(remind({ ...limits, baseline: toBaseline({}) }), []);
  assert.deepEqual(remind({ baseline: toBaseline({ complete: false }) }), []);
  assert.deepEqual(remind({ ...limits, baseline: toBaseline({ complete: false, isUsable: false }) }), []);
});

test('exceptions: expired ones by line, ten at most, and unmatched ones only after a complete audit', () => {
  assert.equal(
    remind({ exceptions: createUses(NOW, 1) }).join(),
    '1 exception has expired and covers nothing: line 2 of exceptions-csv.',
  );
  assert.match(
    remind({ exceptions: createUses(NOW, 12) }).join(),
    /^12 exceptions have expired and cover nothing: lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, … of/,
  );
  const unmatched = createRunFacts({ exceptions: createUses(NOW + 1, 2) });
  assert.match(
    [...computeNotices(unmatched, true)].join(),
    /^2 exceptions matched no finding: lines 2, 3 of exceptions-csv\./,
  );
  assert.deepEqual([...computeNotices(unmatched, false)], []);
});

test('email patterns that cannot match are named by line', () => {
  assert.deepEqual(remind({ exceptions: createUses(NOW + 1, 3) }), []);
  const [warning] = remind({ exceptions: createUses(NOW + 1, 2, '*-ci@acme.example') });
  assert.match(warning ?? '', /^No email address is known, so lines 2, 3 of exceptions-csv cannot match\./);
  assert.doesNotMatch(warning ?? '', /acme/);
});

test('why there is no baseline ends with one full stop, and is left to the verdict where a limit needs it', () => {
  for (const why of ['it is gone', 'it is gone.'])
    for (const kind of ['first-run', 'unusable'] as const) {
      const notices = (limits: Limits) => [
        ...computeNotices(
          createRunFacts({ ...withLimits({ 'max-tokens': 9, ...limits }), baseline: { kind, why } }),
          true,
        ),
      ];
      assert.deepEqual(notices({}), ['No baseline: it is gone.']);
      assert.equal(notices({ 'max-new-tokens': 0 }).length, kind === 'first-run' ? 1 : 0);
    }
});

test('a dry run has the reminders that need no baseline', () => {
  const facts = createRunFacts({ ...withLimits({ 'max-new-tokens': 0 }), orgTokenExpires: NOW });
  assert.equal([...computeEarlyReminders(facts)].length, 1);
});

function createUses(endsAt: number, count: number, emailPattern = ''): ExceptionUse[] {
  const exceptions = Array.from({ length: count }, (_, index) =>
    createException({ line: index + 2, accountId: 'a', emailPattern, endsAt }),
  );
  return createExceptions(exceptions, NOW).list();
}

function remind(change: Partial<RunFacts>): string[] {
  const ending = { stopped: undefined, report: createSourceReport(), failures: [] };
  return [...computeReminders(createRunFacts(change), gatherTotals([]), ending, false)];
}

function toTarget(change: Parameters<typeof createAccountsFile>[0]) {
  return { kind: 'accounts', file: createAccountsFile(change) } as const;
}

function toBaseline(change: Partial<Baseline['report']>) {
  return {
    kind: 'read',
    baseline: { report: { asked: 5, complete: true, isUsable: true, ...change } } as Baseline,
  } as const;
}
