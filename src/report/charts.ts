import type { HistoryRun } from '../baseline/baseline-report.ts';
import { type Bucket, type Histogram, listShown } from '../result/histograms.ts';
import { formatCount } from '../text/format.ts';
import { type Html, html, NOTHING, trustHtml } from '../text/html.ts';
import type { Figure, Tone } from './model.ts';

/** A part of a whole. */
export type Share = Bucket & { tone: Tone };

/** A run as a point of the trend. */
export type TrendRun = Pick<HistoryRun, 'startedAt' | 'complete' | 'active' | 'findings' | 'people'>;

/** Fewer runs make no trend in the job summary. The page draws two as well. */
const RUNS_NEEDED = 3;
/** The most runs whose labels fit below a trend of the job summary. */
const RUNS_WRITTEN = 8;

/** The numbers of a run, each with a line of its own. */
export const SERIES: [title: string, read: (run: TrendRun) => number][] = [
  ['Active tokens', ({ active }) => active],
  ['Findings', ({ findings }) => findings],
  ['People to act', ({ people }) => people],
];

/** Creates the figure of a whole and its parts. */
export function createShares(title: string, shares: Share[]): Figure {
  return { page: drawShares(title, shares), summary: [writeNumbers('Accounts', shares)] };
}

/** Creates the figure of histograms. The job summary has a chart of each, and its numbers on a click. */
export function createHistogramFigure(histograms: Histogram[]): Figure {
  const summary = histograms.flatMap((histogram) => {
    const numbers = writeNumbers('Tokens', listShown(histogram));
    const folded = html`<details><summary>${histogram.title}, in numbers</summary>\n${numbers}\n</details>`;
    return [writeHistogram(histogram), folded];
  });
  return { page: html`<div class="charts">${histograms.map(drawHistogram)}</div>`, summary };
}

/** Creates the figure of the runs, oldest first. Each number has a scale of its own. */
export function createTrend(runs: TrendRun[]): Figure {
  const isWhole = runs.every(({ complete }) => complete);
  const legend = html`<p><small>× incomplete run: its numbers are a lower bound and are not drawn.</small></p>`;
  const page = html`<div class="charts">${SERIES.map(([title, read]) => drawLine(title, runs, read))}</div>
${isWhole ? NOTHING : legend}`;
  return { page, summary: writeTrend(runs) };
}

function drawShares(title: string, shares: Share[]): Html {
  let total = 0;
  const parts = shares.map(({ tone, count }) => {
    total += count;
    return html`<rect class="${tone}" x="${total - count}" width="${count}" height="10"/>`;
  });
  const items = shares.map(
    ({ label, tone, count }) => html`<li class="${tone}"><b>${formatCount(count)}</b> ${label}</li>`,
  );
  return html`<figure class="shares">
<figcaption>${title}</figcaption>
<svg viewBox="0 0 ${total} 10" preserveAspectRatio="none" aria-hidden="true">${parts}</svg>
<ul>${items}</ul>
</figure>`;
}

function drawHistogram(histogram: Histogram): Html {
  // In pixels: a line of the chart, where its bars start, and the room that the longest bar leaves to its number.
  const [width, line, start, number] = [400, 22, 110, 60];
  const buckets = listShown(histogram);
  const most = Math.max(1, ...buckets.map(({ count }) => count));
  const bars = buckets.map(({ label, count }, index) => {
    const length = (count / most) * (width - start - number);
    const [top, base] = [index * line + 3, index * line + line / 2 + 4];
    const bar = html`<rect x="${start}" y="${top}" width="${Math.max(length, 1).toFixed(1)}" height="${line - 6}" rx="2"/>`;
    return html`<text x="${start - 8}" y="${base}" text-anchor="end">${label}</text>${count > 0 ? bar : ''}
<text class="value" x="${(start + length + 6).toFixed(1)}" y="${base}">${formatCount(count)}</text>`;
  });
  const items = buckets.map(({ label, count }) => html`<li>${label}: ${formatCount(count)}</li>`);
  return html`<figure>
<figcaption>${histogram.title}</figcaption>
<svg viewBox="0 0 ${width} ${buckets.length * line}" aria-hidden="true">
${bars}
</svg>
<ul class="unseen">${items}</ul>
</figure>`;
}

