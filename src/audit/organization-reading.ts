import { computeTokenCountPath } from '../atlassian/paths.ts';
import { describeShape } from '../text/json.ts';
import { type Broken, explainListing } from './list-failure.ts';
import { type Book, noteAccount } from './organization-accounts.ts';
import { listTokens, type Organization } from './organization-tokens.ts';
import type { FoundToken } from './records.ts';
import { createLedger, type Ledger } from './seen-tokens.ts';
import type { SourceReport } from './source.ts';
import type { Stop } from './stop.ts';

/** One reading of the list: how many tokens it showed, and how many the organization counted before and after. */
type Reading = { listed: number; before: number | undefined; after: number | undefined };

/**
 * Yields every token once and proves that they are all: the organization's own count is asked before and after. A
 * list that is short of both, or from which tokens vanished while it was read, so that others may have been passed
 * over, is read once more. Returns how the list broke off, if it did.
 */
export async function* readAllTokens(
  organization: Organization,
  book: Book,
  ends: { report: SourceReport; stop: Stop },
): AsyncGenerator<FoundToken[], Broken | undefined> {
  const ledger = createLedger();
  try {
    const before = await readCount(organization);
    let reading = yield* readOnce(organization, book, ledger, before);
    if (isDoubtful(reading)) {
      ledger.startReading();
      reading = yield* readOnce(organization, book, ledger, reading.after);
      if (isDoubtful(reading)) ends.report.gaps.push(describeDoubt(reading));
    }
    tellOfCount(ends.report, reading);
    return undefined;
  } catch (error) {
    return explainListing(error, 'tokens', ends, ledger.listed() > 0);
  } finally {
    ledger.tell(ends.report);
  }
}

async function* readOnce(
  organization: Organization,
  book: Book,
  ledger: Ledger,
  before: number | undefined,
): AsyncGenerator<FoundToken[], Reading> {
  for await (const page of listTokens(organization)) {
    yield page.flatMap((found): FoundToken[] => {
      if (!found) ledger.noteNoToken();
      if (!found || !ledger.note(found)) return [];
      const entry = noteAccount(book, found.owner);
      entry.tokens += 1;
      return [{ kind: 'token', account: entry.account, token: found.token }];
    });
  }
  return { listed: ledger.seen(), before, after: await readCount(organization) };
}

/** The number that the organization gives, or `undefined` where it gives none. */
async function readCount({ api, orgId }: Organization): Promise<number | undefined> {
  const answer = await api.read(computeTokenCountPath(orgId), parseCount, [403, 404, 500]);
  return answer.kind === 'value' ? answer.value : undefined;
}

function parseCount(json: unknown): number {
  if (typeof json === 'number' && Number.isSafeInteger(json) && json >= 0) return json;
  throw new Error(`expected a count, got ${describeShape(json)}`);
}

function isDoubtful({ listed, before, after }: Reading): boolean {
  const smaller = Math.min(before ?? Number.POSITIVE_INFINITY, after ?? Number.POSITIVE_INFINITY);
  const hasShrunk = before !== undefined && after !== undefined && after < before;
  return hasShrunk || (Number.isFinite(smaller) && listed < smaller);
}

function describeDoubt({ listed, before, after }: Reading): string {
  return `The list shows ${listed} tokens, read twice, but the organization counts ${before ?? 'an unknown number'} before and ${after ?? 'an unknown number'} after.`;
}

function tellOfCount({ notices }: SourceReport, { listed, before, after }: Reading): void {
  if (before === undefined || after === undefined)
    notices.push(
      'The organization did not tell how many tokens there are: only the end of the list proves that it is whole.',
    );
  const larger = Math.max(before ?? 0, after ?? 0);
  if (larger > 0 && listed > larger)
    notices.push(`The list shows ${listed} tokens, more than the ${larger} that the organization counts.`);
}
