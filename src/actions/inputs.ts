import * as core from '@actions/core';
import { defaults, type InputName } from '../action.ts';
import type { SourceChoice } from '../audit/target.ts';
import { type Limits, RULES, type Tolerance } from '../policy/limits.ts';
import type { RunContext } from './context.ts';
import {
  parseApiUrl,
  parseArtifactName,
  parseBoolean,
  parseDecimal,
  parseExpiryDay,
  parseOptional,
  parseTolerance,
  parseWhole,
} from './input-fields.ts';
import { resolveOutputDir } from './output-dir.ts';
import { readOrgToken } from './secrets.ts';
import { chooseSource } from './source-choice.ts';

/** Everything a user can say but the key, checked. Durations are in milliseconds. */
export type Inputs = {
  source: SourceChoice;
  /** The organization; '' where none is given. */
  orgId: string;
  idColumn: string | undefined;
  dryRun: boolean;
  limits: Limits;
  exceptionsCsv: string | undefined;
  /** A folder, or `auto`. */
  baseline: string | undefined;
  /** The start of the day on which the key expires, in milliseconds since 1970. */
  orgTokenExpires: number | undefined;
  warnOnly: boolean;
  tolerance: Tolerance;
  outputDir: string;
  uploadArtifact: boolean;
  artifactName: string;
  retentionDays: number;
  redact: boolean;
  allowPublic: boolean;
  concurrency: number;
  requestsPerSecond: number | undefined;
  timeoutMs: number;
  maxRetries: number;
  maxDurationMs: number;
  apiUrl: URL;
  /** Every input but the key as it was given, for the report. */
  settings: Record<string, string>;
};

/** They stand in no report. */
const SECRETS: InputName[] = ['org-token', 'github-token'];

/** Reads and checks all inputs but the key. Throws at the first that is wrong, naming it, what it got and what it takes. */
export async function readInputs(context: RunContext): Promise<Inputs> {
  refuseKeyElsewhere();
  return {
    source: readSource(),
    orgId: read('org-id'),
    idColumn: read('id-column') || undefined,
    dryRun: parseBoolean('dry-run', read('dry-run')),
    limits: readLimits(),
    exceptionsCsv: read('exceptions-csv') || undefined,
    baseline: read('baseline') || undefined,
    orgTokenExpires: parseOptional(read('org-token-expires'), (text) =>
      parseExpiryDay('org-token-expires', text),
    ),
    warnOnly: parseBoolean('warn-only', read('warn-only')),
    tolerance: parseTolerance('max-failed-accounts', read('max-failed-accounts')),
    ...(await readArtifactInputs(context)),
    ...readPace(),
    apiUrl: parseApiUrl('api-url', read('api-url')),
    settings: readSettings(),
  };
}

/** A key in another input would stand in the report of the settings. */
function refuseKeyElsewhere(): void {
  const key = readOrgToken().trim();
  const name = Object.entries(readSettings()).find(([, value]) => key !== '' && value.includes(key))?.[0];
  if (name) throw new Error(`${name}: holds the key of org-token: give the key there alone`);
}

function readSource(): SourceChoice {
  return chooseSource({
    source: read('source'),
    orgId: read('org-id'),
    accountsCsv: read('accounts-csv'),
    idColumn: read('id-column'),
  });
}

function readLimits(): Limits {
  const readLimit = (name: InputName) => parseOptional(read(name), (text) => parseWhole(name, text, 0));
  return Object.fromEntries(RULES.map((rule) => [rule, readLimit(rule)]));
}

async function readArtifactInputs(context: RunContext) {
  return {
    outputDir: await resolveOutputDir(read('output-dir'), context),
    uploadArtifact: parseBoolean('upload-artifact', read('upload-artifact')),
    artifactName: parseArtifactName('artifact-name', read('artifact-name')),
    retentionDays: parseWhole('retention-days', read('retention-days'), 0, 400),
    redact: parseBoolean('redact', read('redact')),
    allowPublic: parseBoolean('allow-public', read('allow-public')),
  };
}

function readPace() {
  return {
    concurrency: parseWhole('concurrency', read('concurrency'), 1, 64),
    requestsPerSecond: parseOptional(read('requests-per-second'), (text) =>
      parseDecimal('requests-per-second', text, 0.001, 10_000),
    ),
    timeoutMs: readDuration('request-timeout-seconds', 3_600) * 1000,
    maxRetries: parseWhole('max-retries', read('max-retries'), 0, 100),
    maxDurationMs: readDuration('max-duration-minutes', 10_000) * 60_000,
  };
}

function readDuration(name: InputName, maximum: number): number {
  return parseDecimal(name, read(name), 0.001, maximum);
}

/** An empty input is one that is not given, also where the runner passes an empty value on. */
function read(name: InputName): string {
  return core.getInput(name) || defaults[name];
}

function readSettings(): Record<string, string> {
  const names = (Object.keys(defaults) as InputName[]).filter((name) => !SECRETS.includes(name));
  return Object.fromEntries(names.map((name) => [name, read(name)]));
}
