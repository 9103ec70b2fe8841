import { mkdir, realpath, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Change } from '../baseline/comparison.ts';
import { type Columns, createCsvFile } from '../csv/own-csv.ts';
import { type Finding, renderAction, renderEvidence } from '../policy/finding.ts';
import type { JudgedCredential, JudgedOutcome, JudgedToken } from '../policy/judge.ts';
import type { Entry } from '../policy/redact.ts';
import type { OwnerRow } from '../result/owners.ts';
import type { RunFacts } from '../result/run-facts.ts';

/** The files of a run. Exactly these are written, removed and uploaded. */
export const FILE_NAMES = [
  'output.csv',
  'accounts.csv',
  'findings.csv',
  'owners.csv',
  'report.json',
  'report.html',
  'summary.md',
  'credentials.csv',
  'changes.csv',
] as const;

export type FileName = (typeof FILE_NAMES)[number];

/** Where the files of a run are. */
export type FilePaths = Record<FileName, string>;

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

/** The facts that decide which files a run writes. */
type FileChoice = Pick<RunFacts, 'baseline' | 'include'>;

/** Returns the names of the files that a run writes: credentials.csv needs `include`, changes.csv a baseline. */
export function listFileNames({ baseline, include }: FileChoice): FileName[] {
  return FILE_NAMES.filter((name) => {
    if (name === 'credentials.csv') return include.length > 0;
    return name !== 'changes.csv' || baseline?.kind === 'read';
  });
}

/** Returns the paths of a run's files, links followed. Throws if this run reads one of them: `read` has those by input. */
export async function readFilePaths(directory: string, read: Record<string, string | undefined> = {}) {
  const real = await realpath(directory).catch(() => directory);
  const paths = Object.fromEntries(FILE_NAMES.map((name) => [name, join(real, name)])) as FilePaths;
  for (const [input, path] of Object.entries(read))
    if (path && Object.values(paths).includes(await realpath(path)))
      throw new Error(`${input}: ${path} is a file that this run would write: give another output-dir`);
  return paths;
}

/** Creates the folder if needed, and removes only an earlier run's files from it. */
export async function prepareFiles(paths: FilePaths): Promise<void> {
  await mkdir(dirname(paths['output.csv']), { recursive: true });
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

/** Opens the CSV files, each for one kind of entry, in order. Both promises reject when a file could not be written. */
export function createCsvFiles(paths: FilePaths, { baseline, include }: FileChoice) {
  const open = <T extends Entry>(kind: T['kind'], path: string, columns: Columns<T>) => {
    const { write, close } = createCsvFile(path, columns);
    const isOfKind = (entry: Entry): entry is T => entry.kind === kind;
    return { write: (entries: Entry[]) => write(entries.filter(isOfKind)), close };
  };
  const files = [
    open('token', paths['output.csv'], TOKEN_COLUMNS),
    open('outcome', paths['accounts.csv'], OUTCOME_COLUMNS),
    open('finding', paths['findings.csv'], FINDING_COLUMNS),
    ...(include.length > 0 ? [open('credential', paths['credentials.csv'], CREDENTIAL_COLUMNS)] : []),
    ...(baseline?.kind === 'read' ? [open('change', paths['changes.csv'], CHANGE_COLUMNS)] : []),
  ];
  return {
    write: async (entries: Entry[]) => void (await Promise.all(files.map((file) => file.write(entries)))),
    close: async () => void (await Promise.all(files.map((file) => file.close()))),
  };
}
