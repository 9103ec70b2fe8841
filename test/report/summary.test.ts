import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createSourceReport } from '../../src/audit/source.ts';
import type { Baseline } from '../../src/baseline/baseline.ts';
import { CHANGES, type Change, type ChangeKind } from '../../src/baseline/comparison.ts';
import { createExceptions } from '../../src/policy/exceptions.ts';
import type { Rule } from '../../src/policy/limits.ts';
import type { Entry } from '../../src/policy/redact.ts';
import { fit, MAX_SUMMARY_BYTES, renderSummary, type Whereabouts } from '../../src/report/summary.ts';
import type { Ending, RunFacts } from '../../src/result/run-facts.ts';
import { parseDate } from '../../src/text/dates.ts';
import {
  computeTime,
  createAccount,
  createChange,
  createFinding,
  createFoundToken,
  createOutcome,
  createRunFacts,
  createToken,
  createVerdict,
  gatherTotals,
  NOW,
  repeat,
} from '../harness/entries.ts';
import { hostileText } from '../harness/hostile.ts';

type Options = Whereabouts & Partial<RunFacts & Ending>;

const TABLES = ['Oldest tokens', 'Never used', 'Without expiry', 'Expiring within 30 days'];
const SECTIONS = [
  'Who must act: 1',
  'What changed',
  'Did it see everything?',
  'Limits: 1',
  'Active tokens',
  'Worth a look',
];
const CHARTS = ['Active tokens by age', 'Active tokens by time since last use', 'Active tokens by expiry'];
const CHART = /^```mermaid\n.*?^```$/gms;

