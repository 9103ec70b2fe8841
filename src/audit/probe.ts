import type { Answer } from '../atlassian/api.ts';
import { type ApiPath, computeAccountTokensPath, computeListPath } from '../atlassian/client.ts';
import { classifyRefusal, KEY_ADVICE, LIST_ADVICE } from '../atlassian/refusals.ts';
import { probeCredentials } from './organization/organization-credentials.ts';
import { PAGE_SIZE } from './organization/organization-list.ts';
import { connect } from './source.ts';
import { renderAnswer } from './stop.ts';
import type { AuditTarget, SourceInput } from './target.ts';

/** The result of a dry run. `calls` are those of an audit, if known. Errors make the run red; doubtful answers do not. */
export type Probe = { latencyMs: number; calls: number | undefined; errors: string[]; doubts: string[] };

/** The count of tokens, one account to judge the key by, and at least one page of managed accounts. */
const CALLS_BESIDE_PAGES = 3;
/** A page of the list, and the count of its items or the service accounts. */
const CALLS_A_KIND = 2;

/** Sends one request for the first account's tokens or the organization's count, and one for each kind of `include`. */
export async function probeTarget(input: SourceInput): Promise<Probe> {
  const { include } = input.inputs;
  const path = computeFirstPath(input);
  const { audit, close } = connect(input, 0);
  try {
    const startedAt = performance.now();
    const answer = await audit.api.read(path, (json) => json);
    const latencyMs = performance.now() - startedAt;
    const calls = computeCalls(input.target, answer, include.length * CALLS_A_KIND);
    const probe: Probe = { latencyMs, calls, errors: [], doubts: [] };
    judgeAnswer(input, answer, probe);
    for (const kind of include) await probeCredentials(audit, kind, probe);
    return probe;
  } finally {
    close();
  }
}

function computeFirstPath({ target: { kind, file }, inputs }: SourceInput): ApiPath {
  if (kind === 'organization') return computeListPath(inputs.orgId, 'api-tokens/count');
  const row = file.rows.find(({ account }) => account.id !== '');
  if (!row) throw new Error(`accounts-csv: ${file.path} holds no account ID: export the accounts again`);
  return computeAccountTokensPath(row.account.id);
}

function computeCalls(target: AuditTarget, answer: Answer<unknown>, others: number): number | undefined {
  if (target.kind === 'accounts') return target.file.accounts + others;
  if (answer.kind !== 'value' || typeof answer.value !== 'number') return undefined;
  return Math.max(1, Math.ceil(answer.value / PAGE_SIZE)) + CALLS_BESIDE_PAGES + others;
}

function judgeAnswer(input: SourceInput, answer: Answer<unknown>, { errors, doubts }: Probe): void {
  const { kind } = input.target;
  const { mayQuote } = input.sourceReport;
  if (answer.kind === 'value') return;
  if (answer.kind !== 'refused')
    return void errors.push(`The request got no usable answer: ${renderAnswer(answer, mayQuote)}`);
  const { status } = answer;
  const refusal = classifyRefusal(status, answer.body);
  if (kind === 'accounts' && refusal === 'not-managed') return;
  const advice = kind === 'accounts' ? KEY_ADVICE[refusal] : LIST_ADVICE[status];
  if (advice) errors.push(advice);
  else doubts.push(`The request was answered with HTTP ${status}, which says little about the key.`);
}
