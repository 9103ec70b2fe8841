import type { CredentialKind } from '../atlassian/tokens.ts';
import type { SourceReport } from '../audit/source.ts';
import type { StopReason } from '../audit/stop.ts';
import type { AuditTarget } from '../audit/target.ts';
import type { BaselineFound } from '../baseline/baseline.ts';
import type { ExceptionUse } from '../policy/exceptions.ts';
import type { ResolvedLimits, Tolerance } from '../policy/limits.ts';

/** The facts about a run besides its numbers, for verdict and reports. `settings` are the inputs without the secrets. */
export type RunFacts = {
  startedAt: Date;
  finishedAt: Date;
  repository: string;
  workflow: string;
  runUrl: string;
  settings: Record<string, string>;
  rules: ResolvedLimits;
  tolerance: Tolerance;
  outputDir: string;
  /** '' where no organization is given. */
  orgId: string;
  /** The start of the day on which the organization API key expires, in milliseconds since 1970. */
  orgTokenExpires: number | undefined;
  target: AuditTarget;
  /** The kinds of other credentials to audit, and those of them that were not wholly read. */
  include: readonly CredentialKind[];
  unreadKinds: readonly CredentialKind[];
  /** Absent where no baseline was asked for. */
  baseline: BaselineFound | undefined;
  exceptions: ExceptionUse[];
  /** Whether log and summary may show account IDs, names and labels. The other files always contain them. */
  showNames: boolean;
};

/** How an audit ended. `failures` are those of the audit itself, in words. */
export type Ending = { stopped: StopReason | undefined; report: SourceReport; failures: string[] };
