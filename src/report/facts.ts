import type { AuditTarget } from '../audit/target.ts';
import type { BaselineFound } from '../baseline/baseline.ts';
import type { ExceptionUse } from '../policy/exceptions.ts';
import type { Tolerance } from '../policy/limits.ts';

/** What report and summary say of a run besides its numbers. `settings` are the inputs, never the key. */
export type RunFacts = {
  startedAt: Date;
  finishedAt: Date;
  repository: string;
  workflow: string;
  runUrl: string;
  settings: Record<string, string>;
  tolerance: Tolerance;
  /** Where the files are, for people. */
  outputDir: string;
  /** The organization; '' where none is given. */
  orgId: string;
  target: AuditTarget;
  /** What the run is compared with, or why with nothing; absent when no baseline was asked for. */
  baseline: BaselineFound | undefined;
  exceptions: ExceptionUse[];
  /** Whether account IDs, names and labels may be shown. The files always hold them. */
  showNames: boolean;
};
