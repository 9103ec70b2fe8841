import type { Answer } from '../atlassian/api.ts';
import { computeAccountTokensPath, computeCountPath } from '../atlassian/client.ts';
import { classifyRefusal, KEY_ADVICE, LIST_ADVICE } from '../atlassian/refusals.ts';
import { systemClock } from '../atlassian/request-queue.ts';
import { createConnection } from './connection.ts';
import { renderAnswer } from './organization/list-failure.ts';
import { probeCredentials } from './organization/organization-credentials.ts';
import { PAGE_SIZE } from './organization/organization-list.ts';
import type { AuditTarget, SourceInput } from './target.ts';

/** An error would make an audit red; a doubt is an answer that proves little. */
type Problem = { error: string } | { doubt: string } | undefined;

/**
 * The result of a dry run: the latency of its first request, how many calls an audit would make, where that can be
 * known, and its errors and doubts.
 */
export type Probe = {
  latencyMs: number;
  calls: number | undefined;
  errors: string[];
  doubts: string[];
};

/** The count of tokens, one account to judge the key by, and at least one page of managed accounts. */
const CALLS_BESIDE_PAGES = 3;
/** A page of the list, and the count of its items or the service accounts. */
const CALLS_A_KIND = 2;

/**
 * Sends the requests of a dry run: one for the first account's tokens or the organization's count, and one for each
 * kind of credential to include. Sends no retry.
 */
export async function probeTarget(input: SourceInput): Promise<Probe> {
  const { target, request, orgId = '', include = [], report, controller } = input;
  const path =
    target.kind === 'accounts'
      ? computeAccountTokensPath(findFirstAccount(target))
      : computeCountPath(target.orgId, 'api-tokens');
  const { api, close } = createConnection({ ...request, maxRetries: 0 }, controller, report.mayQuote);
  try {
    const startedAt = systemClock.now();
    const answer = await api.read(path, (json) => json);
    const latencyMs = systemClock.now() - startedAt;
    const problems = [judgeAnswer(target, answer, report.mayQuote)];
    const organization = { api, orgId, apiUrl: request.apiUrl };
    for (const kind of include) problems.push(await probeCredentials(organization, kind, report.mayQuote));
    return {
      latencyMs,
      calls: computeCalls(target, answer, include.length),
      errors: problems.flatMap((problem) => (problem && 'error' in problem ? problem.error : [])),
      doubts: problems.flatMap((problem) => (problem && 'doubt' in problem ? problem.doubt : [])),
    };
  } finally {
    close();
  }
}

function findFirstAccount({ file }: AuditTarget & { kind: 'accounts' }): string {
  for (const row of file.rows) if (row.kind === 'account') return row.account.id;
  throw new Error(`accounts-csv: ${file.path} holds no account ID: export the accounts again`);
}

function computeCalls(target: AuditTarget, answer: Answer<unknown>, kinds: number): number | undefined {
  const others = kinds * CALLS_A_KIND;
  if (target.kind === 'accounts') return target.file.accounts + others;
  if (answer.kind !== 'value' || typeof answer.value !== 'number') return undefined;
  return Math.max(1, Math.ceil(answer.value / PAGE_SIZE)) + CALLS_BESIDE_PAGES + others;
}

function judgeAnswer({ kind }: AuditTarget, answer: Answer<unknown>, mayQuote: boolean): Problem {
  if (answer.kind === 'value') return undefined;
  if (answer.kind !== 'refused')
    return { error: `The request got no usable answer: ${renderAnswer(answer, mayQuote)}` };
  const refusal = classifyRefusal(answer.status, answer.body);
  if (kind === 'accounts' && refusal === 'not-managed') return undefined;
  const advice = kind === 'accounts' ? KEY_ADVICE[refusal] : LIST_ADVICE[answer.status];
  if (advice) return { error: advice };
  return { doubt: `The request was answered with HTTP ${answer.status}, which says little about the key.` };
}
