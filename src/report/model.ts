import type { RunFacts } from '../result/run-facts.ts';
import { type Ranking, ROWS, type Totals } from '../result/totals.ts';
import type { Verdict } from '../result/verdict.ts';
import type { ReceivedDate } from '../text/dates.ts';
import type { Html } from '../text/html.ts';
import type { FileName } from './files.ts';

/** The input of every section. */
export type Report = { run: RunFacts; totals: Totals; verdict: Verdict };

/** A section of the report. The page and the job summary render the same list of them. */
export type Section = {
  id: string;
  title: string;
  /** The number beside the title. The total of the table if it is not given. */
  count?: number | undefined;
  /** Paragraphs above everything else. */
  intro?: Html[];
  figure?: Figure | undefined;
  table?: Table | undefined;
  /** Sections one level below. */
  parts?: Section[];
  /** Whether the job summary shows it on a click only. */
  folded?: boolean;
};

/** Bars or lines for the page, and blocks for the job summary: charts as Mermaid, which GitHub draws, and numbers. */
export type Figure = { page: Html; summary: Html[] };

/** The first rows of a list, in the order of urgency. `noun` is what one row is; `file` has all `total` rows. */
export type Table = {
  noun: string;
  file: FileName;
  total: number;
  /** How many rows the page shows before someone asks for all. */
  shown: number;
  headings: string[];
  /** `flags` are the filters that show the row; a row without any is in all of them. */
  rows: { cells: Cell[]; flags?: string[] | undefined }[];
};

/** The data of a cell. A string is words, a number a count. */
export type Cell =
  | string
  | number
  | { kind: 'code'; text: string }
  | { kind: 'person'; person: { id: string; name: string; email: string } }
  | { kind: 'token'; label: string; id: string }
  | { kind: 'date'; of: 'creation' | 'use' | 'expiry'; date: ReceivedDate; now: number }
  | { kind: 'mark'; tone: Tone; text: string };

/** How good it is that there is something. */
export type Tone = 'good' | 'fair' | 'plain' | 'bad';

/** A column of a table: its heading, and the cell of an item. */
export type Column<T> = readonly [heading: string, describe: (item: T) => Cell];

/** All items of a table, or the first ones of a ranking, and its columns. */
type List<T> = Pick<Table, 'noun' | 'file'> & {
  items: readonly T[] | Pick<Ranking<T>, 'count' | 'top'>;
  columns: readonly Column<T>[];
  shown?: number | undefined;
  listFlags?: (item: T) => string[];
};

/** Creates the table of a list; `undefined` for an empty one. */
export function createTable<T>({ items, columns, shown = ROWS, listFlags, ...about }: List<T>) {
  const { count: total, top } = 'top' in items ? items : { count: items.length, top: items };
  if (top.length === 0) return undefined;
  const headings = columns.map(([heading]) => heading);
  const rows = top.map((item) => {
    return { cells: columns.map(([, describe]) => describe(item)), flags: listFlags?.(item) };
  });
  return { ...about, total, shown, headings, rows };
}

/** Creates the cell of a state, with how good it is. */
export function createMark(tone: Tone, text: string): Cell {
  return { kind: 'mark', tone, text };
}
