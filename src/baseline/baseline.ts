import { CREDENTIAL_KINDS, type CredentialKind } from '../atlassian/credentials.ts';
import { parseOwnCsv } from '../csv/own-csv.ts';
import { type Mask, REDACTED } from '../text/mask.ts';
import { type BaselineReport, parseBaselineReport } from './baseline-report.ts';
import type { HistoryRun } from './history.ts';
import { createTokenIndex, findPerson, isDisabled, type TokenIndex } from './token-differences.ts';

/** An earlier run to compare with. Texts are those that the run received, unless it left them out. */
export type Baseline = {
  /** The address of the run's page, or the folder of its files where it has none. */
  run: string;
  /** ISO 8601, UTC. */
  startedAt: string;
  source: 'accounts' | 'organization';
  complete: boolean;
  /** Whether its audit was complete, or within its own tolerance. */
  isUsable: boolean;
  /** Whether every token was listed, except those of unread accounts. */
  isWhole: boolean;
  /** How many accounts the run asked for: the rows of accounts.csv except owners who are not in the accounts file. */
  asked: number;
  /** Whether names, email addresses and labels were left out. */
  redacted: boolean;
  /** Whether a row without an account ID belongs to a person who was left out. */
  hasHiddenRows: boolean;
  /** The accounts that have a row. Empty for the whole organization, which needs no asking. */
  known: Set<string>;
  /** The status of each account that was asked for and not read. */
  unread: Map<string, string>;
  /** The people in the rows that held no account ID. */
  rejected: Set<string>;
  tokenCount: number;
  tokens: TokenIndex;
  /** The kinds of other credentials that were wholly read. */
  kinds: CredentialKind[];
  /** The runs up to this one, oldest first: the history of a run that is compared with it. */
  history: HistoryRun[];
  /** False after a run without a baseline: then an older run may have more of the history. */
  continuesHistory: boolean;
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
  /** Removes secrets from a text. */
  mask: Mask;
};

/** Reads a file of the earlier run. Rejects, naming it, when there is none or it is too large. */
export type ReadFile = (name: BaselineFile) => Promise<Buffer>;

const MIB = 1024 * 1024;

/** The files that a comparison needs, with the most bytes each may have: far more than a run ever writes. */
export const BASELINE_FILES = {
  'report.json': 64 * MIB,
  'accounts.csv': 256 * MIB,
  'output.csv': 256 * MIB,
  'credentials.csv': 64 * MIB,
} as const;
export type BaselineFile = keyof typeof BASELINE_FILES;

/** Returns the history of a run with this baseline: null when earlier runs may have one that it could not read. */
export function computeHistory(found: BaselineFound | undefined): HistoryRun[] | null {
  if (found?.kind === 'read') return found.baseline.history;
  return found?.kind === 'first-run' ? [] : null;
}

const OUTPUT_COLUMNS = 'Account ID,ID,Label,Created At,Expiry,Disabled Status,Status,Scopes,Name,Email'.split(
  ',',
);
const CREDENTIAL_COLUMNS =
  'Owner ID,ID,Label,Created At,Expiry,Kind,Status,Scopes,Owner Name,Owner Email'.split(',');
const TOKEN_TABLES = {
  'output.csv': { columns: OUTPUT_COLUMNS, noun: 'tokens' },
  'credentials.csv': { columns: CREDENTIAL_COLUMNS, noun: 'credentials' },
};
const ACCOUNTS_COLUMNS = 'Account ID,Name,Email,Status'.split(',');

/** Reads the files of an earlier run of the same organization. Rejects when they cannot be compared with. */
export async function readBaseline(readFile: ReadFile, options: ReadOptions): Promise<Baseline> {
  const report = await readBaselineReport(readFile, options);
  const { startedAt, source, complete, isUsable, isWhole, redacted, history, continuesHistory } = report;
  const tokens = createTokenIndex();
  const parse = async (name: keyof typeof TOKEN_TABLES, count: number) =>
    parseTokens(await readFile(name), { name, ...TOKEN_TABLES[name], mask: options.mask, count }, tokens);
  await parse('output.csv', report.tokens);
  if (report.credentials > 0) await parse('credentials.csv', report.credentials);
  return {
    run: report.url || options.run,
    startedAt,
    source,
    complete,
    isUsable,
    isWhole,
    redacted,
    history,
    continuesHistory,
    ...parseAccounts(await readFile('accounts.csv'), report, options.mask),
    tokenCount: report.tokens,
    tokens,
    kinds: report.kinds,
  };
}

