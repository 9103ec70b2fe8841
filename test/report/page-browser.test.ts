import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import axe, { type AxeResults } from 'axe-core';
import fc from 'fast-check';
import type { Browser, Page } from 'puppeteer-core';
import type { Entry } from '../../src/policy/redact.ts';
import { skipWithoutBrowser, startBrowser } from '../harness/browser.ts';
import {
  computeTime,
  createAccount,
  createFinding,
  createFoundToken,
  createOutcome,
  repeat,
} from '../harness/entries.ts';
import { hostileText } from '../harness/hostile.ts';
import { createTokens, renderEntries, renderFullPage } from '../harness/page.ts';

const skip = skipWithoutBrowser;
const folder = mkdtempSync(join(tmpdir(), 'page-'));
const tokens = createTokens(40);
const findings = tokens.slice(0, 3).map(({ account, token }) => createFinding({ account, token }));
const usual = renderEntries([...tokens, ...findings, createOutcome('checked', { tokens: 40, active: 30 })]);

let browser: Browser;
before(async () => {
  if (!skip) browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

/** A page that was opened from its file, and everything that a page should not do. */
type Opened = { page: Page; misdeeds: string[] };
type Options = { scheme?: 'light' | 'dark'; width?: number; script?: boolean };

async function open(
  html: string,
  { scheme = 'light', width = 1280, script = true }: Options = {},
): Promise<Opened> {
  const path = join(folder, 'report.html');
  writeFileSync(path, html);
  const page = await browser.newPage();
  const misdeeds: string[] = [];
  const address = pathToFileURL(path).href;
  page.on('request', (request) => request.url() !== address && misdeeds.push(`asked for ${request.url()}`));
  page.on('dialog', (dialog) => {
    misdeeds.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => misdeeds.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => misdeeds.push(`error: ${String(error)}`));
  await page.setJavaScriptEnabled(script);
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  await page.goto(address);
  return { page, misdeeds };
}

/** Puts a text into the search and confirms it, so that no pause is waited for. */
async function search(page: Page, text: string): Promise<void> {
  await page.evaluate(`document.querySelector('#search').value = ${JSON.stringify(text)};
    document.querySelector('#search').dispatchEvent(new Event('change'))`);
}

/** What the page says of the search. */
function readStatus(page: Page): Promise<string> {
  return page.$eval('#status[role=status]', ({ textContent }) => textContent ?? '');
}

/** The cells of a column, of the rows that are shown. */
async function listColumn(page: Page, table: string, column: number): Promise<string[]> {
  const rows = `[...document.querySelectorAll('table.${table} tbody tr')].filter((row) => !row.hidden)`;
  return (await page.evaluate(`${rows}.map((row) => row.cells[${column}].textContent)`)) as string[];
}

test('a heading sorts its column, once up, once down, by the keyboard as well', { skip }, async () => {
  const { page, misdeeds } = await open(usual);
  const created = await page.$('table.tokens th:nth-child(3) button');
  await created?.focus();
  await page.keyboard.press('Enter');
  const read = () =>
    page.$eval('table.tokens th:nth-child(3)', (heading) => heading.getAttribute('aria-sort'));
  assert.equal(await read(), 'ascending');
  const up = (await listColumn(page, 'tokens', 2)).map((cell) => cell.slice(0, 10));
  assert.deepEqual([up[0], up.at(-1)], [computeTime(-40).slice(0, 10), computeTime(-1).slice(0, 10)]);
  await page.keyboard.press('Space');
  assert.equal(await read(), 'descending');
  assert.deepEqual(
    (await listColumn(page, 'tokens', 2)).map((cell) => cell.slice(0, 10)),
    up.toReversed(),
  );
  await page.click('table.tokens th:nth-child(5) button');
  const expires = await listColumn(page, 'tokens', 4);
  assert.match(expires.at(-1) ?? '', /^never/, 'what never expires comes last');
  assert.equal(await page.$$eval('table.tokens [aria-sort]', ({ length }) => length), 1);
  assert.deepEqual(misdeeds, []);
});

test('search narrows every table, finds by all its words, and minds neither case nor accents', {
  skip,
}, async () => {
  const { page, misdeeds } = await open(renderFullPage('Größe #1'));
  const tables = await page.$$eval('table', ({ length }) => length);
  const count = () => page.$$eval('tbody tr:not([hidden])', ({ length }) => length);
  const all = await count();
  assert.ok(all > tables && tables === 15);
  await search(page, 'größe zzz');
  assert.equal(await count(), 0);
  assert.equal(await page.$$eval('section.none', ({ length }) => length), tables);
  assert.equal(await readStatus(page), 'No matches');
  for (const words of ['GRÖßE', 'gro\u0308ße', 'große', '#1', '1 größe']) {
    await search(page, words);
    assert.ok((await count()) >= tables, words);
  }
  await search(page, '');
  assert.equal(await count(), all);
  assert.deepEqual(misdeeds, []);
});

test('what the encoder puts between is no part of what is searched', { skip }, async () => {
  const team = createTokens(2).map((token) => ({
    ...token,
    account: { ...token.account, name: 'Team #1 @ops' },
  }));
  const { page } = await open(renderEntries(team));
  await search(page, 'team #1 @ops');
  assert.equal((await listColumn(page, 'tokens', 0)).length, 2);
});

test('search says what it found in each table, at its heading and as a status', { skip }, async () => {
  const { page } = await open(usual);
  await search(page, 'ozturk');
  assert.equal((await listColumn(page, 'tokens', 1)).length, 14);
  const heading = await page.$eval('section:has(.tokens) h2', ({ textContent }) => textContent);
  assert.equal(heading, 'Tokens 4014 matches among the 40 tokens shown');
  const status = await readStatus(page);
  assert.match(
    status,
    /^Who must act: 1 match among the 3 owners shown\. Findings: 1 match among the 3 findings/,
  );
  assert.match(status, /Tokens: 14 matches among the 40 tokens shown\./);
  await search(page, 'bo li');
  assert.match(await readStatus(page), /^Who must act: 1 match/);
});

test('search counts what is on the page, and says where the rest is', { skip }, async () => {
  const { page } = await open(renderEntries(createTokens(5003)));
  await search(page, 'label 00001');
  assert.match(
    await readStatus(page),
    /Tokens: 1 match among the 5,000 tokens shown; 3 more are in output\.csv\./,
  );
  assert.equal(await page.$eval('section:has(.tokens) .count', ({ textContent }) => textContent), '5,003');
});

test('search waits for a pause in typing', { skip }, async () => {
  const { page } = await open(usual);
  const counts = `document.counts = 0; new MutationObserver(() => document.counts++)
    .observe(document.querySelector('#status'), { childList: true })`;
  await page.evaluate(counts);
  await page.type('#search', 'okafor');
  await page.waitForFunction(`document.querySelector('#status').textContent !== ''`);
  assert.match(await readStatus(page), /Tokens: 13 matches/);
  assert.ok(((await page.evaluate('document.counts')) as number) <= 2, 'not with every letter');
});

test('the filter shows the tokens that it names, and leaves other tables alone', { skip }, async () => {
  const { page } = await open(usual);
  for (const [flag, count] of [
    ['active', 30],
    ['inactive', 10],
    ['broken', 4],
    ['unused', 6],
    ['endless', 4],
    ['soon', 19],
  ] as const) {
    await page.select('#filter', flag);
    assert.equal((await listColumn(page, 'tokens', 0)).length, count, flag);
    assert.equal((await listColumn(page, 'findings', 0)).length, 3);
    assert.equal(await readStatus(page), `Tokens: ${count} matches among the 40 tokens shown.`);
  }
});

test('hostile texts stay texts: no element more, no dialog, no request, no complaint', { skip }, async () => {
  const texts = [
    '<img src=x onerror=alert(1)>',
    '"><script>alert(1)</script>',
    "' onmouseover='alert(1)",
    '</td></table><style>*{}',
  ];
  // The body's style is where the script notes how tall the tools are.
  const outline = `[...document.querySelectorAll('*')].map((node) =>
    [node.localName, ...node.getAttributeNames().filter((name) => name !== 'style')].join(' ')).join()`;
  const plain = await open(renderFullPage('x'));
  const wanted = await plain.page.evaluate(outline);
  const sampled = fc.sample(hostileText, { numRuns: 12, seed: 14 }).filter((text) => text.trim() !== '');
  for (const text of [...texts, ...sampled]) {
    const { page, misdeeds } = await open(renderFullPage(text));
    assert.equal(await page.evaluate(outline), wanted, JSON.stringify(text));
    assert.deepEqual(misdeeds, [], JSON.stringify(text));
    await page.close();
  }
});

test('its policy holds: what is put in by force neither runs, nor styles, nor loads', { skip }, async () => {
  const { page, misdeeds } = await open(usual);
  const blocked: unknown[] = [];
  // The reason, since the text of the error differs between versions of Chromium.
  const devTools = await page.createCDPSession();
  devTools.on('Network.loadingFailed', ({ blockedReason }) => blockedReason && blocked.push(blockedReason));
  await devTools.send('Network.enable');
  await page.evaluate(`document.violations = [];
    addEventListener('securitypolicyviolation', (event) => document.violations.push(event))`);
  const markup = `<img src="https://example.com/x.png" onerror="document.title = 1"><p style="color: red">x</p>
    <form action="https://example.com"><button>x</button></form>`;
  await page.evaluate(`document.body.insertAdjacentHTML('beforeend', ${JSON.stringify(markup)})`);
  await page.$eval('form button', (button) => button.click());
  await page.waitForFunction('document.violations.length === 4');
  assert.notEqual(await page.title(), '1');
  for (const directive of ['img-src', 'script-src', 'style-src', 'form-action'])
    assert.ok(
      misdeeds.some((misdeed) => misdeed.includes(directive)),
      `${directive}: ${misdeeds.join()}`,
    );
  assert.deepEqual(blocked, ['csp']);
});

test('without its script everything is there, and nothing that only works with it', { skip }, async () => {
  const [bare, full] = [await open(usual, { script: false }), await open(usual)];
  const read = ({ page }: Opened) =>
    page.$$eval('h1, h2, h3, p, li, tr', (parts) => parts.map(({ textContent }) => textContent).sort());
  assert.deepEqual(await read(bare), await read(full));
  const isShown = await bare.page.$eval('.tools', (tools) => tools.checkVisibility());
  assert.equal(isShown, false);
  assert.equal(
    await bare.page.$$eval(
      'table.tokens tbody tr',
      (rows) => rows.filter((row) => row.checkVisibility()).length,
    ),
    40,
  );
  assert.deepEqual(bare.misdeeds, []);
});

for (const [name, html] of [
  ['usual', usual],
  ['full', renderFullPage('Ada')],
  ['empty', renderEntries([])],
] as const)
  for (const scheme of ['light', 'dark'] as const)
    for (const width of [1280, 390])
      test(`axe finds nothing in the ${name} page, ${scheme}, ${width} pixels wide`, { skip }, async () => {
        const { page, misdeeds } = await open(html, { scheme, width });
        await page.evaluate(axe.source);
        const { violations, passes } = (await page.evaluate('axe.run()')) as AxeResults;
        assert.deepEqual(
          violations.map(({ id, nodes }) => [id, nodes.map(({ html: node }) => node)]),
          [],
        );
        assert.ok(passes.some(({ id }) => id === 'color-contrast'));
        assert.equal(
          await page.evaluate('document.documentElement.scrollWidth'),
          width,
          'nothing sticks out',
        );
        assert.deepEqual(misdeeds, []);
        await page.close();
      });

test('assistive technology is told of tables with headed columns', { skip }, async () => {
  const { page } = await open(usual);
  const tree = JSON.stringify(await page.accessibility.snapshot({ interestingOnly: false }));
  for (const role of ['table', 'rowgroup', 'row', 'rowheader', 'columnheader', 'cell', 'search', 'status'])
    assert.ok(tree.includes(`"role":"${role}"`), role);
});

test('on paper there are all parts in black on white, and nothing to click', { skip }, async () => {
  const { page } = await open(usual, { scheme: 'dark' });
  await page.emulateMediaType('print');
  assert.equal(await page.evaluate('getComputedStyle(document.body).backgroundColor'), 'rgb(255, 255, 255)');
  for (const selector of ['.tools', 'nav'])
    assert.equal(await page.$eval(selector, (part) => part.checkVisibility()), false, selector);
  assert.equal(
    await page.evaluate(`getComputedStyle(document.querySelector('.tokens tbody tr')).display`),
    'table-row',
  );
});

test('on paper all pages have one orientation, with people and findings on the first two', {
  skip,
}, async () => {
  const { page } = await open(usual);
  const pdf = Buffer.from(await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  const boxes = pdf.match(/\/MediaBox \[[^\]]*\]/g) ?? [];
  assert.ok(boxes.length > 2);
  assert.deepEqual([...new Set(boxes)], ['/MediaBox [0 0 792 612]']);
  // A page of Letter in pixels, without its margins.
  const [width, height] = [965, 725];
  await page.setViewport({ width, height });
  await page.emulateMediaType('print');
  const tops = await page.$$eval('#people, #findings', (titles) =>
    titles.map((title) => title.getBoundingClientRect().top),
  );
  assert.ok((tops[0] ?? height) < height && (tops[1] ?? 2 * height) < 2 * height, tops.join());
  assert.equal(
    await page.$$eval('footer', ({ length }) => length),
    0,
    'nothing that could fill a page alone',
  );
});

test('the first screen of a desktop, and the second of a phone, show who must act', { skip }, async () => {
  for (const [width, height, screens] of [
    [1280, 800, 1],
    [390, 844, 2],
  ] as const) {
    const { page } = await open(usual, { width });
    await page.setViewport({ width, height });
    const bottom = await page.$eval('.people tbody tr', (row) => row.getBoundingClientRect().bottom);
    assert.ok(bottom < screens * height, `${bottom} px at ${width}`);
    const isWhole = await page.$eval('.scroll:has(.people)', (box) => box.scrollWidth <= box.clientWidth);
    assert.ok(isWhole, `the level is in sight at ${width}`);
  }
});

test('no word of a mark breaks, on a screen or on paper', { skip }, async () => {
  const { page } = await open(
    renderEntries([createOutcome('checked'), createFinding({ rule: 'max-tokens' })]),
  );
  assert.equal(await page.$eval('table.limits .mark b', ({ textContent }) => textContent), 'exceeded');
  const lines = `[...document.querySelectorAll('.mark b')].filter((mark) => !mark.textContent.includes(' '))
    .map((mark) => mark.getClientRects().length)`;
  for (const media of ['screen', 'print']) {
    await page.emulateMediaType(media);
    const counts = (await page.evaluate(lines)) as number[];
    assert.ok(counts.length > 0 && counts.every((count) => count <= 1), `${media}: ${counts.join()}`);
  }
});

test('charts have room for numbers of five digits', { skip }, async () => {
  const { page } = await open(renderEntries(repeat(20_000, createFoundToken())));
  const cut = await page.$$eval('svg text', (texts) =>
    texts
      .filter((text) => {
        const [box, frame] = [text.getBoundingClientRect(), text.closest('svg')?.getBoundingClientRect()];
        return !frame || box.left < frame.left - 1 || box.right > frame.right + 1;
      })
      .map(({ textContent }) => textContent),
  );
  assert.deepEqual(cut, []);
  assert.ok(
    (await page.$$eval('svg .value', (texts) => texts.map(({ textContent }) => textContent))).includes(
      '20,000',
    ),
  );
});

test('of 5,000 tokens 20 are shown until somebody asks for all; search finds every one', {
  skip,
}, async () => {
  const { page, misdeeds } = await open(renderEntries(createTokens(5000)));
  const shown = () =>
    page.$$eval('table.tokens tbody tr', (rows) => rows.filter((row) => row.checkVisibility()).length);
  assert.equal(await shown(), 20);
  await search(page, 'label 04999');
  assert.deepEqual(
    (await listColumn(page, 'tokens', 0)).map((cell) => cell.slice(0, 11)),
    ['Label 04999'],
  );
  await search(page, '');
  await page.$eval('section:has(.tokens) .all', (button) => button.click());
  assert.equal(await shown(), 5000);
  assert.equal(await page.$eval('section:has(.tokens) .all', (button) => button.checkVisibility()), false);
  const read = 'performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd';
  const ms = (await page.evaluate(read)) as number;
  assert.ok(ms < 10_000, `${ms} ms`);
  assert.deepEqual(misdeeds, []);
});

test('paper shows what the screen shows, and says where the rest is; people without script get all rows', {
  skip,
}, async () => {
  const html = renderEntries(createTokens(600));
  const count = (page: Page) =>
    page.$$eval('table.tokens tbody tr', (rows) => rows.filter((row) => row.checkVisibility()).length);
  const readNote = async (page: Page) => {
    const selector = 'section:has(.tokens) .note';
    const isShown = await page.$eval(selector, (note) => note.checkVisibility());
    return isShown ? await page.$eval(selector, ({ textContent }) => textContent) : '';
  };
  const { page, misdeeds } = await open(html);
  assert.deepEqual([await count(page), await readNote(page)], [20, '']);
  await page.emulateMediaType('print');
  assert.equal(await count(page), 20);
  assert.equal(await readNote(page), 'The first 20 of 600 tokens. All are in output.csv.');
  await search(page, 'label 0001');
  assert.deepEqual([await count(page), await readNote(page)], [11, ''], 'all matches');
  await search(page, 'label 00');
  assert.equal(await readNote(page), 'The first 20 of 600 tokens. All are in output.csv.');
  await search(page, 'label 000');
  assert.equal(await readNote(page), 'The first 20 of 100 matches. All are in output.csv.');
  await search(page, '');
  await page.$eval('section:has(.tokens) .all', (button) => button.click());
  assert.deepEqual([await count(page), await readNote(page)], [600, ''], 'after a click on the button');
  const bare = await open(html, { script: false });
  assert.equal(await count(bare.page), 600);
  await bare.page.emulateMediaType('print');
  assert.equal(await count(bare.page), 600);
  assert.deepEqual(misdeeds, []);
});

test('of more tokens than the page has, paper names one number only', { skip }, async () => {
  const { page } = await open(renderEntries(createTokens(5003)));
  const isShown = () => page.$eval('section:has(.tokens) .share', (share) => share.checkVisibility());
  assert.equal(await isShown(), true);
  await page.emulateMediaType('print');
  assert.equal(await isShown(), false, 'the first 20, not the first 5,000');
  await page.$eval('section:has(.tokens) .all', (button) => button.click());
  assert.equal(await isShown(), true);
});

test('52 owners, many findings and 20,000 tokens fit a few pages, people and findings on the first two', {
  skip,
}, async () => {
  const { page } = await open(renderEntries(createManyEntries()));
  for (const format of ['A4', 'Letter'] as const) {
    await page.reload();
    const pages = await countPages(page, format);
    assert.ok(pages > 2 && pages < 12, `${pages} pages of ${format}`);
    // What stands behind the first finding is taken away: then the last page is the one on which findings start.
    await page.evaluate(`for (let node = document.querySelector('.findings tbody tr'); node !== document.body;
      node = node.parentElement) while (node.nextSibling) node.nextSibling.remove()`);
    assert.ok((await countPages(page, format)) <= 2, format);
  }
});

/** Findings of 52 people, each of whom has ten tokens to replace, among 20,000 tokens. */
function createManyEntries(): Entry[] {
  const tokens = createTokens(20_000);
  const found = tokens.slice(0, 520).map(({ token }, index) => {
    const person = `person-${index % 52}`;
    const account = createAccount({ id: `712020:${person}`, name: person, email: `${person}@example.com` });
    return createFinding({ rule: 'max-age-days', account, token, excess: index });
  });
  return [...tokens, ...found, createOutcome('checked', { tokens: 20_000, active: 15_000 })];
}

async function countPages(page: Page, format: 'A4' | 'Letter'): Promise<number> {
  const pdf = Buffer.from(await page.pdf({ format, landscape: true })).toString('latin1');
  return pdf.match(/\/MediaBox \[/g)?.length ?? 0;
}
