import type { RunFacts } from '../result/run-facts.ts';
import { ROWS } from '../result/totals.ts';
import type { Verdict } from '../result/verdict.ts';
import { formatCount } from '../text/format.ts';
import { type Html, html, renderCode, renderLink, toMarkup, trustHtml } from '../text/html.ts';
import { renderCell, renderShare } from './cells.ts';
import { listFileNames } from './files.ts';
import type { Cell, Report, Section, Table, Tone } from './model.ts';
import { chooseLook, computeSections, computeTiles } from './sections.ts';

/** Where readers find the files: in the artifact at `url`, or only where they were written, for the reason `why`. */
export type Whereabouts = { url?: string | undefined; why?: string | undefined };

/** The limit of a job summary is 1 MiB. GitHub drops all of a larger one without a word. */
export const MAX_SUMMARY_BYTES = 900 * 1024;

const CELL_LENGTH = 80;
const TONE_SIGNS: Record<Tone, string> = { good: '✅ ', fair: '⚠️ ', bad: '❌ ', plain: '' };

/**
 * Renders the job summary: the report with the first rows of its tables. Without `showNames` it contains counts only.
 * https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions#adding-a-job-summary
 */
export function renderSummary(report: Report, whereabouts: Whereabouts = {}): string {
  const { run, verdict } = report;
  const sections = computeSections(report, run.showNames).map((section) => renderSection(section, '##'));
  const parts = [
    // A colon before a blank is neither part of an address nor of an emoji.
    toMarkup(html`# ${chooseLook(report).sign} ${verdict.headline}`).replaceAll('&#58; ', ': '),
    renderLines(verdict),
    toMarkup(renderTiles(report)),
    toMarkup(renderWhereabouts(whereabouts, run)),
    ...sections.map((blocks) => blocks.map(toMarkup).join('\n\n')),
  ];
  return fit(parts.filter((part) => part !== ''));
}

/** Leaves out whole sections from the first that does not fit, and says so. */
export function fit(sections: string[], limit = MAX_SUMMARY_BYTES): string {
  const note = '_The rest is left out: it is too large for a job summary. See the files._\n';
  let text = '';
  for (const section of sections) {
    if (Buffer.byteLength(text) + Buffer.byteLength(section) + note.length + 2 > limit) return text + note;
    text += `${section}\n\n`;
  }
  return text;
}

function renderLines({ advice, problems, warnings, notices }: Verdict): string {
  const lines = [
    ...[advice, ...problems].filter((line) => line !== '').map((line) => html`<b>${line}</b>`),
    ...[...warnings, ...notices].map((line) => html`${line}`),
  ];
  return lines.map((line) => `- ${toMarkup(line)}`).join('\n');
}

function renderTiles(report: Report): Html {
  const tiles = computeTiles(report);
  const names = tiles.map(({ label }) => html`<th>${label}</th>`);
  const counts = tiles.map(({ count }) => (count === undefined ? '–' : formatCount(count)));
  const cells = counts.map((count) => html`<td align="center"><b>${count}</b></td>`);
  return html`<table>\n<tr>${names}</tr>\n<tr>${cells}</tr>\n</table>`;
}

function renderWhereabouts({ url, why }: Whereabouts, run: RunFacts): Html {
  const names = listFileNames(run).map((name) => html`${renderCode(name)} `);
  if (url) return html`Files: ${renderLink(url, 'workflow artifact')} with ${names}`;
  const reason = why ? `: ${why}` : '.';
  return html`Files: ${names}in ${renderCode(run.outputDir)} on the machine that ran this${reason}`;
}

/** Renders a section as blocks of Markdown, between which a blank line must stand. */
function renderSection(section: Section, marks: string): Html[] {
  const { title, count, intro = [], figure, table, parts = [], folded } = section;
  const name = count === undefined ? html`${title}` : html`${title}: ${formatCount(count)}`;
  const blocks = [...intro, ...(figure?.summary ?? []), ...(table ? renderTable(table) : [])];
  if (folded)
    return [html`<details><summary>${name}</summary>\n${blocks.map((block) => html`${block}\n`)}</details>`];
  const below = parts.flatMap((part) => renderSection(part, `${marks}#`));
  return [html`${trustHtml(marks)} ${name}`, ...blocks, ...below];
}

/**
 * Renders an HTML table. GitHub reads no Markdown inside it as long as no line is blank, so a cell needs one encoder.
 * https://github.github.com/gfm/#html-blocks
 */
function renderTable(table: Table): Html[] {
  const rows = table.rows.slice(0, ROWS);
  const head = table.headings.map((heading) => html`<th align="left">${heading}</th>`);
  const body = rows.map(({ cells }) => html`<tr>${cells.map(renderTableCell)}</tr>\n`);
  return [...renderShare(table, rows.length), html`<table>\n<tr>${head}</tr>\n${body}</table>`];
}

function renderTableCell(cell: Cell): Html {
  // GitHub shows no colours.
  const sign = typeof cell === 'object' && cell.kind === 'mark' ? TONE_SIGNS[cell.tone] : '';
  const content = html`${sign}${renderCell(cell, CELL_LENGTH)}`;
  return typeof cell === 'number' ? html`<td align="right">${content}</td>` : html`<td>${content}</td>`;
}
