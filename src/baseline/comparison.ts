import type { AnyKind, CredentialKind } from '../atlassian/credentials.ts';
import { isActive, type Token } from '../atlassian/tokens.ts';
import type { Account } from '../audit/accounts-file.ts';
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
  type BaselineToken,
  describeDifferences,
  findPerson,
  normalizeText,
  parseScopes,
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

type ComparisonOptions = {
  baseline: Baseline;
  /** The kinds of other credentials that this run reads. Those that the baseline did not read are not compared. */
  include?: readonly CredentialKind[];
  /** Whether this run lists the whole organization, whatever an accounts file holds. */
  wholeOrganization: boolean;
  /** Whether this run leaves labels out, so that no detail may quote one. */
  redacted: boolean;
  /** In milliseconds since 1970: decides which new tokens are active. */
  now: number;
};

/**
 * How a run ended. `isWhole`: whether the source delivered everything except the accounts whose outcome says otherwise,
 * and credentials of `unreadKinds`.
 */
type End = { isWhole: boolean; unreadKinds?: readonly CredentialKind[] };

type Difference = Pick<Change, 'change' | 'detail'>;
type ShownToken = Pick<Token, 'id' | 'label' | 'createdAt' | 'expiry' | 'scopes'>;

/**
 * Creates a comparison of a run with the baseline, record by record in any order. It consumes the baseline: each token
 * that is found is removed, which frees its memory.
 */
export function createComparison(options: ComparisonOptions) {
  const { baseline, include = [], wholeOrganization, redacted, now } = options;
  const { report, tokens } = baseline;
  const kinds: AnyKind[] = ['user-token', ...include.filter((kind) => report.kinds.includes(kind))];
  const outcomes = createOutcomeIndex(wholeOrganization);
  const newTokens = { tokens: 0, active: 0 };

  function compareFound(found: TokenRecord | CredentialRecord): Change[] {
    const { account, token } = found;
    const credentialKind = kindOf(found);
    if (!kinds.includes(credentialKind)) return [];
    const before = tokens.take(found);
    if (before) {
      const detail = describeDifferences(before, found, { before: report.redacted, now: redacted });
      if (detail === '') return [];
      // The baseline may have a name that this run lacks.
      const [name, email] = [account.name || before.name, account.email || before.email];
      const owner = { id: account.id, name, email };
      return [createChange({ change: 'changed', detail, credentialKind, account: owner }, token)];
    }
    const difference = explainExtra(found, baseline);
    if (difference.change === 'new' && found.kind === 'token') {
      newTokens.tokens += 1;
      if (isActive(token, now)) newTokens.active += 1;
    }
    return [createChange({ ...difference, credentialKind, account }, token)];
  }

  return {
    compare(record: AuditRecord): Change[] {
      if (record.kind !== 'outcome') return compareFound(record);
      outcomes.add(record);
      return [];
    },
    /** Returns how many user tokens are new so far, and how many of these are active. */
    newTokens: () => newTokens,
    /** Returns the changes of the tokens that only the baseline has, in its order. To be called after the last record. */
    finish: ({ isWhole, unreadKinds = [] }: End): Change[] =>
      tokens.list().flatMap((token) => {
        const { credentialKind, accountId: id, name, email } = token;
        if (!kinds.includes(credentialKind)) return [];
        const difference =
          credentialKind === 'user-token'
            ? explainMissing(outcomes.find(token), isWhole, wholeOrganization)
            : explainMissing(undefined, !unreadKinds.includes(credentialKind), true);
        return [
          createChange({ ...difference, credentialKind, account: { id, name, email } }, toShown(token)),
        ];
      }),
  };
}

/** This run's outcomes. A row without an account ID is found by its person, unless the whole organization is listed. */
function createOutcomeIndex(wholeOrganization: boolean) {
  const statusById = new Map<string, AccountStatus>();
  const rejected = new Set<string>();
  return {
    add({ account, status }: Outcome) {
      const { id, ...person } = normalizeAccount(account);
      if (status !== 'rejected') statusById.set(id, status);
      else if (!wholeOrganization) rejected.add(findPerson(person));
    },
    find(token: BaselineToken): AccountStatus | undefined {
      const person = findPerson(token);
      const isRejected = person !== '' && rejected.has(person);
      return statusById.get(token.accountId) ?? (isRejected ? 'rejected' : undefined);
    },
  };
}

/** Explains a token or other credential that the baseline does not have. */
function explainExtra(found: TokenRecord | CredentialRecord, baseline: Baseline): Difference {
  const { report, unread, rejected, known, hasHiddenRows } = baseline;
  const { createdAt } = found.token;
  const { id, ...person } = normalizeAccount(found.account);
  const isByAccount = report.source === 'accounts';
  const isRejected = isByAccount && rejected.has(findPerson(person));
  const status = unread.get(id) ?? (isRejected ? 'rejected' : undefined);
  const isOlder = 'at' in createdAt && createdAt.at < (parseTimestamp(report.startedAt) ?? 0);
  if (found.kind === 'credential') return { change: 'new', detail: '' };
  if (status) return createUnknown(`its account was not read in the baseline: ${status}`);
  if (!report.isWhole) return createUnknown('the baseline did not list the whole organization');
  if (!isByAccount || known.has(id)) return { change: 'new', detail: '' };
  if (hasHiddenRows) return createUnknown('its account may be one of the redacted rows of the baseline');
  if (isOlder) return createUnknown('older than the baseline, which did not ask for its account');
  return { change: 'new', detail: '' };
}

/** Explains a token that only the baseline has, by the outcome of its account in this run. */
function explainMissing(
  status: AccountStatus | undefined,
  isWhole: boolean,
  wholeOrganization: boolean,
): Difference {
  if (status === 'not-managed') return createUnknown('its account is not managed by this organization');
  if (status && status !== 'checked' && status !== 'unlisted')
    return createUnknown(`its account was not read: ${status}`);
  if (!isWhole) return createUnknown('this run did not see everything');
  return { change: status || wholeOrganization ? 'removed' : 'no-longer-asked', detail: '' };
}

function createUnknown(detail: string): Difference {
  return { change: 'unknown', detail };
}

function normalizeAccount({ id, name, email }: Account) {
  return { id: normalizeText(id), name: normalizeText(name), email: normalizeText(email) };
}

function toShown({ tokenId: id, label, createdAt, expiry, scopes }: BaselineToken): ShownToken {
  return {
    id,
    label,
    createdAt: parseDate(createdAt),
    expiry: parseDate(expiry),
    scopes: parseScopes(scopes),
  };
}

function createChange(
  about: Pick<Change, 'change' | 'detail' | 'credentialKind' | 'account'>,
  token: ShownToken,
): Change {
  const { id, name, email } = about.account;
  const { id: tokenId, label, createdAt, expiry, scopes } = token;
  return {
    kind: 'change',
    ...about,
    account: { id, name, email },
    tokenId,
    label,
    createdAt,
    expiry,
    scopes,
  };
}
