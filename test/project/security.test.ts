import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const text = readFileSync('SECURITY.md', 'utf8');

test('every file that SECURITY.md points at is there', () => {
  const paths = [...text.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, path = '']) => path);
  assert.ok(paths.length > 30);
  assert.deepEqual(
    paths.filter((path) => !existsSync(path)),
    [],
  );
});

test('every test that SECURITY.md quotes is in the file that it names before', () => {
  const quotes = [...text.matchAll(/\]\((test\/[\w/-]+\.test\.ts)\) "([^"]+)"/g)];
  assert.ok(quotes.length > 5);
  for (const [, path = '', title = ''] of quotes)
    assert.ok(readFileSync(path, 'utf8').includes(title), `${path}: ${title}`);
});

test('every sentence of it that names a section of README names one that is there', () => {
  const headings = [...readFileSync('README.md', 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(' ', '-')
      .replace(/[^\w-]/g, ''),
  );
  const anchors = [...text.matchAll(/README\.md#([\w-]+)/g)].map(([, anchor = '']) => anchor);
  assert.deepEqual(
    anchors.filter((anchor) => !headings.includes(anchor)),
    [],
  );
});
