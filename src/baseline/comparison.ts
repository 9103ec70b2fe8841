import type { AnyKind, CredentialKind } from '../atlassian/credentials.ts';
import { isActive } from '../atlassian/tokens.ts';
import {
  type AccountStatus,
  type AuditRecord,
  type CredentialRecord,
  kindOf,
  type Outcome,
  type TokenRecord,
} from '../audit/records.ts';
import { parseDate, parseTimestamp, type ReceivedDate } from '../text/dates.ts';
import type { Baseline } from './baseline.ts';
import {
  type ComparedToken,
  describeDifferences,
  findPerson,
  normalizeText,
  parseScopes,
  toComparedToken,
} from './token-differences.ts';

/**
 * `unknown`: one of the two runs cannot show whether the token existed. `no-longer-asked`: the token's account is no
 * longer in the accounts file.
 */
export const CHANGES = ['new', 'removed', 'changed', 'unknown', 'no-longer-asked'] as const;
export type ChangeKind = (typeof CHANGES)[number];

/** How a token or other credential differs from the baseline. */
export type Change = {
  kind: 'change';
  change: ChangeKind;
  credentialKind: AnyKind;
  account: { id: string; name: string; email: string };
  tokenId: string;
  label: string;
  createdAt: ReceivedDate;
  expiry: ReceivedDate;
  scopes: string[];
  detail: string;
};

export type ComparisonOptions = {
  baseline: Baseline;
  /** The kinds of other credentials that this run reads. Those that the baseline did not read are not compared. */
  include?: readonly CredentialKind[];
  /** Whether this run lists the whole organization, whatever an accounts file holds. */
  everybody: boolean;
  /** Whether this run leaves labels out, so that no detail may quote one. */
  redacted: boolean;
  /** In milliseconds since 1970: decides which new tokens are active. */
  now: number;
};

/** Compares a run with the baseline, one record at a time and in any order. */
export type Comparison = {
  compare(record: AuditRecord): Change[];
  /** Returns how many user tokens are new so far, and how many of these are active. */
  newTokens(): { tokens: number; active: number };
  /**
   * Returns the changes of the tokens that only the baseline has, in its order. To be called after the last record.
   * `isWhole`: whether the source delivered everything except the accounts whose outcome says otherwise, and credentials
   * of `unreadKinds`.
   */
  finish(end: { isWhole: boolean; unreadKinds?: readonly CredentialKind[] }): Change[];
};

type Difference = Pick<Change, 'change' | 'detail'>;

/** Creates a comparison. It consumes the baseline: each token that is found is removed, which frees its memory. */
export function createComparison(options: ComparisonOptions): Comparison {
  const { baseline, include = [], everybody, redacted, now } = options;
  const kinds: AnyKind[] = ['user-token', ...include.filter((kind) => baseline.kinds.includes(kind))];
  const unseen = baseline.tokens;
  const outcomes = createOutcomeIndex(everybody);
  const newTokens = { tokens: 0, active: 0 };

  function compareToken(found: TokenRecord | CredentialRecord): Change[] {
    if (!kinds.includes(kindOf(found))) return [];
    const after = toComparedToken(found);
    const before = unseen.take(after);
    if (before) {
      const detail = describeDifferences(before, after, { before: baseline.redacted, now: redacted });
      return detail === '' ? [] : [createChange(found, before, { change: 'changed', detail })];
    }
    if (found.kind === 'credential') return [createChange(found, undefined, { change: 'new', detail: '' })];
    const difference = explainExtraToken(after, found, baseline);
    if (difference.change === 'new') {
      newTokens.tokens += 1;
      if (isActive(found.token, now)) newTokens.active += 1;
    }
    return [createChange(found, undefined, difference)];
  }

  return {
    compare(record) {
      if (record.kind !== 'outcome') return compareToken(record);
      outcomes.add(record);
      return [];
    },
    newTokens: () => newTokens,
    finish: ({ isWhole, unreadKinds = [] }) =>
      unseen.list().flatMap((token) => {
        const { credentialKind, accountId: id, name, email, tokenId, label } = token;
        if (!kinds.includes(credentialKind)) return [];
        return {
          kind: 'change',
          ...(credentialKind === 'user-token'
            ? explainMissingToken(outcomes.find(token), isWhole, everybody)
            : explainMissingToken(undefined, !unreadKinds.includes(credentialKind), true)),
          credentialKind,
          account: { id, name, email },
          tokenId,
          label,
          createdAt: parseDate(token.createdAt),
          expiry: parseDate(token.expiry),
          scopes: parseScopes(token),
        };
      }),
  };
}

/** This run's outcomes. A row without an account ID is found by its person, unless the whole organization is listed. */
function createOutcomeIndex(everybody: boolean) {
  const statusById = new Map<string, AccountStatus>();
  const rejected = new Set<string>();
  return {
    add({ account, status }: Outcome) {
      const [name, email] = [normalizeText(account.name), normalizeText(account.email)];
      if (status !== 'rejected') statusById.set(normalizeText(account.id), status);
      else if (!everybody) rejected.add(findPerson({ name, email }));
    },
    find(token: ComparedToken): AccountStatus | undefined {
      const person = findPerson(token);
      return (
        statusById.get(token.accountId) ?? (person !== '' && rejected.has(person) ? 'rejected' : undefined)
      );
    },
  };
}

/** Explains a token that the baseline does not have. */
function explainExtraToken(
  token: ComparedToken,
  { token: { createdAt } }: TokenRecord,
  baseline: Baseline,
): Difference {
  const { unread, rejected, source, isWhole, known, startedAt, hasHiddenRows } = baseline;
  const isByAccount = source === 'accounts';
  const isRejected = isByAccount && rejected.has(findPerson(token));
  const status = unread.get(token.accountId) ?? (isRejected ? 'rejected' : undefined);
  if (status) return createUnknown(`its account was not read in the baseline: ${status}`);
  if (!isWhole) return createUnknown('the baseline did not list the whole organization');
  if (!isByAccount || known.has(token.accountId)) return { change: 'new', detail: '' };
  if (hasHiddenRows) return createUnknown('its account may be one of the redacted rows of the baseline');
  const isOlder = 'at' in createdAt && createdAt.at < (parseTimestamp(startedAt) ?? 0);
  if (isOlder) return createUnknown('older than the baseline, which did not ask for its account');
  return { change: 'new', detail: '' };
}

/** Explains a token that only the baseline has, by the outcome of its account in this run. */
function explainMissingToken(
  status: AccountStatus | undefined,
  isWhole: boolean,
  everybody: boolean,
): Difference {
  if (status === 'not-managed') return createUnknown('its account is not managed by this organization');
  if (status && status !== 'checked' && status !== 'unlisted')
    return createUnknown(`its account was not read: ${status}`);
  if (!isWhole) return createUnknown('this run did not see everything');
  return { change: status || everybody ? 'removed' : 'no-longer-asked', detail: '' };
}

function createUnknown(detail: string): Difference {
  return { change: 'unknown', detail };
}

/** Creates a change. Takes name and email address from the baseline where this run lacks them. */
function createChange(
  found: TokenRecord | CredentialRecord,
  before: ComparedToken | undefined,
  difference: Difference,
): Change {
  const { account, token } = found;
  const name = account.name || (before?.name ?? '');
  const email = account.email || (before?.email ?? '');
  return {
    kind: 'change',
    ...difference,
    credentialKind: kindOf(found),
    account: { id: account.id, name, email },
    tokenId: token.id,
    label: token.label,
    createdAt: token.createdAt,
    expiry: token.expiry,
    scopes: token.scopes,
  };
}
