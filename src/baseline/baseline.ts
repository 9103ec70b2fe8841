import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CREDENTIAL_KINDS, type Owner } from '../atlassian/tokens.ts';
import { parseOwnCsv } from '../csv/own-csv.ts';
import { findErrorCode } from '../text/errors.ts';
import type { Mask } from '../text/mask.ts';
import {
  createStatusIndex,
  createTokenIndex,
  isDisabled,
  type StatusIndex,
  type TokenIndex,
} from './baseline-index.ts';
import { type BaselineReport, type HistoryRun, parseBaselineReport } from './baseline-report.ts';

/** An earlier run to compare with. Texts are those that the run received, unless it left them out. */
export type Baseline = {
  /** The address of the run's page, or the folder of its files where it has none. */
  run: string;
  report: BaselineReport;
  tokens: TokenIndex;
  accounts: StatusIndex;
};

/**
 * The result of looking for a baseline. `first-run`: there is no earlier run, so nothing can be new. `unusable`: an
 * earlier run exists, or may exist, and cannot be used. `why` follows "No baseline: " and quotes no cell of the files.
 */
export type BaselineFound =
  | { kind: 'read'; baseline: Baseline }
  | { kind: 'first-run'; why: string }
  | { kind: 'unusable'; why: string };

export type ReadOptions = {
  /** Names the run in messages, and in the report where its own report.json does not. */
  run: string;
  /** This run's organization; '' where org-id is not given. */
  orgId: string;
  mask: Mask;
};

/** Reads a file of the earlier run. Rejects, naming it, when there is none or it is too large. */
export type ReadFile = (name: BaselineFile) => Promise<Buffer>;

const MIB = 1024 * 1024;

/** The files that a comparison needs, with the most bytes each may have: far more than a run ever writes. */
export const BASELINE_FILES = {
  // Forged JSON takes up to 45 times its size. The longest lists of a run take 10 MiB as a rule, with long texts 20.
  'report.json': 32 * MIB,
  'accounts.csv': 256 * MIB,
  'output.csv': 256 * MIB,
  'credentials.csv': 64 * MIB,
} as const;
export type BaselineFile = keyof typeof BASELINE_FILES;

/** Creates the error for a file of an earlier run that is too large. */
export function createSizeError(name: BaselineFile): Error {
  return new Error(`${name} is larger than ${BASELINE_FILES[name] / 1024 / 1024} MiB`);
}

/** Returns the history of a run with this baseline: null when earlier runs may have one that it could not read. */
export function computeHistory(found: BaselineFound | undefined): HistoryRun[] | null {
  if (found?.kind === 'read') return found.baseline.report.history;
  return found?.kind === 'first-run' ? [] : null;
}

/** The columns to read. Those of tokens and other credentials correspond; the sixth is `Disabled Status` or `Kind`. */
const COLUMNS = {
  'output.csv': 'Account ID,ID,Label,Created At,Expiry,Disabled Status,Status,Scopes,Name,Email',
  'credentials.csv': 'Owner ID,ID,Label,Created At,Expiry,Kind,Status,Scopes,Owner Name,Owner Email',
  'accounts.csv': 'Account ID,Name,Email,Status',
};

/** A file, and how many rows report.json counts. */
type Table = { name: keyof typeof COLUMNS; count: number; noun: string };
type Files = { read: ReadFile; mask: Mask };

/** Reads an earlier run from a folder. A folder that is missing or empty makes this the first run. Never rejects. */
export async function readBaselineFolder(folder: string, options: ReadOptions): Promise<BaselineFound> {
  try {
    const missing = await findMissingReason(folder);
    if (missing) return { kind: 'first-run', why: `${options.run} ${missing}` };
    const baseline = await readBaseline((name) => readWhole(folder, name), options);
    return { kind: 'read', baseline };
  } catch (error) {
    return { kind: 'unusable', why: `${options.run}: ${error instanceof Error ? error.message : error}` };
  }
}

async function findMissingReason(folder: string): Promise<string | undefined> {
  try {
    return (await readdir(folder)).length === 0 ? 'is an empty folder' : undefined;
  } catch (error) {
    // Any other error also occurs, and is reported, when the first file is read.
    return findErrorCode(error) === 'ENOENT' ? 'does not exist' : undefined;
  }
}

