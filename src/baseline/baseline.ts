import { unescapeCell } from '../text/escape.ts';
import { REDACTED } from '../text/mask.ts';
import { type BaselineReport, parseBaselineReport } from './baseline-report.ts';
import { parseTable } from './baseline-table.ts';
import { type ComparedToken, findPerson, isDisabled } from './token-differences.ts';

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
  /** How many accounts the run asked for: the rows of accounts.csv without owners beyond the accounts file. */
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
  tokens: ComparedToken[];
};

/**
 * What there is to compare with. `first-run`: there is no earlier run, so nothing can be new. `unusable`: there is
 * one, or there may be. `why` follows "No baseline: " and quotes no cell of the files.
 */
export type BaselineFound =
  | { kind: 'read'; baseline: Baseline }
  | { kind: 'first-run'; why: string }
  | { kind: 'unusable'; why: string };

export type ReadOptions = {
  /** Names the run in messages, and in the report where its own report.json does not. */
  run: string;
  /** This run's organization; '' where none is given. */
  orgId: string;
  /** Removes secrets from a text. */
  mask: (text: string) => string;
};

/** Reads a file of the earlier run. Rejects, naming it, when there is none or it is too large. */
export type ReadFile = (name: BaselineFile) => Promise<Buffer>;

const MIB = 1024 * 1024;

/** The files that a comparison needs, with the most bytes each may have: far more than a run ever writes. */
export const BASELINE_FILES = {
  'report.json': 64 * MIB,
  'accounts.csv': 256 * MIB,
  'output.csv': 256 * MIB,
} as const;
export type BaselineFile = keyof typeof BASELINE_FILES;

const OUTPUT_COLUMNS = 'Account ID,ID,Label,Created At,Expiry,Disabled Status,Status,Scopes,Name,Email'.split(
  ',',
);
const ACCOUNTS_COLUMNS = 'Account ID,Name,Email,Status'.split(',');

/** Reads the files of an earlier run of the same organization. Rejects when they cannot be compared with. */
export async function readBaseline(readFile: ReadFile, options: ReadOptions): Promise<Baseline> {
  const { run, orgId, mask } = options;
  const report = parseBaselineReport(mask((await readFile('report.json')).toString()));
  if (orgId !== '' && report.orgId !== '' && report.orgId !== orgId)
    throw new Error('report.json is of another organization');
  const { url, startedAt, source, complete, isUsable, isWhole, redacted } = report;
  const accounts = parseAccounts(await readFile('accounts.csv'), report, mask);
  const tokens = parseTokens(await readFile('output.csv'), report, mask);
  return { run: url || run, startedAt, source, complete, isUsable, isWhole, redacted, ...accounts, tokens };
}

function parseAccounts(bytes: Buffer, report: BaselineReport, mask: ReadOptions['mask']) {
  const accounts = {
    known: new Set<string>(),
    unread: new Map<string, string>(),
    rejected: new Set<string>(),
    asked: 0,
    hasHiddenRows: false,
  };
  const { known, unread, rejected } = accounts;
  const rows = parseRows(bytes, 'accounts.csv', ACCOUNTS_COLUMNS, mask, (cells) => {
    const [id = '', name = '', email = '', status = ''] = cells;
    if (report.source === 'accounts') known.add(id);
    if (status !== 'unlisted') accounts.asked += 1;
    if (status === 'failed' || status === 'skipped') unread.set(id, status);
    if (status === 'rejected') rejected.add(findPerson({ name, email }));
    if (status === 'rejected' && [name, email].includes(REDACTED)) accounts.hasHiddenRows = true;
  });
  checkCount('accounts.csv', 'accounts', rows, report.accounts);
  rejected.delete('');
  return accounts;
}

function parseTokens(bytes: Buffer, report: BaselineReport, mask: ReadOptions['mask']) {
  const tokens: ComparedToken[] = [];
  parseRows(bytes, 'output.csv', OUTPUT_COLUMNS, mask, (cells) => {
    const [accountId = '', tokenId = '', label = '', createdAt = '', expiry = ''] = cells;
    const [disabledStatus = '', status = '', scopes = '', name = '', email = ''] = cells.slice(5);
    const disabled = isDisabled(disabledStatus, status);
    tokens.push({ accountId, tokenId, label, createdAt, expiry, disabled, scopes, name, email });
  });
  checkCount('output.csv', 'tokens', tokens.length, report.tokens);
  return tokens;
}

/** Calls back with the texts of each row, and returns how many rows there are. */
function parseRows(
  bytes: Buffer,
  name: BaselineFile,
  columns: readonly string[],
  mask: ReadOptions['mask'],
  onRow: (texts: string[]) => void,
): number {
  let rows = 0;
  parseTable(bytes, name, columns, (cells) => {
    rows += 1;
    onRow(cells.map((cell) => mask(unescapeCell(cell))));
  });
  return rows;
}

function checkCount(name: string, what: string, rows: number, reported: number): void {
  if (rows !== reported) throw new Error(`${name} holds ${rows} ${what}, report.json says ${reported}`);
}
