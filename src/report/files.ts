import { mkdir, realpath, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CredentialKind } from '../atlassian/tokens.ts';
import type { BaselineFound } from '../baseline/baseline.ts';
import type { Change } from '../baseline/comparison.ts';
import { type Columns, createCsvFile } from '../csv/own-csv.ts';
import { type Finding, renderAction, renderEvidence } from '../policy/finding.ts';
import type { JudgedCredential, JudgedOutcome, JudgedToken } from '../policy/judge.ts';
import type { Entry } from '../policy/redact.ts';
import type { OwnerRow } from '../result/owners.ts';

/** The files of a run. Exactly these are written, removed and uploaded. */
export const FILE_NAMES = {
  output: 'output.csv',
  accounts: 'accounts.csv',
  findings: 'findings.csv',
  owners: 'owners.csv',
  credentials: 'credentials.csv',
  changes: 'changes.csv',
  report: 'report.json',
  html: 'report.html',
  summary: 'summary.md',
} as const;

export type FileName = (typeof FILE_NAMES)[keyof typeof FILE_NAMES];

/** Where the files of a run are. */
export type FilePaths = Record<keyof typeof FILE_NAMES, string>;

/** The CSV files that are written while the audit runs. Both promises reject when a file could not be written. */
export type CsvFiles = { write(entries: Entry[]): Promise<void>; close(): Promise<void> };

const TOKEN_COLUMNS: Columns<JudgedToken> = [
  ['Account ID', ({ account }) => account.id],
  ['ID', ({ token }) => token.id],
  ['Label', ({ token }) => token.label],
  ['Created At', ({ token }) => token.createdAt.text],
  ['Disabled Status', ({ token }) => token.disabledStatus],
  ['Last Access', ({ token }) => token.lastAccess.text],
  ['Expiry', ({ token }) => token.expiry.text],
  ['Status', ({ token }) => token.status],
  ['Active', ({ active }) => String(active)],
  ['Scopes', ({ token }) => token.scopes.join(' ')],
  ['Name', ({ account }) => account.name],
  ['Email', ({ account }) => account.email],
  ['Account Status', ({ account }) => account.status],
];

const CREDENTIAL_COLUMNS: Columns<JudgedCredential> = [
  ['Kind', ({ credentialKind }) => credentialKind],
  ['ID', ({ token }) => token.id],
  ['Label', ({ token }) => token.label],
  ['Owner ID', ({ account }) => account.id],
  ['Owner Name', ({ account }) => account.name],
  ['Owner Email', ({ account }) => account.email],
  ['Created At', ({ token }) => token.createdAt.text],
  ['Last Access', ({ token }) => token.lastAccess.text],
  ['Expiry', ({ token }) => token.expiry.text],
  ['Status', ({ token }) => token.status],
  ['Active', ({ active }) => String(active)],
  ['Scopes', ({ token }) => token.scopes.join(' ')],
];

const OUTCOME_COLUMNS: Columns<JudgedOutcome> = [
  ['Account ID', ({ account }) => account.id],
  ['Name', ({ account }) => account.name],
  ['Email', ({ account }) => account.email],
  ['Status', ({ status }) => status],
  ['Tokens', ({ tokens }) => String(tokens)],
  ['HTTP Status', ({ httpStatus }) => String(httpStatus ?? '')],
  ['Detail', ({ detail }) => detail],
];

const FINDING_COLUMNS: Columns<Finding> = [
  ['Rule', ({ rule }) => rule],
  ['Account ID', ({ account }) => account?.id ?? ''],
  ['Name', ({ account }) => account?.name ?? ''],
  ['Email', ({ account }) => account?.email ?? ''],
  ['Token ID', ({ token }) => token?.id ?? ''],
  ['Label', ({ token }) => token?.label ?? ''],
  ['Evidence', renderEvidence],
  ['Exception', ({ exception }) => exception?.reason ?? ''],
  ['Exception Expires', ({ exception }) => exception?.expires ?? ''],
  ['Level', ({ level }) => level],
  ['Action', renderAction],
  ['Kind', ({ credentialKind }) => credentialKind],
];