/** Reads report.json of an earlier run of the same organization. */
export async function readBaselineReport(
  readFile: ReadFile,
  { orgId, mask }: ReadOptions,
): Promise<BaselineReport> {
  const report = parseBaselineReport(mask((await readFile('report.json')).toString()));
  if (orgId === '' || report.orgId === '' || report.orgId === orgId) return report;
  throw new Error('report.json is of another organization');
}

function parseAccounts(bytes: Buffer, report: BaselineReport, mask: Mask) {
  const [known, rejected, unread] = [new Set<string>(), new Set<string>(), new Map<string, string>()];
  const rows = new Map<string, number>();
  let hasHiddenRows = false;
  const table = {
    name: 'accounts.csv',
    columns: ACCOUNTS_COLUMNS,
    mask,
    noun: 'accounts',
    count: report.accounts,
  };
  parseRows(bytes, table, ([id = '', name = '', email = '', status = '']) => {
    rows.set(status, (rows.get(status) ?? 0) + 1);
    if (report.source === 'accounts') known.add(id);
    if (status === 'failed' || status === 'skipped') unread.set(id, status);
    if (status === 'rejected') rejected.add(findPerson({ name, email }));
    if (status === 'rejected' && [name, email].includes(REDACTED)) hasHiddenRows = true;
  });
  checkStatuses(rows, report);
  rejected.delete('');
  return { known, unread, rejected, hasHiddenRows, asked: report.accounts - (rows.get('unlisted') ?? 0) };
}

/** Reads the rows of either file. The columns correspond, except the sixth: `Disabled Status` or `Kind`. */
function parseTokens(bytes: Buffer, table: Table, tokens: TokenIndex): void {
  parseRows(bytes, table, (cells) => {
    const [accountId = '', tokenId = '', label = '', createdAt = '', expiry = ''] = cells;
    const [kindOrDisabled = '', status = '', scopes = '', name = '', email = ''] = cells.slice(5);
    const disabled = isDisabled(kindOrDisabled, status);
    const listedKind = CREDENTIAL_KINDS.find((kind) => kind === kindOrDisabled);
    const credentialKind = (table.name === 'credentials.csv' && listedKind) || 'user-token';
    const texts = { accountId, tokenId, label, createdAt, expiry, scopes, name, email };
    tokens.add({ credentialKind, disabled, ...texts });
  });
}

type Table = Parameters<typeof parseOwnCsv>[1] & { noun: string; count: number };

/** Hands over as many rows as report.json counts. Throws at one more, before a forged file fills the memory. */
function parseRows(bytes: Buffer, table: Table, onRow: (cells: string[]) => void): void {
  const { name, noun, count } = table;
  let rows = 0;
  parseOwnCsv(bytes, table, (cells) => {
    rows += 1;
    if (rows <= count) onRow(cells);
    else throw createCountError(name, noun, count);
  });
  if (rows < count) throw createCountError(name, noun, count);
}

/** Throws when report.json and the rows of accounts.csv contradict each other: then neither can be believed. */
function checkStatuses(rows: Map<string, number>, report: BaselineReport): void {
  const { accountsByStatus, complete, isUsable, allowed } = report;
  const countOf = (status: string) => rows.get(status) ?? 0;
  if ([...rows.keys()].some((status) => !accountsByStatus.has(status)))
    throw new Error('accounts.csv has a status that no run writes');
  for (const [status, count] of accountsByStatus)
    if (countOf(status) !== count) throw createCountError('accounts.csv', `${status} accounts`, count);
  const unread = countOf('failed') + countOf('skipped') + countOf('rejected');
  const most = complete ? 0 : isUsable ? allowed : unread;
  if (unread > most)
    throw new Error(`accounts.csv has ${unread} unread accounts, report.json allows ${most}`);
}

function createCountError(name: string, noun: string, count: number): Error {
  return new Error(`${name} does not hold the ${count} ${noun} that report.json counts`);
}
