import type { Answer, Api } from '../atlassian/api.ts';
import { computeAccountTokensPath } from '../atlassian/paths.ts';
import {
  ALL_FORBIDDEN_ADVICE,
  classifyRefusal,
  describeBody,
  describeKeyRefusal,
  FORBIDDEN_ADVICE,
  type Refusal,
} from '../atlassian/refusals.ts';
import { parseAccountTokens, type Token, type TokenList } from '../atlassian/tokens.ts';
import type { Account } from './accounts-file.ts';
import type { AccountStatus } from './records.ts';
import { readStopReason } from './stop.ts';

/** The result of reading one account. A failure may carry the tokens that could be read. */
export type AccountResult = {
  status: Exclude<AccountStatus, 'rejected' | 'unlisted'>;
  tokens: Token[];
  /** Absent where no answer came. */
  httpStatus: number | undefined;
  detail: string;
};

/** After this many refusals, and no account read, the key is at fault and not the accounts. */
const FORBIDDEN_IN_A_ROW = 25;

/**
 * Creates the function that reads the tokens of one account with the per-account call. A refused key aborts the run;
 * a refused account is that account's result. After an abort nothing is asked.
 */
export function createAccountReader(
  api: Api,
  controller: AbortController,
): (account: Account) => Promise<AccountResult> {
  let answered = 0;
  let forbidden = 0;

  function findKeyAdvice(refusal: Refusal): string | undefined {
    if (refusal === 'forbidden') forbidden += 1;
    const isKey = forbidden === FORBIDDEN_IN_A_ROW && answered === forbidden;
    return isKey ? ALL_FORBIDDEN_ADVICE : describeKeyRefusal(refusal);
  }

  return async function readAccountTokens({ id }) {
    if (controller.signal.aborted) return describeSkipped(controller.signal);
    const answer = await api.read(computeAccountTokensPath(id), parseAccountTokens);
    if (answer.kind === 'stopped') return describeSkipped(controller.signal);
    if (answer.kind === 'unread') return describeFailure(answer.status, answer.detail);
    answered += 1;
    if (answer.kind === 'value') return describeTokens(answer.value);
    const refusal = classifyRefusal(answer.status, answer.body);
    const advice = findKeyAdvice(refusal);
    if (advice) controller.abort({ kind: 'refused', why: 'the key was refused', advice });
    return describeRefusal(answer, refusal);
  };
}

function describeTokens({ tokens, invalidItems }: TokenList): AccountResult {
  const status = invalidItems.length === 0 ? 'checked' : 'failed';
  return { status, tokens, httpStatus: 200, detail: describeBody(invalidItems.join('; ')) };
}

function describeRefusal(
  { status, body }: Extract<Answer<TokenList>, { kind: 'refused' }>,
  refusal: Refusal,
): AccountResult {
  if (refusal === 'not-managed')
    return { status: 'not-managed', tokens: [], httpStatus: status, detail: describeBody(body) };
  const failure = describeFailure(status, body);
  return refusal === 'forbidden'
    ? { ...failure, detail: `${FORBIDDEN_ADVICE} (${failure.detail})` }
    : failure;
}

function describeFailure(httpStatus: number | undefined, detail: string): AccountResult {
  return { status: 'failed', tokens: [], httpStatus, detail: describeBody(detail) };
}

function describeSkipped(signal: AbortSignal): AccountResult {
  return { status: 'skipped', tokens: [], httpStatus: undefined, detail: readStopReason(signal)?.why ?? '' };
}
