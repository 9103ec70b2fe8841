import { createApi } from '../atlassian/api.ts';
import { createClient } from '../atlassian/client.ts';
import { systemClock } from '../atlassian/clock.ts';
import { createPacer, type PaceState } from '../atlassian/pacer.ts';
import { type AccountsFile, readAccountsRows } from './accounts.ts';
import { type AuditRecord, auditAccounts } from './audit.ts';
import { createLook } from './look.ts';
import { PAUSE_TOO_LONG, type Stop, TIME_IS_UP } from './stop.ts';

/** Where the records of an audit come from. `close` must follow, also after an error. */
export type Source = { records: AsyncIterable<AuditRecord>; pace(): PaceState; close(): void };

export type SourceOptions = {
  apiUrl: URL;
  orgToken: string;
  concurrency: number;
  requestsPerSecond: number | undefined;
  timeoutMs: number;
  maxRetries: number;
  maxDurationMs: number;
};

/** One call per account of the file. The first request goes when the first record is asked for. */
export function createAccountsSource(options: SourceOptions, file: AccountsFile, stop: Stop): Source {
  const deadline = setTimeout(() => stop.stop(TIME_IS_UP), options.maxDurationMs);
  const client = createClient(options);
  const shared = { ...options, client, clock: systemClock, random: Math.random, signal: stop.signal };
  const pacer = createPacer({ ...shared, onPause: createPauseCheck(options.maxDurationMs, stop) });
  const look = createLook(createApi({ ...shared, pacer }), stop);
  return {
    records: auditAccounts(readAccountsRows(file), look),
    pace: pacer.state,
    close: () => {
      clearTimeout(deadline);
      client.close();
    },
  };
}

/** A pause that would outlast the run ends it at once: nothing is gained by waiting. */
function createPauseCheck(maxDurationMs: number, stop: Stop): (pausedMs: number) => void {
  const endsAt = systemClock.now() + maxDurationMs;
  return (pausedMs) => {
    if (systemClock.now() + pausedMs > endsAt) stop.stop(PAUSE_TOO_LONG);
  };
}
