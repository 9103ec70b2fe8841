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

/** What was found out about one account. A failed look-up may carry the tokens that could be told. */
export type AccountResult = {
  status: Exclude<AccountStatus, 'rejected' | 'unlisted'>;
  tokens: Token[];
  httpStatus: number | undefined;
  detail: string;
};

/** So many refusals and not one account read: the key is at fault, not the accounts. */
const FORBIDDEN_IN_A_ROW = 25;

/**
 * Looks at one account after the other with the per-account call. A refused key stops the run; a refused account
 * is that account's result.
 */
export function createAccountReader(
  api: Api,
  controller: AbortController,
): (account: Account) => Promise<AccountResult> {
  let answered = 0;
  let forbidden = 0;

  function stopForKey(refusal: Refusal | undefined): void {
    if (refusal === 'forbidden') forbidden += 1;
    const isKey = forbidden === FORBIDDEN_IN_A_ROW && answered === forbidden;
    const advice = isKey ? ALL_FORBIDDEN_ADVICE : refusal && describeKeyRefusal(refusal);
    if (advice) controller.abort({ kind: 'refused', why: 'the key was refused', advice });
  }

  return async (account) => {
    if (controller.signal.aborted) return describeStop(controller.signal);
    const answer = await api.read(computeAccountTokensPath(account.id), parseAccountTokens);
    if (answer.kind === 'stopped') return describeStop(controller.signal);
    const refusal = answer.kind === 'refused' ? classifyRefusal(answer.status, answer.body) : undefined;
    if (answer.kind !== 'unread') answered += 1;
    stopForKey(refusal);
    return describeAnswer(answer, refusal);
  };
}

function describeAnswer(
  answer: Exclude<Answer<TokenList>, { kind: 'stopped' }>,
  refusal: Refusal | undefined,
): AccountResult {
  if (answer.kind === 'value') return describeTokens(answer.value);
  if (answer.kind === 'unread')
    return { status: 'failed', tokens: [], httpStatus: answer.status, detail: describeBody(answer.detail) };
  const body = describeBody(answer.body);
  const detail = refusal === 'forbidden' ? `${FORBIDDEN_ADVICE} (${body})` : body;
  const status = refusal === 'not-managed' ? 'not-managed' : 'failed';
  return { status, tokens: [], httpStatus: answer.status, detail };
}

function describeTokens({ tokens, invalidItems }: TokenList): AccountResult {
  const status = invalidItems.length === 0 ? 'checked' : 'failed';
  return { status, tokens, httpStatus: 200, detail: describeBody(invalidItems.join('; ')) };
}

function describeStop(signal: AbortSignal): AccountResult {
  return { status: 'skipped', tokens: [], httpStatus: undefined, detail: readStopReason(signal)?.why ?? '' };
}
