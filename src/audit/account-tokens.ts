import type { Answer, Api } from '../atlassian/api.ts';
import { computeAccountTokensPath } from '../atlassian/client.ts';
import {
  ALL_FORBIDDEN_ADVICE,
  classifyRefusal,
  FORBIDDEN_ADVICE,
  KEY_ADVICE,
  type Refusal,
} from '../atlassian/refusals.ts';
import { parseAccountTokens, type Token, type TokenList } from '../atlassian/tokens.ts';
import { describeBody } from '../http/failure.ts';
import type { Account } from './accounts-file.ts';
import type { AccountStatus, Outcome } from './records.ts';
import type { SourceReport } from './source.ts';
import { readStopReason } from './stop.ts';

/** The result of reading one account. A failure may carry the tokens that could be read. */
export type AccountResult = Pick<Outcome, 'httpStatus' | 'detail' | 'advice'> & {
  status: Exclude<AccountStatus, 'rejected' | 'unlisted'>;
  tokens: Token[];
};

/** Reads accounts with the per-account call, and finds out whether the key is at fault. */
export type AccountReader = {
  /** Reads one account. A refused key aborts the run; a refused account is that account's result. */
  readAccountTokens(account: Account): Promise<AccountResult>;
  /** Reports a key that every account refused, after the last one. */
  reportKey(report: SourceReport): void;
};

/** After this many refusals, and no other answer, the key is at fault and not the accounts. */
const FORBIDDEN_IN_A_ROW = 25;

/** Creates a reader. After an abort it sends no request. */
export function createAccountReader(api: Api, controller: AbortController): AccountReader {
  let answered = 0;
  let forbidden = 0;
  const isAllForbidden = () => forbidden > 0 && answered === forbidden;

  function findKeyAdvice(refusal: Refusal): string | undefined {
    if (refusal === 'forbidden') forbidden += 1;
    const isKey = forbidden === FORBIDDEN_IN_A_ROW && isAllForbidden();
    return isKey ? ALL_FORBIDDEN_ADVICE : KEY_ADVICE[refusal];
  }

  return {
    async readAccountTokens({ id }) {
      if (controller.signal.aborted) return describeSkipped(controller.signal);
      const answer = await api.read(computeAccountTokensPath(id), parseAccountTokens);
      if (answer.kind === 'stopped') return describeSkipped(controller.signal);
      if (answer.kind === 'unread') return describeFailure(answer);
      answered += 1;
      if (answer.kind === 'value') return describeTokens(answer.value);
      const refusal = classifyRefusal(answer.status, answer.body);
      const advice = findKeyAdvice(refusal);
      if (advice) controller.abort({ kind: 'refused', why: 'the key was refused', advice });
      return describeRefusal(answer, refusal);
    },
    reportKey({ errors }) {
      if (isAllForbidden() && !controller.signal.aborted) errors.push(ALL_FORBIDDEN_ADVICE);
    },
  };
}

function describeTokens({ tokens, invalidItems }: TokenList): AccountResult {
  const status = invalidItems.length === 0 ? 'checked' : 'failed';
  return { status, tokens, httpStatus: 200, detail: describeBody(invalidItems.join('; ')) };
}

function describeRefusal(
  { status: httpStatus, body }: Extract<Answer<TokenList>, { kind: 'refused' }>,
  refusal: Refusal,
): AccountResult {
  const status = refusal === 'not-managed' ? 'not-managed' : 'failed';
  const text = describeBody(body);
  const detail = refusal === 'forbidden' ? `${FORBIDDEN_ADVICE} (${text})` : text;
  return { status, tokens: [], httpStatus, detail };
}

function describeFailure({
  status,
  detail,
  advice,
}: Extract<Answer<TokenList>, { kind: 'unread' }>): AccountResult {
  return { status: 'failed', tokens: [], httpStatus: status, detail, ...(advice === '' ? {} : { advice }) };
}

function describeSkipped(signal: AbortSignal): AccountResult {
  return { status: 'skipped', tokens: [], httpStatus: undefined, detail: readStopReason(signal)?.why ?? '' };
}
