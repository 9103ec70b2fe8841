import * as core from '@actions/core';
import { defaults, type InputName } from '../action.ts';
import { INCLUDES } from '../atlassian/credentials.ts';
import type { SourceChoice } from '../audit/target.ts';
import { type ResolvedLimits, RULES, resolveLimits } from '../policy/limits.ts';
import { readAll } from '../text/errors.ts';
import type { RunContext } from './context.ts';
import { findContradictions } from './input-contradictions.ts';
import * as fields from './input-fields.ts';
import { createSecretsMask, parseOrgToken, readOrgToken, SHORTEST_KEY } from './secrets.ts';
import { checkInputPath, resolveOutputDir } from './workspace-paths.ts';

/** All inputs, checked. Durations are in milliseconds; an input without a value is undefined. */
export type Inputs = Awaited<ReturnType<typeof readInputs>>;

/** The inputs that say which files to read and whether errors may quote them. */
export type FileInputs = Awaited<ReturnType<typeof readFileInputs>>;

const INCLUDE_WORDS = Object.keys(INCLUDES) as (keyof typeof INCLUDES)[];

/** Reads and checks all inputs. Throws an error for each wrong one, several in an AggregateError. */
export async function readInputs(context: RunContext, fileInputs: Promise<FileInputs>) {
  const { files, contradictions, ...inputs } = await readAll({
    /** How the API is asked. */
    request: () =>
      readAll({
        orgToken: () => parseOrgToken(readOrgToken()),
        mask: createSecretsMask,
        apiUrl: () => read('api-url', fields.parseApiUrl),
        concurrency: () => read('concurrency', fields.parseWhole, 1, 64),
        requestsPerSecond: () => readOptional('requests-per-second', fields.parseDecimal, 0.001, 10_000),
        timeoutMs: () => read('request-timeout-seconds', fields.parseDecimal, 0.001, 3_600) * 1000,
        maxRetries: () => read('max-retries', fields.parseWhole, 0, 100),
        maxDurationMs: () => read('max-duration-minutes', fields.parseDecimal, 0.001, 10_000) * 60_000,
      }),
    /** Whether spaces or line breaks around the key were left out. */
    keyWasTrimmed: () => readOrgToken() !== readOrgToken().trim(),
    files: () => fileInputs,
    /** Other credentials to audit as well. */
    include: () => read('include', fields.parseWords, INCLUDE_WORDS).map((word) => INCLUDES[word]),
    /** The start of the day on which the key expires, in milliseconds since 1970. */
    orgTokenExpires: () => readOptional('org-token-expires', fields.parseExpiryDay),
    dryRun: () => read('dry-run', fields.parseBoolean),
    rules: readRules,
    tolerance: () => read('max-failed-accounts', fields.parseTolerance),
    /** The folder of an earlier run's files, or `auto`. */
    compareWith: () => (readInput('baseline') === 'auto' ? 'auto' : readPath('baseline', context)),
    outputDir: () => resolveOutputDir(readInput('output-dir'), context),
    upload: () =>
      readAll({
        isWanted: () => read('upload-artifact', fields.parseBoolean),
        artifactName: () => read('artifact-name', fields.parseArtifactName),
        retentionDays: () => read('retention-days', fields.parseWhole, 0, 400),
      }),
    /** Every input but the secrets as it was given, for the report. */
    settings: readSettings,
    contradictions: () => refuseContradictions(context),
  });
  return { ...inputs, ...files };
}

/** Reads the inputs about files alone, so that no other wrong input hides a wrong file. Throws likewise. */
export async function readFileInputs(context: RunContext) {
  const { kind, accountsCsv, ...inputs } = await readAll({
    accountsCsv: () => readPath('accounts-csv', context),
    /** The organization; '' when it is not given. */
    orgId: () => readOptional('org-id', fields.parseOrgId) ?? '',
    kind: () => read('source', fields.parseChoice, ['auto', 'accounts', 'organization']),
    idColumn: () => readInput('id-column') || undefined,
    exceptionsCsv: () => readPath('exceptions-csv', context),
    redact: () => read('redact', fields.parseBoolean),
    allowPublic: () => read('allow-public', fields.parseBoolean),
  });
  refuseContradictions(context);
  const { orgId } = inputs;
  const source: SourceChoice =
    orgId !== '' && kind !== 'accounts'
      ? { kind: 'organization', orgId, accountsCsv }
      : { kind: 'accounts', accountsCsv: accountsCsv ?? '' };
  return { ...inputs, source };
}

function refuseContradictions(context: RunContext): void {
  const errors = [...findContradictions(readInput, context)].map((message) => new Error(message));
  if (errors.length > 0) throw new AggregateError(errors);
}

async function readRules(): Promise<ResolvedLimits> {
  const limitReaders = RULES.map((rule) => [rule, () => readOptional(rule, fields.parseLimit)]);
  const { limits, ...given } = await readAll({
    limits: () => readAll(Object.fromEntries(limitReaders)),
    policy: () => readOptional('policy', fields.parseChoice, ['recommended'] as const),
    warnRules: () =>
      readInput('warn-rules') === 'off' ? [] : readOptional('warn-rules', fields.parseWords, RULES),
    warnOnly: () => read('warn-only', fields.parseBoolean),
  });
  return resolveLimits({ limits, ...given });
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
  const names = (Object.keys(defaults) as InputName[]).filter((name) => !/^(org|github)-token$/.test(name));
  const name = names.find((other) => key.length >= SHORTEST_KEY && readInput(other).includes(key));
  if (name) throw new Error(`${name}: contains the key of org-token: give the key there alone`);
  return Object.fromEntries(names.map((other) => [other, readInput(other)]));
}
