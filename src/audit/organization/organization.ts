import { computeAccountTokensPath, computeListPath } from '../../atlassian/client.ts';
import { ListingError, parsePage, readPages } from '../../atlassian/pages.ts';
import { LIST_ADVICE } from '../../atlassian/refusals.ts';
import { type OwnedToken, type Owner, parseOwnedToken } from '../../atlassian/tokens.ts';
import { isObject, toText } from '../../text/json.ts';
import { isKnownAccountIdForm } from '../account-id.ts';
import type { Account, AccountsFile, AccountsRow } from '../accounts-file.ts';
import { type AuditRecord, type Outcome, type Result, rejectRow, type TokenRecord } from '../records.ts';
import type { Audit } from '../source.ts';
import { createSkipped, describeAnswer, readStopReason } from '../stop.ts';
import { isRefused, type OrganizationList, readOrganizationList, renderCause } from './organization-list.ts';

/** A row of the file, or an account beyond it, whose line is 0. `tokens` counts those that it owns. */
type AccountEntry = AccountsRow & { managed: boolean; tokens: number };

/** All rows of the file, then accounts as they are found. `isVerified` once all managed accounts are listed. */
export type AccountIndex = ReturnType<typeof createAccountIndex>;

/** https://developer.atlassian.com/cloud/admin/api-access/rest/api-group-api-token/ */
const TOKENS: OrganizationList = {
  path: 'api-tokens',
  items: 'tokens',
  countPath: 'api-tokens/count',
  parseItem: parseOwnedToken,
};

const NO_ACCOUNT: Account = { id: '', name: '', email: '', status: '' };
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

/** Creates an index of the rows of a file; an empty one without a file. */
export function createAccountIndex(file: AccountsFile | undefined) {
  const entries = (file?.rows ?? []).map((row): AccountEntry => ({ ...row, managed: false, tokens: 0 }));
  const accounts = entries.filter(({ account }) => account.id !== '');
  const byId = new Map(accounts.map((entry) => [entry.account.id, entry]));
  return { byId, entries, hasFile: file !== undefined, isVerified: false };
}

/**
 * Yields every token in the list's order, then the outcome of every account: with a file, of those in it and of other
 * owners of tokens. After a list that ended early no account counts as read.
 */
export async function* auditOrganization(audit: Audit, index: AccountIndex): AsyncGenerator<AuditRecord[]> {
  const { gaps } = audit.sourceReport;
  const accountsFailure = await listManagedAccounts(audit, index, gaps);
  if (accountsFailure) reportListFailure('managed accounts', accountsFailure, audit, false);
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
  const rows = index.entries.filter(({ line, tokens }) => line > 0 || tokens > 0 || !index.hasFile);
  for (let at = 0; at < rows.length; at += OUTCOMES_A_BATCH)
    yield rows.slice(at, at + OUTCOMES_A_BATCH).map((entry) => computeOutcome(index, entry, unread));
}

/**
 * Adds every managed account, with its status. Returns why the list ended early, if it did: not if the key may not list
 * them. https://developer.atlassian.com/cloud/admin/organization/rest/api-group-users/
 */
export async function listManagedAccounts(
  { api, inputs: { orgId, request } }: Audit,
  index: AccountIndex,
  gaps: string[],
): Promise<ListingError | undefined> {
  const computePath = (cursor?: string) => computeListPath(orgId, 'users', { cursor });
  const parse = (json: unknown) => parsePage(json, request.apiUrl);
  let withoutId = 0;
  try {
    for await (const items of readPages(api, computePath, parse)) {
      const found = items.map(parseManagedAccount).filter(({ id }) => id !== '');
      withoutId += items.length - found.length;
      for (const account of found) upsertAccount(index, account).managed = true;
    }
  } catch (error) {
    if (!(error instanceof ListingError)) throw error;
    // Only a refusal of the first page shows that the key may not list accounts.
    return isRefused(error, 'first', [403, 404]) ? undefined : error;
  }
  if (withoutId > 0) gaps.push(`Managed accounts that are listed without an account ID: ${withoutId}.`);
  index.isVerified = true;
  return undefined;
}

function parseManagedAccount(item: unknown): Account {
  const { account_id: id, account_status: status, name, email } = isObject(item) ? item : {};
  return { id: toText(id), name: toText(name), email: toText(email), status: toText(status) };
}

