import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, beforeEach, test } from 'node:test';
import { outputNames } from '../../src/action.ts';
import { endRun, writeJobSummary, writeOutputs } from '../../src/actions/ending.ts';
import { createLog, type Log } from '../../src/actions/log.ts';
import type { Entry } from '../../src/policy/redact.ts';
import { computeOutputs, type Outputs } from '../../src/report/output-values.ts';
import type { Ending } from '../../src/result/run-facts.ts';
import { addDeliveryFailures, type Verdict } from '../../src/result/verdict.ts';
import {
  createFinding,
  createFoundToken,
  createOutcome,
  createRunFacts,
  createVerdict,
  gatherTotals,
  repeat,
} from '../harness/entries.ts';
import { parseOutputFile } from '../harness/runner-env.ts';
import { captureStdout, findCommands } from '../harness/stdout.ts';

const folder = mkdtempSync(join(tmpdir(), 'outputs-'));
const [outputFile, summaryFile] = [join(folder, 'output'), join(folder, 'summary')];
const PATHS = {
  'output.csv': '/o.csv',
  'credentials.csv': '/k.csv',
  'accounts.csv': '/a.csv',
  'owners.csv': '/p.csv',
  'findings.csv': '/f.csv',
  'changes.csv': '/c.csv',
  'report.json': '/r.json',
  'report.html': '/r.html',
  'summary.md': '/s.md',
};

/** The outputs that name files, in a run without `include`. */
const PATH_OUTPUTS = {
  'output-csv': '/o.csv',
  'report-json': '/r.json',
  'report-html': '/r.html',
  'summary-md': '/s.md',
  'owners-csv': '/p.csv',
  'credentials-csv': '',
};

const FINISHED: Verdict = {
  result: 'clean',
  complete: true,
  comparable: true,
  trusted: true,
  red: false,
  headline: 'Clean: 5 of 5 accounts read',
  advice: '',
  problems: [],
  warnings: [],
  notices: [],
};

const onGitHub = createLog(true, (text) => text);

beforeEach(() => {
  for (const file of [outputFile, summaryFile]) writeFileSync(file, '');
  Object.assign(process.env, { GITHUB_OUTPUT: outputFile, GITHUB_STEP_SUMMARY: summaryFile });
});

afterEach(() => {
  process.exitCode = undefined;
});

after(() => {
  rmSync(folder, { recursive: true });
  delete process.env.GITHUB_OUTPUT;
  delete process.env.GITHUB_STEP_SUMMARY;
});

test('the outputs are the counts of accounts.csv and output.csv, and they add up', () => {
  const outputs = compute([
    ...repeat(5, createOutcome('checked')),
    createOutcome('checked', { tokens: 2 }),
    ...repeat(4, createOutcome('not-managed')),
    createOutcome('failed', { tokens: 1 }),
    createOutcome('skipped'),
    createOutcome('rejected'),
    ...repeat(2, createFoundToken()),
    createFoundToken({}, false),
    createFinding(),
  ]);
  assert.deepEqual(outputs, {
    result: 'incomplete',
    complete: false,
    'accounts-total': 13,
    'accounts-checked': 6,
    'accounts-failed': 3,
    'accounts-not-managed': 4,
    'accounts-with-tokens': 2,
    'tokens-total': 3,
    'tokens-active': 2,
    'findings-total': 1,
    ...PATH_OUTPUTS,
  });
});

test('zero is known; after an error of the audit no number is, and none is called zero', () => {
  assert.equal(compute([createOutcome('checked')])['tokens-total'], 0);
  const stopped = { kind: 'refused', why: '', advice: 'Make another key.' } as const;
  const refused = compute([createOutcome('checked')], { stopped });
  assert.deepEqual(refused, {
    result: 'error',
    complete: false,
    ...PATH_OUTPUTS,
  });
});

test('a failed upload hides no number', () => {
  const outputs = compute([createOutcome('checked')], {}, ['quota']);
  assert.deepEqual([outputs.result, outputs.complete, outputs['accounts-checked']], ['error', true, 1]);
});

