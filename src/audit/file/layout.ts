import type { InputName } from '../../action.ts';
import { isLikeAccountId } from './account-id.ts';
import { type Columns, describeMissingColumn, findColumns } from './columns.ts';
import { parseFirstRecord } from './csv-records.ts';

export type Layout = { delimiter: string; columns: Columns };

/** A first record and the delimiter that it was read with. */
export type Header = { delimiter: string; cells: string[] };

const DELIMITERS = [',', ';', '\t'];

/** Excel's own first line, which names the delimiter of the rest. */
const SEPARATOR_LINE = /^sep=([^"\n])\n/i;

/**
 * Finds out the delimiter and the columns from the start of the file: the delimiter whose reading of the first
 * record holds a column of account IDs, else the one that gives the most cells. Throws when there is no such column.
 */
export function parseLayout(head: string, idColumn: string | undefined, showCells: boolean): Layout {
  const headers = parseHeaders(head, 'accounts-csv').sort((a, b) => b.cells.length - a.cells.length);
  for (const { delimiter, cells } of headers) {
    const columns = findColumns(cells, idColumn);
    if (columns) return { delimiter, columns };
  }
  const { delimiter, cells } = headers[0] ?? { delimiter: ',', cells: [] };
  if (idColumn === undefined && isPlainList(cells)) return { delimiter, columns: { id: '' } };
  throw new Error(describeMissingColumn(cells, idColumn, showCells));
}

/** Whether the first record is Excel's `sep=;`, read with that delimiter. */
export function isSeparatorLine(cells: string[] = []): boolean {
  return cells.length === 2 && cells[0]?.toLowerCase() === 'sep=' && cells[1] === '';
}

/** Where the account IDs of a plain list stand: the one cell that is not empty. */
export function findListColumn(cells: string[]): number {
  return cells.findIndex((cell) => cell.trim() !== '');
}

function isPlainList(cells: string[]): boolean {
  const filled = cells.filter((cell) => cell.trim() !== '');
  return filled.length === 1 && filled.every(isLikeAccountId);
}

/**
 * The first record as each delimiter reads it. What one cannot read may be right for another; throws when none can
 * read it.
 */
export function parseHeaders(head: string, input: InputName): Header[] {
  const separator = SEPARATOR_LINE.exec(head)?.[1];
  const failures: unknown[] = [];
  const headers = (separator === undefined ? DELIMITERS : [separator]).flatMap((delimiter) => {
    try {
      return [{ delimiter, cells: parseFirstRecord(head.replace(SEPARATOR_LINE, '\n'), delimiter, input) }];
    } catch (error) {
      failures.push(error);
      return [];
    }
  });
  if (headers.length === 0) throw failures[0];
  return headers;
}
