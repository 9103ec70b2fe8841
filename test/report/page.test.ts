import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { runInNewContext, Script } from 'node:vm';
import fc from 'fast-check';
import { createSourceReport } from '../../src/audit/source.ts';
import { renderPage } from '../../src/report/page.ts';
import { computeVerdict } from '../../src/result/verdict.ts';
import {
  createCircumstances,
  createFinding,
  createFoundToken,
  createOutcome,
  createRunFacts,
  gatherTotals,
  repeat,
} from '../harness/entries.ts';
import { hostileText } from '../harness/hostile.ts';
import { createTokens, renderEntries, renderFullPage } from '../harness/page.ts';

const PARTS = [
  'Did it see everything?',
  'Accounts without a result, by reason',
  'What this audit cannot see',
  'What changed',
  'New tokens',
  'Of accounts no longer asked for',
  'Active tokens by their dates',
  'Findings: who must act',
  'Exceptions',
  'Excepted findings',
  'Expired exceptions',
  'Exceptions that matched nothing',
  'Owners not in the accounts file',
  'Accounts with most tokens',
  'Settings',
  'Tokens',
];

test('it says the verdict first, and has every part, each with what belongs there', () => {
  const page = renderFullPage('Ada');
  const headings = [...page.matchAll(/<h[123][^>]*>(.*?)<\/h[123]>/g)].map(([, text = '']) => strip(text));
  assert.match(headings[0] ?? '', /^Error 2 of 3 accounts read/);
  const titles = headings.slice(1).map((heading) => heading.replace(/ \d[\d,]*$/, ''));
  assert.deepEqual(titles, PARTS);
  assert.match(page, /<li class="Problem"><b>Problem<\/b> Ada<\/li>/);
  assert.match(page, /<dt>without expiry<\/dt><dd>1<\/dd>/);
});

test('without a baseline it says so, and why', () => {
  assert.match(renderEntries([]), /no baseline was asked for/);
  const baseline = { kind: 'unusable', why: 'no earlier run' } as const;
  assert.match(renderEntries([], { baseline }), /There is no baseline: no earlier run/);
});

test('what is not complete is called a lower bound, what is complete is not', () => {
  const failed = renderEntries([createOutcome('checked'), createOutcome('failed')]);
  assert.match(
    failed,
    /<b>No\.<\/b> 1 account of 2 unread, 0 allowed\. Every number on this page is a lower bound/,
  );
  assert.match(
    renderEntries([createOutcome('checked')]),
    /Yes: no account and no page is unread, of 1 account\./,
  );
});

test('every account is in one share of the bar', () => {
  const statuses = [
    'checked',
    'checked',
    'unlisted',
    'not-managed',
    'failed',
    'skipped',
    'rejected',
  ] as const;
  const page = renderEntries(statuses.map((status) => createOutcome(status)));
  const [, list = ''] = /<figure class="shares">.*?<ul>(.*?)<\/ul>/s.exec(page) ?? [];
  const counts = [...list.matchAll(/<b>(\d+)<\/b>/g)].map(([, count]) => Number(count));
  assert.deepEqual(counts, [2, 1, 1, 1, 1, 1]);
});

test('findings stand with their owners, those of the organization first', () => {
  const total = createFinding({ rule: 'max-tokens', account: undefined, evidence: 'of all' });
  const page = renderEntries([...repeat(2, createFinding()), total]);
  const [, table = ''] = /<table class="findings"(.*?)<\/table>/s.exec(page) ?? [];
  const groups = [...table.matchAll(/class="group">(.*?)<\/tr>/g)].map(([, name = '']) => strip(name));
  assert.deepEqual(groups, ['The organization', 'Ada Okafor ada&#64;example.com 712020&#58;ada 2 findings']);
});

