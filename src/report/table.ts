import { formatCount } from '../text/format.ts';

/** A cell is HTML already, made by an encoder of escape.ts; a number is set to the right. */
export type Cell = string | number;

/**
 * An HTML table for a job summary. HTML, because no Markdown is read inside it as long as no line is blank: a cell
 * needs one encoder only. https://github.github.com/gfm/#html-blocks
 */
export function renderTable(headings: string[], rows: Cell[][]): string {
  const head = `<tr>${headings.map((heading) => `<th align="left">${heading}</th>`).join('')}</tr>`;
  return ['<table>', head, ...rows.map(renderRow), '</table>'].join('\n');
}

/** Content that opens on a click. */
export function renderFolded(title: string, content: string): string {
  return `<details><summary>${title}</summary>\n${content}\n</details>`;
}

function renderRow(cells: Cell[]): string {
  const row = cells.map((cell) =>
    typeof cell === 'number' ? `<td align="right">${formatCount(cell)}</td>` : `<td>${cell}</td>`,
  );
  return `<tr>${row.join('')}</tr>`;
}
