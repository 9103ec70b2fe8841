import { setImmediate } from 'node:timers/promises';
import type { Api } from '../atlassian/api.ts';
import { computeAccountTokensPath } from '../atlassian/client.ts';
import {
  ALL_FORBIDDEN_ADVICE,
  classifyRefusal,
  FORBIDDEN_ADVICE,
  KEY_ADVICE,
  type Refusal,
} from '../atlassian/refusals.ts';
import { parseAccountTokens, type Token } from '../atlassian/tokens.ts';
import { describeBody } from '../http/failure.ts';
import { isKnownAccountIdForm } from './account-id.ts';
import type { Account, AccountsRow } from './accounts-file.ts';
import { type AuditRecord, type Result, rejectRow, type TokenRecord } from './records.ts';
import type { SourceReport } from './source.ts';
import { createSkipped } from './stop.ts';

/** The result of reading one account. A failure may carry the tokens that could be read. */
export type AccountResult = Result & { tokens: Token[] };

type ReadAccountTokens = (account: Account) => Promise<AccountResult>;

type Pending = { records: Promise<AuditRecord[]>; isReady: boolean };

/** The most accounts in progress, including those whose results wait for a slower account before them. */
const WINDOW = 1024;
/** After this many refusals, and no other answer, the key is at fault and not the accounts. */
const FORBIDDEN_AT_FIRST = 25;

/** Reads many accounts at a time. Yields their records in the rows' order; every row ends as exactly one outcome. */
export async function* auditAccounts(
  rows: Iterable<AccountsRow>,
  readAccountTokens: ReadAccountTokens,
): AsyncGenerator<AuditRecord[]> {
  const queue: Pending[] = [];
  for (const row of rows) {
    const pending = { records: readRow(row, readAccountTokens), isReady: false };
    const setReady = () => {
      pending.isReady = true;
    };
    // A failure is never ready, so that the results before it are yielded first.
    pending.records.then(setReady, () => {});
    queue.push(pending);
    if (queue.length >= WINDOW) yield await takeReady(queue);
  }
  while (queue.length > 0) yield await takeReady(queue);
}

async function takeReady(queue: Pending[]): Promise<AuditRecord[]> {
  await queue[0]?.records;
  // Lets answers of the same turn of the event loop join the batch.
  await setImmediate();
  const firstPending = queue.findIndex(({ isReady }) => !isReady);
  const ready = queue.splice(0, firstPending === -1 ? queue.length : firstPending);
  return (await Promise.all(ready.map(({ records }) => records))).flat();
}

async function readRow(row: AccountsRow, readAccountTokens: ReadAccountTokens): Promise<AuditRecord[]> {
  const { account } = row;
  if (account.id === '') return [rejectRow(row)];
  const { tokens, ...result } = await readAccountTokens(account);
  const isUnknown = result.status === 'not-managed' && result.httpStatus === 404;
  if (isUnknown && !isKnownAccountIdForm(account.id)) return [rejectRow(row, result.httpStatus)];
  const found = tokens.map((token): TokenRecord => ({ kind: 'token', account, token }));
  return [...found, { kind: 'outcome', account, ...result, tokens: tokens.length }];
}

/** Creates a reader that sends no request after an abort. A refused key aborts the run; a refused account is its result. */
export function createAccountReader(api: Api, controller: AbortController) {
  const { signal } = controller;
  let answered = 0;
  let forbidden = 0;
  const isAllForbidden = () => forbidden > 0 && answered === forbidden;

  function checkKey(refusal: Refusal): void {
    if (refusal === 'forbidden') forbidden += 1;
    const isKey = forbidden === FORBIDDEN_AT_FIRST && isAllForbidden();
    const advice = isKey ? ALL_FORBIDDEN_ADVICE : KEY_ADVICE[refusal];
    if (advice) controller.abort({ kind: 'refused', why: 'the key was refused', advice });
  }

  return {
    async readAccountTokens({ id }: Account): Promise<AccountResult> {
      if (signal.aborted) return { ...createSkipped(signal), tokens: [] };
      const answer = await api.read(computeAccountTokensPath(id), parseAccountTokens);
      if (answer.kind === 'stopped') return { ...createSkipped(signal), tokens: [] };
      if (answer.kind === 'unread') {
        const { status: httpStatus, detail, advice } = answer;
        return { status: 'failed', tokens: [], httpStatus, detail, advice };
      }
      answered += 1;
      if (answer.kind === 'value') {
        const { tokens, invalidItems } = answer.value;
        const status = invalidItems.length === 0 ? 'checked' : 'failed';
        return { status, tokens, httpStatus: 200, detail: describeBody(invalidItems.join('; ')) };
      }
      const refusal = classifyRefusal(answer.status, answer.body);
      checkKey(refusal);
      const status = refusal === 'not-managed' ? 'not-managed' : 'failed';
      const text = describeBody(answer.body);
      const detail = refusal === 'forbidden' ? `${FORBIDDEN_ADVICE} (${text})` : text;
      return { status, tokens: [], httpStatus: answer.status, detail };
    },
    /** Reports a key that every account refused. */
    reportKey({ errors }: SourceReport): void {
      if (isAllForbidden() && !signal.aborted) errors.push(ALL_FORBIDDEN_ADVICE);
    },
  };
}