async function readWhole(folder: string, name: BaselineFile): Promise<Buffer> {
  const path = join(folder, name);
  try {
    // Not the file that a committed link names, which may be outside the workspace.
    const stats = await lstat(path);
    if (!stats.isFile())
      throw new Error(`${name} is ${stats.isSymbolicLink() ? 'a symbolic link' : 'not a file'}`);
    if (stats.size > BASELINE_FILES[name]) throw createSizeError(name);
    return await readFile(path);
  } catch (error) {
    const code = findErrorCode(error);
    if (code === 'unknown') throw error;
    const found = ['ENOENT', 'ENOTDIR'].includes(code) ? 'does not exist' : `cannot be read (${code})`;
    throw new Error(`${name} ${found}`, { cause: error });
  }
}

/** Reads the files of an earlier run of the same organization. Rejects when they cannot be compared with. */
export async function readBaseline(read: ReadFile, options: ReadOptions): Promise<Baseline> {
  const files = { read, mask: options.mask };
  const { report } = await readBaselineReport(read, options);
  const tokens = await readTokens(files, report);
  const accounts = await readAccounts(files, report);
  return { run: report.url || options.run, report, tokens, accounts };
}

/** Reads report.json of an earlier run of the same organization. */
export async function readBaselineReport(
  read: ReadFile,
  { orgId, mask }: ReadOptions,
): Promise<Pick<Baseline, 'report'>> {
  const report = parseBaselineReport(mask((await read('report.json')).toString()));
  if (orgId === '' || report.orgId === '' || report.orgId === orgId) return { report };
  throw new Error('report.json is of another organization');
}

async function readTokens(files: Files, report: BaselineReport): Promise<TokenIndex> {
  const tokens = createTokenIndex();
  // Many tokens have the same owner and scopes: one copy of each is enough.
  const owners = new Map<string, Owner>();
  const scopeTexts = new Map<string, string>();
  const addToken = (cells: string[]) => {
    const [id = '', tokenId = '', label = '', createdAt = '', expiry = ''] = cells;
    const [kindOrDisabled = '', status = '', scopeText = '', name = '', email = ''] = cells.slice(5);
    const known = owners.get(id);
    const owner = known?.name === name && known.email === email ? known : { id, name, email };
    owners.set(id, owner);
    const scopes = scopeTexts.get(scopeText) ?? scopeText;
    scopeTexts.set(scopes, scopes);
    const credentialKind = CREDENTIAL_KINDS.find((kind) => kind === kindOrDisabled) ?? 'user-token';
    const disabled = isDisabled(credentialKind, kindOrDisabled, status);
    tokens.add({ credentialKind, owner, tokenId, label, createdAt, expiry, disabled, scopes });
  };
  await readRows(files, { name: 'output.csv', count: report.tokens, noun: 'tokens' }, addToken);
  const credentials = { name: 'credentials.csv', count: report.credentials, noun: 'credentials' } as const;
  if (credentials.count > 0) await readRows(files, credentials, addToken);
  return tokens;
}

/** Throws when report.json and the rows of accounts.csv contradict each other: then neither can be believed. */
async function readAccounts(files: Files, report: BaselineReport): Promise<StatusIndex> {
  const accounts = createStatusIndex(report.source === 'organization');
  const missing = new Map(report.accountsByStatus);
  const table = { name: 'accounts.csv', count: report.accounts, noun: 'accounts' } as const;
  await readRows(files, table, ([id = '', name = '', email = '', status = '']) => {
    const count = missing.get(status);
    if (count === undefined) throw new Error('accounts.csv has a status that no run writes');
    missing.set(status, count - 1);
    accounts.add({ id, name, email }, status);
  });
  for (const [status, count] of report.accountsByStatus)
    if (missing.get(status) !== 0) throw createCountError({ ...table, noun: `${status} accounts`, count });
  const { complete, isUsable, unread } = report;
  const allowed = complete ? 0 : report.allowed;
  if (unread > allowed && (complete || isUsable))
    throw new Error(`accounts.csv has ${unread} unread accounts, report.json allows ${allowed}`);
  return accounts;
}

/** Hands over as many rows as report.json counts. Throws at one more, before a forged file fills the memory. */
async function readRows({ read, mask }: Files, table: Table, onRow: (cells: string[]) => void) {
  const { name, count } = table;
  let rows = 0;
  parseOwnCsv(await read(name), { name, columns: COLUMNS[name].split(','), mask }, (cells) => {
    rows += 1;
    if (rows <= count) onRow(cells);
    else throw createCountError(table);
  });
  if (rows < count) throw createCountError(table);
}

function createCountError({ name, count, noun }: Table): Error {
  return new Error(`${name} does not hold the ${count} ${noun} that report.json counts`);
}
