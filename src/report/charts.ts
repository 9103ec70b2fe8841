import { type Bucket, type Histogram, listShown } from '../result/histograms.ts';
import { formatCount } from '../text/format.ts';
import { type Html, html, trustHtml } from '../text/html.ts';
import type { Figure, Share } from './model.ts';
import { drawTrend, writeTrend } from './trend.ts';

/** In pixels: a line of a chart, its labels, and the room that the longest bar leaves to its number. */
const PAGE = { width: 400, line: 22, label: 110, number: 60 };
/** In pixels. On a narrower page, Mermaid draws smaller but leaves too little room for labels. */
const MERMAID = { width: 400, title: 40, line: 26 };

/** Draws a figure for the page: bars for the eye, the same numbers as a list. */
export function drawFigure(figure: Figure): Html {
  if (figure.kind === 'shares') return drawShares(figure.title, figure.shares);
  if (figure.kind === 'trend') return drawTrend(figure.runs);
  return html`<div class="charts">${figure.histograms.map(drawHistogram)}</div>`;
}

/** Writes a figure for the job summary, in blocks: charts as Mermaid, which GitHub draws, and their numbers. */
export function writeFigure(figure: Figure): Html[] {
  if (figure.kind === 'shares') return [writeNumbers('Accounts', figure.shares)];
  if (figure.kind === 'trend') return writeTrend(figure.runs);
  return figure.histograms.flatMap((histogram) => {
    const numbers = writeNumbers('Tokens', listShown(histogram));
    return [
      writeChart(histogram),
      html`<details><summary>${histogram.title}, in numbers</summary>\n${numbers}\n</details>`,
    ];
  });
}

/** Draws one bar, divided. */
function drawShares(title: string, shares: Share[]): Html {
  const total = shares.reduce((sum, { count }) => sum + count, 0);
  let left = 0;
  const parts = shares.map(({ tone, count }) => {
    const width = (count / total) * 1000;
    left += width;
    return html`<rect class="${tone}" x="${(left - width).toFixed(1)}" width="${width.toFixed(1)}" height="10"/>`;
  });
  const items = shares.map(
    ({ label, tone, count }) => html`<li class="${tone}"><b>${formatCount(count)}</b> ${label}</li>`,
  );
  return html`<figure class="shares">
<figcaption>${title}</figcaption>
<svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">${parts}</svg>
<ul>${items}</ul>
</figure>`;
}

function drawHistogram(histogram: Histogram): Html {
  const buckets = listShown(histogram);
  const most = Math.max(1, ...buckets.map(({ count }) => count));
  const items = buckets.map(({ label, count }) => html`<li>${label}: ${formatCount(count)}</li>`);
  return html`<figure>
<figcaption>${histogram.title}</figcaption>
<svg viewBox="0 0 ${PAGE.width} ${buckets.length * PAGE.line}" aria-hidden="true">
${buckets.map((bucket, index) => drawBar(bucket, index, most))}
</svg>
<ul class="unseen">${items}</ul>
</figure>`;
}

function drawBar({ label, count }: Bucket, index: number, most: number): Html {
  const { width, line, label: start, number } = PAGE;
  const length = (count / most) * (width - start - number);
  const [top, base] = [index * line + 3, index * line + line / 2 + 4];
  const size = html`width="${Math.max(length, 1).toFixed(1)}" height="${line - 6}"`;
  const bar = html`<rect x="${start}" y="${top}" ${size} rx="2"/>`;
  return html`<text x="${start - 8}" y="${base}" text-anchor="end">${label}</text>${count > 0 ? bar : ''}
<text class="value" x="${(start + length + 6).toFixed(1)}" y="${base}">${formatCount(count)}</text>`;
}

function writeNumbers(heading: string, counts: Bucket[]): Html {
  const rows = counts.map(
    ({ label, count }) => html`<tr><td>${label}</td><td align="right">${formatCount(count)}</td></tr>\n`,
  );
  return html`<table>\n<tr><th></th><th>${heading}</th></tr>\n${rows}</table>`;
}

/**
 * Writes bars for GitHub to draw, from this action's words and numbers only. The numbers are part of the labels, since
 * Mermaid writes those on bars in black, in dark mode too, and on top of each other. Unless its labels are hidden, the
 * other axis starts below 0 and gives empty buckets a bar. https://mermaid.js.org/syntax/xyChart.html
 */
function writeChart(histogram: Histogram): Html {
  const buckets = listShown(histogram);
  const labels = buckets.map(({ label, count }) => `"${label}: ${formatCount(count)}"`);
  const counts = buckets.map(({ count }) => count);
  return trustHtml(`\`\`\`mermaid
---
config:
  xyChart:
    width: ${MERMAID.width}
    height: ${MERMAID.title + MERMAID.line * buckets.length}
    titleFontSize: 16
    xAxis: { showTick: false, labelPadding: 10 }
    yAxis: { showLabel: false, showTick: false, showAxisLine: false }
  themeVariables:
    xyChart: { backgroundColor: transparent, plotColorPalette: "#2f81f7" }
---
xychart-beta horizontal
  title "${histogram.title}"
  x-axis [${labels.join(', ')}]
  y-axis 0 --> ${Math.max(...counts)}
  bar [${counts.join(', ')}]
\`\`\``);
}