for (const [count, rows] of [
  [0, 0],
  [1, 1],
  [5000, 5000],
  [5003, 5000],
] as const) {
  test(`of ${count} tokens it lists ${rows}, and says where the rest is`, () => {
    const page = renderEntries([createOutcome('checked'), ...createTokens(count)]);
    const [table = ''] = /<table class="tokens".*?<\/table>/s.exec(page) ?? [];
    assert.equal(table.match(/<tr data-flags/g)?.length ?? 0, rows);
    assert.equal(/5,000 most urgent of 5,003; <code>output\.csv<\/code>/.test(page), count > rows);
    assert.doesNotMatch(page.replace(/<script>.*<\/script>/s, ''), /undefined|NaN|\bnull\b/);
  });
}

test('beside its rows it is smaller than 300 KB', () => {
  assert.ok(Buffer.byteLength(renderFullPage('x')) < 300_000);
});

test('a megabyte in every text that others choose makes it no larger than what is shown of it', () => {
  for (const piece of ['<', '\u{e0041}', '漢']) {
    const page = renderFullPage(piece.repeat(1_000_000 / piece.length));
    assert.ok(Buffer.byteLength(page) < 300_000, `${piece} ${Buffer.byteLength(page)}`);
  }
});

test('foreign text adds neither an element nor an attribute, wherever it stands', () => {
  const plain = listTags(renderFullPage('x'));
  fc.assert(
    fc.property(
      hostileText.filter((text) => text.trim() !== ''),
      (text) => {
        const page = renderFullPage(text);
        assert.deepEqual(listTags(page), plain);
        assert.doesNotMatch(page.replace(/<[^>]*>/g, ''), /[\u202a-\u202e\u2066-\u2069\0]/);
      },
    ),
    { numRuns: 300 },
  );
});

test('only addresses of the web become links', () => {
  for (const runUrl of [
    'javascript:alert(1)',
    'data:text/html,x',
    'http://example.com',
    'file:///etc/passwd',
    'x',
  ])
    assert.doesNotMatch(renderEntries([], { runUrl }), /href="(?!#|https:\/\/admin\.atlassian\.com)/, runUrl);
  const page = renderEntries([], { runUrl: 'https://example.com/a"onclick="x?<b>=\ud800#@y' });
  assert.match(page, /<a href="https:\/\/example\.com\/[^"<>\s]*" rel="noopener noreferrer">/);
});

test('its policy allows this style and this script, and nothing else', () => {
  const page = renderFullPage('x');
  const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
  const [style, script] = ['style', 'script'].map((tag) => computeHash(takeOnly(page, tag)));
  assert.equal(
    policy,
    `default-src 'none'; style-src '${style}'; script-src '${script}'; base-uri 'none'; form-action 'none'`,
  );
  assert.doesNotMatch(page, /<[^>]*\s(style|on\w+|src|srcset|action)=/i);
  assert.ok(page.indexOf('Content-Security-Policy') < page.indexOf('<style>'), 'before what it governs');
});

test('the key is taken out of what others chose, and what the policy names stays as it is', () => {
  const facts = createRunFacts();
  const totals = gatherTotals([createFoundToken({ label: 'function' })]);
  const usual = { warnOnly: false, stopped: undefined, report: createSourceReport(), failures: [] };
  const verdict = computeVerdict({ ...facts, ...usual, totals, circumstances: createCircumstances() });
  const page = renderPage(facts, totals, verdict, (text) => text.replaceAll('function', '***'));
  assert.match(page, /<code>\*\*\*<\/code>/);
  assert.ok(page.includes(computeHash(takeOnly(page, 'script'))));
});

test('its script is one, and is whole', () => {
  const script = takeOnly(renderFullPage('x'), 'script');
  assert.doesNotThrow(() => new Script(script));
  assert.throws(() => runInNewContext(script), /document is not defined/);
  assert.doesNotMatch(
    script,
    /innerHTML|outerHTML|insertAdjacent|document\.write|eval|fetch|XMLHttp|import\(/,
  );
});

function takeOnly(page: string, tag: string): string {
  const found = [...page.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, 'gs'))];
  assert.equal(found.length, 1);
  return found[0]?.[1] ?? '';
}

function computeHash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function listTags(page: string): string[] {
  return page.replace(/<(style|script)>.*?<\/\1>/gs, '').match(/<[^>]*>/g) ?? [];
}

function strip(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
