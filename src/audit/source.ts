import type { Api } from '../atlassian/api.ts';
import type { CredentialKind } from '../atlassian/credentials.ts';
import type { Pace } from '../atlassian/request-queue.ts';
import type { Mask } from '../text/mask.ts';
import type { AuditRecord } from './records.ts';

/**
 * A source of records, in batches, since each step of an async iteration costs more than a record. The caller closes it,
 * also after an error.
 */
export type Source = { records: AsyncIterable<AuditRecord[]>; pace(): Pace; close(): void };

/** How the API is asked. Durations are in milliseconds; `mask` takes secrets out of every answer. */
export type SourceOptions = {
  apiUrl: URL;
  orgToken: string;
  mask: Mask;
  concurrency: number;
  requestsPerSecond: number | undefined;
  timeoutMs: number;
  maxRetries: number;
  maxDurationMs: number;
};

/**
 * Messages of a source besides its records, without names and IDs. They are complete after the last record. After an
 * error no result is usable; after a gap every number is a lower bound.
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

/** Returns the kinds of credentials that were not wholly read. */
export function listUnreadKinds({ credentialGaps }: SourceReport): CredentialKind[] {
  return credentialGaps.map(({ credentialKind }) => credentialKind);
}

/** What an audit is given. Its organization is '' where none is known; `controller` ends it early. */
export type AuditOptions = {
  inputs: { request: SourceOptions; orgId: string; include: readonly CredentialKind[] };
  sourceReport: SourceReport;
  controller: AbortController;
};

/** An audit that is under way. */
export type Audit = AuditOptions & { api: Api };
