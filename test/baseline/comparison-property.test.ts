import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { AccountStatus, AuditRecord } from '../../src/audit/records.ts';
import { normalizeText } from '../../src/baseline/baseline-index.ts';
import { type ChangeKind, createComparison } from '../../src/baseline/comparison.ts';
import { createBaseline } from '../harness/earlier-run.ts';
import { computeTime, createOutcome, createToken, NOW } from '../harness/entries.ts';
import { hostileText } from '../harness/hostile.ts';

/** Expiries as anybody may write them; those of one group are the same. */
const EXPIRIES = [
  ['', '0001-01-01T00:00:00Z', '1970-01-01'],
  ['2027-01-01T00:00:00Z', '2027-01-01T00:00:00.000123Z', '2027-01-01T02:00+0200', ' 2027-01-01 '],
  ['2027-01-01T00:00:00.001Z'],
  ['=NOW()'],
  ['never, "ever"\r\n'],
];
const SCOPES = ['read:jira', 'write:jira', '=cmd', '"', 'délete:x,y'];

const expiry = fc
  .constantFrom(...EXPIRIES.keys())
  .chain((group) =>
    fc.record({ group: fc.constant(group), text: fc.constantFrom(...(EXPIRIES[group] ?? [])) }),
  );
/** All of them half the time: the order in which they come must not count. */
const scopes = fc.oneof(
  fc.shuffledSubarray(SCOPES, { minLength: SCOPES.length }),
  fc.shuffledSubarray(SCOPES),
);
/** How a token may look in a run: often of the same label, so that now and then only the rest tells two apart. */
const look = fc.record({
  label: fc.oneof(fc.constant('ci'), hostileText),
  expiry,
  disabled: fc.boolean(),
  isBlocked: fc.boolean(),
  scopes,
});
type AccountResult = {
  label: string;
  expiry: { text: string; group: number };
  disabled: boolean;
  isBlocked: boolean;
  scopes: string[];
};

const person = { id: hostileText, name: hostileText, email: hostileText };
const status = fc.constantFrom<AccountStatus>('checked', 'unlisted', 'failed', 'skipped', 'not-managed');
/** An account in two runs: its tokens and its outcome in each, absent where it was not asked for. */
const account = fc.record({
  ...person,
  before: fc.option(status, { nil: undefined }),
  now: fc.option(status, { nil: undefined }),
  tokens: fc.array(
    fc.record({
      id: hostileText,
      before: fc.option(look, { nil: undefined, freq: 3 }),
      now: fc.option(look, { nil: undefined, freq: 3 }),
      isSame: fc.boolean(),
    }),
    { maxLength: 5 },
  ),
});
type AccountInTwo = {
  id: string;
  name: string;
  email: string;
  before: AccountStatus | undefined;
  now: AccountStatus | undefined;
  tokens: {
    id: string;
    before: AccountResult | undefined;
    now: AccountResult | undefined;
    isSame: boolean;
  }[];
};

test('a run that is compared with itself shows no change, whatever is written in it', async () => {
  const texts = fc.array(fc.record({ ...person, token: hostileText, look }), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(texts, fc.boolean(), async (tokens, wholeOrganization) => {
      const records = tokens.flatMap(({ id, name, email, token, look }): AuditRecord[] => {
        const account = { id, name, email, status: '' };
        return [
          { kind: 'token', account, token: createLooking(token, look) },
          createOutcome('checked', { account }),
        ];
      });
      assert.deepEqual(await compare(records, records, wholeOrganization, true), []);
    }),
    { numRuns: 300 },
  );
});

test('of two runs exactly what differs is told, and why, as counted by other code', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(account, { maxLength: 5 }),
      fc.boolean(),
      fc.boolean(),
      async (accounts, wholeOrganization, isWhole) => {
        const [before, now] = [createRecords(accounts, 'before'), createRecords(accounts, 'now')];
        const told = await compare(before, now, wholeOrganization, isWhole);
        assert.deepEqual(told.sort(), recount(accounts, wholeOrganization, isWhole).sort());
      },
    ),
    { numRuns: 500 },
  );
});

/** What changed, straight from the plan: a kind, and the places of account and token. */
function recount(accounts: AccountInTwo[], wholeOrganization: boolean, isWhole: boolean): string[] {
  return accounts.flatMap(({ tokens, before: statusBefore, now: statusNow }, place) =>
    tokens.flatMap((token, at) => {
      const [before, now] = [
        token.before,
        token.isSame && token.now ? (token.before ?? token.now) : token.now,
      ];
      let kind: ChangeKind | undefined;
      if (before && now) kind = isDifferent(before, now) ? 'changed' : undefined;
      else if (now) kind = statusBefore === 'failed' || statusBefore === 'skipped' ? 'unknown' : 'new';
      else if (before && isWhole && (statusNow === 'checked' || statusNow === 'unlisted')) kind = 'removed';
      else if (before && isWhole && !statusNow) kind = wholeOrganization ? 'removed' : 'no-longer-asked';
      else if (before) kind = 'unknown';
      return kind ? [`${kind} ${place} ${at}`] : [];
    }),
  );
}

function isDifferent(before: AccountResult, now: AccountResult): boolean {
  const [known, knows] = [before.scopes.length > 0, now.scopes.length > 0];
  const sameScopes = SCOPES.every((scope) => before.scopes.includes(scope) === now.scopes.includes(scope));
  // Two labels that differ only in the guard of a formula come back from a file as one.
  const sameLabel = normalizeText(before.label) === normalizeText(now.label);
  const sameState = before.expiry.group === now.expiry.group && before.disabled === now.disabled;
  return !sameLabel || !sameState || (known && knows && !sameScopes);
}

/** The records of one of the two runs. Places at the end of the IDs keep them apart. */
function createRecords(accounts: AccountInTwo[], run: 'before' | 'now'): AuditRecord[] {
  return accounts.flatMap(({ tokens, ...holder }, place) => {
    const account = { id: `${holder.id}#${place}`, name: holder.name, email: holder.email, status: '' };
    const found = tokens.flatMap((token, at): AuditRecord[] => {
      const same = token.isSame && token.before ? token.before : token.now;
      const look = run === 'before' ? token.before : token.now && same;
      return look ? [{ kind: 'token', account, token: createLooking(`${token.id}#${at}`, look) }] : [];
    });
    const status = holder[run];
    return status ? [...found, createOutcome(status, { account })] : found;
  });
}

/** A token as one source or the other tells it. */
function createLooking(id: string, { label, expiry, disabled, isBlocked, scopes }: AccountResult) {
  const told = isBlocked
    ? { disabledStatus: '', status: disabled ? 'BLOCKED' : 'ALLOWED' }
    : { disabledStatus: String(disabled), status: '' };
  // Younger than the baseline: those that are older are told apart in another test.
  return createToken({
    id,
    label,
    createdAt: computeTime(0),
    expiry: expiry.text,
    disabled,
    ...told,
    scopes,
  });
}

async function compare(
  before: AuditRecord[],
  now: AuditRecord[],
  wholeOrganization: boolean,
  isWhole: boolean,
): Promise<string[]> {
  const baseline = await createBaseline(before);
  const comparison = createComparison({ baseline, wholeOrganization, redacted: false, now: NOW });
  return [...now.flatMap(comparison.compare), ...comparison.finish({ isWhole })].map(
    ({ change, account, token }) => `${change} ${findPlace(account.id)} ${findPlace(token.id)}`,
  );
}

function findPlace(id: string): string {
  return id.slice(id.lastIndexOf('#') + 1);
}
