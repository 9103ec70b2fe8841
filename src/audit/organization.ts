import type { AccountsFile } from './accounts-file.ts';
import { explainListing } from './list-failure.ts';
import { listManagedAccounts, type Management } from './managed-accounts.ts';
import { type AccountIndex, upsertAccount } from './organization-accounts.ts';
import { tellOfLargeKey, tellOfManagement } from './organization-notices.ts';
import { computeOutcomes } from './organization-outcomes.ts';
import { readAllTokens } from './organization-reading.ts';
import type { Organization } from './organization-tokens.ts';
import type { AuditRecord } from './records.ts';
import type { SourceReport } from './source.ts';
import { readStopReason } from './stop.ts';

/** What an organization-wide audit works with. Without a `file`, the accounts are those that are found. */
type OrganizationAudit = {
  organization: Organization;
  file: AccountsFile | undefined;
  report: SourceReport;
  controller: AbortController;
};

/**
 * Yields every token of the organization in the list's order, and then what became of every account. Whatever is
 * missing is said in the report; after a list that broke off no account counts as read.
 */
export async function* auditOrganization(audit: OrganizationAudit): AsyncGenerator<AuditRecord[]> {
  const { organization, file, report, controller } = audit;
  const accountIndex: AccountIndex = new Map();
  if (file) noteFile(accountIndex, file);
  const management = await verifyManagement(audit, accountIndex);
  const broken = yield* readAllTokens(organization, accountIndex, audit);
  if (!broken) {
    tellOfManagement(report, accountIndex, file !== undefined, management);
    await tellOfLargeKey(report, accountIndex, organization, management);
  }
  yield* computeOutcomes({
    accountIndex,
    file,
    management,
    broken,
    stopped: readStopReason(controller.signal)?.why,
  });
}

function noteFile(accountIndex: AccountIndex, file: AccountsFile): void {
  for (const row of file.rows) {
    if (row.kind === 'rejected') continue;
    upsertAccount(accountIndex, row.account).inFile = true;
  }
}

async function verifyManagement(audit: OrganizationAudit, accountIndex: AccountIndex): Promise<Management> {
  try {
    return await listManagedAccounts(audit.organization, accountIndex, audit.report);
  } catch (error) {
    explainListing(error, 'managed accounts', audit, false);
    return 'unknown';
  }
}
