import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createHistogramFigure, createTrend, type TrendRun } from '../../src/report/charts.ts';
import { type Histogram, listShown } from '../../src/result/histograms.ts';
import type { Totals } from '../../src/result/totals.ts';
import { DAY_MS } from '../../src/text/dates.ts';
import { formatCount } from '../../src/text/format.ts';
import { toMarkup } from '../../src/text/html.ts';
import { skipWithoutBrowser, startBrowser } from '../harness/browser.ts';
import { computeTime, createFoundToken, gatherTotals, NOW, type TokenTexts } from '../harness/entries.ts';
import { hostileText } from '../harness/hostile.ts';
import { type Box, type Drawing, drawChart, openMermaid } from '../harness/mermaid.ts';

const COUNTS = [1, 20, 100_000];
/** Mermaid's themes as GitHub chooses them, what is behind the chart there, and a phone's width and a laptop's. */
const PAGES = [
  { theme: 'default', ground: '#ffffff', width: 1000 },
  { theme: 'dark', ground: '#0d1117', width: 375 },
];

test('each chart has its numbers in a folded table behind it', () => {
  const totals = gatherMany(1000);
  const blocks = writeCharts(totals).split('\n\n');
  for (const histogram of totals.histograms) {
    const [chart = '', table = ''] = blocks.splice(0, 2);
    const buckets = listShown(histogram);
    assert.match(chart, new RegExp(`^\`\`\`mermaid\n.*title "${histogram.title}"\n.*\n\`\`\`$`, 's'));
    assert.ok(chart.includes(`bar [${buckets.map(({ count }) => count).join(', ')}]`));
    assert.match(table, new RegExp(`^<details><summary>${histogram.title}, in numbers</summary>\n<table>`));
    const rows = [...table.matchAll(/<td>(.*?)<\/td><td align="right">(\d+)<\/td>/g)];
    assert.deepEqual(
      rows.map(([, label, count]) => ({ label, count: Number(count) })),
      buckets,
    );
  }
  assert.deepEqual(blocks, []);
});

test('no text that others choose reaches a chart', () => {
  const plain = writeCharts(
    gatherTotals([createFoundToken({ createdAt: 'x', lastAccess: 'x', expiry: 'x' })]),
  );
  fc.assert(
    fc.property(
      hostileText.filter((text) => text.trim() !== ''),
      (text) => {
        const token = {
          id: text,
          label: text,
          createdAt: text,
          lastAccess: text,
          expiry: text,
          status: text,
        };
        assert.equal(writeCharts(gatherTotals([createFoundToken(token)])), plain);
      },
    ),
  );
});

test('the trend is a line in the summary from the third complete run on, of the last eight', () => {
  const write = (runs: TrendRun[]) => createTrend(runs).summary.map(toMarkup).join('');
  assert.equal(write(createRuns(2)), '');
  const incomplete = { ...createRun(2), complete: false, active: 1 };
  assert.equal(write([...createRuns(2), incomplete]), '', 'an incomplete run is not drawn');
  const sameDay = [createRun(0), { ...createRun(0), active: 7 }, createRun(1), createRun(2)];
  assert.match(write(sameDay), /line \[7, 101, 102\]/, 'one place for each label');
  const quarters = ['2025-07', '2025-10', '2026-01', '2026-04', '2026-07', '2026-10'];
  const quarterly = quarters.map((month, index) => ({
    ...createRun(index),
    startedAt: `${month}-01T06:00:00Z`,
  }));
  assert.match(
    write(quarterly),
    /the last 4 complete runs".*x-axis \["01-01", "04-01", "07-01", "10-01"\].*line \[102, 103, 104, 105\]/s,
    'the last run of a label is at its own place',
  );
  assert.match(
    write(createRuns(3)),
    /title "Active tokens in the last 3 complete runs".*line \[100, 101, 102\]/s,
  );
  assert.match(write([...createRuns(2), incomplete, createRun(3)]), /line \[100, 101, 103\]/);
  const long = write(createRuns(104));
  assert.match(long, /the last 8 complete runs".*line \[196, (\d+, ){6}203\]/s);
});

test('the trend of the page passes incomplete runs by and marks them', () => {
  const draw = (runs: TrendRun[]) => toMarkup(createTrend(runs).page);
  const incomplete = { ...createRun(1), complete: false, active: 0 };
  const drawn = draw([createRun(0), incomplete, createRun(2)]);
  const [line = ''] = /<polyline points="([^"]*)"/.exec(drawn)?.slice(1) ?? [];
  assert.deepEqual(
    line.split(' ').map((point) => point.split(',').map(Number)),
    [
      [50, 11.7],
      [390, 10],
    ],
  );
  assert.equal(drawn.match(/>×<\/text>/g)?.length, 3, 'once in each chart');
  assert.match(drawn, /× incomplete run/);
  assert.match(draw(createRuns(104)), /Active tokens: 203<.*Findings: 0<.*People to act: 0</s);
  assert.doesNotMatch(
    draw([incomplete]) + draw(createRuns(104)),
    /NaN|Infinity|undefined|incomplete run.*104/,
  );
});

for (const { theme, ground, width } of PAGES)
  test(`Mermaid draws every chart, readable on ${ground} ${width} pixels wide`, {
    skip: skipWithoutBrowser,
  }, async (t) => {
    const browser = await startBrowser();
    t.after(() => browser.close());
    const page = await openMermaid(browser, theme, width);
    for (const totals of COUNTS.map(gatherMany)) {
      const sources = listSources(totals);
      assert.equal(sources.length, 3);
      for (const [index, source] of sources.entries()) {
        const drawing = await drawChart(page, source);
        const histogram = totals.histograms[index];
        assert.ok(histogram);
        checkBars(drawing, histogram);
        checkPlaces(drawing);
        checkColors(drawing, ground);
      }
    }
  });

