import * as core from '@actions/core';
import { defaults, type InputName } from '../action.ts';
import { INCLUDES } from '../atlassian/tokens.ts';
import { type ResolvedLimits, RULES, resolveLimits } from '../policy/limits.ts';
import { readAll } from '../text/errors.ts';
import { isEnterpriseServer, type RunContext } from './context.ts';
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
    keyWasTrimmed: () => readOrgToken() !== readOrgToken().trim(),
    files: () => fileInputs,
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
  const isOrganization = inputs.orgId !== '' && kind !== 'accounts';
  return { ...inputs, source: { kind: isOrganization ? 'organization' : 'accounts', accountsCsv } as const };
}

async function readRules(): Promise<ResolvedLimits> {
  const limitReaders = RULES.map((rule) => [rule, () => readOptional(rule, fields.parseLimit)]);
  const given = await readAll({
    limits: () => readAll(Object.fromEntries(limitReaders)),
    policy: () => readOptional('policy', fields.parseChoice, ['recommended'] as const),
    warnRules: () =>
      readInput('warn-rules') === 'off' ? [] : readOptional('warn-rules', fields.parseWords, RULES),
    warnOnly: () => read('warn-only', fields.parseBoolean),
  });
  return resolveLimits(given);
}

async function readPath(name: InputName, context: RunContext): Promise<string | undefined> {
  const path = readInput(name) || undefined;
  if (path !== undefined) await checkInputPath(name, path, context);
  return path;
}

type Parser<T, Range extends unknown[]> = (name: InputName, text: string, ...range: Range) => T;

function read<T, Range extends unknown[]>(name: InputName, parse: Parser<T, Range>, ...range: Range): T {
  return parse(name, readInput(name), ...range);
}

function readOptional<T, Range extends unknown[]>(name: InputName, parse: Parser<T, Range>, ...range: Range) {
  return readInput(name) === '' ? undefined : read(name, parse, ...range);
}

/** Reads an input or its default. An empty input counts as not given: a workflow may pass an empty value on. */
function readInput(name: InputName): string {
  return core.getInput(name) || defaults[name];
}

/** Returns every input but the secrets as it was given, for the report. Throws when one of them contains the key. */
function readSettings(): Record<string, string> {
  const key = readOrgToken().trim();
  const names = (Object.keys(defaults) as InputName[]).filter((name) => !/^(org|github)-token$/.test(name));
  const name = names.find((other) => key.length >= SHORTEST_KEY && readInput(other).includes(key));
  if (name) throw new Error(`${name}: contains the key of org-token: give the key there alone`);
  return Object.fromEntries(names.map((other) => [other, readInput(other)]));
}

const EXPORT =
  'Export the accounts at admin.atlassian.com → Directory → Managed accounts → Export accounts, and give the path of the CSV';

function refuseContradictions(context: RunContext): void {
  const errors = [...findContradictions(context)].map((message) => new Error(message));
  if (errors.length > 0) throw new AggregateError(errors);
}

/** Yields a sentence for each pair of inputs that contradict each other, or that ask for something impossible here. */
function* findContradictions(context: RunContext) {
  const hasFile = readInput('accounts-csv') !== '';
  const hasOrganization = readInput('org-id') !== '';
  if (!hasFile && !hasOrganization)
    yield `accounts-csv: not given, and org-id neither: one of them is needed. ${fields.FIND_ORG_ID}. Or: ${EXPORT}.`;
  if (readInput('source') === 'accounts' && !hasFile && hasOrganization)
    yield `accounts-csv: not given, and "source: accounts" needs it. ${EXPORT}.`;
  if (readInput('source') === 'organization' && hasFile && !hasOrganization)
    yield `org-id: not given, and "source: organization" needs it. ${fields.FIND_ORG_ID}.`;
  if (readInput('id-column') !== '' && !hasFile)
    yield 'id-column: given without accounts-csv, whose column it would name: give both or neither';
  if (readInput('include') !== '' && !hasOrganization)
    yield `include: given without org-id: other credentials can be read from the whole organization only. ${fields.FIND_ORG_ID}.`;
  const neverJudged = findReasonNeverJudged(context);
  if (/^\d+$/.test(readInput('max-new-tokens')) && neverJudged)
    yield `max-new-tokens: could never be judged: ${neverJudged}, or leave max-new-tokens out`;
}

/** Returns why no run like this one can have a baseline, and what to do about it. */
function findReasonNeverJudged(context: RunContext): string | undefined {
  if (readInput('baseline') === '')
    return 'there is no baseline to compare with. Give "baseline: auto" or a folder';
  if (readInput('baseline') !== 'auto') return undefined;
  const orFolder = 'Give baseline the folder of an earlier run';
  if (!context.onGitHub) return `"baseline: auto" finds earlier runs on GitHub only. ${orFolder}`;
  if (URL.canParse(context.serverUrl) && isEnterpriseServer(context))
    return `"baseline: auto" does not work on GitHub Enterprise Server. ${orFolder}`;
  if (context.branch === '')
    return 'a run for a pull request or a tag has no earlier run. Run the workflow on a branch';
  if (/^false$/i.test(readInput('upload-artifact')))
    return 'with "upload-artifact: false" no run leaves files to compare with. Upload them';
  if (context.isPublic && !/^true$/i.test(readInput('allow-public')))
    return 'in a public repository without allow-public no run leaves files to compare with. Run it in a private repository';
  return undefined;
}
