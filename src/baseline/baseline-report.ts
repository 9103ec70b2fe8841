import type { AccountStatus } from '../audit/records.ts';
import { parseTimestamp } from '../text/dates.ts';
import { isObject, type JsonObject, tryParse } from '../text/json.ts';

/** The fields of an earlier run's report.json that a comparison needs. */
export type BaselineReport = {
  /** The address of the run's page; '' where there is none that can be shown. */
  url: string;
  /** ISO 8601, UTC. */
  startedAt: string;
  source: 'accounts' | 'organization';
  /** '' where none was given. */
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
};

/** The version that src/report/report-json.ts writes. */
const SCHEMA_VERSION = 1;
const MAX_URL_CHARS = 300;
/** A run of more accounts or tokens would take too much memory to compare with. */
const MAX_ROWS = 2_000_000;
const STATUSES: AccountStatus[] = ['checked', 'not-managed', 'failed', 'skipped', 'rejected', 'unlisted'];

/** Parses report.json. Throws when nothing can be compared with it, naming the field, never a value. */
export function parseBaselineReport(text: string): BaselineReport {
  const report = tryParse(text);
  if (!isObject(report)) throw new Error('report.json is not a JSON object');
  checkSchema(report.schemaVersion);
  const verdict = takeObject(report.verdict, 'verdict');
  const counts = takeObject(report.counts, 'counts');
  const { 'org-id': orgId, redact } = takeObject(report.settings, 'settings');
  const source = takeSource(report.source);
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
  };
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

function takeObject(value: unknown, field: string): JsonObject {
  if (!isObject(value)) throw createFieldError(field);
  return value;
}

function takeText(value: unknown, field: string): string {
  if (typeof value !== 'string') throw createFieldError(field);
  return value;
}

/** Written anew: a text that can be read as a time can still have a million decimals. */
function takeTime(value: unknown, field: string): string {
  const at = typeof value === 'string' ? parseTimestamp(value) : undefined;
  if (at === undefined) throw createFieldError(field);
  return new Date(at).toISOString();
}

function takeSource(value: unknown): BaselineReport['source'] {
  if (value === 'accounts' || value === 'organization') return value;
  throw createFieldError('source');
}

function takeCount(value: unknown, field: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= MAX_ROWS)
    return value;
  throw createFieldError(field);
}

function createFieldError(field: string): Error {
  return new Error(`report.json has no ${field} that can be read`);
}
