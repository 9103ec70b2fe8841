import type { CredentialKind } from '../atlassian/credentials.ts';
import { auditAccounts } from './account-by-account.ts';
import { createAccountReader } from './account-tokens.ts';
import { type AccountsFile, type AccountsFileOptions, readAccountsFile } from './accounts-file.ts';
import { createConnection } from './connection.ts';
import { auditOrganization } from './organization/organization.ts';
import { createAccountIndex, findManagement } from './organization/organization-accounts.ts';
import { readCredentials } from './organization/organization-credentials.ts';
import type { Organization } from './organization/organization-list.ts';
import type { AuditRecord } from './records.ts';
import type { Source, SourceOptions, SourceReport } from './source.ts';

/** The source that the inputs choose. For an organization, the accounts file adds names and shows who is missing. */
export type SourceChoice =
  | { kind: 'accounts'; accountsCsv: string }
  | { kind: 'organization'; orgId: string; accountsCsv: string | undefined };

/** The accounts of a file, or an organization with or without a file of its accounts. */
export type AuditTarget =
  | { kind: 'accounts'; file: AccountsFile }
  | { kind: 'organization'; orgId: string; file: AccountsFile | undefined };

/** Reads the accounts file, if there is one. Throws if it cannot be used. */
export async function readTarget(choice: SourceChoice, options: AccountsFileOptions): Promise<AuditTarget> {
  if (choice.kind === 'accounts')
    return { kind: 'accounts', file: await readAccountsFile(choice.accountsCsv, options) };
  const { orgId, accountsCsv } = choice;
  const file = accountsCsv === undefined ? undefined : await readAccountsFile(accountsCsv, options);
  return { kind: 'organization', orgId, file };
}

/** Returns how many rows of the accounts file must end as an outcome. */
export function countRowsOf({ file }: AuditTarget): number {
  return file ? file.accounts + file.rejected : 0;
}

/** Everything that a source needs. `include` needs an `orgId`. */
export type SourceInput = {
  target: AuditTarget;
  request: SourceOptions;
  /** The organization of the other credentials; '' without any. */
  orgId?: string;
  /** The kinds of credentials to read besides the users' API tokens. */
  include?: readonly CredentialKind[];
  report: SourceReport;
  controller: AbortController;
};

/** Creates the source of a target's records. Sends no request before the first record is asked for. */
export function createSource(input: SourceInput): Source {
  const { target, request, include = [], report, controller } = input;
  const { api, ...connection } = createConnection(request, controller, report.mayQuote);
  const orgId = target.kind === 'organization' ? target.orgId : (input.orgId ?? '');
  const organization = { api, orgId, apiUrl: request.apiUrl };
  const records =
    target.kind === 'accounts'
      ? auditFile(target.file, organization, { include, report, controller })
      : auditOrganization({ organization, file: target.file, include, report, controller });
  return { records, ...connection };
}

async function* auditFile(
  file: AccountsFile,
  organization: Organization,
  { include, report, controller }: Required<Pick<SourceInput, 'include' | 'report' | 'controller'>>,
): AsyncGenerator<AuditRecord[]> {
  const { readAccountTokens, reportKey } = createAccountReader(organization.api, controller);
  yield* auditAccounts(file.rows, readAccountTokens);
  reportKey(report);
  if (include.length === 0) return;
  const accountIndex = createAccountIndex(undefined);
  const management = await findManagement(organization, accountIndex);
  yield* readCredentials({ organization, include, accountIndex, management, report });
}
