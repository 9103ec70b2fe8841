import type { Pace } from '../atlassian/request-queue.ts';
import type { AuditRecord } from './records.ts';

/** Where the records of an audit come from. `close` must follow, also after an error. */
export type Source = {
  /** Many together where they come together: one by one each would wait its turn. */
  records: AsyncIterable<AuditRecord[]>;
  pace(): Pace;
  close(): void;
};

/** Everything that decides how the API is asked. Durations are in milliseconds. */
export type SourceOptions = {
  apiUrl: URL;
  orgToken: string;
  concurrency: number;
  requestsPerSecond: number | undefined;
  timeoutMs: number;
  maxRetries: number;
  maxDurationMs: number;
};

/**
 * What a source says beyond its records, in sentences without names and IDs; complete once the records are. An error
 * leaves nothing to trust, a gap makes every number a lower bound.
 */
export type SourceReport = { errors: string[]; gaps: string[]; warnings: string[]; notices: string[] };

/** A report with nothing in it. */
export function createSourceReport(): SourceReport {
  return { errors: [], gaps: [], warnings: [], notices: [] };
}
