import { formatDay } from '../text/dates.ts';
import { formatCount } from '../text/format.ts';
import { type Html, html, NOTHING, trustHtml } from '../text/html.ts';
import type { TrendRun } from './model.ts';

type Series = [title: string, read: (run: TrendRun) => number];

const SERIES: Series[] = [
  ['Active tokens', ({ active }) => active],
  ['Findings', ({ findings }) => findings],
  ['People to act', ({ people }) => people],
];

/** In pixels: the size of a chart, and the room for its numbers at the left, above and below. */
const PAGE = { width: 400, height: 120, left: 50, right: 10, top: 10, bottom: 22 };
const MERMAID = { width: 370, height: 240, runs: 8 };
/** Two runs are a difference, three are a trend. */
const RUNS_NEEDED = 3;

/** Draws one line for each number, each on a scale of its own. Incomplete runs are marked, and the line passes them by. */
export function drawTrend(runs: TrendRun[]): Html {
  const incomplete = runs.some(({ complete }) => !complete);
  return html`<div class="charts">${SERIES.map((series) => drawLine(series, runs))}</div>
${incomplete ? html`<p><small>× incomplete run: its numbers are a lower bound and are not drawn.</small></p>` : NOTHING}`;
}

/** Writes the active tokens of the last complete runs as a line that Mermaid draws; nothing before the third run. */
export function writeTrend(runs: TrendRun[]): Html[] {
  const complete = runs.filter((run) => run.complete).slice(-MERMAID.runs);
  // Month and day, since longer labels would be cut off. Of runs with the same label only the last has a place.
  const shown = new Map(complete.map((run) => [`"${formatDay(run.startedAt).slice(5)}"`, run.active]));
  if (shown.size < RUNS_NEEDED) return [];
  const [labels, counts] = [[...shown.keys()], [...shown.values()]];
  return [
    trustHtml(`\`\`\`mermaid
---
config:
  xyChart:
    width: ${MERMAID.width}
    height: ${MERMAID.height}
    titleFontSize: 16
    xAxis: { showTick: false, labelFontSize: 12 }
    yAxis: { showTick: false, labelFontSize: 12 }
  themeVariables:
    xyChart: { backgroundColor: transparent, plotColorPalette: "#2f81f7" }
---
xychart-beta
  title "Active tokens in the last ${shown.size} complete runs"
  x-axis [${labels.join(', ')}]
  y-axis 0 --> ${Math.max(1, ...counts)}
  line [${counts.join(', ')}]
\`\`\``),
  ];
}

function drawLine([title, read]: Series, runs: TrendRun[]): Html {
  const { width, height, left, right, top, bottom } = PAGE;
  const complete = runs.filter((run) => run.complete);
  const most = Math.max(1, ...complete.map(read));
  const [first, last] = [runs[0]?.startedAt ?? 0, runs.at(-1)?.startedAt ?? 0];
  const computeX = ({ startedAt }: TrendRun) =>
    left + ((startedAt - first) / Math.max(1, last - first)) * (width - left - right);
  const computeY = (count: number) => height - bottom - (count / most) * (height - top - bottom);
  const points = complete.map((run) => `${computeX(run).toFixed(1)},${computeY(read(run)).toFixed(1)}`);
  const base = height - bottom;
  const marks = runs
    .filter((run) => !run.complete)
    .map((run) => html`<text x="${computeX(run).toFixed(1)}" y="${base}" text-anchor="middle">×</text>`);
  const newest = complete.at(-1);
  return html`<figure>
<figcaption>${title}${newest ? html`: ${formatCount(read(newest))}` : NOTHING}</figcaption>
<svg class="line" viewBox="0 0 ${width} ${height}" aria-hidden="true">
<path d="M${left} ${top}V${base}H${width - right}"/>
<polyline points="${points.join(' ')}"/>
${marks}
<text x="${left - 6}" y="${top + 8}" text-anchor="end">${formatCount(most)}</text>
<text x="${left - 6}" y="${base}" text-anchor="end">0</text>
<text x="${left}" y="${height - 6}">${formatDay(first)}</text>
<text x="${width - right}" y="${height - 6}" text-anchor="end">${formatDay(last)}</text>
</svg>
</figure>`;
}
