import type { Answer } from '../atlassian/api.ts';
import { computeAccountTokensPath, computeCountPath } from '../atlassian/paths.ts';
import { classifyRefusal, describeKeyRefusal, describeListRefusal } from '../atlassian/refusals.ts';
import { systemClock } from '../atlassian/request-queue.ts';
import { createConnection } from './connection.ts';
import { PAGE_SIZE } from './organization-list.ts';
import type { SourceOptions } from './source.ts';
import type { AuditTarget } from './target.ts';

/**
 * What one request told: how long it took, whether the key does, and how many calls the audit would make, as far as
 * that can be known. `refusal` is the advice for a key that does not; `doubt` is an answer that proves nothing.
 */
export type Probe = {
  latencyMs: number;
  calls: number | undefined;
  refusal: string | undefined;
  doubt: string | undefined;
};

/** The count, one account to judge the key by, and at least one page of managed accounts. */
const CALLS_BESIDE_PAGES = 3;

/** Sends the one request of a dry run: the first account's tokens, or the count of the organization's. */
export async function probeTarget(
  target: AuditTarget,
  options: SourceOptions,
  controller: AbortController,
): Promise<Probe> {
  const path =
    target.kind === 'accounts'
      ? computeAccountTokensPath(findFirstAccount(target))
      : computeCountPath(target.orgId, 'api-tokens');
  const { api, close } = createConnection({ ...options, maxRetries: 0 }, controller);
  try {
    const startedAt = systemClock.now();
    const answer = await api.read(path, (json) => json);
    const latencyMs = systemClock.now() - startedAt;
    return { latencyMs, calls: computeCalls(target, answer), ...judgeAnswer(target, answer) };
  } finally {
    close();
  }
}

function findFirstAccount({ file }: AuditTarget & { kind: 'accounts' }): string {
  for (const row of file.rows) if (row.kind === 'account') return row.account.id;
  throw new Error(`accounts-csv: ${file.path} holds no account ID: export the accounts again`);
}

function computeCalls(target: AuditTarget, answer: Answer<unknown>): number | undefined {
  if (target.kind === 'accounts') return target.file.accounts;
  const isCount = answer.kind === 'value' && typeof answer.value === 'number';
  return isCount ? Math.max(1, Math.ceil(Number(answer.value) / PAGE_SIZE)) + CALLS_BESIDE_PAGES : undefined;
}

function judgeAnswer({ kind }: AuditTarget, answer: Answer<unknown>): Pick<Probe, 'refusal' | 'doubt'> {
  if (answer.kind === 'value') return { refusal: undefined, doubt: undefined };
  const status = answer.kind === 'stopped' ? undefined : answer.status;
  const doubt = `The one request was answered with ${status ?? 'nothing usable'}, which says little about the key.`;
  if (answer.kind !== 'refused') return { refusal: undefined, doubt };
  if (kind === 'organization') return { refusal: describeListRefusal(answer.status), doubt };
  const refusal = classifyRefusal(answer.status, answer.body);
  if (refusal === 'not-managed') return { refusal: undefined, doubt: undefined };
  return { refusal: describeKeyRefusal(refusal), doubt };
}
