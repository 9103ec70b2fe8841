import { CREDENTIAL_KINDS, type CredentialKind } from '../atlassian/credentials.ts';
import type { AccountStatus } from '../audit/records.ts';
import { isObject, tryParse } from '../text/json.ts';
import { type HistoryRun, parseHistory } from './history.ts';
import { takeCount, takeObject, takeOneOf, takeText, takeTime } from './report-fields.ts';

/** The fields of an earlier run's report.json that a comparison needs. */
export type BaselineReport = {
  /** The address of the run's page; '' where it has none that may be shown. */
  url: string;
  /** ISO 8601, UTC. */
  startedAt: string;
  source: 'accounts' | 'organization';
  /** '' where the run had no org-id. */
  orgId: string;
  redacted: boolean;
  complete: boolean;
  isUsable: boolean;
  isWhole: boolean;
  /** How many accounts it did not read, at most, if it was within its tolerance. */
  allowed: number;
  accounts: number;
  accountsByStatus: Map<string, number>;
  tokens: number;
  /** How many other credentials it listed, and the kinds that it read wholly. */
  credentials: number;
  kinds: CredentialKind[];
  /** The runs up to this one, oldest first. */
  history: HistoryRun[];
  /** False after a run without a baseline, which could not carry the history of earlier runs on. */
  continuesHistory: boolean;
};

/** The version that src/report/report-json.ts writes. */
const SCHEMA_VERSION = 1;
const MAX_URL_CHARS = 300;
const STATUSES: AccountStatus[] = ['checked', 'not-managed', 'failed', 'skipped', 'rejected', 'unlisted'];

/** Parses report.json. Throws when nothing can be compared with it, naming the field, never a value. */
export function parseBaselineReport(text: string): BaselineReport {
  const report = tryParse(text);
  if (!isObject(report)) throw new Error('report.json is not a JSON object');
  checkSchema(report.schemaVersion);
  const verdict = takeObject(report.verdict, 'verdict');
  const counts = takeObject(report.counts, 'counts');
  const { 'org-id': orgId, redact } = takeObject(report.settings, 'settings');
  const source = takeOneOf(report.source, ['accounts', 'organization'], 'source');
  const result = takeText(verdict.result, 'verdict.result');
  const complete = verdict.complete === true;
  const accounts = takeObject(counts.accounts, 'counts.accounts');
  const countOf = (status: string) =>
    [status, takeCount(accounts[status], `counts.accounts.${status}`)] as const;
  // A report of version 1.0 has no such field.
  const isUsable =
    typeof verdict.comparable === 'boolean'
      ? verdict.comparable
      : complete || result === 'clean' || result === 'findings';
  return {
    url: parseRunUrl(takeObject(report.run, 'run').url),
    startedAt: takeTime(report.startedAt, 'startedAt'),
    source,
    orgId: typeof orgId === 'string' ? orgId : '',
    redacted: typeof redact === 'string' && /^true$/i.test(redact),
    complete,
    isUsable,
    // Account by account, only tokens of unread accounts can be missing. A list can also miss a page.
    isWhole: source === 'accounts' || isUsable,
    allowed: takeCount(takeObject(report.completeness, 'completeness').allowed, 'completeness.allowed'),
    accounts: takeCount(accounts.total, 'counts.accounts.total'),
    accountsByStatus: new Map(STATUSES.map(countOf)),
    tokens: takeCount(takeObject(counts.tokens, 'counts.tokens').total, 'counts.tokens.total'),
    ...parseCredentialCounts(counts.credentials, isUsable),
    history: parseHistory(report),
    continuesHistory: report.history !== null,
  };
}

/** Reports before version 1.2 have no such counts. After an error, a kind may be wholly read in name only. */
function parseCredentialCounts(counts: unknown, isUsable: boolean) {
  let credentials = 0;
  const kinds = CREDENTIAL_KINDS.filter((kind) => {
    const { total, complete } = isObject(counts) && isObject(counts[kind]) ? counts[kind] : { total: 0 };
    credentials += takeCount(total, `counts.credentials.${kind}.total`);
    return isUsable && complete === true;
  });
  return { credentials, kinds };
}

/** Returns the address of a run's page; '' for anything else, since the file may come from anyone. */
export function parseRunUrl(url: unknown): string {
  const isRunUrl =
    typeof url === 'string' &&
    url.length <= MAX_URL_CHARS &&
    /^https:\/\/[\w.-]+(:\d+)?\/[\w.-]+\/[\w.-]+\/actions\/runs\/\d+$/.test(url);
  return isRunUrl ? url : '';
}

function checkSchema(version: unknown): void {
  if (version === SCHEMA_VERSION) return;
  const isNewer = typeof version === 'number' && version > SCHEMA_VERSION;
  throw new Error(`report.json is of ${isNewer ? 'a newer' : 'too old a'} version`);
}
