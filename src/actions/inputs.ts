import * as core from '@actions/core';
import { defaults, type InputName } from '../action.ts';
import { type CredentialKind, INCLUDES } from '../atlassian/credentials.ts';
import type { SourceOptions } from '../audit/source.ts';
import type { SourceChoice } from '../audit/target.ts';
import { type ResolvedLimits, RULES, resolveLimits, type Tolerance } from '../policy/limits.ts';
import { readAll } from '../text/errors.ts';
import type { UploadOptions } from './artifact.ts';
import type { RunContext } from './context.ts';
import { findContradictions } from './input-contradictions.ts';
import {
  parseApiUrl,
  parseArtifactName,
  parseBoolean,
  parseChoice,
  parseDecimal,
  parseExpiryDay,
  parseLimit,
  parseOrgId,
  parseTolerance,
  parseWhole,
  parseWords,
} from './input-fields.ts';
import { createSecretsMask, parseOrgToken, readOrgToken, SHORTEST_KEY } from './secrets.ts';
import { checkInputPath, resolveOutputDir } from './workspace-paths.ts';

/** All inputs, checked. Durations are in milliseconds. */
export type Inputs = {
  source: SourceChoice;
  /** The organization; '' when it is not given. */
  orgId: string;
  idColumn: string | undefined;
  /** Other credentials to audit as well. */
  include: CredentialKind[];
  /** How the API is asked, the key included. */
  request: SourceOptions;
  /** Whether spaces or line breaks around the key were left out. */
  keyWasTrimmed: boolean;
  /** The start of the day on which the key expires, in milliseconds since 1970. */
  orgTokenExpires: number | undefined;
  dryRun: boolean;
  /** The limits with their origins, and the rules that only warn. */
  rules: ResolvedLimits;
  exceptionsCsv: string | undefined;
  tolerance: Tolerance;
  /** The folder of an earlier run's files, or `auto`. */
  compareWith: string | undefined;
  outputDir: string;
  upload: UploadOptions;
  redact: boolean;
  allowPublic: boolean;
  /** Every input but the secrets as it was given, for the report. */
  settings: Record<string, string>;
};

/** The inputs that say which files to read and whether errors may quote them. */
export type FileInputs = Pick<
  Inputs,
  'source' | 'orgId' | 'idColumn' | 'exceptionsCsv' | 'redact' | 'allowPublic'
>;

/** The inputs that no report contains. */
const SECRETS: InputName[] = ['org-token', 'github-token'];

/**
 * Reads and checks all inputs. Throws an error for each wrong one, which names the input, the value and what it takes;
 * several errors in an AggregateError.
 */
export function readInputs(context: RunContext): Promise<Inputs> {
  return readConsistent(readFields, context);
}

/** Reads and checks the inputs about files alone, so that no other wrong input hides a wrong file. Throws likewise. */
export function readFileInputs(context: RunContext): Promise<FileInputs> {
  return readConsistent(readFileFields, context);
}

async function readConsistent<T>(read: (context: RunContext) => Promise<T>, context: RunContext): Promise<T> {
  const { inputs } = await readAll({
    inputs: () => read(context),
    contradictions: () => refuseContradictions(context),
  });
  return inputs;
}

function refuseContradictions(context: RunContext): void {
  const messages = findContradictions(readInput, context);
  if (messages.length > 0) throw new AggregateError(messages.map((message) => new Error(message)));
}

async function readFields(context: RunContext): Promise<Inputs> {
  const { files, ...inputs } = await readAll({
    request: readRequestOptions,
    keyWasTrimmed: () => readOrgToken() !== readOrgToken().trim(),
    files: () => readFileFields(context),
    include: readInclude,
    orgTokenExpires: () => readOptional('org-token-expires', parseExpiryDay),
    dryRun: () => readBoolean('dry-run'),
    rules: readRules,
    tolerance: () => parseTolerance('max-failed-accounts', readInput('max-failed-accounts')),
    compareWith: () => (readInput('baseline') === 'auto' ? 'auto' : readPath('baseline', context)),
    outputDir: () => resolveOutputDir(readInput('output-dir'), context),
    upload: readUploadOptions,
    settings: readSettings,
  });
  return { ...inputs, ...files };
}