test('Mermaid draws the trend, readable on every page', {
  skip: skipWithoutBrowser,
}, async (t) => {
  const browser = await startBrowser();
  t.after(() => browser.close());
  for (const { theme, ground, width } of PAGES) {
    const page = await openMermaid(browser, theme, width);
    for (const runs of [createRuns(3), createRuns(104)]) {
      const [block] = createTrend(runs).summary;
      assert.ok(block);
      const [, source = ''] = /^```mermaid\n(.*?)^```$/ms.exec(toMarkup(block)) ?? [];
      const drawing = await drawChart(page, source);
      const words = drawing.texts.map(({ text }) => text);
      assert.ok(words.some((word) => word.trim() === '11-23') || runs.length === 104, words.join());
      checkPlaces(drawing);
      checkColors(drawing, ground);
    }
  }
});

test('Mermaid refuses what is no chart, so that the test above would fail', {
  skip: skipWithoutBrowser,
}, async (t) => {
  const browser = await startBrowser();
  t.after(() => browser.close());
  const page = await openMermaid(browser, 'default', 1000);
  await assert.rejects(drawChart(page, 'xychart-beta horizontal\n  bar [1, many]'), /error/i);
});

/** A run a week, the newest of them of now if there are 104. */
function createRun(index: number): TrendRun {
  const startedAt = new Date(NOW + index * 7 * DAY_MS).toISOString();
  return { startedAt, complete: true, active: 100 + index, findings: 0, people: 0 };
}

function createRuns(count: number): TrendRun[] {
  return Array.from({ length: count }, (_, index) => createRun(index));
}

/** A totals of so many active tokens, of every age, use and expiry, some of which nobody can read. */
function gatherMany(count: number): Totals {
  const tokens = Array.from({ length: count }, (_, index): Partial<TokenTexts> => {
    if (index % 50 === 49) return { createdAt: 'x', lastAccess: 'x', expiry: 'x' };
    const lastAccess = index % 5 === 4 ? '' : computeTime(-(index % 400));
    const expiry = index % 7 === 6 ? '' : computeTime(index % 390);
    return { createdAt: computeTime(-((index * 7) % 1000)), lastAccess, expiry };
  });
  return gatherTotals(tokens.map((token) => createFoundToken(token)));
}

function writeCharts({ histograms }: Totals): string {
  return createHistogramFigure(histograms).summary.map(toMarkup).join('\n\n');
}

function listSources(totals: Totals): string[] {
  return [...writeCharts(totals).matchAll(/^```mermaid\n(.*?)^```$/gms)].map(([, source = '']) => source);
}

/** Each bucket has its label, in order, and beside it a bar of its length. */
function checkBars({ texts, bars }: Drawing, histogram: Histogram): void {
  const buckets = listShown(histogram);
  const [title, ...labels] = texts.toSorted((a, b) => a.top - b.top);
  assert.equal(title?.text, histogram.title);
  const words = buckets.map(({ label, count }) => `${label}: ${formatCount(count)}`);
  assert.deepEqual(
    labels.map(({ text }) => text),
    words,
  );
  assert.equal(bars.length, buckets.length);
  const longest = Math.max(...bars.map(computeLength));
  const most = Math.max(...buckets.map(({ count }) => count));
  assert.ok(longest > 150);
  for (const [index, { count }] of buckets.entries()) {
    const [bar, label] = [bars[index], labels[index]];
    assert.ok(bar && label);
    assert.ok(
      Math.abs(bar.top + bar.bottom - label.top - label.bottom) < 6,
      `${label.text} is beside its bar`,
    );
    assert.ok(
      Math.abs(computeLength(bar) / longest - count / most) < 0.002,
      `${label.text} is too long or short`,
    );
  }
}

/** Nothing is cut off or stands on something else. */
function checkPlaces({ ground, texts, bars }: Drawing): void {
  const boxes = [...texts, ...bars];
  for (const [index, box] of boxes.entries()) {
    assert.ok(isWithin(box, ground), `${box.text || 'a bar'} is cut off`);
    for (const other of boxes.slice(index + 1)) {
      const isBeside = box.right <= other.left || other.right <= box.left;
      assert.ok(
        isBeside || box.bottom <= other.top || other.bottom <= box.top,
        `${box.text} on ${other.text}`,
      );
    }
  }
}

/** Within the picture, but for a pixel: the box of a glyph is wider than its ink. */
function isWithin(box: Box, { left, top, right, bottom }: Box): boolean {
  return box.left > left - 1 && box.top > top - 1 && box.right < right + 1 && box.bottom < bottom + 1;
}

/** Words and bars stand out from GitHub's page: https://www.w3.org/TR/WCAG22/#contrast-minimum, #non-text-contrast */
function checkColors({ ground, texts, bars }: Drawing, page: string): void {
  assert.equal(ground.color, 'transparent');
  for (const { color } of texts) assert.ok(computeContrast(color, page) >= 4.5, `${color} on ${page}`);
  for (const { color } of bars) assert.ok(computeContrast(color, page) >= 3, `${color} on ${page}`);
}

function computeLength({ left, right }: Box): number {
  return right - left;
}

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function computeContrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [computeLuminance(one), computeLuminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function computeLuminance(color: string): number {
  const parts = [1, 3, 5].map((start) => Number.parseInt(color.slice(start, start + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = parts.map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
