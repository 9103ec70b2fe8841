import { CREDENTIAL_KINDS, type CredentialKind } from '../atlassian/tokens.ts';
import { parseTimestamp } from '../text/dates.ts';
import { isObject, type JsonObject, tryParse } from '../text/json.ts';

/** The fields of an earlier run's report.json that a comparison needs. */
export type BaselineReport = ReturnType<typeof parseBaselineReport>;

/** An earlier run in numbers. */
export type HistoryRun = ReturnType<typeof parseRun>;

/** The version that src/report/report-json.ts writes. */
const SCHEMA_VERSION = 1;
const RESULTS = ['clean', 'findings', 'incomplete', 'error'] as const;
const STATUSES = ['checked', 'not-managed', 'failed', 'skipped', 'rejected', 'unlisted'];
const RUN_URL = /^(?=.{1,300}$)https:\/\/[\w.-]+(:\d+)?\/[\w.-]+\/[\w.-]+\/actions\/runs\/\d+$/;
/** A run of more accounts or tokens would take too much memory to compare with. */
const MAX_COUNT = 2_000_000;
/** Two years of weekly runs. */
const MAX_RUNS = 104;

/**
 * Parses report.json. Throws when nothing can be compared with it, naming the field, never a value: the file may come
 * from anyone.
 */
export function parseBaselineReport(text: string) {
  const report = tryParse(text);
  if (!isObject(report)) throw new Error('report.json is not a JSON object');
  const { schemaVersion } = report;
  if (schemaVersion !== SCHEMA_VERSION) {
    const isNewer = typeof schemaVersion === 'number' && schemaVersion > SCHEMA_VERSION;
    throw new Error(`report.json is of ${isNewer ? 'a newer' : 'too old a'} version`);
  }
  const source = readOneOf(report, 'source', ['accounts', 'organization']);
  const complete = readField(report, 'verdict.complete') === true;
  const result = readOneOf(report, 'verdict.result', RESULTS);
  const comparable = readField(report, 'verdict.comparable');
  // A report of version 1.0 does not say whether it is comparable.
  const isResult = complete || result === 'clean' || result === 'findings';
  const isUsable = typeof comparable === 'boolean' ? comparable : isResult;
  const orgId = readField(report, 'settings.org-id');
  const url = readField(report, 'run.url');
  const accounts = readCount(report, 'counts.accounts.total');
  const countStatus = (status: string) => [status, readCount(report, `counts.accounts.${status}`)] as const;
  const accountsByStatus = new Map(STATUSES.map(countStatus));
  const countOf = (status: string) => accountsByStatus.get(status) ?? 0;
  return {
    /** The address of the run's page; '' where it has none that may be shown. */
    url: typeof url === 'string' && RUN_URL.test(url) ? url : '',
    /** ISO 8601, UTC. */
    startedAt: readTime(report, 'startedAt'),
    source,
    /** '' where the run had no org-id. */
    orgId: typeof orgId === 'string' ? orgId : '',
    /** Whether names, email addresses and labels were left out. */
    redacted: /^true$/i.test(String(readField(report, 'settings.redact'))),
    complete,
    /** Whether its audit was complete, or within its own tolerance. */
    isUsable,
    /** Whether every token was listed, except those of unread accounts. A list can also miss a page. */
    isWhole: source === 'accounts' || isUsable,
    accounts,
    accountsByStatus,
    /** How many accounts it asked for: all except owners who are not in the accounts file. */
    asked: accounts - countOf('unlisted'),
    unread: countOf('failed') + countOf('skipped') + countOf('rejected'),
    /** How many unread accounts it tolerates. */
    allowed: readCount(report, 'completeness.allowed'),
    tokens: readCount(report, 'counts.tokens.total'),
    ...readCredentialCounts(report, isUsable),
    /** The runs up to this one, oldest first: the history of a run that is compared with it. */
    history: parseHistory(report),
    /** False after a run without a baseline: then an older run may have more of the history. */
    continuesHistory: report.history !== null,
  };
}

/**
 * Returns how many other credentials it listed, and the kinds that it read wholly: after an error, a kind is so in name
 * only. Reports before version 1.2 have no such counts.
 */
