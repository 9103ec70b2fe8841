import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { test } from 'node:test';
import { RULES, TOTAL_RULES } from '../../src/policy/limits.ts';
import { readExceptionsFile } from '../harness/input-files.ts';

test('README.md stays short: everything else is in docs/', () => {
  const lines = readFileSync('README.md', 'utf8').split('\n').length - 1;
  assert.ok(lines < 250, `${lines} lines`);
});

test('every link within the repository leads somewhere', () => {
  const pages = ['README.md', 'CONTRIBUTING.md', ...readdirSync('docs').map((name) => `docs/${name}`)];
  const links = pages.filter((page) => page.endsWith('.md')).flatMap(listLinks);
  assert.ok(links.length > 40, 'links are no longer found');
  assert.deepEqual(
    links.filter((link) => !isThere(link)).map(({ page, link }) => `${page}: ${link}`),
    [],
  );
});

test('the exceptions file of docs/exceptions.md is one, and is refused as the page says', async () => {
  const page = readFileSync('docs/exceptions.md', 'utf8');
  const [, example = ''] = /```csv\n([\s\S]*?)```/.exec(page) ?? [];
  const exceptions = await read(example);
  assert.deepEqual(
    exceptions.map(({ rule, expires }) => `${rule} ${expires}`),
    ['max-tokens-per-account 2027-03-31', '* 2027-01-31', 'max-lifetime-days 2026-12-31'],
  );
  const [, refusal = ''] = /^> (exceptions-csv: .*)$/m.exec(page) ?? [];
  await assert.rejects(read(example.replace('2027-01-31', '31.03.2027')), { message: refusal });
});

test('docs/rules.md has every rule in the order of urgency, and docs/exceptions.md those that take exceptions', () => {
  const rules = readFileSync('docs/rules.md', 'utf8');
  const [, table = ''] = /^\| rule .*\n([\s\S]*?)\n\n/m.exec(rules) ?? [];
  assert.deepEqual(
    [...table.matchAll(/^\| `([a-z-]+)`/gm)].map(([, rule]) => rule),
    [...RULES],
  );
  const [row = ''] = /^\| `Rule` .*$/m.exec(readFileSync('docs/exceptions.md', 'utf8')) ?? [];
  const named = RULES.filter((rule) => row.includes(`\`${rule}\``));
  assert.deepEqual(
    named,
    RULES.filter((rule) => !TOTAL_RULES.includes(rule)),
  );
});

type Link = { page: string; link: string };

/** The relative links of a page but for those in code. */
function listLinks(page: string): Link[] {
  const text = readFileSync(page, 'utf8').replaceAll(/^```[\s\S]*?^```/gm, '');
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => ({ page, link }));
  return links.filter(({ link }) => !/^[a-z]+:/.test(link));
}

/** Whether there is such a file, with such a heading if the link names one. */
function isThere({ page, link }: Link): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : posix.join(posix.dirname(page), path);
  if (!existsSync(target)) return false;
  return anchor === undefined || listAnchors(readFileSync(target, 'utf8')).includes(anchor);
}

/** As GitHub makes them of headings. */
function listAnchors(markdown: string): string[] {
  const headings = [...markdown.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => heading);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

async function read(text: string) {
  const folder = mkdtempSync(join(tmpdir(), 'token-audit-docs-'));
  try {
    const path = join(folder, 'exceptions.csv');
    writeFileSync(path, text);
    return await readExceptionsFile(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
