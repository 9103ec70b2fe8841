import { type Bucket, type Histogram, listShown } from '../result/histograms.ts';
import type { Totals } from '../result/totals.ts';
import { formatCount } from '../text/format.ts';
import { renderPart, type Section } from './page-list.ts';

/** A part of a whole, and how good it is that there is some of it. */
export type Share = { label: string; kind: 'good' | 'fair' | 'plain' | 'bad'; count: number };

const WIDTH = 400;
const LINE = 22;
const LABEL = 130;
/** What the longest bar leaves to its number. */
const NUMBER = 50;

/** How old active tokens are, when they were last used, and when they expire. */
export function renderCharts({ histograms, activeTokens }: Totals): Section {
  const title = 'Active tokens by their dates';
  const charts = `<div class="charts">\n${histograms.map(renderHistogram).join('\n')}\n</div>`;
  const html = activeTokens === 0 ? '' : renderPart({ id: 'charts', title, html: charts });
  return { id: 'charts', title, html };
}

/** One bar, divided, with its numbers below. */
export function renderShares(title: string, shares: Share[]): string {
  const shown = shares.filter(({ count }) => count > 0);
  const total = shown.reduce((sum, { count }) => sum + count, 0);
  let at = 0;
  const parts = shown.map(({ kind, count }) => {
    const [x, width] = [at, (count / total) * 1000];
    at += width;
    return `<rect class="${kind}" x="${x.toFixed(1)}" y="0" width="${width.toFixed(1)}" height="10"/>`;
  });
  const items = shown.map(
    ({ label, kind, count }) => `<li class="${kind}"><b>${formatCount(count)}</b> ${label}</li>`,
  );
  return `<figure class="shares">
<figcaption>${title}</figcaption>
<svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">${parts.join('')}</svg>
<ul>${items.join('\n')}</ul>
</figure>`;
}

/** Drawn for the eye; who listens gets the same numbers as a list. */
function renderHistogram(histogram: Histogram): string {
  const buckets = listShown(histogram);
  const most = Math.max(1, ...buckets.map(({ count }) => count));
  const bars = buckets.map((bucket, index) => renderBar(bucket, index, most));
  const items = buckets.map(({ label, count }) => `<li>${label}: ${formatCount(count)}</li>`);
  return `<figure>
<figcaption>${histogram.title}</figcaption>
<svg viewBox="0 0 ${WIDTH} ${buckets.length * LINE}" aria-hidden="true">
${bars.join('\n')}
</svg>
<ul class="unseen">${items.join('')}</ul>
</figure>`;
}

function renderBar({ label, count }: Bucket, index: number, most: number): string {
  const width = (count / most) * (WIDTH - LABEL - NUMBER);
  const base = index * LINE + LINE / 2 + 4;
  const size = `width="${Math.max(width, 1).toFixed(1)}" height="${LINE - 6}"`;
  const bar = count === 0 ? '' : `<rect x="${LABEL}" y="${index * LINE + 3}" ${size} rx="2"/>`;
  const name = `<text x="${LABEL - 8}" y="${base}" text-anchor="end">${label}</text>`;
  return `${name}${bar}<text class="value" x="${(LABEL + width + 6).toFixed(1)}" y="${base}">${formatCount(count)}</text>`;
}
