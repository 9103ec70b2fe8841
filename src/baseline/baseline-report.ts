import { readFile } from 'node:fs/promises';
import { parseTimestamp } from '../text/dates.ts';
import { isObject, type JsonObject, tryParse } from '../text/json.ts';
import { checkFile, createReadError } from './checked-file.ts';

/** What an earlier run says of itself. `url` is empty where it did not run on GitHub, `orgId` where none was given. */
export type ToldRun = {
  url: string;
  startedAt: string;
  source: string;
  orgId: string;
  redacted: boolean;
  result: string;
  complete: boolean;
  accounts: number;
  tokens: number;
};

const NAME = 'report.json';
/** The one that src/report/report-json.ts writes. */
const SCHEMA_VERSION = 1;
const MAX_BYTES = 64 * 1024 * 1024;

/** Reads report.json of a folder. Throws when it is none that can be compared with, naming the field, never a value. */
export async function readReport(folder: string): Promise<ToldRun> {
  const { path, size } = await checkFile(folder, NAME);
  if (size > MAX_BYTES) throw new Error(`${NAME} is larger than ${MAX_BYTES / 1024 / 1024} MiB`);
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw createReadError(NAME, cause);
  });
  return parseReport(parseJson(text));
}

function parseJson(text: string): JsonObject {
  const report = tryParse(text);
  if (!isObject(report)) throw new Error(`${NAME} is no JSON object`);
  return report;
}

function parseReport(report: JsonObject): ToldRun {
  checkSchema(report.schemaVersion);
  const verdict = takeObject(report.verdict, 'verdict');
  const counts = takeObject(report.counts, 'counts');
  const startedAt = takeText(report.startedAt, 'startedAt');
  if (parseTimestamp(startedAt) === undefined) throw createFieldError('startedAt');
  const { 'org-id': orgId, redact } = takeObject(report.settings, 'settings');
  return {
    url: takeText(takeObject(report.run, 'run').url, 'run.url'),
    startedAt,
    source: takeText(report.source, 'source'),
    orgId: typeof orgId === 'string' ? orgId : '',
    redacted: typeof redact === 'string' && /^true$/i.test(redact),
    result: takeText(verdict.result, 'verdict.result'),
    complete: verdict.complete === true,
    accounts: takeCount(takeObject(counts.accounts, 'counts.accounts').total, 'counts.accounts.total'),
    tokens: takeCount(takeObject(counts.tokens, 'counts.tokens').total, 'counts.tokens.total'),
  };
}

function checkSchema(version: unknown): void {
  if (version === SCHEMA_VERSION) return;
  const isNewer = typeof version === 'number' && version > SCHEMA_VERSION;
  throw new Error(`${NAME} is of ${isNewer ? 'a newer' : 'too old a'} version`);
}

function takeObject(value: unknown, field: string): JsonObject {
  if (!isObject(value)) throw createFieldError(field);
  return value;
}

function takeText(value: unknown, field: string): string {
  if (typeof value !== 'string') throw createFieldError(field);
  return value;
}

function takeCount(value: unknown, field: string): number {
  if (typeof value !== 'number') throw createFieldError(field);
  return value;
}

function createFieldError(field: string): Error {
  return new Error(`${NAME} has no ${field} that can be read`);
}
