import type { CredentialKind } from '../atlassian/credentials.ts';
import type { AuditTarget } from '../audit/target.ts';
import type { BaselineFound } from '../baseline/baseline.ts';
import type { HistoryRun } from '../baseline/baseline-report.ts';
import type { ExceptionUse } from '../policy/exceptions.ts';
import type { ResolvedLimits, Tolerance } from '../policy/limits.ts';
import type { Histogram } from '../result/histograms.ts';
import type { Totals } from '../result/totals.ts';
import type { Verdict } from '../result/verdict.ts';
import type { ReceivedDate } from '../text/dates.ts';
import type { Html } from '../text/html.ts';
import type { FileName } from './files.ts';

/** The facts about a run that reports show besides numbers. `settings` are the inputs without the secrets. */
export type RunFacts = {
  startedAt: Date;
  finishedAt: Date;
  repository: string;
  workflow: string;
  runUrl: string;
  settings: Record<string, string>;
  /** The limits in force, where each comes from, and which only warn. */
  rules: ResolvedLimits;
  tolerance: Tolerance;
  /** The folder of the files, as people know it. */
  outputDir: string;
  /** Empty where no organization is given. */
  orgId: string;
  target: AuditTarget;
  /** The kinds of other credentials to audit, and those of them that were not wholly read. */
  include: readonly CredentialKind[];
  unreadKinds: readonly CredentialKind[];
  /** Absent where no baseline was asked for. */
  baseline: BaselineFound | undefined;
  exceptions: ExceptionUse[];
  /** Whether log and summary may show account IDs, names and labels. The files always contain them. */
  showNames: boolean;
};

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

export type Figure =
  | { kind: 'shares'; title: string; shares: Share[] }
  | { kind: 'histograms'; histograms: Histogram[] }
  | { kind: 'trend'; runs: TrendRun[] };

/** A part of a whole. */
export type Share = { label: string; tone: Tone; count: number };

/** A run as a point of the trend. */
export type TrendRun = Pick<HistoryRun, 'startedAt' | 'complete' | 'active' | 'findings' | 'people'>;

/** The first rows of a list, in the order of urgency. `noun` is what one row is; `file` has all `total` rows. */
export type Table = {
  noun: string;
  file: FileName;
  total: number;
  /** How many rows the page shows before someone asks for all. */
  shown: number;
  headings: string[];
  rows: Row[];
};

/** `flags` are the filters that show the row; a row without any is in all of them. */
export type Row = { cells: Cell[]; flags?: string[] | undefined };

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

/** A number that people look for first, and the section that it is about. */
export type Tile = { label: string; count: number | undefined; section: string; tone: Tone };
