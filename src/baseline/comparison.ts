import { type AnyKind, type CredentialKind, isActive, type Owner, type Token } from '../atlassian/tokens.ts';
import { type AuditRecord, type FoundRecord, kindOf, type TokenRecord } from '../audit/records.ts';
import { parseDate, parseTimestamp } from '../text/dates.ts';
import { REDACTED } from '../text/mask.ts';
import type { Baseline } from './baseline.ts';
import {
  type BaselineToken,
  createStatusIndex,
  isDisabled,
  isRead,
  normalizeOwner,
  normalizeText,
} from './baseline-index.ts';

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
  account: Owner;
  token: Pick<Token, 'id' | 'label' | 'createdAt' | 'expiry' | 'scopes'>;
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
 * Creates a comparison of a run with the baseline, record by record in any order. It consumes the baseline: each token
 * that is found is removed, which frees its memory.
 */
export function createComparison(options: ComparisonOptions) {
  const { baseline, include = [], wholeOrganization, redacted, now } = options;
  const { report, tokens } = baseline;
  const kinds: AnyKind[] = ['user-token', ...include.filter((kind) => report.kinds.includes(kind))];
  const accounts = createStatusIndex(wholeOrganization);
  const newTokens = { tokens: 0, active: 0 };

  function compareFound(found: FoundRecord): Change[] {
    const { token } = found;
    const { id, name, email } = found.account;
    const credentialKind = kindOf(found);
    if (!kinds.includes(credentialKind)) return [];
    const before = tokens.take(found);
    // The baseline may have a name that this run lacks.
    const { owner = { name: '', email: '' } } = before ?? {};
    const account = { id, name: name || owner.name, email: email || owner.email };
    if (before) {
      // A label may really be "[redacted]", so only the setting of its run shows that it is hidden.
      const hasLabels = !redacted && !(report.redacted && before.label === REDACTED);
      const detail = describeDifferences(before, token, hasLabels);
      if (detail === '') return [];
      return [{ kind: 'change', change: 'changed', credentialKind, account, token, detail }];
    }
    const detail = found.kind === 'token' ? doubtNew(found, baseline) : '';
    const change = detail === '' ? 'new' : 'unknown';
    if (change === 'new' && found.kind === 'token') {
      newTokens.tokens += 1;
      if (isActive(token, now)) newTokens.active += 1;
    }
    return [{ kind: 'change', change, credentialKind, account, token, detail }];
  }

  return {
    compare(record: AuditRecord): Change[] {
      if (record.kind !== 'outcome') return compareFound(record);
      accounts.add(normalizeOwner(record.account), record.status);
      return [];
    },
    /** Returns how many user tokens are new so far, and how many of these are active. */
    newTokens: () => newTokens,
    /**
     * Returns the changes of the tokens that only the baseline has, in its order, after the last record. `isWhole`: the
     * source delivered everything except accounts whose outcome says otherwise, and credentials of `unreadKinds`.
     */
    finish(end: { isWhole: boolean; unreadKinds?: readonly CredentialKind[] }): Change[] {
      const { isWhole, unreadKinds = [] } = end;
      return tokens.list().flatMap((token) => {
        const { credentialKind, owner: account, tokenId: id, label } = token;
        if (!kinds.includes(credentialKind)) return [];
        const isUser = credentialKind === 'user-token';
        const status = isUser ? accounts.find(account) : undefined;
        const detail = doubtRemoved(status, isUser ? isWhole : !unreadKinds.includes(credentialKind));
        const removal = status || wholeOrganization || !isUser ? 'removed' : 'no-longer-asked';
        const change = detail === '' ? removal : 'unknown';
        const dates = { createdAt: parseDate(token.createdAt), expiry: parseDate(token.expiry) };
        const shown = { id, label, ...dates, scopes: parseScopes(token.scopes) };
        return [{ kind: 'change', change, credentialKind, account, token: shown, detail }];
      });
    },
  };
}

/** Explains why a token that the baseline does not have may not be new; '' when it is. */
function doubtNew({ account, token }: TokenRecord, { report, accounts }: Baseline): string {
  const { createdAt } = token;
  const status = accounts.find(normalizeOwner(account));
  if (status && !isRead(status) && status !== 'not-managed')
    return `its account was not read in the baseline: ${status}`;
  if (!report.isWhole) return 'the baseline did not list the whole organization';
  if (report.source === 'organization' || status) return '';
  if (accounts.hasHiddenRows) return 'its account may be one of the redacted rows of the baseline';
  const isOlder = 'at' in createdAt && createdAt.at < (parseTimestamp(report.startedAt) ?? 0);
  return isOlder ? 'older than the baseline, which did not ask for its account' : '';
}

/** Explains why a token may still exist that this run did not see, by the status of its account; '' when it does not. */
function doubtRemoved(status: string | undefined, isWhole: boolean): string {
  if (status === 'not-managed') return 'its account is not managed by this organization';
  if (status && !isRead(status)) return `its account was not read: ${status}`;
  return isWhole ? '' : 'this run did not see everything';
}

function describeDifferences(before: BaselineToken, token: Token, hasLabels: boolean): string {
  const label = normalizeText(token.label);
  const disabled = isDisabled(before.credentialKind, token.disabledStatus, token.status);
  const differences = [
    describeExpiry(before.expiry, normalizeText(token.expiry.text)),
    !hasLabels || before.label === label
      ? ''
      : `label ${JSON.stringify(before.label)} → ${JSON.stringify(label)}`,
    before.disabled === disabled ? '' : `disabled ${before.disabled} → ${disabled}`,
    describeScopes(parseScopes(before.scopes), parseScopes(normalizeText(token.scopes.join(' ')))),
  ];
  return differences.filter((difference) => difference !== '').join('; ');
}

function describeExpiry(before: string, now: string): string {
  if (computeMoment(before) === computeMoment(now)) return '';
  return `expiry ${before || 'none'} → ${now || 'none'}`;
}

function computeMoment(expiry: string): number | string {
  const date = parseDate(expiry);
  if ('at' in date) return date.at;
  return date.unknown === 'absent' ? '' : expiry;
}

/** Describes changed scopes. The per-account call sends no scopes, so an empty side means unknown. */
function describeScopes(before: string[], now: string[]): string {
  if (before.length === 0 || now.length === 0) return '';
  const changes = [
    ...now.filter((scope) => !before.includes(scope)).map((scope) => ` + ${scope}`),
    ...before.filter((scope) => !now.includes(scope)).map((scope) => ` − ${scope}`),
  ];
  return changes.length === 0 ? '' : `scopes${[...new Set(changes)].join('')}`;
}

function parseScopes(scopes: string): string[] {
  return scopes.split(' ').filter((scope) => scope !== '');
}