const OWNER_COLUMNS: Columns<OwnerRow> = [
  ['Account ID', ({ account }) => account?.id ?? ''],
  ['Name', ({ account }) => account?.name ?? 'organization admins'],
  ['Email', ({ account }) => account?.email ?? ''],
  ['Findings', ({ findings }) => String(findings)],
  ['Rules', ({ rules }) => rules.join(', ')],
  ['Tokens', ({ tokens }) => String(tokens ?? '')],
  ['Active', ({ active }) => String(active ?? '')],
  ['Action', ({ action }) => action],
];

const CHANGE_COLUMNS: Columns<Change> = [
  ['Change', ({ change }) => change],
  ['Account ID', ({ account }) => account.id],
  ['Name', ({ account }) => account.name],
  ['Email', ({ account }) => account.email],
  ['Token ID', ({ token }) => token.id],
  ['Label', ({ token }) => token.label],
  ['Detail', ({ detail }) => detail],
  ['Kind', ({ credentialKind }) => credentialKind],
];

/** The facts that decide which files a run writes: changes.csv needs a baseline, credentials.csv needs `include`. */
export type FileChoice = { baseline: BaselineFound | undefined; include: readonly CredentialKind[] };

/** Returns the names of the files that a run writes. */
export function listFileNames({ baseline, include }: FileChoice): string[] {
  const { changes, credentials, ...always } = FILE_NAMES;
  return [
    ...Object.values(always),
    ...(include.length > 0 ? [credentials] : []),
    ...(baseline?.kind === 'read' ? [changes] : []),
  ];
}

/**
 * Returns the paths of a run's files, with the symbolic links of an existing folder followed. Throws when one of them
 * is a file that this run reads; `read` has those by the input that names them.
 */
export async function readFilePaths(
  directory: string,
  read: Record<string, string | undefined> = {},
): Promise<FilePaths> {
  const real = await realpath(directory).catch(() => directory);
  const paths = Object.fromEntries(
    Object.entries(FILE_NAMES).map(([key, name]) => [key, join(real, name)]),
  ) as FilePaths;
  for (const [input, path] of Object.entries(read))
    if (path && Object.values(paths).includes(await realpath(path)))
      throw new Error(`${input}: ${path} is a file that this run would write: give another output-dir`);
  return paths;
}

/** Creates the folder if needed, and removes only an earlier run's files from it. */
export async function prepareFiles(paths: FilePaths): Promise<void> {
  await mkdir(dirname(paths.output), { recursive: true });
  for (const path of Object.values(paths))
    await rm(path, { force: true }).catch((cause: unknown) => {
      throw new Error(`output-dir: ${path} cannot be replaced: remove it, or give another folder`, { cause });
    });
}

/** Writes owners.csv. Rejects when the file could not be written. */
export async function writeOwners(path: string, owners: Iterable<OwnerRow>): Promise<void> {
  const file = createCsvFile(path, OWNER_COLUMNS);
  for (const owner of owners) await file.write([owner]);
  await file.close();
}

/** Opens the CSV files. Each entry goes to the file of its kind, in the order in which the entries come. */
export function createCsvFiles(paths: FilePaths, { baseline, include }: FileChoice): CsvFiles {
  const open = <T extends Entry>(kind: T['kind'], path: string, columns: Columns<T>): CsvFiles => {
    const { write, close } = createCsvFile(path, columns);
    const isOfKind = (entry: Entry): entry is T => entry.kind === kind;
    return { write: (entries) => write(entries.filter(isOfKind)), close };
  };
  const files = [
    open('token', paths.output, TOKEN_COLUMNS),
    open('outcome', paths.accounts, OUTCOME_COLUMNS),
    open('finding', paths.findings, FINDING_COLUMNS),
    ...(include.length > 0 ? [open('credential', paths.credentials, CREDENTIAL_COLUMNS)] : []),
    ...(baseline?.kind === 'read' ? [open('change', paths.changes, CHANGE_COLUMNS)] : []),
  ];
  return {
    write: async (entries) => void (await Promise.all(files.map((file) => file.write(entries)))),
    close: async () => void (await Promise.all(files.map((file) => file.close()))),
  };
}
