import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import { parseActionFile } from '../scripts/action-file.ts';
import {
  type Example,
  listGivenInputs,
  parseBlocks,
  readExamples,
  renderWorkflow,
} from '../scripts/examples.ts';

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
