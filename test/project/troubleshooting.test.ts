import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const page = readFileSync('docs/troubleshooting.md', 'utf8');
const lines = readSources();

test('every message that is quoted stands in the code', () => {
  const quoted = listQuoted(page);
  assert.ok(quoted.length > 60, 'the page no longer quotes messages');
  assert.deepEqual(
    quoted.filter((message) => !isInCode(message)),
    [],
  );
});

test('a message that is in no line of the code is noticed', () => {
  assert.ok(isInCode('The list of … was not read to its end'));
  assert.ok(isInCode('org-token: not given'));
  assert.ok(!isInCode('The list of … was not read until its end'));
  assert.ok(!isInCode('was not read to its end … The list of'));
});

/** The messages in the first column of the page's tables. */
function listQuoted(markdown: string): string[] {
  const rows = markdown.split('\n').filter((line) => line.startsWith('| `'));
  return rows.flatMap((row) => {
    const [, cell = ''] = row.split(/(?<!\\)\|/);
    return [...cell.matchAll(/`(``)?([^`]+)`/g)].map(([, , message = '']) => message);
  });
}

/**
 * Whether one line of the code holds all parts of a message in order; the input or the result that it begins with is
 * often put in, and so is that something else was expected.
 */
function isInCode(message: string): boolean {
  const isIn = (parts: string[]) => lines.some((line) => holdsInOrder(line, parts));
  const whole = splitParts(message);
  return isIn(whole) || isIn(splitParts(message.replace(/^(?:[a-z-]+|Error|Incomplete): (expected )?/, '')));
}

function splitParts(message: string): string[] {
  return message
    .split('…')
    .map((part) => part.trim().replace(/^: |^"$/g, ''))
    .filter((part) => part !== '');
}

function holdsInOrder(line: string, parts: string[]): boolean {
  let from = 0;
  return parts.every((part) => {
    const at = line.indexOf(part, from);
    from = at + part.length;
    return at >= 0;
  });
}

/** The lines of the code but for comments, what is put into a text left out. */
function readSources(): string[] {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const code = files.flatMap((file) => readFileSync(`src/${file}`, 'utf8').split('\n'));
  return code.filter((line) => !/^\s*(\/\/|\/?\*)/.test(line)).map((line) => line.replaceAll("\\'", "'"));
}