function addToken(index: AccountIndex, { token, owner }: OwnedToken): TokenRecord {
  const entry = upsertAccount(index, owner);
  entry.tokens += 1;
  return { kind: 'token', account: entry.account, token };
}

/**
 * Returns the entry of an account, after adding it if it is new. Keeps the first name and email seen, and the last
 * status. An account without an ID gets an entry outside the index, since two of them may be two accounts.
 */
function upsertAccount({ byId, entries }: AccountIndex, found: Owner & { status?: string }): AccountEntry {
  const { id, name, email, status = '' } = found;
  const entry = byId.get(id) ?? { account: NO_ACCOUNT, line: 0, cell: '', managed: false, tokens: 0 };
  const { account: known } = entry;
  const texts = { name: known.name || name, email: known.email || email, status: status || known.status };
  // A new object, since records that are already on their way hold the old one.
  entry.account = { id, ...texts };
  if (id !== '' && !byId.has(id)) {
    byId.set(id, entry);
    entries.push(entry);
  }
  return entry;
}

function reportManagement({ sourceReport }: Audit, { entries, hasFile, isVerified }: AccountIndex): void {
  const { errors, warnings, notices } = sourceReport;
  const hasTokens = entries.some(({ tokens }) => tokens > 0);
  if (isVerified) {
    if (!entries.some(({ managed }) => managed)) (hasTokens ? warnings : errors).push(NO_MANAGED);
  } else if (hasFile) notices.push(NOT_VERIFIED);
  else if (hasTokens) notices.push(MORE_WITH_SCOPE);
  else warnings.push(NOTHING_FOUND);
}

/** Reports a key that can do more than the audit needs: only one without scopes may read single accounts. */
async function reportLargeKey({ api, sourceReport }: Audit, index: AccountIndex): Promise<void> {
  const [id] = index.byId.keys();
  // A key that may not list the accounts has scopes.
  if (!index.isVerified || !id) return;
  const answer = await api.read(computeAccountTokensPath(id), toText, [500, 502, 503, 504]);
  if (answer.kind === 'value') sourceReport.notices.push(SMALLER_KEY);
}

/** Reports a list that ended early, or aborts the run if the key is refused. Returns the result of each account. */
function reportListFailure(list: string, end: ListingError, audit: Audit, isError: boolean): Result {
  const { answer, message, pages } = end;
  const { sourceReport, controller } = audit;
  const stopKind = readStopReason(controller.signal)?.kind;
  // On a later page, only 401 is about the key: an expired cursor can be a 404.
  const isAboutKey = answer?.kind === 'refused' && (pages === 0 || answer.status === 401);
  const advice = isAboutKey ? LIST_ADVICE[answer.status] : undefined;
  const cause = renderCause(end, sourceReport.mayQuote);
  if (advice) controller.abort({ kind: 'refused', why: 'the key was refused', advice });
  // A run that stopped early has an error of its own, unless time ran out.
  else if (isError && (stopKind === undefined || stopKind === 'time'))
    sourceReport.errors.push(`The list of ${list} could not be read: ${cause}`);
  else sourceReport.gaps.push(`The list of ${list} was not read to its end: ${cause}`);
  if (controller.signal.aborted) return createSkipped(controller.signal);
  const detail = answer ? `page ${pages + 1}: ${describeAnswer(answer, true)}` : message;
  return { status: 'failed', httpStatus: answer?.status, detail };
}

/** Returns the outcome of an account; `unread` is the result of every one if the list of tokens ended early. */
function computeOutcome(index: AccountIndex, entry: AccountEntry, unread: Result | undefined): Outcome {
  const { account, line, managed, tokens } = entry;
  if (account.id === '') return rejectRow(entry);
  const outcome = { kind: 'outcome', account, tokens, httpStatus: undefined } as const;
  if (unread) return { ...outcome, ...unread };
  const isFound = managed || tokens > 0;
  if (line > 0 && !isFound && !isKnownAccountIdForm(account.id)) return rejectRow(entry);
  if (line === 0 && index.hasFile)
    return { ...outcome, status: 'unlisted', detail: 'owns tokens and is not in the accounts file' };
  if (isFound || !index.isVerified) return { ...outcome, status: 'checked', detail: '' };
  return { ...outcome, status: 'not-managed', detail: "not among the organization's managed accounts" };
}
