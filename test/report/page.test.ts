import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { runInNewContext, Script } from 'node:vm';
import fc from 'fast-check';
import { createChange, createFinding, createOutcome, createToken, repeat } from '../harness/entries.ts';
import { hostileText } from '../harness/hostile.ts';
import { createTokens, describeEarlierRun, renderEntries, renderFullPage } from '../harness/page.ts';

const TITLES = [
  'Who must act',
  'Findings',
  'What changed',
  'New tokens',
  'Tokens of accounts no longer asked for',
  'Did it see everything?',
  'Accounts without a result',
  'Owners not in the accounts file',
  'What this audit cannot see',
  'Limits',
  'Active tokens',
  'Exceptions',
  'Excepted findings',
  'Worth a look',
  'Never used',
  'Without expiry',
  'Oldest tokens',
  'Accounts with most tokens',
  'Tokens',
  'Settings',
];

test('it begins with the verdict and contains every section, in the order of what people need first', () => {
  const page = renderFullPage('Ada');
  const headings = [...page.matchAll(/<h[123][^>]*>(.*?)<\/h[123]>/g)].map(([, text = '']) => strip(text));
  assert.match(headings[0] ?? '', /^2 findings&#58; 1 person must act/);
  const titles = headings.slice(1).map((heading) => heading.replace(/ \d[\d,]*$/, ''));
  assert.deepEqual(titles, TITLES);
  assert.match(page, /<li class="bad"><b>Problem<\/b> Ada<\/li>/);
});

test('the numbers at the top link to their sections', () => {
  const page = renderFullPage('Ada');
  const tiles = [...page.matchAll(/<li><a href="#([\w-]+)"><b class="\w+">(\d+)<\/b> (.*?)<\/a>/g)];
  assert.deepEqual(
    tiles.map(([, section, count, label]) => [section, count, label]),
    [
      ['people', '1', 'People to act'],
      ['changes', '1', 'New tokens'],
      ['coverage', '0', 'Unread accounts'],
    ],
  );
  for (const [, section] of tiles) assert.ok(page.includes(`id="${section}"`), section);
  assert.match(page, /<li><a><b class="plain">0<\/b> Expiring within 30 days<\/a>/, 'no link to no section');
});

test('without a baseline it says so, and why', () => {
  assert.match(renderEntries([]), /No baseline: set <code>baseline&#58; auto<\/code> to see changes/);
  const baseline = { kind: 'unusable', why: 'no earlier run' } as const;
  assert.match(renderEntries([], { baseline }), /No baseline: no earlier run/);
});

test('new and removed tokens are named with their owner, creation, expiry and scopes', () => {
  const removed = createToken({ expiry: '', scopes: ['a', 'b'] });
  const page = renderEntries([createChange(), createChange({ change: 'removed', token: removed })], {
    baseline: describeEarlierRun('earlier'),
  });
  const token = 'Jenkinstoken-1Ada Okafor ada&#64;example.com712020&#58;ada2026-05-27180 days ago';
  assert.deepEqual(readRows(page, 'changes-new'), [`${token}2027-05-22in 180 days`]);
  assert.deepEqual(readRows(page, 'changes-removed'), [`${token}nevera b`]);
});

test('what is not complete is called a lower bound, what is complete is not', () => {
  const failed = renderEntries([createOutcome('checked'), createOutcome('failed')]);
  assert.match(
    failed,
    /<b>No:<\/b> 1 of 2 accounts were not read, 0 allowed\. Every number here is a lower bound/,
  );
  assert.match(renderEntries([createOutcome('checked')]), /Yes: the only account was read\./);
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

test('a bar stands only where there is something to compare', () => {
  assert.doesNotMatch(renderEntries(repeat(2, createOutcome('checked'))), /<figure class="shares">/);
});

test('each person who must act is one row with what to do, and the findings stand below, each with its own', () => {
  const total = createFinding({ rule: 'max-tokens', account: undefined, evidence: 'of all' });
  const page = renderEntries([...repeat(2, createFinding()), total]);
  const ada = 'Ada Okafor ada&#64;example.com712020&#58;ada';
  const action = 'Delete at least 1 of 3 active tokens.';
  assert.deepEqual(readRows(page, 'people'), [
    `${ada}${action} ${action}2fail`,
    `Organization admins${action}1fail`,
  ]);
  const finding = `max-tokens-per-accountfail${ada}3 active of 4 tokens, limit 2${action}`;
  assert.deepEqual(readRows(page, 'findings'), [
    `max-tokensfailThe organizationof all${action}`,
    finding,
    finding,
  ]);
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
    assert.equal(/The first 5,000 of 5,003\. All are in <code>output\.csv<\/code>/.test(page), count > rows);
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

test('its script is one, and is whole', () => {
  const script = takeOnly(renderFullPage('x'), 'script');
  assert.doesNotThrow(() => new Script(script));
  assert.throws(() => runInNewContext(script), /document is not defined/);
  assert.doesNotMatch(
    script,
    /innerHTML|outerHTML|insertAdjacent|document\.write|eval|fetch|XMLHttp|import\(/,
  );
});

/** The texts of a table's rows. */
function readRows(page: string, id: string): string[] {
  const [, table = ''] = new RegExp(`<table class="${id}".*?<tbody>(.*?)</table>`, 's').exec(page) ?? [];
  return [...table.matchAll(/<tr>(.*?)<\/tr>/g)].map(([, row = '']) => strip(row));
}

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

test('findings that only warn are not red', () => {
  const chooseTone = (level: 'fail' | 'warn') =>
    /<header class="verdict (\w+)">/.exec(
      renderEntries([createOutcome('checked'), createFinding({ level })]),
    )?.[1];
  assert.deepEqual([chooseTone('fail'), chooseTone('warn')], ['bad', 'fair']);
});
