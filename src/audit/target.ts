import { auditAccounts, createAccountReader } from './account-by-account.ts';
import { type AccountsFile, readAccountsFile } from './accounts-file.ts';
import { auditOrganization, createAccountIndex, listManagedAccounts } from './organization/organization.ts';
import { readCredentials } from './organization/organization-credentials.ts';
import type { AuditRecord } from './records.ts';
import { type Audit, type AuditOptions, connect } from './source.ts';

/** The accounts of a file, or an organization. For one, a file adds names and shows who is missing. */
export type AuditTarget =
  | { kind: 'accounts'; file: AccountsFile }
  | { kind: 'organization'; file: AccountsFile | undefined };

export type SourceInput = AuditOptions & { target: AuditTarget };

/** Reads the accounts file, if there is one. Throws if it cannot be used. */
export async function readTarget(
  { kind, accountsCsv }: { kind: AuditTarget['kind']; accountsCsv: string | undefined },
  options: Parameters<typeof readAccountsFile>[1],
): Promise<AuditTarget> {
  if (kind === 'accounts') return { kind, file: await readAccountsFile(accountsCsv ?? '', options) };
  return { kind, file: accountsCsv === undefined ? undefined : await readAccountsFile(accountsCsv, options) };
}

/** Returns how many rows of the accounts file must end as an outcome. */
export function countRowsOf({ file }: AuditTarget): number {
  return file ? file.accounts + file.rejected : 0;
}

/** Creates the source of a target's records. Sends no request before the first record is asked for. */
export function createSource(input: SourceInput) {
  const { audit, ...connection } = connect(input);
  return { records: readRecords(audit, input.target), ...connection };
}

/** Yields batches, since each step of an async iteration costs more than a record. */
async function* readRecords(audit: Audit, { kind, file }: AuditTarget): AsyncGenerator<AuditRecord[]> {
  const index = createAccountIndex(kind === 'organization' ? file : undefined);
  if (kind === 'organization') yield* auditOrganization(audit, index);
  else {
    const { readAccountTokens, reportKey } = createAccountReader(audit.api, audit.controller);
    yield* auditAccounts(file.rows, readAccountTokens);
    reportKey(audit.sourceReport);
    // Without the list only the status of creators is unknown.
    if (audit.inputs.include.length > 0) await listManagedAccounts(audit, index, []);
  }
  yield* readCredentials(audit, index);
}
