import type { Token } from '../atlassian/tokens.ts';
import type { AccountStatus, Outcome, TokenRecord } from '../audit/records.ts';
import { parseTimestamp } from '../text/dates.ts';
import type { Baseline } from './baseline.ts';
import { describeDifferences } from './differences.ts';
import { computePerson, REDACTED, renderStored, renderTokenCells, type TokenCells } from './token-cells.ts';

/**
 * `unknown`: one of the two runs does not tell whether the token was there. `no-longer-asked`: nobody looked, since
 * its account is no longer in the accounts file.
 */
export const CHANGES = ['new', 'removed', 'changed', 'unknown', 'no-longer-asked'] as const;
export type ChangeKind = (typeof CHANGES)[number];

/** How a token differs from the baseline. What only the baseline tells is as it stands in its files. */
export type Change = {
  kind: 'change';
  change: ChangeKind;
  account: { id: string; name: string; email: string };
  tokenId: string;
  label: string;
  detail: string;
};

type ComparisonOptions = {
  /** What the writer of the CSV files does to a text. */
  renderCell: (text: string) => string;
  /** Whether the whole organization is listed, so that nobody is left out for not being asked for. */
  everybody: boolean;
  /** Whether the labels of now are left out. */
  redacted?: boolean;
};

/** Compares a run with the baseline, record by record in any order. */
export type Comparison = {
  compareToken(found: TokenRecord): Change | undefined;
  noteOutcome(outcome: Outcome): void;
  /**
   * What of the baseline was not seen, in its order, once all records have come. `isWhole` is whether the source told
   * all that it was asked for, but for the accounts that outcomes say are unread.
   */
  finish(isWhole: boolean): Iterable<Change>;
};

type Fate = Pick<Change, 'change' | 'detail'>;

/** A comparison that uses the baseline up: tokens that were seen are taken out of it, which frees their memory. */
export function createComparison(
  baseline: Baseline,
  { renderCell, everybody, redacted = false }: ComparisonOptions,
): Comparison {
  const outcomes = new Map<string, AccountStatus>();
  const rejected = new Set<string>();
  const store = (text: string) => renderStored(text, renderCell);
  return {
    compareToken(found) {
      const now = renderTokenCells(found, renderCell);
      const before = baseline.tokens.take(now);
      if (!before) return describeFound(found, undefined, computeArrival(now, found.token, baseline));
      const detail = describeDifferences(before, now, { before: baseline.redacted, now: redacted });
      return detail === '' ? undefined : describeFound(found, before, { change: 'changed', detail });
    },
    noteOutcome({ account, status }) {
      if (status === 'rejected')
        rejected.add(computePerson({ name: store(account.name), email: store(account.email) }));
      else if (baseline.tokens.mayHold(store(account.id))) outcomes.set(store(account.id), status);
    },
    *finish(isWhole) {
      rejected.delete('');
      for (const cells of baseline.tokens.list()) {
        const isRejected = !everybody && rejected.has(computePerson(cells));
        const status = outcomes.get(cells.accountId) ?? (isRejected ? 'rejected' : undefined);
        yield describeUnseen(cells, computeFate(status, isWhole, everybody));
      }
    },
  };
}

/** What a token is that the baseline does not hold. */
function computeArrival(now: TokenCells, { createdAt }: Token, baseline: Baseline): Fate {
  const { unread, rejected, source, isWhole, known, startedAt, hasHiddenRows } = baseline;
  const isRejected = source === 'accounts' && rejected.has(computePerson(now));
  const status = unread.get(now.accountId) ?? (isRejected ? 'rejected' : undefined);
  if (status) return { change: 'unknown', detail: `its account was not read in the baseline: ${status}` };
  if (!isWhole) return { change: 'unknown', detail: 'the baseline did not list the whole organization' };
  if (source === 'accounts' && hasHiddenRows && !known.has(now.accountId))
    return { change: 'unknown', detail: 'its account may be one of the redacted rows of the baseline' };
  const isOlder =
    ('at' in createdAt ? createdAt.at : Number.POSITIVE_INFINITY) < (parseTimestamp(startedAt) ?? 0);
  if (source === 'accounts' && isOlder && !known.has(now.accountId))
    return { change: 'unknown', detail: 'older than the baseline, which did not ask for its account' };
  return { change: 'new', detail: '' };
}

/** What became of a token that was not seen. */
function computeFate(status: AccountStatus | undefined, isWhole: boolean, everybody: boolean): Fate {
  if (status === 'not-managed')
    return { change: 'unknown', detail: 'its account is not managed by this organization' };
  if (status && !['checked', 'unlisted'].includes(status))
    return { change: 'unknown', detail: `its account was not read: ${status}` };
  if (!isWhole) return { change: 'unknown', detail: 'this run did not see everything' };
  return { change: status || everybody ? 'removed' : 'no-longer-asked', detail: '' };
}

function describeFound({ account, token }: TokenRecord, before: TokenCells | undefined, fate: Fate): Change {
  const name = account.name === '' || account.name === REDACTED ? before?.name : undefined;
  const email = account.email === '' || account.email === REDACTED ? before?.email : undefined;
  return {
    kind: 'change',
    ...fate,
    account: { id: account.id, name: name || account.name, email: email || account.email },
    tokenId: token.id,
    label: token.label === REDACTED && before ? before.label : token.label,
  };
}

function describeUnseen({ accountId: id, name, email, tokenId, label }: TokenCells, fate: Fate): Change {
  return { kind: 'change', ...fate, account: { id, name, email }, tokenId, label };
}
