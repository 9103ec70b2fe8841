import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Baseline } from '../../src/baseline/baseline.ts';
import { createExceptions } from '../../src/policy/exceptions.ts';
import {
  type Circumstances,
  computeEarlyReminders,
  computeRemarks,
  computeReminders,
} from '../../src/result/reminders.ts';
import { createAccountsFile, createCircumstances, NOW } from '../harness/entries.ts';

const DAY = 86_400_000;

test('nothing is said where nothing is to be said', () => {
  assert.deepEqual(remind({}), []);
  assert.deepEqual(computeRemarks(createCircumstances(), true), []);
});

test('the key: from exactly 30 days before its day, in words that tell whether the day is over', () => {
  const tell = (expires: number) => remind({ orgTokenExpires: expires }).join();
  assert.equal(tell(NOW + 30 * DAY + 1), '');
  assert.match(
    tell(NOW + 30 * DAY),
    /^The key in org-token expires on 2026-12-23, in 30 days\. Make a new one/,
  );
  assert.match(tell(NOW + DAY), /in 1 day\./);
  assert.match(tell(NOW), /in less than a day\./);
  assert.match(tell(NOW - DAY + 1), /in less than a day\./);
  assert.match(tell(NOW - DAY), /was to expire on 2026-11-22/);
});

test('the export: more than 35 days after its newest activity', () => {
  const tell = (newestActivity: number) => remind({ target: toSubject({ newestActivity }) }).join();
  assert.equal(tell(NOW - 35 * DAY), '');
  assert.match(
    tell(NOW - 35 * DAY - 1),
    /^The accounts file is old: its newest activity is of 2026-10-19, 35 days ago\./,
  );
});

test('the accounts file: less than four fifths of what the baseline asked for, rejected rows included, first of all', () => {
  const tell = (accounts: number, rejected: number) =>
    remind({
      target: toSubject({ accounts, rejected }),
      baseline: toBaseline({ asked: 100 }),
      orgTokenExpires: NOW,
    });
  assert.equal(tell(80, 0).length, 1);
  assert.equal(tell(70, 10).length, 1);
  assert.match(
    tell(79, 0)[0] ?? '',
    /^The accounts file holds 79 accounts, the baseline asked for 100: is the export whole\?/,
  );
  assert.match(tell(79, 0)[1] ?? '', /^The key/);
  assert.deepEqual(
    remind({
      target: { kind: 'organization', orgId: 'o', file: undefined },
      baseline: toBaseline({ asked: 9 }),
    }),
    [],
  );
});

test('max-new-tokens: not judged without a baseline, in part with one that is not complete', () => {
  const limits = { 'max-new-tokens': 0 };
  assert.match(remind({ limits }).join(), /was not judged: there is no baseline, give one as baseline\.$/);
  assert.match(
    remind({ limits, baseline: { kind: 'unusable', why: 'Gone.' } }).join(),
    /there is no baseline \(Gone\)\.$/,
  );
  assert.match(remind({ limits, baseline: toBaseline({ complete: false }) }).join(), /judged in part only/);
  assert.deepEqual(remind({ limits, baseline: toBaseline({}) }), []);
});

test('exceptions: the expired by line, ten at most, and those that matched nothing only when all was seen', () => {
  const exceptions = (endsAt: number, count: number) =>
    createExceptions(
      Array.from({ length: count }, (_, index) => ({
        line: index + 2,
        accountId: 'a',
        tokenId: '',
        rule: '*',
        expires: '2026-01-01',
        endsAt,
        reason: 'x',
      })),
      NOW,
    );
  assert.equal(
    remind({ exceptions: exceptions(NOW, 1) }).join(),
    '1 exception no longer forgives, since expired: line 2 of exceptions-csv.',
  );
  assert.match(
    remind({ exceptions: exceptions(NOW, 12) }).join(),
    /^12 exceptions no longer forgive, since expired: lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, … of/,
  );
  const unmatched = createCircumstances({ exceptions: exceptions(NOW + 1, 2) });
  assert.match(
    computeRemarks(unmatched, true).join(),
    /^2 exceptions matched no finding: lines 2, 3 of exceptions-csv\./,
  );
  assert.deepEqual(computeRemarks(unmatched, false), []);
});

test('why there is no baseline ends with one full stop', () => {
  for (const why of ['it is gone', 'it is gone.'])
    assert.deepEqual(computeRemarks(createCircumstances({ baseline: { kind: 'unusable', why } }), true), [
      'No baseline: it is gone.',
    ]);
});

test('a dry run tells what needs no baseline', () => {
  const circumstances = createCircumstances({ limits: { 'max-new-tokens': 0 }, orgTokenExpires: NOW });
  assert.equal(computeEarlyReminders(circumstances).length, 1);
});

function remind(change: Partial<Circumstances>): string[] {
  return computeReminders(createCircumstances(change));
}

function toSubject(change: Parameters<typeof createAccountsFile>[0]) {
  return { kind: 'accounts', file: createAccountsFile(change) } as const;
}

function toBaseline(change: Partial<Baseline>) {
  return { kind: 'read', baseline: { asked: 5, complete: true, ...change } as Baseline } as const;
}
