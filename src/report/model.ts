import type { Histogram } from '../result/histograms.ts';
import type { RunFacts } from '../result/run-facts.ts';
import type { Totals } from '../result/totals.ts';
import type { Verdict } from '../result/verdict.ts';
import type { ReceivedDate } from '../text/dates.ts';
import type { Html } from '../text/html.ts';

/** The input of every section. */
export type Report = { run: RunFacts; totals: Totals; verdict: Verdict };

/** Returns whether the run judged nothing, so that it is clean in name only. */
export function isInventory({ run, verdict }: Pick<Report, 'run' | 'verdict'>): boolean {
  return verdict.result === 'clean' && Object.keys(run.rules.limits).length === 0;
}

/** Returns whether the findings only warn, so that the job is green. */
export function isOnlyWarning({ result, red }: Verdict): boolean {
  return result === 'findings' && !red;
}

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

/** Rows in the order of urgency. `noun` is what one of them is. */
export type Table = {
  noun: string;
  headings: string[];
  rows: Row[];
  /** How many rows there are in all, of which these are the first. */
  total: number;
  /** The file that contains all of them. */
  file: string;
  /** How many rows the page shows before someone asks for all. */
  shown?: number;
};

/** `flags` are the filters that show the row; a row without any is in all of them. */
export type Row = { cells: Cell[]; flags?: string[] };

/** The data of a cell. A string is words, a number a count. */
export type Cell =
  | string
  | number
  | { kind: 'code'; text: string }
  | { kind: 'person'; person: Person }
  | { kind: 'token'; label: string; id: string }
  | { kind: 'date'; date: ReceivedDate; now: number; none: NoDate }
  | { kind: 'mark'; tone: Tone; text: string };

/** The words for a missing date, and the value that sorts it. */
export type NoDate = { words: string; value: number };

export type Person = { id: string; name: string; email: string };

/** How good it is that there is something. */
export type Tone = 'good' | 'fair' | 'plain' | 'bad';

/** A part of a whole. */
export type Share = { label: string; tone: Tone; count: number };

export type Figure =
  | { kind: 'shares'; title: string; shares: Share[] }
  | { kind: 'histograms'; histograms: Histogram[] }
  | { kind: 'trend'; runs: TrendRun[] };

/** A run as a point of the trend. `startedAt` is in milliseconds since 1970. */
export type TrendRun = {
  startedAt: number;
  complete: boolean;
  active: number;
  findings: number;
  people: number;
};

/** A number that people look for first, and the section that it is about. */
export type Tile = { label: string; count: number | undefined; section: string; tone: Tone };
