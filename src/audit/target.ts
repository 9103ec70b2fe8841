import { auditAccounts } from './account-by-account.ts';
import { createAccountReader } from './account-tokens.ts';
import { type AccountsFile, type AccountsFileOptions, readAccountsFile } from './accounts-file.ts';
import { createConnection } from './connection.ts';
import { auditOrganization } from './organization.ts';
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

/** Creates the source of a target's records. Sends no request before the first record is asked for. */
export function createSource(
  target: AuditTarget,
  options: SourceOptions,
  controller: AbortController,
  report: SourceReport,
): Source {
  const { api, ...connection } = createConnection(options, controller);
  if (target.kind === 'accounts') {
    const records = auditAccounts(target.file.rows, createAccountReader(api, controller));
    return { records, ...connection };
  }
  const organization = { api, orgId: target.orgId, apiUrl: options.apiUrl };
  const records = auditOrganization({ organization, file: target.file, report, controller });
  return { records, ...connection };
}
