import type { CredentialKind } from '../atlassian/credentials.ts';
import type { Pace } from '../atlassian/request-queue.ts';
import type { Mask } from '../text/mask.ts';
import type { SourceRecord } from './records.ts';

/** A source of records. The caller closes it, also after an error. */
export type Source = {
  /** In batches, since each step of an async iteration costs more than a record. */
  records: AsyncIterable<SourceRecord[]>;
  pace(): Pace;
  close(): void;
};

/** How the API is asked. Durations are in milliseconds. */
export type SourceOptions = {
  apiUrl: URL;
  orgToken: string;
  /** Takes the secrets of the run out of every answer. */
  mask: Mask;
  concurrency: number;
  requestsPerSecond: number | undefined;
  timeoutMs: number;
  maxRetries: number;
  maxDurationMs: number;
};

/**
 * Messages of a source besides its records, complete once the records are; without names and IDs. An error means that
 * no result is usable, a gap that every number is a lower bound.
 */
export type SourceReport = {
  /** Whether messages may quote what answered in Atlassian's place. */
  mayQuote: boolean;
  errors: string[];
  gaps: string[];
  /** The kinds of credentials of `include` that were not read, or not to their end. They do not concern users' tokens. */
  credentialGaps: { credentialKind: CredentialKind; message: string }[];
  warnings: string[];
  notices: string[];
};

/** Creates an empty report. */
export function createSourceReport({ mayQuote = false } = {}): SourceReport {
  return { mayQuote, errors: [], gaps: [], credentialGaps: [], warnings: [], notices: [] };
}