test('every output of action.yml is set, what is not known to the empty string', () => {
  const written = write({ result: 'error', complete: false, 'tokens-total': 0 });
  assert.deepEqual(Object.keys(written), [...outputNames]);
  assert.deepEqual([written.result, written.complete, written['tokens-total']], ['error', 'false', '0']);
  assert.equal(written['accounts-total'], '');
});

test('a value with line breaks stays one value and sets no other output', () => {
  const path = 'a\nresult=clean\nresult<<x\nclean\nx\n';
  assert.deepEqual(write({ result: 'error', 'output-csv': path }), {
    ...write({ result: 'error' }),
    'output-csv': path,
  });
});

test('off GitHub nothing is set, and nothing is printed, which would be a command', () => {
  delete process.env.GITHUB_OUTPUT;
  delete process.env.GITHUB_STEP_SUMMARY;
  const printed = captureStdout(() => {
    writeOutputs({ result: 'clean' });
    writeJobSummary('# Clean');
  });
  assert.equal(printed, '');
});

test('the job summary is added to what other steps wrote', () => {
  writeFileSync(summaryFile, '# Other\n');
  writeJobSummary('# Clean\n');
  assert.equal(readFileSync(summaryFile, 'utf8'), '# Other\n# Clean\n');
});

test('a red run ends with one error for each cause and rule, the verdict first, and exit code 1', () => {
  const problems = ['max-tokens exceeded.'];
  const changes = { result: 'incomplete', complete: false, red: true, advice: 'Read again.' } as const;
  const verdict: Verdict = { ...FINISHED, ...changes, problems };
  const output = end(onGitHub, verdict);
  assert.equal(output, '::error::Clean: 5 of 5 accounts read. Read again.\n::error::max-tokens exceeded.\n');
  assert.equal(process.exitCode, 1);
});

test('a green run says how it went: plainly when clean, as a warning when something is to be known', () => {
  assert.equal(end(onGitHub, FINISHED), 'Clean: 5 of 5 accounts read\n');
  const found: Verdict = { ...FINISHED, result: 'findings' };
  for (const verdict of [found, { ...FINISHED, complete: false }])
    assert.match(end(onGitHub, verdict), /^::warning::Clean: 5 of 5 accounts read$/m);
  assert.equal(process.exitCode, undefined);
});

test('the end says where the artifact is, or why there is none, and every warning, in few annotations', () => {
  const uploaded = {
    kind: 'uploaded',
    url: 'https://github.com/x/artifacts/1',
    outputs: {},
  } as const;
  assert.match(
    captureStdout(() => endRun(onGitHub, FINISHED, uploaded)),
    /^Artifact: https:.*\/1\n/,
  );
  const missing = { kind: 'unsupported', why: 'There is no artifact service here.' } as const;
  const verdict = { ...FINISHED, red: true, warnings: ['a', 'b'] };
  const output = captureStdout(() => endRun(onGitHub, verdict, missing));
  assert.deepEqual(findCommands(output).slice(0, 3), [
    '::warning::There is no artifact service here.',
    '::warning::a',
    '::warning::b',
  ]);
  assert.equal(findCommands(output).length, 4);
});

function end(log: Log, verdict: Verdict): string {
  return captureStdout(() => endRun(log, verdict, { kind: 'skipped', why: 'upload-artifact is false' }));
}

function write(values: Outputs): Record<string, string> {
  writeFileSync(outputFile, '');
  writeOutputs(values);
  return parseOutputFile(readFileSync(outputFile, 'utf8'));
}

function compute(entries: Entry[], options: Partial<Ending> = {}, failures: string[] = []) {
  const totals = gatherTotals(entries);
  const verdict = addDeliveryFailures(createVerdict(totals, options), failures);
  return computeOutputs({ run: createRunFacts(), totals, verdict }, PATHS);
}
