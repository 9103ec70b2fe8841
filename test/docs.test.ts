import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readExceptions } from '../src/policy/exceptions-file.ts';
import { RULES, TOTAL_RULES } from '../src/policy/finding.ts';

test('README.md stays short: everything else is in docs/', () => {
  const lines = readFileSync('README.md', 'utf8').split('\n').length - 1;
  assert.ok(lines < 250, `${lines} lines`);
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

async function read(text: string) {
  const folder = mkdtempSync(join(tmpdir(), 'token-audit-docs-'));
  try {
    const path = join(folder, 'exceptions.csv');
    writeFileSync(path, text);
    return await readExceptions(path, true);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
