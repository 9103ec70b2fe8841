import type { InputName } from '../action.ts';
import { parseFirstRecord } from './records.ts';

/** A first record and the delimiter that it was read with. */
export type Header = { delimiter: string; cells: string[] };

const DELIMITERS = [',', ';', '\t'];

/** Excel's own first line, which names the delimiter of the rest. */
const SEPARATOR_LINE = /^sep=([^"\n])\n/i;

/** Whether the first record is Excel's `sep=;`, read with that delimiter. */
export function isSeparatorLine(cells: string[] = []): boolean {
  return cells.length === 2 && cells[0]?.toLowerCase() === 'sep=' && cells[1] === '';
}

/** Where the account IDs of a plain list stand: the one cell that is not empty. */
export function findListColumn(cells: string[]): number {
  return cells.findIndex((cell) => cell.trim() !== '');
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