async function readFileFields(context: RunContext): Promise<FileInputs> {
  const { sourceKind, accountsCsv, ...inputs } = await readAll({
    accountsCsv: () => readPath('accounts-csv', context),
    orgId: () => readOptional('org-id', parseOrgId) ?? '',
    sourceKind: () => parseChoice('source', readInput('source'), ['auto', 'accounts', 'organization']),
    idColumn: () => readInput('id-column') || undefined,
    exceptionsCsv: () => readPath('exceptions-csv', context),
    redact: () => readBoolean('redact'),
    allowPublic: () => readBoolean('allow-public'),
  });
  return { ...inputs, source: chooseSource(sourceKind, inputs.orgId, accountsCsv) };
}

function chooseSource(kind: string, orgId: string, accountsCsv: string | undefined): SourceChoice {
  if (orgId !== '' && kind !== 'accounts') return { kind: 'organization', accountsCsv };
  return { kind: 'accounts', accountsCsv: accountsCsv ?? '' };
}

function readRequestOptions(): Promise<SourceOptions> {
  return readAll({
    orgToken: () => parseOrgToken(readOrgToken()),
    mask: createSecretsMask,
    apiUrl: () => parseApiUrl('api-url', readInput('api-url')),
    concurrency: () => parseWhole('concurrency', readInput('concurrency'), 1, 64),
    requestsPerSecond: () =>
      readOptional('requests-per-second', (name, text) => parseDecimal(name, text, 0.001, 10_000)),
    timeoutMs: () => readDuration('request-timeout-seconds', 3_600) * 1000,
    maxRetries: () => parseWhole('max-retries', readInput('max-retries'), 0, 100),
    maxDurationMs: () => readDuration('max-duration-minutes', 10_000) * 60_000,
  });
}

function readInclude(): CredentialKind[] {
  const words = Object.keys(INCLUDES) as (keyof typeof INCLUDES)[];
  return parseWords('include', readInput('include'), words).map((word) => INCLUDES[word]);
}

async function readRules(): Promise<ResolvedLimits> {
  const limitReaders = RULES.map((rule) => [rule, () => readOptional(rule, parseLimit)]);
  const { limits, ...given } = await readAll({
    limits: () => readAll(Object.fromEntries(limitReaders)),
    policy: () => readOptional('policy', (name, text) => parseChoice(name, text, ['recommended'])),
    warnRules: () =>
      readOptional('warn-rules', (name, text) => (text === 'off' ? [] : parseWords(name, text, RULES))),
    warnOnly: () => readBoolean('warn-only'),
  });
  return resolveLimits({ limits, ...given });
}

function readUploadOptions(): Promise<UploadOptions> {
  return readAll({
    isWanted: () => readBoolean('upload-artifact'),
    artifactName: () => parseArtifactName('artifact-name', readInput('artifact-name')),
    retentionDays: () => parseWhole('retention-days', readInput('retention-days'), 0, 400),
  });
}

async function readPath(name: InputName, context: RunContext): Promise<string | undefined> {
  const path = readInput(name);
  if (path === '') return undefined;
  await checkInputPath(name, path, context);
  return path;
}

function readDuration(name: InputName, maximum: number): number {
  return parseDecimal(name, readInput(name), 0.001, maximum);
}

function readBoolean(name: InputName): boolean {
  return parseBoolean(name, readInput(name));
}

function readOptional<T>(name: InputName, parse: (name: InputName, text: string) => T): T | undefined {
  const text = readInput(name);
  return text === '' ? undefined : parse(name, text);
}

/** Reads an input or its default. An empty input counts as not given: a workflow may pass an empty value on. */
function readInput(name: InputName): string {
  return core.getInput(name) || defaults[name];
}

/** Returns the inputs for the report. Throws when one of them contains the key. */
function readSettings(): Record<string, string> {
  const key = readOrgToken().trim();
  const names = (Object.keys(defaults) as InputName[]).filter((name) => !SECRETS.includes(name));
  const name = names.find((other) => key.length >= SHORTEST_KEY && readInput(other).includes(key));
  if (name) throw new Error(`${name}: contains the key of org-token: give the key there alone`);
  return Object.fromEntries(names.map((other) => [other, readInput(other)]));
}
