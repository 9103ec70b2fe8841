import { ListingError } from '../../atlassian/pages.ts';
import { computeAccountTokensPath } from '../../atlassian/paths.ts';
import { describeListRefusal } from '../../atlassian/refusals.ts';
import { type OwnedToken, parseOwnedToken } from '../../atlassian/tokens.ts';
import { toText } from '../../text/json.ts';
import type { AccountsFile } from '../accounts-file.ts';
import type { AuditRecord, Result, TokenRecord } from '../records.ts';
import type { Audit } from '../source.ts';
import { describeAnswer, readStopReason } from '../stop.ts';
import {
  type AccountIndex,
  computeOutcome,
  createAccountIndex,
  listManagedAccounts,
  upsertAccount,
} from './organization-accounts.ts';
import { readCredentials } from './organization-credentials.ts';
import { type OrganizationList, readOrganizationList, renderCause } from './organization-list.ts';

/** https://developer.atlassian.com/cloud/admin/api-access/rest/api-group-api-token/ */
const TOKENS: OrganizationList = {
  path: 'api-tokens',
  items: 'tokens',
  countedPath: 'api-tokens',
  takesPageSize: true,
  parseItem: parseOwnedToken,
  hasOwners: true,
};

const OUTCOMES_A_BATCH = 1000;

const NO_MANAGED =
  'The organization lists no managed account at all: has it claimed its domain (admin.atlassian.com → Settings → Domains), and is org-id the right one?';
const NOTHING_FOUND =
  'No token was found, and no account is known: is org-id the right one? With the scope read:accounts:admin as well, the key would also list the managed accounts.';
const NOT_VERIFIED =
  'Whether the accounts of the file are managed was not verified: with the scope read:accounts:admin as well, the key could list the managed accounts.';
const MORE_WITH_SCOPE =
  'Accounts without tokens and the status of accounts are not known: with the scope read:accounts:admin as well, the key could list the managed accounts.';
const SMALLER_KEY =
  'The key in org-token was made without scopes and can do far more than this audit needs: a key with the scope read:tokens:admin (and read:accounts:admin) would do.';

/**
 * Yields every token in the list's order, then the outcome of every account: with a file, of those in it and of other
 * owners of tokens. After a list that ended early no account counts as read. Credentials of other kinds come last.
 */
export async function* auditOrganization(
  audit: Audit,
  file: AccountsFile | undefined,
): AsyncGenerator<AuditRecord[]> {
  const { gaps } = audit.sourceReport;
  const index = createAccountIndex(file);
  const unlisted = await listManagedAccounts(audit, index, gaps);
  if (unlisted) reportListFailure('managed accounts', unlisted, audit, false);
  let hasRead = false;
  let unread: Result | undefined;
  try {
    for await (const found of readOrganizationList(audit, TOKENS, gaps)) {
      hasRead ||= found.length > 0;
      yield found.map((item) => addToken(index, item));
    }
    reportManagement(audit, index);
    await reportLargeKey(audit, index);
  } catch (error) {
    if (!(error instanceof ListingError)) throw error;
    unread = reportListFailure('tokens', error, audit, !hasRead);
  }
  const rows = index.entries.filter(({ line, tokens }) => line > 0 || tokens > 0 || !file);
  for (let at = 0; at < rows.length; at += OUTCOMES_A_BATCH)
    yield rows.slice(at, at + OUTCOMES_A_BATCH).map((entry) => computeOutcome(index, entry, unread));
  yield* readCredentials(audit, index);
}

function addToken(index: AccountIndex, { token, owner }: OwnedToken): TokenRecord {
  const entry = upsertAccount(index, owner);
  entry.tokens += 1;
  return { kind: 'token', account: entry.account, token };
}

/** Reports what knowing the managed accounts, or not knowing them, means for the audit. */
function reportManagement(
  { sourceReport: report }: Audit,
  { entries, hasFile, isVerified }: AccountIndex,
): void {
  const hasTokens = entries.some(({ tokens }) => tokens > 0);
  if (isVerified) {
    if (!entries.some(({ managed }) => managed)) report[hasTokens ? 'warnings' : 'errors'].push(NO_MANAGED);
  } else if (hasFile) report.notices.push(NOT_VERIFIED);
  else if (hasTokens) report.notices.push(MORE_WITH_SCOPE);
  else report.warnings.push(NOTHING_FOUND);
}

/** Reports a key that can do more than the audit needs: only one without scopes may read single accounts. */
async function reportLargeKey(
  { api, sourceReport }: Audit,
  { byId, isVerified }: AccountIndex,
): Promise<void> {
  const [id] = byId.keys();
  // A key that may not list the accounts has scopes.
  if (!isVerified || !id) return;
  const answer = await api.read(computeAccountTokensPath(id), toText, [500, 502, 503, 504]);
  if (answer.kind === 'value') sourceReport.notices.push(SMALLER_KEY);
}

/** Reports a list that ended early, as an error or as a gap, or aborts the run if the key is refused. */
function reportListFailure(
  list: 'tokens' | 'managed accounts',
  end: ListingError,
  { sourceReport: report, controller }: Audit,
  isError: boolean,
): Result {
  const { answer, message, pages } = end;
  const { signal } = controller;
  const stopKind = readStopReason(signal)?.kind;
  const advice = answer?.kind === 'refused' ? describeListRefusal(answer.status) : undefined;
  const cause = renderCause(end, report.mayQuote);
  if (advice) controller.abort({ kind: 'refused', why: 'the key was refused', advice });
  // A run that stopped early has an error of its own, unless time ran out.
  else if (isError && (stopKind === undefined || stopKind === 'time'))
    report.errors.push(`The list of ${list} could not be read: ${cause}`);
  else report.gaps.push(`The list of ${list} was not read to its end: ${cause}`);
  if (signal.aborted)
    return { status: 'skipped', httpStatus: undefined, detail: readStopReason(signal)?.why ?? '' };
  if (answer === undefined || answer.kind === 'stopped')
    return { status: 'failed', httpStatus: undefined, detail: message };
  const detail = `page ${pages + 1}: ${describeAnswer(answer, true)}`;
  return { status: 'failed', httpStatus: answer.status, detail };
}
