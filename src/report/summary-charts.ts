import { type Histogram, listShown } from '../result/histograms.ts';
import type { Totals } from '../result/totals.ts';
import { formatCount } from '../text/format.ts';
import { renderFolded, renderTable } from './table.ts';

/** In pixels. Where a page is narrower, Mermaid draws smaller but leaves too little room for labels. */
const WIDTH = 400;
const TITLE_HEIGHT = 40;
const BAR_HEIGHT = 26;

/** How the active tokens are histograms: numbers and words of our own only. Empty where there are no such tokens. */
export function renderCharts({ activeTokens, histograms }: Totals): string {
  if (activeTokens === 0) return '';
  const charts = histograms.flatMap((histogram) => [renderChart(histogram), renderNumbers(histogram)]);
  return ['## Active tokens', ...charts].join('\n\n');
}

/**
 * Bars as GitHub draws them, in a fence that needs a blank line around. The numbers stand in the labels, since
 * Mermaid sets those on bars in black, in dark mode too, and on top of each other; and without its labels hidden the
 * other axis would start below 0 and give the empty buckets a bar. https://mermaid.js.org/syntax/xyChart.html
 */
function renderChart(histogram: Histogram): string {
  const buckets = listShown(histogram);
  const labels = buckets.map(({ label, count }) => `"${label}: ${formatCount(count)}"`);
  const counts = buckets.map(({ count }) => count);
  return `\`\`\`mermaid
---
config:
  xyChart:
    width: ${WIDTH}
    height: ${TITLE_HEIGHT + BAR_HEIGHT * buckets.length}
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
\`\`\``;
}

function renderNumbers(histogram: Histogram): string {
  const rows = listShown(histogram).map(({ label, count }) => [label, count]);
  return renderFolded(`${histogram.title}, in numbers`, renderTable(['', 'Tokens'], rows));
}
