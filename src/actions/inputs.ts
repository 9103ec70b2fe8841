import * as core from '@actions/core';
import { defaults, type InputName } from '../action.ts';
import { INCLUDES } from '../atlassian/credentials.ts';
import type { SourceOptions } from '../audit/source.ts';
import type { SourceChoice } from '../audit/target.ts';
import { type ResolvedLimits, RULES, resolveLimits } from '../policy/limits.ts';
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

/** All inputs, checked. Durations are in milliseconds; an input without a value is undefined. */
export type Inputs = Awaited<ReturnType<typeof readInputs>>;

/** The inputs that say which files to read and whether errors may quote them. */
export type FileInputs = Awaited<ReturnType<typeof readFileInputs>>;

/** The inputs that no report contains. */
const SECRETS: InputName[] = ['org-token', 'github-token'];

const INCLUDE_WORDS = Object.keys(INCLUDES) as (keyof typeof INCLUDES)[];

/**
 * Reads and checks all inputs. Throws an error for each wrong one, which names the input, the value and what it takes;
 * several errors in an AggregateError.
 */
export async function readInputs(context: RunContext, fileInputs: Promise<FileInputs>) {
  const { files, contradictions, ...inputs } = await readAll({
    request: readRequestOptions,
    /** Whether spaces or line breaks around the key were left out. */
    keyWasTrimmed: () => readOrgToken() !== readOrgToken().trim(),
    files: () => fileInputs,
    /** Other credentials to audit as well. */
    include: () => read('include', parseWords, INCLUDE_WORDS).map((word) => INCLUDES[word]),
    /** The start of the day on which the key expires, in milliseconds since 1970. */
    orgTokenExpires: () => readOptional('org-token-expires', parseExpiryDay),
    dryRun: () => read('dry-run', parseBoolean),
    rules: readRules,
    tolerance: () => read('max-failed-accounts', parseTolerance),
    /** The folder of an earlier run's files, or `auto`. */
    compareWith: () => (readInput('baseline') === 'auto' ? 'auto' : readPath('baseline', context)),
    outputDir: () => resolveOutputDir(readInput('output-dir'), context),
    upload: readUploadOptions,
    /** Every input but the secrets as it was given, for the report. */
    settings: readSettings,
    contradictions: () => refuseContradictions(context),
  });
  return { ...inputs, ...files };
}

/** Reads and checks the inputs about files alone, so that no other wrong input hides a wrong file. Throws likewise. */
export async function readFileInputs(context: RunContext) {
  const { sourceKind, accountsCsv, ...inputs } = await readAll({
    accountsCsv: () => readPath('accounts-csv', context),
    /** The organization; '' when it is not given. */
    orgId: () => readOptional('org-id', parseOrgId) ?? '',
    sourceKind: () => read('source', parseChoice, ['auto', 'accounts', 'organization']),
    idColumn: () => readInput('id-column') || undefined,
    exceptionsCsv: () => readPath('exceptions-csv', context),
    redact: () => read('redact', parseBoolean),
    allowPublic: () => read('allow-public', parseBoolean),
  });
  refuseContradictions(context);
  return { ...inputs, source: chooseSource(sourceKind, inputs.orgId, accountsCsv) };
}

function refuseContradictions(context: RunContext): void {
  const errors = [...findContradictions(readInput, context)].map((message) => new Error(message));
  if (errors.length > 0) throw new AggregateError(errors);
}

function chooseSource(kind: string, orgId: string, accountsCsv: string | undefined): SourceChoice {
  if (orgId !== '' && kind !== 'accounts') return { kind: 'organization', orgId, accountsCsv };
  return { kind: 'accounts', accountsCsv: accountsCsv ?? '' };
}

function readRequestOptions(): Promise<SourceOptions> {
  return readAll({
    orgToken: () => parseOrgToken(readOrgToken()),
    mask: createSecretsMask,
    apiUrl: () => read('api-url', parseApiUrl),
    concurrency: () => read('concurrency', parseWhole, 1, 64),
    requestsPerSecond: () => readOptional('requests-per-second', parseDecimal, 0.001, 10_000),
    timeoutMs: () => read('request-timeout-seconds', parseDecimal, 0.001, 3_600) * 1000,
    maxRetries: () => read('max-retries', parseWhole, 0, 100),
    maxDurationMs: () => read('max-duration-minutes', parseDecimal, 0.001, 10_000) * 60_000,
  });
}

async function readRules(): Promise<ResolvedLimits> {
  const limitReaders = RULES.map((rule) => [rule, () => readOptional(rule, parseLimit)]);
  const { limits, ...given } = await readAll({
    limits: () => readAll(Object.fromEntries(limitReaders)),
    policy: () => readOptional('policy', parseChoice, ['recommended'] as const),
    warnRules: () => (readInput('warn-rules') === 'off' ? [] : readOptional('warn-rules', parseWords, RULES)),
    warnOnly: () => read('warn-only', parseBoolean),
  });
  return resolveLimits({ limits, ...given });
}

function readUploadOptions(): Promise<UploadOptions> {
  return readAll({
    isWanted: () => read('upload-artifact', parseBoolean),
    artifactName: () => read('artifact-name', parseArtifactName),
    retentionDays: () => read('retention-days', parseWhole, 0, 400),
  });
}

async function readPath(name: InputName, context: RunContext): Promise<string | undefined> {
  const path = readInput(name);
  if (path === '') return undefined;
  await checkInputPath(name, path, context);
  return path;
}

type Parser<Value, Range extends unknown[]> = (name: InputName, text: string, ...range: Range) => Value;

function read<V, R extends unknown[]>(name: InputName, parse: Parser<V, R>, ...range: R): V {
  return parse(name, readInput(name), ...range);
}

function readOptional<V, R extends unknown[]>(
  name: InputName,
  parse: Parser<V, R>,
  ...range: R
): V | undefined {
  return readInput(name) === '' ? undefined : read(name, parse, ...range);
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
