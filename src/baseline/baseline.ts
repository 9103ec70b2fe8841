import { readReport, type ToldRun } from './baseline-report.ts';
import { readTable } from './table-reader.ts';
import { computePerson, isDisabled, REDACTED } from './token-cells.ts';
import { createRows, type TokenRows } from './token-rows.ts';

/**
 * An earlier run to compare with. `run` is its address, or its folder where it has none; `isWhole` says whether every
 * token was listed but those of unread accounts. IDs, names and mail addresses are as they stand in the files.
 */
export type Baseline = {
  run: string;
  startedAt: string;
  source: string;
  result: string;
  complete: boolean;
  isWhole: boolean;
  /** How many accounts it asked for: the rows of accounts.csv without owners beyond the accounts file. */
  asked: number;
  tokenCount: number;
  /** Whether its texts were left out. */
  redacted: boolean;
  /** Whether nobody knows who had a row without an account ID. */
  hasHiddenRows: boolean;
  /** The accounts that have a row; none for the whole organization, where nobody is left out. */
  known: Set<string>;
  /** The status of each account that it asked for and did not read. */
  unread: Map<string, string>;
  /** The people in rows that held no account ID, as far as the rows tell. */
  rejected: Set<string>;
  tokens: TokenRows;
};

/** A baseline, or why there is none, in words that follow "no baseline: " and hold no cell of the files. */
export type BaselineFound = { kind: 'read'; baseline: Baseline } | { kind: 'none'; why: string };

const OUTPUT_COLUMNS = 'Account ID,ID,Label,Expiry,Disabled Status,Status,Scopes,Name,Email'.split(',');
const ACCOUNTS_COLUMNS = 'Account ID,Name,Email,Status'.split(',');

/** Reads the files of an earlier run, of the same organization if both say which. Never throws. */
export async function readBaseline(folder: string, orgId?: string): Promise<BaselineFound> {
  try {
    const report = await readReport(folder);
    if (orgId && report.orgId !== '' && report.orgId !== orgId)
      throw new Error('report.json is of another organization');
    const accounts = await readAccounts(folder, report);
    const tokens = await readTokens(folder, report);
    return { kind: 'read', baseline: { ...describeRun(folder, report), ...accounts, tokens } };
  } catch (error) {
    return { kind: 'none', why: error instanceof Error ? error.message : String(error) };
  }
}

function describeRun(folder: string, report: ToldRun) {
  const { url, startedAt, source, result, complete, redacted, tokens: tokenCount } = report;
  // Account by account, what is missing is missing with its account. A list has pages that may be.
  const isWhole = source === 'accounts' || complete || result === 'clean' || result === 'findings';
  return { run: url || folder, startedAt, source, result, complete, redacted, isWhole, tokenCount };
}

async function readAccounts(folder: string, report: ToldRun) {
  const unread = new Map<string, string>();
  const rejected = new Set<string>();
  const known = new Set<string>();
  let [rows, asked, hasHiddenRows] = [0, 0, false];
  await readTable(
    folder,
    'accounts.csv',
    ACCOUNTS_COLUMNS,
    ([id = '', name = '', email = '', status = '']) => {
      rows += 1;
      if (report.source === 'accounts') known.add(id);
      if (status !== 'unlisted') asked += 1;
      if (status === 'failed' || status === 'skipped') unread.set(id, status);
      if (status === 'rejected') rejected.add(computePerson({ name, email }));
      if (status === 'rejected' && [name, email].includes(REDACTED)) hasHiddenRows = true;
    },
  );
  checkCount('accounts.csv', 'accounts', rows, report.accounts);
  rejected.delete('');
  return { unread, rejected, known, asked, hasHiddenRows };
}

async function readTokens(folder: string, report: ToldRun): Promise<TokenRows> {
  const tokens = createRows();
  let rows = 0;
  await readTable(folder, 'output.csv', OUTPUT_COLUMNS, (cells) => {
    const [accountId = '', tokenId = '', label = '', expiry = ''] = cells;
    const [disabledStatus = '', status = '', scopes = '', name = '', email = ''] = cells.slice(4);
    const disabled = isDisabled(disabledStatus, status);
    tokens.add({ accountId, tokenId, label, expiry, disabled, scopes, name, email });
    rows += 1;
  });
  checkCount('output.csv', 'tokens', rows, report.tokens);
  return tokens;
}

function checkCount(name: string, what: string, rows: number, told: number): void {
  if (rows !== told) throw new Error(`${name} holds ${rows} ${what}, report.json says ${told}`);
}