function readCredentialCounts(report: JsonObject, isUsable: boolean) {
  const counts = readField(report, 'counts.credentials');
  const listed = CREDENTIAL_KINDS.filter((kind) => isObject(counts) && isObject(counts[kind]));
  const totals = listed.map((kind) => readCount(report, `counts.credentials.${kind}.total`));
  const isRead = (kind: CredentialKind) => readField(report, `counts.credentials.${kind}.complete`) === true;
  const credentials = totals.reduce((sum, total) => sum + total, 0);
  return { credentials, kinds: isUsable ? listed.filter(isRead) : [] };
}

/**
 * Returns the runs that an earlier run's report.json lists, oldest first, and that run itself at the end. Drops what no
 * run writes, and runs that did not start before it.
 */
export function parseHistory(report: JsonObject): HistoryRun[] {
  const own = parseOptional(() => parseOwnRun(report));
  if (own.length === 0) return [];
  const listed: unknown[] = Array.isArray(report.history) ? report.history.slice(-MAX_RUNS) : [];
  const earlier = listed.filter(isObject).flatMap((run) => parseOptional(() => parseRun(run)));
  return joinHistories(earlier, own);
}

/** Puts older runs before a history. Leaves out those that did not start before it, and the oldest beyond 104. */
export function joinHistories(older: HistoryRun[], newer: HistoryRun[]): HistoryRun[] {
  const [first] = newer;
  const before = older.filter(({ startedAt }) => !first || startedAt < first.startedAt);
  return [...before.sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1)), ...newer].slice(-MAX_RUNS);
}

function parseOwnRun(report: JsonObject): HistoryRun {
  const read = (path: string) => readField(report, path);
  return parseRun({
    startedAt: report.startedAt,
    result: read('verdict.result'),
    complete: read('verdict.complete'),
    accounts: read('counts.accounts.total'),
    tokens: read('counts.tokens.total'),
    active: read('counts.tokens.active'),
    findings: read('findings.total'),
    people: read('counts.people'),
    new: isObject(report.changes) ? read('changes.new.total') : null,
  });
}

function parseRun(run: JsonObject) {
  return {
    /** ISO 8601, UTC. */
    startedAt: readTime(run, 'startedAt'),
    result: readOneOf(run, 'result', RESULTS),
    complete: run.complete === true,
    accounts: readCount(run, 'accounts'),
    tokens: readCount(run, 'tokens'),
    active: readCount(run, 'active'),
    findings: readCount(run, 'findings'),
    /** How many people must act. */
    people: readCount(run, 'people'),
    /** Null for a run without a baseline. */
    new: run.new === null ? null : readCount(run, 'new'),
  };
}

/** Returns the run in an array; an empty one when it cannot be read: then the trend lacks it, and that is all. */
function parseOptional(parse: () => HistoryRun): HistoryRun[] {
  try {
    return [parse()];
  } catch {
    return [];
  }
}

/** Reads a field by its path, such as `counts.tokens.total`. Throws when it is in no object. */
function readField(json: JsonObject, path: string): unknown {
  const end = path.lastIndexOf('.');
  const parent = end === -1 ? json : readField(json, path.slice(0, end));
  if (!isObject(parent)) throw createFieldError(path.slice(0, end));
  return parent[path.slice(end + 1)];
}

function readAs<T>(json: JsonObject, path: string, parse: (value: unknown) => T | undefined): T {
  const value = parse(readField(json, path));
  if (value === undefined) throw createFieldError(path);
  return value;
}

function readOneOf<T extends string>(json: JsonObject, path: string, texts: readonly T[]): T {
  return readAs(json, path, (value) => texts.find((text) => text === value));
}

/** Reads a time in ISO 8601, rewritten: the original text may have a million decimals. */
function readTime(json: JsonObject, path: string): string {
  const parse = (value: unknown) => (typeof value === 'string' ? parseTimestamp(value) : undefined);
  return new Date(readAs(json, path, parse)).toISOString();
}

function readCount(json: JsonObject, path: string): number {
  return readAs(json, path, (value) => {
    const isCount = typeof value === 'number' && Number.isSafeInteger(value);
    return isCount && value >= 0 && value <= MAX_COUNT ? value : undefined;
  });
}

function createFieldError(path: string): Error {
  return new Error(`report.json has no ${path} that can be read`);
}