function drawLine(title: string, runs: TrendRun[], read: (run: TrendRun) => number): Html {
  // In pixels, with the room for numbers at the left, above and below.
  const [width, height, left, right, top, bottom] = [400, 120, 50, 10, 10, 22];
  const base = height - bottom;
  const complete = runs.filter((run) => run.complete);
  const newest = complete.at(-1);
  const most = Math.max(1, ...complete.map(read));
  const [first, last] = [runs[0]?.startedAt ?? '', runs.at(-1)?.startedAt ?? ''];
  const duration = Math.max(1, Date.parse(last) - Date.parse(first));
  const computeX = ({ startedAt }: TrendRun) => {
    const share = (Date.parse(startedAt) - Date.parse(first)) / duration;
    return (left + share * (width - left - right)).toFixed(1);
  };
  const computeY = (count: number) => (base - (count / most) * (base - top)).toFixed(1);
  const points = complete.map((run) => `${computeX(run)},${computeY(read(run))}`);
  const marks = runs
    .filter((run) => !run.complete)
    .map((run) => html`<text x="${computeX(run)}" y="${base}" text-anchor="middle">×</text>`);
  return html`<figure>
<figcaption>${title}${newest ? html`: ${formatCount(read(newest))}` : NOTHING}</figcaption>
<svg class="line" viewBox="0 0 ${width} ${height}" aria-hidden="true">
<path d="M${left} ${top}V${base}H${width - right}"/>
<polyline points="${points.join(' ')}"/>
${marks}
<text x="${left - 6}" y="${top + 8}" text-anchor="end">${formatCount(most)}</text>
<text x="${left - 6}" y="${base}" text-anchor="end">0</text>
<text x="${left}" y="${height - 6}">${first.slice(0, 10)}</text>
<text x="${width - right}" y="${height - 6}" text-anchor="end">${last.slice(0, 10)}</text>
</svg>
</figure>`;
}

function writeNumbers(heading: string, counts: Bucket[]): Html {
  const rows = counts.map(
    ({ label, count }) => html`<tr><td>${label}</td><td align="right">${formatCount(count)}</td></tr>\n`,
  );
  return html`<table>\n<tr><th></th><th>${heading}</th></tr>\n${rows}</table>`;
}

/**
 * The numbers are part of the labels, since Mermaid writes those on bars in black, in dark mode too, and on top of each
 * other. Unless its labels are hidden, the other axis starts below 0 and gives empty buckets a bar. Where the page is
 * narrower than the chart, Mermaid leaves too little room for labels.
 */
function writeHistogram(histogram: Histogram): Html {
  const buckets = listShown(histogram);
  const layout = `width: 400
    height: ${40 + 26 * buckets.length}
    xAxis: { showTick: false, labelPadding: 10 }
    yAxis: { showLabel: false, showTick: false, showAxisLine: false }`;
  const points = buckets.map(({ label, count }) => ({ label: `${label}: ${formatCount(count)}`, count }));
  return writeChart('bar', histogram.title, layout, points);
}

function writeTrend(runs: TrendRun[]): Html[] {
  const complete = runs.filter((run) => run.complete).slice(-RUNS_WRITTEN);
  // Month and day, since longer labels would be cut off. Of runs with the same label only the last has a place.
  const points = complete.map(({ startedAt, active }) => ({ label: startedAt.slice(5, 10), count: active }));
  const findLast = (label: string) => points.findLast((point) => point.label === label);
  const buckets = points.filter((point) => point === findLast(point.label));
  if (buckets.length < RUNS_NEEDED) return [];
  const layout = `width: 370
    height: 240
    xAxis: { showTick: false, labelFontSize: 12 }
    yAxis: { showTick: false, labelFontSize: 12 }`;
  return [writeChart('line', `Active tokens in the last ${buckets.length} complete runs`, layout, buckets)];
}

/** Writes a chart for GitHub to draw, from this action's words and numbers only. https://mermaid.js.org/syntax/xyChart.html */
function writeChart(mark: 'bar' | 'line', title: string, layout: string, buckets: Bucket[]): Html {
  const labels = buckets.map(({ label }) => `"${label}"`);
  const counts = buckets.map(({ count }) => count);
  return trustHtml(`\`\`\`mermaid
---
config:
  xyChart:
    titleFontSize: 16
    ${layout}
  themeVariables:
    xyChart: { backgroundColor: transparent, plotColorPalette: "#2f81f7" }
---
xychart-beta${mark === 'bar' ? ' horizontal' : ''}
  title "${title}"
  x-axis [${labels.join(', ')}]
  y-axis 0 --> ${Math.max(1, ...counts)}
  ${mark} [${counts.join(', ')}]
\`\`\``);
}
