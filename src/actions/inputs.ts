import * as core from '@actions/core';
import { defaults, type InputName } from '../action.ts';
import type { SourceOptions } from '../audit/source.ts';
import type { SourceChoice } from '../audit/target.ts';
import { type ResolvedLimits, RULES, resolveLimits, type Tolerance } from '../policy/limits.ts';
import type { UploadOptions } from './artifact.ts';
import type { RunContext } from './context.ts';
import {
  expected,
  parseApiUrl,
  parseArtifactName,
  parseBoolean,
  parseChoice,
  parseDecimal,
  parseExpiryDay,
  parseOptional,
  parseTolerance,
  parseWhole,
} from './input-fields.ts';
import { createSecretsMask, parseOrgToken, readOrgToken } from './secrets.ts';
import { resolveOutputDir } from './workspace-paths.ts';

/** All inputs, checked. Durations are in milliseconds. */
export type Inputs = {
  source: SourceChoice;
  /** The organization; '' when it is not given. */
  orgId: string;
  idColumn: string | undefined;
  /** How the API is asked, the key included. */
  request: SourceOptions;
  /** Whether spaces or line breaks around the key were left out. */
  keyWasTrimmed: boolean;
  /** The start of the day on which the key expires, in milliseconds since 1970. */
  orgTokenExpires: number | undefined;
  /** The limits with their origins, and the rules that only warn. */
  rules: ResolvedLimits;
  exceptionsCsv: string | undefined;
  tolerance: Tolerance;
  /** The folder of an earlier run's files, or `auto`. */
  compareWith: string | undefined;
  dryRun: boolean;
  outputDir: string;
  upload: UploadOptions;
  redact: boolean;
  allowPublic: boolean;
  /** Every input but the secrets as it was given, for the report. */
  settings: Record<string, string>;
};

/** They are in no report. */
const SECRETS: InputName[] = ['org-token', 'github-token'];

const EXPORT =
  'Export the accounts from admin.atlassian.com → Directory → Managed accounts → Export accounts, and give the path of the CSV file';
const FIND_ORG_ID = 'Find it in the URL of admin.atlassian.com: admin.atlassian.com/o/<org-id>/overview';

/** Reads and checks all inputs. Throws at the first wrong one, naming it, what it got and what it takes. */
export async function readInputs(context: RunContext): Promise<Inputs> {
  const orgToken = parseOrgToken(readOrgToken());
  refuseKeyElsewhere(orgToken);
  return {
    source: readSource(),
    orgId: readInput('org-id'),
    idColumn: readInput('id-column') || undefined,
    request: readRequestOptions(orgToken),
    keyWasTrimmed: orgToken !== readOrgToken(),
    orgTokenExpires: readOptional('org-token-expires', parseExpiryDay),
    rules: readLimits(),
    exceptionsCsv: readInput('exceptions-csv') || undefined,
    tolerance: parseTolerance('max-failed-accounts', readInput('max-failed-accounts')),
    compareWith: readInput('baseline') || undefined,
    dryRun: readBoolean('dry-run'),
    outputDir: await resolveOutputDir(readInput('output-dir'), context),
    upload: {
      isWanted: readBoolean('upload-artifact'),
      artifactName: parseArtifactName('artifact-name', readInput('artifact-name')),
      retentionDays: parseWhole('retention-days', readInput('retention-days'), 0, 400),
    },
    redact: readBoolean('redact'),
    allowPublic: readBoolean('allow-public'),
    settings: readSettings(),
  };
}

/** A key in another input would be shown in the report of the settings. */
function refuseKeyElsewhere(key: string): void {
  const name = Object.entries(readSettings()).find(([, value]) => value.includes(key))?.[0];
  if (name) throw new Error(`${name}: contains the key of org-token: give the key there alone`);
}

function readSource(): SourceChoice {
  const source = parseChoice('source', readInput('source'), ['auto', 'accounts', 'organization']);
  const [orgId, accountsCsv] = [readInput('org-id'), readInput('accounts-csv')];
  if (orgId !== '' && !/^[a-zA-Z0-9-]{1,128}$/.test(orgId))
    throw expected('org-id', 'letters, digits and dashes', orgId, FIND_ORG_ID);
  if (orgId === '' && accountsCsv === '')
    throw new Error(
      `accounts-csv: not given, and org-id neither: one of them is needed. ${EXPORT}; or give org-id. ${FIND_ORG_ID}.`,
    );
  if (source === 'accounts' && accountsCsv === '')
    throw new Error(`accounts-csv: not given, and "source: accounts" needs it. ${EXPORT}.`);
  if (source === 'organization' && orgId === '')
    throw new Error(`org-id: not given, and "source: organization" needs it. ${FIND_ORG_ID}.`);
  if (readInput('id-column') !== '' && accountsCsv === '')
    throw new Error(
      'id-column: given without accounts-csv, whose column it would name: give both or neither',
    );
  if (orgId !== '' && source !== 'accounts')
    return { kind: 'organization', orgId, accountsCsv: accountsCsv || undefined };
  return { kind: 'accounts', accountsCsv };
}

function readLimits(): ResolvedLimits {
  const readLimit = (name: InputName) => readOptional(name, (_, text) => parseWhole(name, text, 0));
  return resolveLimits({
    limits: Object.fromEntries(RULES.map((rule) => [rule, readLimit(rule)])),
    policy: undefined,
    warnRules: undefined,
    warnOnly: readBoolean('warn-only'),
  });
}

function readRequestOptions(orgToken: string): SourceOptions {
  return {
    orgToken,
    mask: createSecretsMask(),
    apiUrl: parseApiUrl('api-url', readInput('api-url')),
    concurrency: parseWhole('concurrency', readInput('concurrency'), 1, 64),
    requestsPerSecond: readOptional('requests-per-second', (name, text) =>
      parseDecimal(name, text, 0.001, 10_000),
    ),
    timeoutMs: readDuration('request-timeout-seconds', 3_600) * 1000,
    maxRetries: parseWhole('max-retries', readInput('max-retries'), 0, 100),
    maxDurationMs: readDuration('max-duration-minutes', 10_000) * 60_000,
  };
}

function readDuration(name: InputName, maximum: number): number {
  return parseDecimal(name, readInput(name), 0.001, maximum);
}

function readBoolean(name: InputName): boolean {
  return parseBoolean(name, readInput(name));
}

function readOptional<T>(name: InputName, parse: (name: InputName, text: string) => T): T | undefined {
  return parseOptional(readInput(name), (text) => parse(name, text));
}

/** An empty input counts as not given, also where the workflow passes an empty value on. */
function readInput(name: InputName): string {
  return core.getInput(name) || defaults[name];
}

function readSettings(): Record<string, string> {
  const names = (Object.keys(defaults) as InputName[]).filter((name) => !SECRETS.includes(name));
  return Object.fromEntries(names.map((name) => [name, readInput(name)]));
}
