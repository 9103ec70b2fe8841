import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import { parseActionFile } from '../../scripts/action-file.ts';
import {
  computeName,
  type Example,
  listGivenInputs,
  parseBlocks,
  readExamples,
  renderWorkflow,
} from '../../scripts/examples.ts';
import { expectations } from '../act/expectations.ts';

const { inputs } = parseActionFile(readFileSync('action.yml', 'utf8'));
const examples = readExamples();

test('examples give this action inputs that action.yml declares, and every required one', () => {
  const given = examples.flatMap((example) => listGivenInputs(example).map((step) => ({ example, step })));
  assert.ok(given.length >= 4, 'the documents no longer show how to use the action');
  for (const { example, step } of given) {
    const known = inputs.map(({ name }) => name);
    const unknown = Object.keys(step).filter((name) => !known.includes(name));
    assert.deepEqual(unknown, [], `${place(example)} gives inputs that action.yml does not declare`);
    const missing = inputs.filter(({ name, required }) => required && !(name in step));
    assert.deepEqual(missing, [], `${place(example)} lacks required inputs`);
  }
});

test('examples take the key from a secret', () => {
  for (const example of examples) {
    for (const step of listGivenInputs(example)) {
      assert.match(String(step['org-token']), /^\$\{\{ secrets\.\w+ \}\}$/, place(example));
    }
  }
});

test('what act is to see of each workflow is written down, and of nothing else', () => {
  const names = examples.map(computeName);
  const workflows = examples.filter(({ kind }) => kind === 'workflow').map(computeName);
  const known = Object.keys(expectations);
  assert.deepEqual(
    workflows.filter((name) => !known.includes(name)),
    [],
    'say in test/act/expectations.ts what it is to do, or why act cannot run it',
  );
  assert.deepEqual(
    known.filter((name) => !names.includes(name)),
    [],
    'test/act/expectations.ts speaks of examples that are not there',
  );
  assert.equal(new Set(workflows).size, workflows.length, 'two workflows of one file have one name');
});

test('blocks are found where they stand, by what they are', () => {
  const markdown = [
    '# Top',
    '```yaml',
    'name: Weekly',
    'on: push',
    'jobs: {}',
    '```',
    '## Steps',
    '- in a list',
    '  ```yml',
    '  - uses: org/token-audit@v1',
    '    with:',
    '      max-tokens: 5',
    '  ```',
    '```yaml',
    '- uses: other/action@v1',
    '```',
  ].join('\n');
  const blocks = parseBlocks('a.md', markdown);
  assert.deepEqual(
    blocks.map(({ line, title, kind }) => [line, title, kind]),
    [
      [3, 'Weekly', 'workflow'],
      [10, 'Steps', 'steps'],
      [15, 'Steps', 'other'],
    ],
  );
  assert.deepEqual(blocks.map(listGivenInputs), [[], [{ 'max-tokens': 5 }], []]);
});

test('steps become a workflow that holds them as they are', () => {
  const [example] = parseBlocks(
    'a.md',
    '# Use\n```yaml\n- uses: org/token-audit@v1\n- run: |\n    a\n\n    b\n```\n',
  );
  assert.ok(example);
  const { name, jobs } = parse(renderWorkflow(example));
  assert.equal(name, 'Use');
  assert.deepEqual(jobs.audit.steps.slice(1), [{ uses: 'org/token-audit@v1' }, { run: 'a\n\nb\n' }]);
});

function place({ file, line }: Example): string {
  return `${file}:${line}`;
}
