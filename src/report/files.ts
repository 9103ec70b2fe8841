import { mkdir, realpath, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Change } from '../baseline/comparison.ts';
import { type CsvFile, createCsvFile } from '../csv/writer.ts';
import { type Finding, renderEvidence } from '../policy/finding.ts';
import type { JudgedOutcome, JudgedToken } from '../policy/judge.ts';
import type { Entry } from '../policy/redact.ts';

/** The files of a run, by what is in them. Exactly these are written, removed and uploaded. */
export const FILE_NAMES = {
  output: 'output.csv',
  accounts: 'accounts.csv',
  findings: 'findings.csv',
  changes: 'changes.csv',
  report: 'report.json',
  html: 'report.html',
  summary: 'summary.md',
} as const;

const OUTPUT_COLUMNS =
  'Account ID,ID,Label,Created At,Disabled Status,Last Access,Expiry,Status,Active,Scopes,Name,Email,Account Status'.split(
    ',',
  );
const ACCOUNTS_COLUMNS = 'Account ID,Name,Email,Status,Tokens,HTTP Status,Detail'.split(',');
const FINDINGS_COLUMNS =
  'Rule,Account ID,Name,Email,Token ID,Label,Evidence,Exception,Exception Expires'.split(',');

const CHANGES_COLUMNS = 'Change,Account ID,Name,Email,Token ID,Label,Detail'.split(',');

/** The files that a run writes; there are changes only with a baseline. */
export function listFileNames(hasBaseline: boolean): string[] {
  return Object.values(FILE_NAMES).filter((name) => hasBaseline || name !== FILE_NAMES.changes);
}

/** Where the files of a run lie. */
export type FilePaths = Record<keyof typeof FILE_NAMES, string>;

/** The CSV files while the audit goes. */
export type CsvFiles = { write(entries: Entry[]): Promise<void>; close(): Promise<void> };

/**
 * The paths of a run's files, symbolic links of an existing folder followed. Throws when one of them is the file that
 * this run is to `read`, by the input that names it.
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

/** Opens the CSV files; each entry goes to the one it belongs to, in the order in which they come. */
export function createCsvFiles(paths: FilePaths, hasBaseline = false): CsvFiles {
  const files = new Map<Entry['kind'], CsvFile>([
    ['token', createCsvFile(paths.output, OUTPUT_COLUMNS)],
    ['outcome', createCsvFile(paths.accounts, ACCOUNTS_COLUMNS)],
    ['finding', createCsvFile(paths.findings, FINDINGS_COLUMNS)],
  ]);
  if (hasBaseline) files.set('change', createCsvFile(paths.changes, CHANGES_COLUMNS));
  return {
    async write(entries) {
      for (const [kind, file] of files) {
        const rows = entries.filter((entry) => entry.kind === kind).map(renderEntry);
        if (rows.length > 0) await file.write(rows);
      }
    },
    close: async () => {
      await Promise.all([...files.values()].map((file) => file.close()));
    },
  };
}

function renderEntry(entry: Entry): string[] {
  if (entry.kind === 'token') return renderToken(entry);
  if (entry.kind === 'outcome') return renderOutcome(entry);
  return entry.kind === 'finding' ? renderFinding(entry) : renderChange(entry);
}

function renderToken({ account, token, active }: JudgedToken): string[] {
  return [
    account.id,
    token.id,
    token.label,
    token.createdAt.text,
    token.disabledStatus,
    token.lastAccess.text,
    token.expiry.text,
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
  const { id: tokenId = '', label = '' } = finding.token ?? {};
  const { reason = '', expires = '' } = finding.exception ?? {};
  return [finding.rule, id, name, email, tokenId, label, renderEvidence(finding), reason, expires];
}

function renderChange({ change, account, tokenId, label, detail }: Change): string[] {
  return [change, account.id, account.name, account.email, tokenId, label, detail];
}
