import { type AccountsFile, readAccountsFile } from '../../src/audit/accounts-file.ts';
import { readExceptions } from '../../src/policy/exceptions-file.ts';
import type { Exception } from '../../src/policy/finding.ts';

/** Reads an accounts file as a run does that may show cells and has no secret to mask. */
export function readAccounts(path: string, idColumn?: string): Promise<AccountsFile> {
  return readAccountsFile(path, { idColumn, showCells: true, mask: (text) => text });
}

/** Reads an exceptions file likewise. */
export function readExceptionsFile(path: string, showCells = true): Promise<Exception[]> {
  return readExceptions(path, { showCells, mask: (text) => text });
}
