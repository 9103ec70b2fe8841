import { mkdir, realpath, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Entry, JudgedOutcome, JudgedToken } from '../policy/judge.ts';
import { type Finding, renderEvidence } from '../policy/rules.ts';
import { createCsvFile } from './csv.ts';

/** The files of a run, by what is in them. Exactly these are written, removed and uploaded. */
export const FILE_NAMES = {
  output: 'output.csv',
  accounts: 'accounts.csv',
  findings: 'findings.csv',
  report: 'report.json',
  summary: 'summary.md',
} as const;

const OUTPUT_COLUMNS =
  'Account ID,ID,Label,Created At,Disabled Status,Last Access,Expiry,Status,Active,Scopes,Name,Email,Account Status'.split(
    ',',
  );
const ACCOUNTS_COLUMNS = 'Account ID,Name,Email,Status,Tokens,HTTP Status,Detail'.split(',');
const FINDINGS_COLUMNS =
  'Rule,Account ID,Name,Email,Token ID,Label,Evidence,Exception,Exception Expires'.split(',');

/** Where the files of a run lie. */
export type FilePaths = Record<keyof typeof FILE_NAMES, string>;

/** The three CSV files while the audit goes. */
export type CsvFiles = { write(entry: Entry): Promise<void>; close(): Promise<void> };

/**
 * The paths of a run's files, symbolic links of an existing folder followed. Throws when one of them is the file that
 * this run is to read.
 */
export async function readFilePaths(directory: string, accountsCsv: string | undefined): Promise<FilePaths> {
  const real = await realpath(directory).catch(() => directory);
  const paths = Object.fromEntries(
    Object.entries(FILE_NAMES).map(([key, name]) => [key, join(real, name)]),
  ) as FilePaths;
  if (accountsCsv && Object.values(paths).includes(await realpath(accountsCsv)))
    throw new Error(
      `accounts-csv: ${accountsCsv} is a file that this run would write: give another output-dir`,
    );
  return paths;
}

/** Makes the folder if need be, and removes an earlier run's files from it, nothing else. */
export async function prepareFiles(paths: FilePaths): Promise<void> {
  await mkdir(dirname(paths.output), { recursive: true });
  await Promise.all(Object.values(paths).map(removeFile));
}

async function removeFile(path: string): Promise<void> {
  await rm(path, { force: true }).catch((cause: unknown) => {
    throw new Error(`output-dir: ${path} cannot be replaced: remove it, or give another folder`, { cause });
  });
}

/** Opens the CSV files; each entry goes to the one it belongs to, as it comes. */
export function createCsvFiles(paths: FilePaths, conceal: (text: string) => string): CsvFiles {
  const output = createCsvFile(paths.output, OUTPUT_COLUMNS, conceal);
  const accounts = createCsvFile(paths.accounts, ACCOUNTS_COLUMNS, conceal);
  const findings = createCsvFile(paths.findings, FINDINGS_COLUMNS, conceal);
  return {
    write(entry) {
      if (entry.kind === 'token') return output.write(renderToken(entry));
      if (entry.kind === 'outcome') return accounts.write(renderOutcome(entry));
      return findings.write(renderFinding(entry));
    },
    close: async () => {
      await Promise.all([output.close(), accounts.close(), findings.close()]);
    },
  };
}

function renderToken({ account, token, active }: JudgedToken): string[] {
  return [
    account.id,
    token.id,
    token.label,
    token.createdAt,
    token.disabledStatus,
    token.lastAccess,
    token.expiry,
    token.status,
    String(active),
    token.scopes.join(' '),
    account.name,
    account.email,
    account.status,
  ];
}

function renderOutcome({ account, status, tokens, httpStatus, detail }: JudgedOutcome): string[] {
  return [account.id, account.name, account.email, status, String(tokens), String(httpStatus ?? ''), detail];
}

function renderFinding(finding: Finding): string[] {
  const { id = '', name = '', email = '' } = finding.account ?? {};
  return [finding.rule, id, name, email, '', '', renderEvidence(finding), '', ''];
}
