import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { outputNames } from '../../src/action.ts';
import { writeJobSummary, writeOutputs } from '../../src/actions/outputs.ts';
import type { Entry } from '../../src/policy/redact.ts';
import { computeOutputs, type Outputs } from '../../src/report/output-values.ts';
import type { Ending } from '../../src/result/run-facts.ts';
import { addDeliveryFailures } from '../../src/result/verdict.ts';
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
import { captureStdout } from '../harness/stdout.ts';

const folder = mkdtempSync(join(tmpdir(), 'outputs-'));
const [outputFile, summaryFile] = [join(folder, 'output'), join(folder, 'summary')];
const PATHS = {
  output: '/o.csv',
  credentials: '/k.csv',
  accounts: '/a.csv',
  owners: '/p.csv',
  findings: '/f.csv',
  changes: '/c.csv',
  report: '/r.json',
  html: '/r.html',
  summary: '/s.md',
};

beforeEach(() => {
  for (const file of [outputFile, summaryFile]) writeFileSync(file, '');
  Object.assign(process.env, { GITHUB_OUTPUT: outputFile, GITHUB_STEP_SUMMARY: summaryFile });
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
    'output-csv': '/o.csv',
    'report-json': '/r.json',
    'report-html': '/r.html',
    'summary-md': '/s.md',
    'owners-csv': '/p.csv',
    'credentials-csv': '',
  });
});

test('zero is known; after an error of the audit no number is, and none is called zero', () => {
  assert.equal(compute([createOutcome('checked')])['tokens-total'], 0);
  const stopped = { kind: 'refused', why: '', advice: 'Make another key.' } as const;
  const refused = compute([createOutcome('checked')], { stopped });
  assert.deepEqual(refused, {
    result: 'error',
    complete: false,
    'output-csv': '/o.csv',
    'report-json': '/r.json',
    'report-html': '/r.html',
    'summary-md': '/s.md',
    'owners-csv': '/p.csv',
    'credentials-csv': '',
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

function write(values: Outputs): Record<string, string> {
  writeFileSync(outputFile, '');
  writeOutputs(values);
  return parseOutputFile(readFileSync(outputFile, 'utf8'));
}

function compute(entries: Entry[], options: Partial<Ending> = {}, failures: string[] = []) {
  const totals = gatherTotals(entries);
  const verdict = createVerdict(totals, options);
  return computeOutputs(totals, addDeliveryFailures(verdict, failures), PATHS, createRunFacts());
}
