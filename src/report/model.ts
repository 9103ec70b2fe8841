import type { RunFacts } from '../result/run-facts.ts';
import type { Totals } from '../result/totals.ts';
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