test('the first line is the verdict with its numbers', () => {
  const entries = [...repeat(4981, createOutcome('checked')), ...repeat(19, createOutcome('not-managed'))];
  assert.match(render(entries), /^# ✅ Clean: 4,981 of 5,000 accounts were read, 19 not managed\n/);
  const rules = { limits: {}, limitOrigins: {}, warnRules: new Set<Rule>() };
  assert.match(render(entries, { rules }), /^# 📋 Inventory: no limits set\n/);
  assert.match(render([createOutcome('failed')]), /^# ❌ Error: no account could be read/);
  assert.match(
    render([createOutcome('checked'), createOutcome('failed')]),
    /^# 🟠 Incomplete: 1 account was not read\n/,
  );
  assert.match(render([createOutcome('checked'), createFinding()]), /^# 🔴 1 finding: 1 person must act\n/);
  const warning = render([createOutcome('checked'), createFinding({ level: 'warn' })]);
  assert.match(warning, /^# ⚠️ 1 finding: 1 person should act\n/, 'the job is green');
});

test('problems and warnings follow at once, then the numbers that people look for first', () => {
  const gone = repeat(2, createOutcome('not-managed'));
  const [headline, lines, numbers] = render([
    ...repeat(3, createOutcome('checked')),
    ...gone,
    createFinding(),
  ]).split('\n\n');
  assert.match(headline ?? '', /^# /);
  assert.match(lines ?? '', /^- <b>max.*1 finding.*<\/b>\n- 2 of 5 accounts are not managed/);
  const cells = [...(numbers ?? '').matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/g)].map(([, cell]) => cell);
  assert.deepEqual(cells, [
    ...['People to act', 'New tokens', 'Unread accounts', 'Expiring within 30 days'],
    ...['<b>1</b>', '<b>–</b>', '<b>0</b>', '<b>0</b>'],
  ]);
});

test('its sections stand in the order of the page', () => {
  const token = createFoundToken({ lastAccess: '' });
  const summary = render([token, createOutcome('checked', { tokens: 1, active: 1 }), createFinding()]);
  const titles = [...summary.matchAll(/^## (.*)$/gm)].map(([, title]) => title);
  assert.deepEqual(titles, SECTIONS);
});

test('it says who holds what, which tokens deserve a look, what was not read and why', () => {
  const summary = render([
    createFoundToken({ lastAccess: '', expiry: '', createdAt: '2019-05-01T10:00:00.125421997Z' }),
    createFoundToken({ expiry: computeTime(10) }),
    createOutcome('checked', { tokens: 2, active: 2 }),
    createOutcome('failed', { account: createAccount({ id: '557058:bo' }), detail: 'gateway says no' }),
  ]);
  assert.match(
    summary,
    /<summary>Accounts with most tokens: 1<\/summary>\n<table>.*ada.*<td align="right">2<\/td>/s,
  );
  for (const [title, count] of [
    ['Oldest tokens', 2],
    ['Never used', 1],
    ['Without expiry', 1],
    ['Expiring within 30 days', 1],
  ])
    assert.ok(summary.includes(`<summary>${title}: ${count}</summary>`), String(title));
  assert.match(summary, /<td>2019-05-01<br><small>2,763 days ago<\/small><\/td>/);
  assert.match(summary, /Accounts without a result.*failed.*HTTP 500.*557058&#58;bo/s);
});

test('it says what the audit cannot see', () => {
  const summary = render([createOutcome('checked')]);
  const kinds = ['organization API keys', 'service account tokens', 'OAuth clients'];
  for (const blind of ['joined after', ...kinds, 'connected apps']) assert.ok(summary.includes(blind), blind);
  const included = render([createOutcome('checked')], { include: ['api-key', 'oauth-client'] });
  const [blind = ''] = /What this audit cannot see.*?<\/details>/s.exec(included) ?? [];
  assert.deepEqual(
    kinds.map((kind) => blind.includes(kind)),
    [false, true, false],
  );
});

test('it says where the files are, and why they are only there', () => {
  const entries = [createOutcome('checked')];
  const url = 'https://github.com/example/audits/actions/runs/1/artifacts/2';
  assert.match(render(entries, { url }), /<a href="https:\/\/github\.com\/example\/[^"]*\/2" rel/);
  const why = 'upload-artifact is false';
  assert.match(
    render(entries, { why }),
    /Files: .*output\.csv.*\/runner\/workspace\/token-audit.*upload-artifact is false/,
  );
  for (const file of [
    'output.csv',
    'accounts.csv',
    'findings.csv',
    'owners.csv',
    'report.json',
    'report.html',
    'summary.md',
  ])
    assert.ok(render(entries).includes(`<code>${file}</code>`), file);
});

for (const count of [0, 1, 20, 21, 100_000]) {
  test(`with ${count} tokens of each kind every table has at most 20 rows and says how many there are in all`, () => {
    const token = createFoundToken({ lastAccess: '', expiry: '' });
    const outcome = createOutcome('checked', { tokens: 1, active: 1 });
    const summary = render([
      ...repeat(count, token),
      ...repeat(count, createFoundToken({ expiry: computeTime(1) })),
      ...repeat(count, outcome),
      ...repeat(count, createFinding()),
      createOutcome('checked'),
    ]);
    const tables = summary.match(/<table>.*?<\/table>/gs) ?? [];
    assert.equal(tables.length, count === 0 ? 3 : 3 + 4 + TABLES.length + CHARTS.length);
    for (const table of tables) assert.ok((table.match(/<tr><td/g) ?? []).length <= 20);
    assert.equal(summary.includes('<p>The first 20 of '), count >= 20, 'each kind twice among all tokens');
    for (const title of TABLES) assert.equal(summary.includes(`${title}: `), count > 0, title);
    assert.doesNotMatch(summary, /undefined|NaN|null|\n\n\n|Infinity/);
    assert.ok(Buffer.byteLength(summary) < 100_000);
  });
}

test('the reasons are at most 20 rows, the most frequent first', () => {
  const entries = Array.from({ length: 30 }, (_, index) =>
    repeat(index + 1, createOutcome('failed', { httpStatus: 500 + index })),
  );
  const [, section = ''] = render([createOutcome('checked'), ...entries.flat()]).split(
    '### Accounts without a result: 30',
  );
  assert.match(section, /<p>The first 20 of 30\. All are in <code>accounts\.csv<\/code>/);
  const [table = ''] = /<table>.*?<\/table>/s.exec(section) ?? [];
  assert.equal(table.match(/<tr><td/g)?.length, 20);
  assert.match(table, /<tr><td>failed<\/td><td>HTTP 529<\/td><td align="right">30<\/td>/);
});

test('a megabyte in every text that others choose leaves it whole and within 900 KiB', () => {
  for (const piece of ['#', '\u{e0041}', '漢', '😀', '\ud800']) {
    const text = piece.repeat(1_000_000 / piece.length);
    const account = createAccount({ name: text, email: text, status: text, id: 'x'.repeat(128) });
    const times = { createdAt: text, lastAccess: '', expiry: '' };
    const token = { ...createFoundToken({ ...times, label: text }), account };
    const soon = { ...createFoundToken({ label: text, expiry: computeTime(1), createdAt: text }), account };
    const summary = render([
      ...repeat(20, token),
      ...repeat(20, soon),
      ...repeat(20, createOutcome('checked', { account, tokens: 1 })),
      ...Array.from({ length: 20 }, (_, index) =>
        createOutcome('failed', { account, httpStatus: 500 + index, detail: text }),
      ),
      ...repeat(20, createFinding({ account })),
    ]);
    assert.ok(Buffer.byteLength(summary) <= MAX_SUMMARY_BYTES);
    assert.match(summary, /<summary>Settings: 1<\/summary>.*<\/details>\n\n$/s, 'nothing is left out');
  }
});

test('what does not fit is left out in whole sections, with a word about it, measured in bytes', () => {
  assert.equal(MAX_SUMMARY_BYTES, 900 * 1024);
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'grapheme', maxLength: 80 })),
      fc.integer({ min: 80, max: 600 }),
      (sections, limit) => {
        const text = fit(sections, limit);
        assert.ok(Buffer.byteLength(text) <= limit);
        const whole = sections.map((section) => `${section}\n\n`).join('');
        assert.ok(text === whole || /_The rest is left out.*See the files\._\n$/.test(text));
        if (text === whole) return;
        assert.ok(whole.startsWith(text.slice(0, text.lastIndexOf('_The rest'))));
      },
    ),
  );
  const huge = render([createOutcome('checked')], { outputDir: '漢'.repeat(1_000_000) });
  assert.ok(Buffer.byteLength(huge) <= MAX_SUMMARY_BYTES);
  assert.match(huge, /^# ✅ Clean: the only account was read\n.*_The rest is left out/s);
});

test('where names may not be shown it holds counts only', () => {
  const account = { id: 'ZZ-ID', name: 'ZZ-NAME', email: 'ZZ-EMAIL', status: 'ZZ-STATUS' };
  const token = { id: 'ZZ-TOKEN', label: 'ZZ-LABEL', status: 'ZZ-STATUS', scopes: ['ZZ-SCOPE'] };
  const times = [{}, { lastAccess: '', expiry: '' }, { expiry: computeTime(1) }, { createdAt: 'ZZ-CREATED' }];
  const largestHolder = { account, tokens: 9, active: 7 };
  const entries: Entry[] = [
    ...times.map((time) => ({ ...createFoundToken({ ...token, ...time }), account })),
    createOutcome('checked', { account, tokens: 4 }),
    createOutcome('failed', { account, detail: 'ZZ-DETAIL' }),
    createOutcome('failed', { account, httpStatus: undefined, detail: 'ZZ-NETWORK' }),
    createOutcome('not-managed', { account, detail: 'ZZ-GONE' }),
    createOutcome('skipped', { account, detail: 'the time was up' }),
    createOutcome('rejected', { account, detail: 'line 3: not an account ID: ZZ-CELL' }),
    createFinding({ account }),
    createFinding({ rule: 'max-tokens', account: undefined, largestHolder }),
    createFinding({ rule: 'max-age-days', account, token: createToken(token) }),
    createFinding({ account, exception: createException('ZZ-REASON') }),
    ...CHANGES.map((change) => changeEverywhere(change, 'ZZ-CHANGE')),
  ];
  const exceptions = createExceptions(
    [createException('ZZ-REASON'), { ...createException('ZZ-OLD'), endsAt: 0 }],
    NOW,
  ).list();
  const baseline = { kind: 'read', baseline: createBaseline('earlier') } as const;
  const hidden = render(entries, { showNames: false, exceptions, baseline });
  assert.doesNotMatch(hidden, /ZZ/);
  assert.match(hidden, /4 of 4 tokens active/);
  assert.match(hidden, /Accounts without a result.*not-managed.*no such account.*<td align="right">1<\/td>/s);
  const shown = render(entries, { exceptions, baseline });
  for (const marked of [
    'ZZ-ID',
    'ZZ-NAME',
    'ZZ-EMAIL',
    'ZZ-LABEL',
    'ZZ-CREATED',
    'ZZ-NETWORK',
    'ZZ-REASON',
    'ZZ-OLD',
    'ZZ-CHANGE',
  ])
    assert.ok(shown.includes(marked), marked);
});

test('the run it was compared with is a link only where this run is, too', () => {
  const since = (run: string) => {
    const baseline = { kind: 'read', baseline: createBaseline(run) } as const;
    return /## What changed\n\n<p>Since (.*?) of 2026/.exec(
      render([createOutcome('checked')], { baseline }),
    )?.[1];
  };
  const here = 'https://github.com/example/audits/actions/runs/1';
  assert.equal(since(here), `<a href="${here}" rel="noopener noreferrer">the run</a>`);
  for (const run of ['https://github.com.evil.example/x', 'javascript:alert(1)', 'earlier', '/srv/earlier'])
    assert.match(since(run) ?? '', /^<code>/);
});

test('foreign text adds neither markup nor a line to it, wherever it stands', () => {
  const plain = renderWith('x');
  fc.assert(
    fc.property(
      hostileText.filter((text) => text.trim() !== ''),
      (text) => {
        const summary = renderWith(text);
        assert.equal(summary.split('\n').length, plain.split('\n').length);
        assert.deepEqual(listTags(summary), listTags(plain));
        assert.deepEqual(listCharts(summary), listCharts(plain));
        const words = summary.replace(CHART, '').replace(/<[^>]*>/g, '');
        assert.doesNotMatch(words, /[<>`\u202a-\u202e\u2066-\u2069]|!\[|\]\(/);
      },
    ),
    { numRuns: 300 },
  );
});

test('no blank line stands in a table, since behind one Markdown would be read', () => {
  const summary = renderWith('a\n\n# b');
  for (const block of summary.split('\n\n'))
    assert.equal(block.split('<table>').length, block.split('</table>').length);
});

test('charts stand behind what is wrong and before who holds what, and in public too', () => {
  const entries = [createFoundToken(), createOutcome('checked', { tokens: 1, active: 1 }), createFinding()];
  const summary = render(entries);
  const titles = ['## Who must act', '## Active tokens', ...CHARTS, 'Accounts with most tokens'];
  const places = titles.map((title) => summary.indexOf(title));
  assert.deepEqual(
    places,
    places.toSorted((a, b) => a - b),
  );
  assert.ok(places.every((place) => place > 0));
  assert.deepEqual(listCharts(render(entries, { showNames: false })), listCharts(summary));
  assert.equal(listCharts(summary).length, CHARTS.length);
});

test('a chart has a blank line on both sides, as Markdown behind HTML needs, and is never cut', () => {
  const entries = [createFoundToken(), createOutcome('checked', { tokens: 1, active: 1 })];
  const seen = new Set<number>();
  for (let length = MAX_SUMMARY_BYTES - 6000; length < MAX_SUMMARY_BYTES; length += 300) {
    const summary = render(entries, { outputDir: 'x'.repeat(length) });
    const charts = listCharts(summary).length;
    seen.add(charts);
    assert.equal(summary.match(/```/g)?.length ?? 0, 2 * charts);
    assert.equal(summary.match(/\n\n```mermaid\n[^`]*\n```\n\n/g)?.length ?? 0, charts);
  }
  assert.deepEqual([...seen], [CHARTS.length, 0]);
});

/** A summary with this text in every place where others choose the text. */
function renderWith(text: string): string {
  const account = createAccount({ name: text, email: text });
  const found = {
    ...createFoundToken({ label: text, createdAt: text, lastAccess: text, expiry: text }),
    account,
  };
  const entries = [
    found,
    createOutcome('checked', { account, tokens: 1 }),
    createOutcome('failed', { account, detail: text }),
    createFinding({ account }),
    createFinding({ rule: 'max-age-days', account, token: found.token, excess: 9 }),
    createFinding({ rule: 'max-age-days', account, token: found.token, exception: createException(text) }),
    ...CHANGES.map((change) => changeEverywhere(change, text)),
  ];
  const report = { ...createSourceReport(), warnings: [text], notices: [text] };
  const exceptions = createExceptions(
    [createException(text), { ...createException(text), endsAt: 0 }],
    NOW,
  ).list();
  const baseline = { kind: 'read', baseline: createBaseline(text) } as const;
  return render(entries, { report, outputDir: text, why: text, exceptions, baseline });
}

function createException(text: string) {
  return {
    line: 2,
    accountId: 'a',
    tokenId: text,
    emailPattern: text,
    rule: '*',
    expires: '2099-01-01',
    endsAt: NOW + 1,
    reason: text,
  } as const;
}

function changeEverywhere(change: ChangeKind, text: string): Change {
  const account = { id: text, name: text, email: text };
  const date = parseDate(text);
  const token = { id: text, label: text, createdAt: date, expiry: date, scopes: [text] };
  return createChange({ change, account, token, detail: text });
}

/** What of a baseline is shown; `run` may be what somebody has written. */
function createBaseline(run: string): Baseline {
  return {
    run,
    report: { startedAt: '2026-11-16T06:00:00Z', complete: true, asked: 5, kinds: [] },
  } as unknown as Baseline;
}

function listCharts(summary: string): string[] {
  return summary.match(CHART) ?? [];
}

function listTags(summary: string): string[] {
  return summary.match(/<[^>]*>/g) ?? [];
}

function render(entries: Entry[], { url, why, ...change }: Options = {}): string {
  const facts = createRunFacts(change);
  const totals = gatherTotals(entries);
  const verdict = createVerdict(totals, { ...facts, ...change });
  return renderSummary({ run: facts, totals, verdict }, { url, why });
}
