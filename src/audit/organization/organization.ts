import type { CredentialKind } from '../../atlassian/credentials.ts';
import { parseOwnedToken } from '../../atlassian/tokens.ts';
import type { AccountsFile } from '../accounts-file.ts';
import type { SourceRecord, TokenRecord } from '../records.ts';
import type { SourceReport } from '../source.ts';
import { readStopReason } from '../stop.ts';
import { type ListFailure, reportListFailure } from './list-failure.ts';
import {
  type AccountIndex,
  createAccountIndex,
  listManagedAccounts,
  type Management,
  upsertAccount,
} from './organization-accounts.ts';
import { readCredentials } from './organization-credentials.ts';
import { type Organization, type OrganizationList, readOrganizationList } from './organization-list.ts';
import { computeOutcome, listRows, reportLargeKey, reportManagement } from './organization-outcomes.ts';

/** The parts of an organization-wide audit. Without a `file`, its accounts are those that are found. */
type OrganizationAudit = {
  organization: Organization;
  file: AccountsFile | undefined;
  include: readonly CredentialKind[];
  report: SourceReport;
  controller: AbortController;
};

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

/**
 * Yields every token of the organization in the list's order, then the outcome of every account. Reports what is
 * missing; after a list that ended early no account counts as read. Credentials of other kinds come last.
 */
export async function* auditOrganization(audit: OrganizationAudit): AsyncGenerator<SourceRecord[]> {
  const { organization, file, include, report, controller } = audit;
  const accountIndex = createAccountIndex(file);
  const management = await verifyManagement(audit, accountIndex);
  let failure: ListFailure | undefined;
  let hasRead = false;
  try {
    for await (const found of readOrganizationList(organization, TOKENS, report)) {
      hasRead ||= found.length > 0;
      yield found.map(({ token, owner }): TokenRecord => {
        const entry = upsertAccount(accountIndex, owner);
        entry.tokens += 1;
        return { kind: 'token', account: entry.account, token };
      });
    }
    reportManagement(report, accountIndex, file !== undefined, management);
    await reportLargeKey(report, accountIndex, organization, management);
  } catch (error) {
    failure = reportListFailure(error, 'tokens', audit, hasRead);
  }
  const result = { file, management, failure, stopped: readStopReason(controller.signal)?.why };
  const rows = listRows(accountIndex, file);
  for (let at = 0; at < rows.length; at += OUTCOMES_A_BATCH)
    yield rows.slice(at, at + OUTCOMES_A_BATCH).map((row) => computeOutcome(row, result));
  yield* readCredentials({ organization, include, accountIndex, management, report });
}

async function verifyManagement(audit: OrganizationAudit, accountIndex: AccountIndex): Promise<Management> {
  try {
    return await listManagedAccounts(audit.organization, accountIndex, audit.report);
  } catch (error) {
    reportListFailure(error, 'managed accounts', audit, false);
    return 'unknown';
  }
}
