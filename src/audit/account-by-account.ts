import { setImmediate } from 'node:timers/promises';
import type { AccountResult } from './account-tokens.ts';
import type { Account, AccountsRow } from './accounts-file.ts';
import { type AuditRecord, rejectRow, type TokenRecord } from './records.ts';

/** How many accounts are asked for at a time; those that wait for a retry are among them. */
const ASKED = 1024;
/** The event loop turns after so many rows; else nothing is sent before all of a piece of the file are asked for. */
const ROWS_A_TURN = 64;
/** How many accounts may wait behind one that is slow to answer, so that the results stay in the file's order. */
const LOOK_AHEAD = 8192;

/** A row on its way: its records, once they are there. */
type Place = { records: AuditRecord[] | undefined };

/**
 * Asks for every account's tokens, many at a time, and yields the records in the rows' order, those together that are
 * there at the same time. Every row ends as exactly one outcome. `look` must not reject.
 */
export async function* auditAccounts(
  rows: Iterable<AccountsRow>,
  look: (account: Account) => Promise<AccountResult>,
): AsyncGenerator<AuditRecord[]> {
  const line = createLine(look);
  let joined = 0;
  let broken: { error: unknown } | undefined;
  try {
    for (const row of rows) {
      line.join(row);
      joined += 1;
      if (joined % ROWS_A_TURN === 0) await setImmediate();
      while (line.isFull()) {
        yield line.takeDone();
        if (line.isFull()) await line.nextAnswer();
      }
    }
  } catch (error) {
    // What was asked before the rows broke off is not thrown away.
    broken = { error };
  }
  while (line.length() > 0) {
    yield line.takeDone();
    if (line.length() > 0) await line.nextAnswer();
  }
  if (broken) throw broken.error;
}

/** The rows on their way, in order. */
function createLine(look: (account: Account) => Promise<AccountResult>) {
  const places: Place[] = [];
  let asked = 0;
  let tell = () => {};

  async function ask(account: Account, place: Place): Promise<void> {
    asked += 1;
    place.records = describeLook(account, await look(account));
    asked -= 1;
    tell();
  }

  return {
    join(row: AccountsRow) {
      const place: Place = { records: row.kind === 'rejected' ? [rejectRow(row.row)] : undefined };
      places.push(place);
      if (row.kind === 'account') void ask(row.account, place);
    },
    takeDone(): AuditRecord[] {
      const end = places.findIndex(({ records }) => records === undefined);
      return places.splice(0, end === -1 ? places.length : end).flatMap(({ records }) => records ?? []);
    },
    isFull: () => asked >= ASKED || places.length >= LOOK_AHEAD,
    length: () => places.length,
    async nextAnswer() {
      const answer = new Promise<void>((resolve) => {
        tell = resolve;
      });
      // The first in line may have its answer since it was looked at: nobody would tell of it again.
      if (!places[0]?.records) await answer;
      // The other answers of this turn of the event loop are taken with it.
      await setImmediate();
    },
  };
}

function describeLook(
  account: Account,
  { tokens, status, httpStatus, detail }: AccountResult,
): AuditRecord[] {
  const found = tokens.map((token): TokenRecord => ({ kind: 'token', account, token }));
  return [...found, { kind: 'outcome', account, status, tokens: tokens.length, httpStatus, detail }];
}
